"""Classes as trees: main classes with their counts, and the page of one class with what lies below it."""

from collections.abc import Sequence
from dataclasses import dataclass
from string import ascii_uppercase, digits
from urllib.parse import urlencode

from lantai.core.bib.classtree import SCHEMES, caption, children, is_class, main_classes, path
from lantai.search.protocol import Sort

from .charts import share
from .collection import Listed, count, counts, listed


@dataclass(frozen=True, slots=True)
class Class:
    """A class with how many works lie in it. ``caption`` is "" where we have none; ``bar``: percent of the largest beside it."""

    scheme: str
    number: str
    caption: str
    count: int
    bar: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassPage:
    """One class: the ones above it, the ones below, the works in it."""

    scheme: str
    number: str
    caption: str
    path: Sequence[Class]
    below: Sequence[Class]
    listed: Listed

    @property
    def query(self) -> str:
        """Return the query string of a search for all these works."""
        return "?" + urlencode({"class": f"{self.scheme}:{self.number}"})


def trees(*, lang: str) -> list[tuple[str, list[Class]]]:
    """Return the main classes of every scheme that any work is classed by."""
    built = ((scheme, _classes(scheme, main_classes(scheme), lang)) for scheme in SCHEMES)
    return [(scheme, classes) for scheme, classes in built if any(c.count for c in classes)]


def one_class(scheme: str, number: str, *, page: int, lang: str) -> ClassPage | None:
    """Return the page of a class; None when there is no such class, or nothing in it and no name for it."""
    if not is_class(scheme, number):
        return None
    value = f"{scheme}:{number}"
    found = listed({"class": (value,)}, sort=Sort.NEWEST, page=page, facets=("language",), facet_size=12, lang=lang)
    named = caption(scheme, number, lang)
    if not found.total and not named:
        return None
    above = [Class(scheme, n, caption(scheme, n, lang), 0) for n in path(scheme, number)[:-1]]
    below = _classes(scheme, children(scheme, number, _without_caption(scheme, number) if found.total else ()), lang)
    return ClassPage(scheme=scheme, number=number, caption=named, path=above, below=below, listed=found)


def _without_caption(scheme: str, number: str) -> list[str]:
    """Return the classes one step below that have works though we have no name for them."""
    steps = {"lcc": ascii_uppercase, "ddc": digits if len(number) < 3 else [f".{d}" for d in digits]}.get(scheme, digits)
    tried = [f"{number}{step}" for step in steps]
    return [value for value in tried if not caption(scheme, value, "en") and count("class", f"{scheme}:{value}")]


def _classes(scheme: str, numbers: Sequence[str], lang: str) -> list[Class]:
    found = counts("class", (f"{scheme}:{number}" for number in numbers))
    largest = max(found.values(), default=0)
    return [
        Class(
            scheme,
            number,
            caption(scheme, number, lang),
            found[f"{scheme}:{number}"],
            share(found[f"{scheme}:{number}"], largest),
        )
        for number in numbers
    ]
