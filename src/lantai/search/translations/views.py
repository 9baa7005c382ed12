"""Expanders that are views of the tables: each shows the layers of one origin."""

import logging
from collections.abc import Collection, Mapping, Sequence

from lantai.core.bilingual.entry import Origin
from lantai.core.query.expansion import Found, Span

from .protocol import TablesUnavailable
from .tables import Tables

log = logging.getLogger(__name__)


class View:
    """What the layers of one origin know. Tables that turn out to be damaged know nothing; the log says so."""

    def __init__(self, tables: Tables | None, origin: Origin) -> None:
        self.origin = origin
        self._tables = tables or Tables(None)

    def languages(self) -> Collection[tuple[str, str]]:
        """Return the pairs of languages it can go between, source first."""
        return self._tables.languages((self.origin,))

    def look_up(self, spans: Collection[Span], targets: Collection[str]) -> Mapping[Span, Sequence[Found]]:
        """Return what is known of each span in each target language, best first; unknown spans are left out."""
        try:
            return self._tables.look_up(spans, targets, (self.origin,))
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
