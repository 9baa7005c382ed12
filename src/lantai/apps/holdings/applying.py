"""A plan made rows: titles that come, change, come back or go, each with what changed; a statement a table, whatever the number."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from lantai.catalog.known import in_pieces
from lantai.catalog.models import Instance
from lantai.catalog.tables import insert, reserve, update
from lantai.core.matching.listed import Match

from .differing import FIELDS, Plan
from .models import Activation, Change, PackageTitle, Run, TitleChange

TIE = ("instance_id", "state", "reasons", "candidates")


def apply_plan(run: Run, plan: Plan, *, now: datetime) -> set[int]:
    """Write what a run changes, inside the caller's transaction; return the works that the index must look at again."""
    keys = dict(zip(plan.added, reserve(PackageTitle, len(plan.added)), strict=True))
    _add(run, plan, keys, now)
    _change(plan, now)
    _tie(plan)
    gone = [plan.kept[name].pk for name in plan.gone]
    update(PackageTitle, ("removed_at", "changed_at"), ((now, now, pk) for pk in gone))
    PackageTitle.objects.filter(package=run.package_id, removed_at=None).update(last_seen_at=now)
    insert(TitleChange, ("run_id", "package_title_id", "change", "values"), _changes(run, plan, keys))
    return _works(plan, gone) if _is_given(run) else set()


def tie_of(match: Match) -> tuple[int | None, str, list[list[str]], list[dict[str, Any]]]:
    """Return a match as a title keeps it: instance, state, reasons, candidates."""
    candidates = [
        {"instance": c.key, "score": round(c.score, 3), "reasons": [list(r) for r in c.reasons]} for c in match.candidates
    ]
    return match.key or None, str(match.tie), [list(reason) for reason in match.reasons], candidates


def _add(run: Run, plan: Plan, keys: dict[str, int], now: datetime) -> None:
    platform = run.package.platform_id
    names = ("id", "package_id", "platform_id", "key", *FIELDS, *TIE, "row", "digest", "added_at", "changed_at", "last_seen_at")
    rows = (
        (
            keys[name],
            run.package_id,
            platform,
            name,
            *(values[field] for field in FIELDS),
            *tie_of(plan.ties[name]),
            plan.numbers[name],
            plan.digests[name],
            now,
            now,
            now,
        )
        for name, values in plan.added.items()
    )
    for piece in in_pieces(rows, 20_000):
        insert(PackageTitle, names, piece)


def _change(plan: Plan, now: datetime) -> None:
    rows = []
    for name, differs in plan.changed.items():
        kept = plan.kept[name]
        values = kept.values | {field: pair[1] for field, pair in differs.items() if field in kept.values}
        rows.append((*(values[field] for field in FIELDS), plan.numbers[name], plan.digests[name], now, None, kept.pk))
    update(PackageTitle, (*FIELDS, "row", "digest", "changed_at", "removed_at"), rows)
    same = [(plan.digests[name], plan.kept[name].pk) for name in plan.digests if name in plan.kept and name not in plan.changed]
    update(PackageTitle, ("digest",), same)


def _tie(plan: Plan) -> None:
    """Tie anew what was matched again and came out otherwise; what has its own record in the catalog keeps it while nothing better is known."""
    rows = []
    for name, match in plan.ties.items():
        kept = plan.kept.get(name)
        if kept is not None and (match.key or not kept.instance):
            rows.append((*tie_of(match), kept.pk))
    update(PackageTitle, TIE, rows)


def _changes(run: Run, plan: Plan, keys: dict[str, int]) -> Iterator[tuple[int, int, str, dict[str, Any]]]:
    for pk in keys.values():
        yield run.pk, pk, Change.ADDED, {}
    for name, differs in plan.changed.items():
        yield run.pk, plan.kept[name].pk, Change.CHANGED, differs
    for name in plan.gone:
        yield run.pk, plan.kept[name].pk, Change.GONE, {}


def _is_given(run: Run) -> bool:
    """Say whether an activation is about the package or one of its titles; of others the index says nothing, whatever a list changes."""
    given = Activation.objects.filter(package=run.package_id), Activation.objects.filter(package_title__package=run.package_id)
    return any(each.exists() for each in given)


def _works(plan: Plan, gone: Sequence[int]) -> set[int]:
    """Return the works of the titles that change, before and after, and of what was newly tied."""
    titles = {*gone, *(plan.kept[name].pk for name in (*plan.changed, *plan.ties) if name in plan.kept)}
    instances = {match.key for match in plan.ties.values() if match.key}
    instances |= {kept.instance for kept in plan.kept.values() if kept.pk in titles and kept.instance}
    works: set[int] = set()
    for piece in in_pieces(instances):
        works.update(Instance.objects.filter(pk__in=piece).values_list("work", flat=True))
    return works
