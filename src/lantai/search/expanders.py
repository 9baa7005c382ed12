"""What knows translations, in order of trust: tables, what knows names, a translation service."""

from collections.abc import Sequence
from weakref import WeakKeyDictionary

from lantai.core.bilingual.entry import Origin
from lantai.core.query.expansion import Expander, KnowsForms

from .met import Met
from .protocol import Engine
from .translations.rulings import Rulings
from .translations.views import merged

NONE = Rulings()


class Expanders:
    """What knows translations, in order of trust; made once, for it remembers which languages can be translated from."""

    def __init__(self, expanders: Sequence[Expander] = (), rulings: Rulings = NONE) -> None:
        """``rulings``: what staff decided, which the tables know already, for what comes of names, of a service and by way of a third language."""
        self.rulings = rulings
        others = [one for one in expanders if one.origin in (Origin.NAME, Origin.SERVICE)]
        self.tables = tuple(merged(one for one in expanders if one not in others))
        self.others = tuple(sorted(others, key=lambda one: list(Origin).index(one.origin)))
        self.forms = tuple(one for one in self.others if isinstance(one, KnowsForms))
        self._met: WeakKeyDictionary[Engine, Met] = WeakKeyDictionary()
        self.sources = frozenset(source for table in self.tables for source, _ in table.languages())

    def met(self, engine: Engine, works: int, targets: tuple[str, ...]) -> Met:
        """Return what is remembered of words met in questions to an index of so many works, into these languages."""
        before = self._met.get(engine)
        met = Met(works, targets) if before is None else before.among(works, targets)
        if met is not before:
            self._met[engine] = met
        return met
