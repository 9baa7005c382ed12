"""The history of values: what a row said before and after, with who and why. Nothing is overwritten without a line here."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import models

from lantai.apps.agreements.models import Agreement, ValueChange
from lantai.core.measures.amounts import plain
from lantai.infra.audit import subject_of
from lantai.people.models import Account

HIDDEN = frozenset({"id", "made_at", "at"})
MONEY = frozenset({"net", "tax", "fee", "whole", "minor"})
"""Fields that hold minor units."""


def values(row: models.Model) -> dict[str, str]:
    """Return a row's values as the history keeps them, by field: amounts as people write them, codes as codes, rows by their names."""
    found = {field.name: _said(row, field) for field in row._meta.concrete_fields if field.name not in HIDDEN}
    if row.pk:
        found |= {field.name: ", ".join(map(str, getattr(row, field.name).all())) for field in row._meta.many_to_many}
    return found


def _said(row: models.Model, field: Any) -> str:
    if field.is_relation:
        return str(getattr(row, field.name)) if getattr(row, field.attname) else ""
    value = getattr(row, field.attname)
    if value is None or value == []:
        return ""
    if field.name in MONEY and (currency := currency_of(row)):
        return f"{plain(value, currency)} {currency}"
    return str(value)


def currency_of(row: models.Model) -> str:
    """Return in which currency a row's amounts are, "" where it has none."""
    return str(getattr(row, "currency", "") or getattr(getattr(row, "fund", None), "currency", ""))


def agreement_of(row: models.Model) -> Agreement | None:
    """Return the agreement that a row belongs to."""
    if isinstance(row, Agreement):
        return row
    if hasattr(row, "cost_id"):
        return row.cost.agreement
    return getattr(row, "agreement", None)


def note(
    row: models.Model, before: Mapping[str, str], after: Mapping[str, str], *, by: Account | None, why: str, now: datetime
) -> list[str]:
    """Keep what differs between two states of a row; an empty ``before`` says that it came, an empty ``after`` that it went. Return the fields."""
    told: dict[str, Any] = {
        "agreement": None if isinstance(row, Agreement) and not after else agreement_of(row),
        "subject": subject_of(row),
        "title": str(row)[:300],
        "why": why,
        "by": by,
        "at": now,
    }
    if not before or not after:
        summary = "; ".join(f"{name}={value}" for name, value in (before or after).items() if value)
        ValueChange.objects.create(**told, before=summary if before else "", after=summary if after else "")
        return [""]
    changed = [name for name in after if before.get(name, "") != after[name]]
    ValueChange.objects.bulk_create(
        ValueChange(**told, field=name, before=before.get(name, ""), after=after[name]) for name in changed
    )
    return changed
