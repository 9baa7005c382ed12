"""A question asked of this library: its index and its tables of translations, joined for pages, the command line and suggestions alike."""

import logging
from collections.abc import Iterable, Iterator
from functools import lru_cache

from lantai.ai.choice import Unusable
from lantai.core.query.expansion import Expander
from lantai.core.query.tree import Question
from lantai.search.crosslang import Asked, Expanders
from lantai.search.crosslang import ask as asked
from lantai.search.protocol import Engine
from lantai.search.translations import EXPANDERS
from lantai.search.translations.tables import Tables

from . import index, translating
from .translations import tables

log = logging.getLogger(__name__)


def ask(
    question: Question,
    *,
    lang: str = "",
    dropped: Iterable[str] = (),
    own: bool = False,
    engine: Engine | None = None,
    known: Tables | None = None,
) -> Asked:
    """Return the question with its words in the languages of the collection; raise SearchError when no engine can be asked.

    ``lang``: tag of the page, likely the reader's; ``dropped``: codes of translations that the reader does not want; ``own``: none at all.
    ``known``: the tables, where they were opened already.
    """
    return asked(engine or index.engine(), question, expanders(known), prior=lang, dropped=dropped, own=own)


def expanders(known: Tables | None = None) -> Expanders:
    """Return all that knows translations now, in order of trust; made anew when the tables are, or when staff decided about one."""
    now = known or tables()
    return _expanders(_Seen(now))


class _Seen:
    """Tables that are the same as long as their store and the decisions over them are."""

    def __init__(self, tables: Tables) -> None:
        self.tables = tables
        self._same = (id(tables.store), tables.rulings.revision)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Seen) and other._same == self._same

    def __hash__(self) -> int:
        return hash(self._same)


@lru_cache(maxsize=2)
def _expanders(seen: _Seen) -> Expanders:
    return Expanders([*(EXPANDERS[name](seen.tables) for name in EXPANDERS), *_services()], seen.tables.rulings)


def _services() -> Iterator[Expander]:
    """Yield the translation service that the library chose; one that cannot be used is left out, and the log says why."""
    try:
        found = translating.expander()
    except Unusable as problem:
        log.warning("The translation service takes no part: %s", problem)
        return
    if found:
        yield found
