"""The search behind a topic: read from the address of a search, asked of the engine in all languages."""

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urlsplit

from lantai.catalog import asking, index
from lantai.core.query.parse import parse
from lantai.core.query.tree import Everything
from lantai.search.document import FACETS
from lantai.search.protocol import Request, Sort

MOST_VALUES = 50
OWN = "own"
_CODE = re.compile(r"[A-Za-z-]{2,20}(?:,[A-Za-z-]{2,20}){0,40}:[^:]{1,150}")
_YEARS = ("from", "to")
_LEFT_OUT = frozenset({"page", "sort", "lang"})


class Misread(ValueError):
    """An address says something that no topic can be made of; the message names it."""


@dataclass(frozen=True, slots=True)
class Search:
    """Words, filters (facet -> values) and years, both included, None open.

    ``dropped``: translations that are left out, as addresses name them ("zh:书", "es,it:guerra"); ``own``: all are.
    """

    words: str = ""
    filters: dict[str, tuple[str, ...]] = field(default_factory=dict)
    years: tuple[int | None, int | None] = (None, None)
    dropped: tuple[str, ...] = ()
    own: bool = False

    @property
    def query(self) -> str:
        """Return it as the query string of a search."""
        pairs = [("q", self.words)] if self.words else []
        pairs += [(facet, value) for facet, values in self.filters.items() for value in values]
        pairs += [("x", code) for code in self.dropped] + ([("words", OWN)] if self.own else [])
        pairs += [(name, str(year)) for name, year in zip(_YEARS, self.years, strict=True) if year is not None]
        return urlencode(pairs)

    @property
    def codes(self) -> list[str]:
        """Return what is dropped, language by language."""
        parted = (code.partition(":") for code in self.dropped)
        return [f"{lang}:{word}" for langs, _, word in parted for lang in langs.split(",")]


def read(given: str) -> Search:
    """Return the search of an address, of a query string, or of words alone; raise Misread."""
    text = given.strip()
    query = urlsplit(text).query if "?" in text else text if "=" in text else urlencode({"q": text})
    words, filters, years, dropped, own = "", dict[str, tuple[str, ...]](), {}, list[str](), False
    for name, value in parse_qsl(query, keep_blank_values=False):
        if name == "q":
            words = value.strip()
        elif name in _YEARS:
            if not (value.isascii() and value.lstrip("-").isdecimal() and len(value) <= 5):
                raise Misread(f"{name}={value}")
            years[name] = int(value)
        elif name == "x" and _CODE.fullmatch(value) and len(dropped) < MOST_VALUES:
            dropped.append(value)
        elif (name, value) == ("words", OWN):
            own = True
        elif name in FACETS and len(filters.get(name, ())) < MOST_VALUES:
            filters[name] = (*filters.get(name, ()), value)
        elif name not in _LEFT_OUT:
            raise Misread(f"{name}={value}")
    if not (words or filters):
        raise Misread(text)
    return Search(words, filters, (years.get("from"), years.get("to")), tuple(dropped), own)


def request_of(
    search: Search,
    *,
    lang: str,
    pinned: tuple[int, ...],
    excluded: frozenset[int],
    sort: Sort,
    limit: int,
    facets: tuple[str, ...] = (),
) -> Request:
    """Return what asks the engine for a topic's works: those with all the words, in any language; raise SearchError."""
    tree, typed = Everything(), None
    if search.words:
        question = parse(search.words, languages=(lang, *index.languages()))
        asked = asking.ask(question, lang=lang, dropped=search.codes, own=search.own)
        tree, typed = asked.strict or asked.question.tree or Everything(), asked.question.typed
    return Request(
        tree=tree, typed=typed, filters=search.filters, years=search.years, without=excluded, also=pinned,
        sort=sort, limit=limit, facets=facets, bare=True,
    )  # fmt: skip
