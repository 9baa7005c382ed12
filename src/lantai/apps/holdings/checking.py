"""What a list would change, as one report for machines: counts, differences, and each row refused or waiting with row, column, value and rule."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.timezone import localdate

from lantai.core.formats.errors import FormatError
from lantai.core.formats.kbart import Listing, Refused, marked, read

from .differing import Plan, compare
from .models import Outcome, Package, Run, RunRow, RunState
from .waiting import Waiting, mended_in, waiting

COUNTS = ("rows_in", "matched", "new", "queued", "refused", "added", "changed", "coverage_changes", "gone", "same")


def report(file: Path, *, reference: str, mapping: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """Return the report of a file for the package of that reference, empty where there is none; nothing is written."""
    try:
        with file.open("rb") as stream:
            listing = read(stream, today=localdate(now), mapping=mapping)
    except FormatError as problem:
        return _empty(str(problem))
    plan = compare(Package.objects.filter(reference=reference).first(), listing.titles)
    mended: dict[str, int] = {}
    for each in mended_in(listing, plan):
        mended[each.note.rule] = mended.get(each.note.rule, 0) + 1
    return _counts(listing, plan) | {
        "refusals": [_row(each) for each in listing.refused], "waiting": [_row(each) for each in waiting(listing.titles, plan)],
        "mended": mended, "file": [*listing.faults, *plan.faults], "error": "",
        "left_out": listing.left_out, "packages": marked(listing.titles.values()),
    }  # fmt: skip


def _counts(listing: Listing, plan: Plan) -> dict[str, int]:
    states = {state: plan.rows[state] for state in ("matched", "new", "queued")}
    differences = {name: len(getattr(plan, name)) for name in ("added", "changed", "gone", "same")}
    return {
        "rows_in": listing.rows,
        **states,
        "refused": len(listing.refused),
        **differences,
        "coverage_changes": plan.coverage_changes,
    }


def _row(each: Refused | Waiting) -> dict[str, Any]:
    return {"row": each.number, "column": each.column, "value": each.value, "rule": each.rule}


def report_of(run: Run) -> dict[str, Any]:
    """Return the report of a run that was checked."""
    run.refresh_from_db()
    if run.state == RunState.FAILED:
        return _empty(run.error.format(**run.error_values))
    rows = RunRow.objects.filter(run=run).order_by("number", "pk")
    refused, waits = ([_kept(row) for row in rows.filter(outcome=of)] for of in (Outcome.REFUSED, Outcome.QUEUED))
    mended = {rule: count for rule, count in run.notes.items() if count}
    left_out = mended.pop("other_packages", 0)
    file = [rule for rule, count in run.notes.items() if not count]
    return {name: getattr(run, name) for name in COUNTS} | {
        "refusals": refused, "waiting": waits, "mended": mended, "file": file, "error": "", "left_out": left_out,
    }  # fmt: skip


def _kept(row: RunRow) -> dict[str, Any]:
    return {"row": row.number, "column": row.column, "value": row.value, "rule": row.rule}


def _empty(error: str) -> dict[str, Any]:
    return dict.fromkeys(COUNTS, 0) | {"refusals": [], "waiting": [], "mended": {}, "file": [], "error": error, "left_out": 0}
