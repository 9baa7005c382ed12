"""Whose papers are looked at, of which years: an institution, a list of them, or all; and which of these papers, where a number was followed."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

ALL = "all"
LIST = "list-"

CONDITIONS = {
    "year": "year = TRY_CAST(? AS INTEGER)",
    "open": "is_open",
    "unsure": "is_open AND color = ''",
    "color": "color = ?",
    "discipline": "list_contains(disciplines, ?)",
    "publisher": "publisher = ?",
    "journal": "journal = ?",
    "license": "license = ?",
    "funder": "work IN (SELECT work FROM fundings WHERE funder = ?)",
    "country": "work IN (SELECT work FROM affiliations WHERE country = ?)",
    "partner": "work IN (SELECT work FROM affiliations WHERE institution = ?)",
    "author": "work IN (SELECT work FROM contributions WHERE author = ?)",
    "cost": "work IN (SELECT work FROM amounts WHERE kind = ?)",
    "lead": "",
}
"""Which papers a number counts, as a condition of the store; "lead" needs the institutions (queries.figures)."""


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
    return {name: asked[name][:300] for name in CONDITIONS if asked.get(name)}
