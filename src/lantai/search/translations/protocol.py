"""What can go wrong with tables of translations, and how an expander is opened.

TablesUnavailable          base: there is something, but it cannot be used; searching goes on without it
├─ TablesDamaged           the file is cut short or overwritten: train again
└─ TablesOutdated          made by another version of the program: train again
"""

from typing import TYPE_CHECKING, Optional, Protocol

from lantai.core.query.expansion import Expander
from lantai.search.protocol import SearchError

if TYPE_CHECKING:
    from .tables import Tables


class TablesUnavailable(SearchError):
    """The tables of translations cannot be used; plain search can."""


class TablesDamaged(TablesUnavailable):
    """The file of the tables is damaged."""


class TablesOutdated(TablesUnavailable):
    """The tables were made by another version of the program."""


class OpenExpander(Protocol):
    """How an expander is opened; what the registry holds."""

    def __call__(self, tables: Optional["Tables"]) -> Expander:
        """Return the expander over the library's tables; without them it knows nothing, or what it needs no tables for."""
