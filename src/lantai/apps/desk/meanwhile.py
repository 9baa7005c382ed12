"""Two people at one form: what the one who began earlier wrote, what it was then, and what it is now, brought together.

The form carries what it began with, signed. An input that only one of the two changed keeps that change; where both did, the later
one is shown both and chooses. Nothing that was typed is dropped.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core import signing
from django.http import QueryDict

SALT = "lantai.desk.meanwhile"
TAKE = "take-"
"""Before the name of an input: whose words are to stand, "mine" (also without it) or "theirs"."""


@dataclass(frozen=True, slots=True)
class Change:
    """One input that is not as it was when the form was begun. ``base``: as it was, None where that is not known; ``asked``: both
    changed it, and differently."""

    name: str
    base: str | None
    now: str
    mine: str
    asked: bool


@dataclass(frozen=True, slots=True)
class Stale:
    """What changed since a form was begun; without ``changes``, everything that was sent is there already."""

    changes: tuple[Change, ...]


def packed(values: Mapping[str, str]) -> str:
    """Return the values for a hidden input, so that nobody can write them but us."""
    return signing.dumps(dict(values), salt=SALT, compress=True)


def unpacked(text: str) -> dict[str, str] | None:
    """Return the values of ``packed``, None for anything else."""
    try:
        values = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    return values if isinstance(values, dict) else None


def brought_together(data: QueryDict, now: Mapping[str, str], *, fresh: bool) -> tuple[QueryDict, Stale | None]:
    """Return what was sent, with what others changed meanwhile and what was chosen of theirs; and what there is to compare.

    ``now``: the values as they stand. ``fresh``: nothing has changed since the form was begun.
    """
    sent = data.copy()
    for name, value in now.items():
        if data.get(TAKE + name) == "theirs":
            sent[name] = value
    if fresh:
        return sent, None
    base = unpacked(str(data.get("base", "")))
    changes = [_change(name, base, now, sent) for name in now]
    for change in filter(None, changes):
        if not change.asked:
            sent[change.name] = change.now
    return sent, Stale(tuple(filter(None, changes)))


def _change(name: str, base: Mapping[str, str] | None, now: Mapping[str, str], sent: Mapping[str, str]) -> Change | None:
    """Return how one input has changed meanwhile; None where it has not, or where the other wrote the same."""
    mine = _plain(sent.get(name, now[name]))
    there, was = _plain(now[name]), None if base is None else _plain(base.get(name, ""))
    if there == mine or (was is not None and there == was):
        return None
    return Change(name, None if was is None else was, there, mine, asked=was is None or mine != was)


def _plain(text: str) -> str:
    return "\n".join(line.strip() for line in str(text).splitlines() if line.strip())
