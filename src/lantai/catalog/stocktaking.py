"""Inventories: begun, scanned into, closed; every step by whoever has the shelf before them."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from lantai.core.text.messages import N_
from lantai.infra import audit
from lantai.people.models import Account

from .actions import NotPossible, allow
from .inventories import Inventory, InventoryScan
from .locations import Location

MOST_SCANS = 20_000
"""Barcodes of one inventory; a larger place is looked through in parts."""


def begin_inventory(*, by: Account, location: Location, now: datetime) -> Inventory:
    """Begin to look through a place, or go on with the inventory of it that is open."""
    allow(by, "catalog.add_inventory")
    with transaction.atomic():
        waiting = Inventory.objects.filter(location=location, closed_at=None).first()
        if waiting is not None:
            return waiting
        made = Inventory.objects.create(location=location, by=by, created_at=now)
        audit.record(by=by, action="catalog.begin_inventory", subject=made, now=now)
    return made


def scan(*, by: Account, inventory: Inventory, barcodes: Sequence[str], now: datetime) -> int:
    """Note barcodes in the order of the shelf; return how many were new. One scanned before keeps its place."""
    allow(by, "catalog.add_inventoryscan")
    with transaction.atomic():
        current = Inventory.objects.select_for_update().get(pk=inventory.pk)
        if current.closed_at is not None:
            raise NotPossible(N_("This inventory is closed."))
        known = set(InventoryScan.objects.filter(inventory=current).values_list("barcode", flat=True))
        new = [code for code in dict.fromkeys(code[:80] for code in barcodes) if code not in known]
        if len(known) + len(new) > MOST_SCANS:
            raise NotPossible(N_("One inventory takes at most 20,000 barcodes: close this one and begin another."))
        InventoryScan.objects.bulk_create(InventoryScan(inventory=current, barcode=code, by=by, at=now) for code in new)
    return len(new)


def forget_scan(*, by: Account, inventory: Inventory, barcode: str, now: datetime) -> None:
    """Take one barcode out again: it was scanned by mistake."""
    allow(by, "catalog.add_inventoryscan")
    if inventory.closed_at is not None:
        raise NotPossible(N_("This inventory is closed."))
    with transaction.atomic():
        InventoryScan.objects.filter(inventory=inventory, barcode=barcode).delete()
        audit.record(by=by, action="catalog.forget_scan", subject=inventory, now=now)


def close_inventory(*, by: Account, inventory: Inventory, now: datetime) -> None:
    """Close an inventory; its list can still be looked at."""
    allow(by, "catalog.change_inventory")
    with transaction.atomic():
        Inventory.objects.filter(pk=inventory.pk, closed_at=None).update(closed_at=now)
        audit.record(by=by, action="catalog.close_inventory", subject=inventory, now=now)
