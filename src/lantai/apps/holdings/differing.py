"""What a list would change of a package: titles that come, change, come back or are gone, compared field by field.

Enter at ``compare``: from a list's titles to a plan, without writing. The same list again makes a plan without changes.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import Any

import msgspec

from lantai.catalog.known import in_pieces
from lantai.core.formats.kbart import Listed, Note
from lantai.core.formats.kbart.listing import stored
from lantai.core.matching.listed import Match, Tie, set_aside
from lantai.core.text.fold import fold

from . import matching
from .collecting import collected_later
from .misplaced import ONLINE_IN_PRINT, is_exchanged, misplaced
from .models import Access, MatchState, Package, PackageTitle, TitleKind

SHOWN = 200
"""Titles of each sort of change that a preview names."""

FIELDS = (
    "title", "kind", "print_identifier", "online_identifier", "title_id", "url", "publisher", "first_author", "first_editor", "volume",
    "edition", "print_date", "online_date", "parent_title_id", "preceding_title_id", "access", "embargo", "depth", "note", "coverage",
    "first_year", "more", "sort_title",
)  # fmt: skip
"""What a list says of a title, as the table names it."""

YEARS = frozenset({"coverage", "embargo", "first_year"})
TYING = frozenset({"title", "kind", "print_identifier", "online_identifier", "publisher", "volume"})
"""What a tie hangs on: when it changes, the title is matched again, unless staff decided."""

_PLAIN = tuple(name for name in FIELDS if name in Listed.__struct_fields__ and name not in ("kind", "access", "more"))
"""What the table takes as the row says it, but for its length."""

_KINDS, _ACCESS = frozenset(TitleKind.values), frozenset(Access.values)
_LONGEST = {
    each.name: each.max_length
    for each in PackageTitle._meta.get_fields()
    if each.name in _PLAIN and getattr(each, "max_length", None)
}

SAYS = 1
"""Rises when ``values_of`` takes something else from a row: what was kept before is then compared again."""


@dataclass(slots=True)
class Kept:
    """A title as the package holds it. ``values``: by ``FIELDS``, of those that were looked at."""

    pk: int
    key: str
    state: str
    instance: int | None
    removed_at: datetime | None
    digest: int
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Plan:
    """What is to be done. ``changed``: key -> field -> [before, after]; ``ties``: of what was matched (again); ``states``: how every title of
    the list then stands; ``rows``: state -> rows of the list; ``digests``: of what was compared, to be kept; ``misplaced``: numbers
    in the wrong column; ``faults``: what is odd of the whole."""

    added: dict[str, dict[str, Any]] = field(default_factory=dict)
    changed: dict[str, dict[str, list[Any]]] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    kept: dict[str, Kept] = field(default_factory=dict)
    ties: dict[str, Match] = field(default_factory=dict)
    rows: Counter[str] = field(default_factory=Counter)
    numbers: dict[str, int] = field(default_factory=dict)
    digests: dict[str, int] = field(default_factory=dict)
    misplaced: dict[str, Note] = field(default_factory=dict)
    faults: tuple[str, ...] = ()

    @property
    def coverage_changes(self) -> int:
        """Return of how many titles the years change."""
        return sum(not YEARS.isdisjoint(values) for values in self.changed.values())

    @property
    def returned(self) -> int:
        """Return how many titles come back that were gone."""
        return sum("removed_at" in values for values in self.changed.values())


@collected_later()
def compare(package: Package | None, listed: Mapping[str, Listed]) -> Plan:
    """Return what the list would change of a package (None: of an empty one)."""
    plan = Plan(kept=held(package) if package and package.pk else {})
    plan.numbers = {name: each.number for name, each in listed.items()}
    plan.digests = {
        name: digest for name, each in listed.items() if (digest := digest_of(each)) != _digest_kept(plan.kept.get(name))
    }
    _read_values(plan.kept[name] for name in plan.digests if name in plan.kept)
    again: dict[str, Listed] = {}
    for name, each in listed.items():
        kept = plan.kept.get(name)
        if kept is None:
            plan.added[name] = values_of(each)
            again[name] = each
            continue
        differs = _differing(kept, values_of(each)) if name in plan.digests else {}
        if differs:
            plan.changed[name] = differs
        else:
            plan.same.append(name)
        if _to_match_again(kept, differs):
            again[name] = each
    plan.gone = [name for name, kept in plan.kept.items() if name not in listed and kept.removed_at is None]
    plan.ties = matching.ties(again)
    _set_misplaced_aside(plan, listed, package)
    for name, each in listed.items():
        plan.rows[_tie_of(name, plan)] += each.rows
    return plan


def _set_misplaced_aside(plan: Plan, listed: Mapping[str, Listed], package: Package | None) -> None:
    """Note numbers in the wrong column; titles with an online number in the print column wait for a person."""
    plan.misplaced = misplaced(listed, plan.ties, package)
    for name, note in plan.misplaced.items():
        if note.rule == ONLINE_IN_PRINT:
            plan.ties[name] = set_aside(plan.ties[name], because=(note.rule, note.value))
    plan.faults = ("columns_exchanged",) if is_exchanged(plan.misplaced.values(), listed.values()) else ()


def digest_of(listed: Listed) -> int:
    """Return a 64-bit digest of all that is said of a title, never 0; where it stands in the file does not count."""
    said = msgspec.msgpack.encode((SAYS, msgspec.structs.replace(listed, number=0)))
    return int.from_bytes(blake2b(said, digest_size=8).digest(), "big", signed=True) or 1


def _digest_kept(kept: Kept | None) -> int:
    """Return the digest of a title that the package holds, 0 where it must be compared."""
    return kept.digest if kept is not None and kept.removed_at is None else 0


def _differing(kept: Kept, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    differs = {name: [kept.values[name], new] for name, new in values.items() if kept.values[name] != new}
    if kept.removed_at is not None:
        differs["removed_at"] = [kept.removed_at.isoformat(), None]
    return differs


def _to_match_again(kept: Kept, differs: Mapping[str, object]) -> bool:
    if kept.state == MatchState.DECIDED:
        return False
    waits = kept.instance is None
    return waits or not TYING.isdisjoint(differs)


def _tie_of(name: str, plan: Plan) -> str:
    """Return how a title stands, in the words of counts: decided by staff is matched."""
    if name in plan.ties:
        return plan.ties[name].tie
    state = plan.kept[name].state
    return Tie.MATCHED if state == MatchState.DECIDED else state


def held(package: Package) -> dict[str, Kept]:
    """Return the titles of a package, gone ones too, by key."""
    names = ("pk", "key", "state", "instance_id", "removed_at", "digest")
    rows = PackageTitle.objects.filter(package=package).order_by("pk").values_list(*names)
    return {row[1]: Kept(*row) for row in rows.iterator(chunk_size=5_000)}


def _read_values(some: Iterable[Kept]) -> None:
    """Read what the table says of some titles."""
    wanted = {kept.pk: kept for kept in some if not kept.values}
    for piece in in_pieces(wanted):
        for pk, *values in PackageTitle.objects.filter(pk__in=piece).values_list("pk", *FIELDS):
            wanted[pk].values = dict(zip(FIELDS, values, strict=True))


def values_of(listed: Listed) -> dict[str, Any]:
    """Return what a list says of a title as the table keeps it; what is no word of the table's goes beside."""
    more = dict(listed.more)
    kind = listed.kind if listed.kind in _KINDS else "other"
    if kind == "other":
        more["publication_type"] = listed.kind
    access = listed.access if listed.access in _ACCESS else ""
    if access != listed.access:
        more["access_type"] = listed.access
    coverage = stored(listed)
    first = next((each["first"][:4] for each in coverage if "first" in each), "")
    own = {
        "kind": kind, "access": access, "coverage": coverage, "more": more, "first_year": int(first) if first else None,
        "sort_title": fold(listed.title).strip()[:300],
    }  # fmt: skip
    plain = {name: getattr(listed, name) for name in _PLAIN}
    for name, longest in _LONGEST.items():
        if len(plain[name]) > longest:
            plain[name] = plain[name][:longest]
    return plain | own


