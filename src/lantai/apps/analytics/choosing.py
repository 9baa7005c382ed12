"""Whose papers are looked at, of which years: an institution, a list of them, or all; and which of these papers, where a number was followed."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

ALL = "all"
LIST = "list-"

CONDITIONS = {
    "year": "year = TRY_CAST($year AS INTEGER)",
    "open": "is_open",
    "unsure": "is_open AND color = ''",
    "color": "color = $color",
    "discipline": "list_contains(disciplines, $discipline)",
    "publisher": "publisher = $publisher",
    "journal": "journal = $journal",
    "license": "license = $license",
    "author": "work IN (SELECT work FROM contributions WHERE author = $author)",
}
"""Which papers a number counts, as a condition that holds of papers and of their facts alike."""

OF_PAPERS = CONDITIONS | {
    "funder": "work IN (SELECT work FROM fundings WHERE funder = $funder)",
    "country": "work IN (SELECT work FROM affiliations WHERE country = $country)",
    "partner": "work IN (SELECT work FROM affiliations WHERE institution = $partner)",
    "cost": "work IN (SELECT work FROM amounts WHERE kind = $cost AND said_by <> 'library' {by})",
    "chance": "work IN (SELECT work FROM chances WHERE kind = $chance {by})",
    "lead": "false",
}
OF_FACTS = CONDITIONS | {
    "funder": "list_contains(funders, $funder)",
    "country": "list_contains(countries, $country)",
    "partner": "list_contains(institutions, $partner)",
    "cost": "work IN (SELECT work FROM amounts WHERE kind = $cost AND said_by <> 'library' {by})",
    "chance": "work IN (SELECT work FROM chances WHERE kind = $chance AND institution IN ('', {own}) {by})",
    "lead": "list_has_any(leads, [{own}])",
}
"""Those of all papers, and of institutions; {own} stands for the keys of these, {by} for according to whom, and in which currency.
Papers of the library's own requests are not named."""

ASKED = (*OF_PAPERS, "by", "currency")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Whose papers. ``key``: "all", an institution's key, "list-3"; ``institutions``: keys, none for all papers; ``peers``: keys to compare with.

    ``first``, ``last``: years, both included, None open.
    """

    key: str
    name: str
    institutions: tuple[str, ...] = ()
    peers: tuple[str, ...] = ()
    first: int | None = None
    last: int | None = None

    @property
    def is_all(self) -> bool:
        """Say whether all papers are looked at."""
        return self.key == ALL

    @property
    def query(self) -> str:
        """Return the years and peers as they stand in an address, with its question mark; "" for none."""
        years = {name: str(year) for name, year in (("from", self.first), ("to", self.last)) if year is not None}
        said = urlencode([*years.items(), *(("peer", key) for key in self.peers)] if not self.is_list else [*years.items()])
        return f"?{said}" if said else ""

    @property
    def is_list(self) -> bool:
        """Say whether it is a list that staff put together."""
        return self.key.startswith(LIST)


def year_of(words: str) -> int | None:
    """Return a year of four digits; None for anything else."""
    return int(words) if len(words) == 4 and words.isascii() and words.isdigit() else None


def conditions_of(asked: Mapping[str, str]) -> dict[str, str]:
    """Return which papers are asked for, of what an address says."""
    return {name: asked[name][:300] for name in ASKED if asked.get(name)}
