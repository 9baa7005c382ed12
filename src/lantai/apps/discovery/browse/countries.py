"""Countries of publication with their counts."""

from collections.abc import Sequence
from dataclasses import dataclass

from lantai.core.text import countries
from lantai.infra.collation import ordered

from .charts import share
from .collection import ALL, asked

ORDERS = ("size", "name")


@dataclass(frozen=True, slots=True)
class Country:
    """One country. ``bar``: percent of the largest."""

    code: str
    name: str
    count: int
    share: float
    bar: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Countries:
    """The page of all countries. ``without``: works whose records name none."""

    total: int
    without: int
    order: str
    countries: Sequence[Country]


def all_countries(order: str, *, lang: str) -> Countries:
    """Return all countries, the largest first or by their names in the language of the page."""
    result = asked({}, limit=0, facets=("country",), facet_size=ALL)
    pairs = result.facets["country"]
    largest = max((count for _, count in pairs), default=0)
    found = [Country(c, countries.name(c, lang), n, n / (result.total or 1), share(n, largest)) for c, n in pairs]
    if order == "name":
        found = [found[n] for n in ordered([country.name for country in found], lang)]
    known = asked({"country": tuple(code for code, _ in pairs)}, limit=0).total if pairs else 0
    return Countries(total=result.total, without=result.total - known, order=order, countries=found)