def preview(plan: Plan) -> dict[str, list[Any]]:
    """Return the first titles of each sort of change, as a run keeps them for its page."""
    named = lambda name: plan.kept[name].values  # noqa: E731
    waiting = _waiting(plan)[:SHOWN]
    _read_values(plan.kept[name] for name in (*plan.gone[:SHOWN], *(name for name, _ in waiting)) if name in plan.kept)
    return {
        "added": [_shown(values, plan.ties[name]) for name, values in list(plan.added.items())[:SHOWN]],
        "changed": [[named(name)["title"], differs] for name, differs in list(plan.changed.items())[:SHOWN]],
        "gone": [_shown(named(name), None) for name in plan.gone[:SHOWN]],
        "queued": [_shown(plan.added.get(n) or named(n), tie) for n, tie in waiting],
    }


def _waiting(plan: Plan) -> Sequence[tuple[str, Match]]:
    return [(name, tie) for name, tie in plan.ties.items() if tie.tie is Tie.QUEUED]


def _shown(values: Mapping[str, Any], tie: Match | None) -> list[Any]:
    numbers = " ".join(filter(None, (values["print_identifier"], values["online_identifier"])))
    return [values["title"], numbers, str(tie.tie) if tie else "", [list(reason) for reason in tie.reasons] if tie else []]
