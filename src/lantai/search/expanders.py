"""What knows translations, in order of trust: tables, what knows names, a translation service."""

from collections.abc import Sequence

from lantai.core.bilingual.entry import Origin
from lantai.core.query.expansion import Expander, KnowsForms

from .translations.views import merged


class Expanders:
    """What knows translations, in order of trust; made once, for it remembers which languages can be translated from."""

    def __init__(self, expanders: Sequence[Expander] = ()) -> None:
        others = [one for one in expanders if one.origin in (Origin.NAME, Origin.SERVICE)]
        self.tables = tuple(merged(one for one in expanders if one not in others))
        self.others = tuple(sorted(others, key=lambda one: list(Origin).index(one.origin)))
        self.forms = tuple(one for one in self.others if isinstance(one, KnowsForms))
        self.sources = frozenset(source for table in self.tables for source, _ in table.languages())
