"""Rules of the staff's work list: each finds the rows that want a person, and says how pressing they are.

An area writes ``@rule("catalog.refusals", level=Level.SOON, label=_("…"))`` in its rules.py; the desk asks ``findings``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from django.utils.functional import Promise


class Level(IntEnum):
    """How pressing a finding is; the work list begins with the highest."""

    NOTE = 1
    SOON = 2
    URGENT = 3


@dataclass(frozen=True, slots=True)
class Found:
    """What a rule found: how many rows, and the address of the page that lists them."""

    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A named question about the data, asked of the whole table at once."""

    name: str
    level: Level
    label: str | Promise
    permission: str
    find: Callable[[datetime], Found]


_rules: dict[str, Rule] = {}
Find = Callable[[datetime], Found]


def rule(name: str, *, level: Level, label: str | Promise, permission: str) -> Callable[[Find], Find]:
    """Decorate a function of ``now`` as the rule ``name``, shown to those who have ``permission``."""

    def register(find: Find) -> Find:
        _rules[name] = Rule(name, level, label, permission, find)
        return find

    return register


def findings(*, now: datetime, allowed: Callable[[str], bool]) -> list[tuple[Rule, Found]]:
    """Return what there is to do for someone who has the permissions that ``allowed`` says, most pressing first."""
    asked = [(each, each.find(now)) for each in _rules.values() if allowed(each.permission)]
    return sorted(((each, found) for each, found in asked if found.count), key=lambda pair: (-pair[0].level, pair[0].name))
