"""The ISSN centre's table of ISSN-L taken in."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from lantai.apps.holdings.models import IssnFamily
from lantai.core.bib.identifiers import issn
from lantai.infra import audit
from lantai.people.models import Account

from .allowing import allow

PIECE = 10_000


@transaction.atomic
def take_families(*, by: Account | None, lines: Iterable[str], now: datetime) -> dict[str, int]:
    """Take lines "ISSN<tab>ISSN-L" in, in place of what was said of the same ISSN; return how many were taken and refused."""
    allow(by, "holdings.add_issnfamily")
    rows: dict[str, str] = {}
    counts = {"rows_in": 0, "taken": 0, "refused": 0}
    for number, line in enumerate(lines):
        parts = line.replace(",", "\t").split()
        if not parts or (number == 0 and not any(map(issn, parts))):
            continue
        counts["rows_in"] += 1
        own, linking = (issn(parts[0]), issn(parts[1])) if len(parts) > 1 else (None, None)
        if own is None or linking is None:
            counts["refused"] += 1
            continue
        counts["taken"] += 1
        rows[own] = linking
        if len(rows) >= PIECE:
            _keep(rows)
            rows = {}
    _keep(rows)
    audit.record(by=by, action="holdings.take_families", subject=IssnFamily(issn=next(iter(rows), "")), now=now)
    return counts


def _keep(rows: dict[str, str]) -> None:
    made = [IssnFamily(issn=own, linking=linking) for own, linking in rows.items()]
    IssnFamily.objects.bulk_create(made, update_conflicts=True, update_fields=["linking"], unique_fields=["issn"])
