"""Expanders that are views of the tables: each shows the layers of one origin."""

import logging
from collections.abc import Collection, Iterable, Mapping, Sequence

from lantai.core.bilingual.entry import Origin
from lantai.core.query.expansion import Expander, Found, Span

from .protocol import TablesUnavailable
from .tables import Tables

log = logging.getLogger(__name__)


class View:
    """What the layers of one origin (or of several) know. Tables that turn out to be damaged know nothing; the log says so."""

    def __init__(self, tables: Tables | None, *origins: Origin) -> None:
        self.origin = origins[0]
        self.origins = origins
        self._tables = tables or Tables(None)

    def together(self, other: "View") -> "View | None":
        """Return both as one that is asked once; None where they look at different tables."""
        return View(self._tables, *self.origins, *other.origins) if self._tables is other._tables else None

    def languages(self) -> Collection[tuple[str, str]]:
        """Return the pairs of languages it can go between, source first."""
        return self._tables.languages(self.origins)

    def look_up(self, spans: Collection[Span], targets: Collection[str]) -> Mapping[Span, Sequence[Found]]:
        """Return what is known of each span in each target language, best first; unknown spans are left out."""
        try:
            return self._tables.look_up(spans, targets, self.origins)
        except TablesUnavailable as problem:
            log.warning("A question was not translated: %s", problem)
            return {}


def authority(tables: Tables | None) -> View:
    """Return what authorities say: thesauri, names of places and languages, what staff accepted."""
    return View(tables, Origin.AUTHORITY)


def learned(tables: Tables | None) -> View:
    """Return what was learned from the library's own records."""
    return View(tables, Origin.LEARNED)


def lexicon(tables: Tables | None) -> View:
    """Return what dictionaries say."""
    return View(tables, Origin.LEXICON)


def merged(expanders: Iterable[Expander]) -> list[Expander]:
    """Return the expanders, those that look at the same tables as one: a question to them costs as much as a question to each."""
    found: list[Expander] = []
    for expander in expanders:
        last = found[-1] if found else None
        both = last.together(expander) if isinstance(last, View) and isinstance(expander, View) else None
        if both is None:
            found.append(expander)
        else:
            found[-1] = both
    return found
