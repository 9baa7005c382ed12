"""Pieces of lists: which works a request or a resumption token means, and the token for what comes after them."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from lantai.catalog import change_times, changes
from lantai.catalog.changes import START, Changed, Part, Place
from lantai.core.formats.elements import VOCABULARIES

from . import arguments, sets, tokens
from .arguments import ProtocolError
from .tokens import Token

RECORDS, HEADERS = 100, 1_000
"""Works of one answer, with their descriptions and without."""

MOST_ROUNDS = 20
"""Pieces of a list in which nothing can be given in the format that are passed over for one answer; then it has only its token."""

PREFIXES = {"oai_dc": "oai_dc", "marc21": "marcxml", "mods": "mods", "oai_datacite": "oai_datacite", "oai_openaire": "openaire"}
"""metadataPrefix -> the XML vocabulary (core.formats.elements)."""


NUMBERED = {"oai_datacite": "doi"}
"""metadataPrefix -> the identifier without which no work can be given in it, unless it was deposited here: others are not looked at where the whole list is
asked for."""

Unfit = Callable[[Sequence[Changed], str], set[int]]
"""Given works and a vocabulary, says which cannot be described in it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a list. ``token``: for the next piece, None after the last; ``cursor``: works before this piece; ``whole``: it is all."""

    works: list[Changed]
    prefix: str
    token: Token | None
    cursor: int
    size: int

    @property
    def whole(self) -> bool:
        """Tell whether the list has this one piece only."""
        return self.cursor == 0 and self.token is None


def piece(given: Mapping[str, str], limit: int, *, now: datetime, unfit: Unfit) -> Piece:
    """Return the piece that is asked for, without works that cannot be given in its format; raise ProtocolError.

    Who asks for what changed since a time is told these as deleted: they may have been given before they lost what the format asks for. So are works that are
    in the set no longer (``Changed.left``): the protocol has no other word for it, and who keeps a copy of the set keeps a copy of them else.
    """
    asked = tokens.read(given["resumptionToken"], now=now) if "resumptionToken" in given else _first(given, now)
    part = _part(asked)
    if not asked.size:
        asked = replace(asked, place=(_start(asked), 2**53 - 1), size=changes.count(_start(asked), part))
    place, given_now, more = _fit(asked, part, limit, unfit)
    if not (given_now or more):
        raise ProtocolError("noRecordsMatch", "no work has changed then" if asked.cursor == 0 else "nothing is left of this list")
    expires = int((now + tokens.KEPT).timestamp())
    after = replace(asked, place=place, cursor=asked.cursor + len(given_now), expires=expires)
    return Piece(given_now, asked.prefix, after if more else None, asked.cursor, max(asked.size, asked.cursor + len(given_now)))


def _fit(asked: Token, part: Part, limit: int, unfit: Unfit) -> tuple[Place, list[Changed], bool]:
    """Return the works to give, where the next piece begins, and whether there is one."""
    vocabulary, place = PREFIXES[asked.prefix], asked.place
    if VOCABULARIES[vocabulary].asks:
        limit = min(limit, RECORDS)  # each is described to see whether it can be
    for _ in range(MOST_ROUNDS):
        works = changes.page(place, part, limit + 1)
        found, more = works[:limit], len(works) > limit
        place = found[-1].place if found else place
        if VOCABULARIES[vocabulary].asks and found:
            without = unfit(found, vocabulary)
            lost = [dataclasses.replace(work, live=False) if work.number in without else work for work in found]
            found = [work for work in lost if asked.since or work.number not in without]
        if found or not more:
            break
    return place, found, more


def checked_prefix(prefix: str) -> str:
    """Return a metadataPrefix that there is; raise ProtocolError."""
    if prefix not in PREFIXES:
        raise ProtocolError("cannotDisseminateFormat", f"there is no format {prefix[:40]!r}; there are: {', '.join(PREFIXES)}")
    return prefix


def _first(given: Mapping[str, str], now: datetime) -> Token:
    prefix = checked_prefix(given["metadataPrefix"])
    arguments.span(given)
    return Token(
        prefix=prefix, since=given.get("from", ""), until=given.get("until", ""), set=given.get("set", ""), place=START, cursor=0, size=0,
        expires=int(now.timestamp()),
    )  # fmt: skip


def _part(asked: Token) -> Part:
    checked_prefix(asked.prefix)
    until = arguments.span({"from": asked.since, "until": asked.until}).until
    through = 0 if until is None else change_times.until(until)
    if until is not None and not through:
        raise ProtocolError("noRecordsMatch", "nothing had changed by then")
    part = sets.part_of(asked.set, through=through)
    return replace(part, numbered="" if asked.since else NUMBERED.get(asked.prefix, ""), with_left=bool(asked.since))


def _start(asked: Token) -> int:
    since = arguments.span({"from": asked.since}).since
    return change_times.before(since) if since else 0
