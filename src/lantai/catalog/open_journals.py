"""What areas know of journals that are open as a whole: asked by ISSN, answered by the area that keeps a service's list.

The area that has such facts writes ``@told_of_journals`` on a function of ISSNs in its facts.py; who shows them asks ``journal_told``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from lantai.core.openness.journals import Charge


@dataclass(frozen=True, slots=True)
class Told:
    """A journal as a list describes it. ``amounts``: (minor units, currency), one charge said several times. ``gone_date``: since when it is not listed.

    ``deposit``: the journal's own page on depositing, "" not said. ``by``, ``said_date``: whose list, of which day; ``page``: of the journal there.
    """

    title: str
    publisher: str
    charge: Charge
    amounts: tuple[tuple[int, str], ...]
    waiver: bool | None
    waiver_page: str
    licenses: tuple[str, ...]
    deposit: str
    by: str
    said_date: date
    gone_date: date | None
    page: str
    issns: tuple[str, ...]


Tell = Callable[[Sequence[str]], Told | None]
Find = Callable[[str], Sequence[Told]]
_told: list[Tell] = []
_found: list[Find] = []


def told_of_journals(tell: Tell) -> Tell:
    """Decorate a function of ISSNs that returns what is said of their journal."""
    _told.append(tell)
    return tell


def found_by_title(find: Find) -> Find:
    """Decorate a function of words that returns journals with such a title."""
    _found.append(find)
    return find


def journal_told(issns: Sequence[str]) -> Told | None:
    """Return what the first area that knows the journal says of it."""
    return next((said for tell in _told if (said := tell(issns)) is not None), None)


def journals_titled(words: str) -> list[Told]:
    """Return journals whose title has these words, a few."""
    return [said for find in _found for said in find(words)]
