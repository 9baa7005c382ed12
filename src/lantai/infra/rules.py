"""Rules of the staff's work list: what is wrong with the data, why it matters, what to do, and which rows are meant.

An area writes rules.py. A rule that one question to the database answers is a function: ``@rule("catalog.number_reused", …)``.
Rules that need every row looked at are declared (``declare``) and answered together by one ``@sweep``, which goes through the rows
piece by piece, so that it can be interrupted, and through those alone that changed since the last time. The desk runs them in the
background, keeps what they find and shows it.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum

from django.utils.functional import Promise

Words = str | Promise


class Severity(IntEnum):
    """How pressing a finding is; the work list begins with the highest."""

    NOTE = 1
    SOON = 2
    URGENT = 3


@dataclass(frozen=True, slots=True)
class Rule:
    """A named question about the data. ``level``: what sort of row it is about, as the area calls it ("record", "item", …).

    ``label``: what is wrong, a few words. ``why`` it matters and ``remedy``, what to do: a sentence each. ``permission``: who sees it.
    """

    code: str
    level: str
    severity: Severity
    label: Words
    why: Words
    remedy: Words
    permission: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One row that a rule found.

    ``subject``: a name of the row that stays the same as long as the row is the same thing ("instance:17", "barcode:B001").
    ``owner``: number of the row that a sweep looked at when it found this; 0 where none did. ``work``: the public number under which
    readers see it, 0 none. ``url``: where to mend it, where that is not the work. ``detail``: the words it stumbled over.
    ``traits``: by which a long list is narrowed ("source", "language", "kind", "location").
    """

    subject: str
    owner: int = 0
    work: int = 0
    url: str = ""
    detail: str = ""
    traits: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Seen:
    """One step of a sweep: which owners were looked at, and all (rule, finding) about them. ``place``: what to go on after."""

    owners: Collection[int]
    found: Sequence[tuple[str, Finding]]
    place: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """A way through the rows that answers several rules at once. ``since``: a mark, or None for all rows.

    ``look``: (place, since, now) -> steps; each owner once, in the order of places. ``total``: (since) -> how many owners.
    ``mark``: what to give as ``since`` the next time, asked for before looking.
    """

    name: str
    codes: tuple[str, ...]
    look: Callable[[int, int | None, datetime], Iterator[Seen]]
    total: Callable[[int | None], int]
    mark: Callable[[], int]


Find = Callable[[datetime], Iterable[Finding]]
rules: dict[str, Rule] = {}
finders: dict[str, Find] = {}
sweeps: dict[str, Sweep] = {}


def declare(code: str, *, level: str, severity: Severity, label: Words, why: Words, remedy: Words, permission: str) -> None:
    """Make the rule ``code`` ("area.what_is_wrong") known, which a sweep answers."""
    rules[code] = Rule(code, level, severity, label, why, remedy, permission)


def rule(
    code: str, *, level: str, severity: Severity, label: Words, why: Words, remedy: Words, permission: str
) -> Callable[[Find], Find]:
    """Decorate a function of ``now`` that returns everything the rule ``code`` finds."""

    def register(find: Find) -> Find:
        declare(code, level=level, severity=severity, label=label, why=why, remedy=remedy, permission=permission)
        finders[code] = find
        return find

    return register


def sweep(way: Sweep) -> Sweep:
    """Register a sweep; the rules that it answers are declared beforehand."""
    unknown = [code for code in way.codes if code not in rules]
    if unknown:
        raise LookupError(f"sweep {way.name!r} answers rules that are not declared: {', '.join(unknown)}")
    sweeps[way.name] = way
    return way


def known(*, allowed: Callable[[str], bool]) -> list[Rule]:
    """Return the rules for someone who has the permissions that ``allowed`` says, most pressing first."""
    return sorted((each for each in rules.values() if allowed(each.permission)), key=lambda each: (-each.severity, each.code))
