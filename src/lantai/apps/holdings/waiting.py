"""What the unsure rows of a list wait for: row, column, value and rule, as for a refused one; and all that is odd of a list's rows."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lantai.core.formats.kbart import Listed, Listing
from lantai.core.formats.kbart.listing import Mended
from lantai.core.matching.listed import Match, Tie

from .differing import Plan
from .misplaced import ONLINE_IN_PRINT

_COLUMNS = {
    "kinds_differ": ("publication_type", "kind"), "parts_differ": ("monograph_volume", "volume"), "publishers_differ": ("publisher_name", "publisher"),
    "beginnings_differ": ("date_first_issue_online", ""), "editions_differ": ("monograph_edition", "edition"),
    "years_differ": ("date_monograph_published_print", "print_date"),
}  # fmt: skip
"""By which column a reason not to tie is told, and which attribute of the title holds that."""

_TITLE = ("publication_title", "title")


class Waiting(NamedTuple):
    """A row that a person decides about: its line, the column and value that are not sure, and why."""

    number: int
    column: str
    value: str
    rule: str


def waiting(listed: Mapping[str, Listed], plan: Plan) -> Iterator[Waiting]:
    """Yield the titles of a list that wait, in the order of the list."""
    for name, each in listed.items():
        tie = plan.ties.get(name)
        if tie is not None and tie.tie is Tie.QUEUED:
            yield _waiting(each, tie)


def _waiting(listed: Listed, tie: Match) -> Waiting:
    codes = dict(reversed(tie.reasons))
    if ONLINE_IN_PRINT in codes:
        return Waiting(listed.number, "print_identifier", codes[ONLINE_IN_PRINT], ONLINE_IN_PRINT)
    rule = tie.reasons[-1][0] if tie.reasons else "little_to_compare"
    if rule == "numbers_differ":
        column = "online_identifier" if listed.online_identifier else "print_identifier"
        return Waiting(listed.number, column, listed.online_identifier or listed.print_identifier, rule)
    column, attribute = _COLUMNS.get(rule, _TITLE)
    first = listed.statements[0].first if listed.statements else ""
    return Waiting(listed.number, column, getattr(listed, attribute) if attribute else first, rule)


def mended_in(listing: Listing, plan: Plan) -> list[Mended]:
    """Return what was mended or is odd, row by row: what reading found, and numbers in the wrong column."""
    return listing.mended + [Mended(listing.titles[name].number, note) for name, note in plan.misplaced.items()]
