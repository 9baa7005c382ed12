"""The papers behind a number, a page at a time."""

from collections.abc import Iterator
from dataclasses import dataclass

from lantai.apps.analytics.choosing import Choice
from lantai.catalog import papers

from .figures import condition, gather

PAGE = 25
MOST_EXPORTED = 100_000


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper as a list shows it."""

    work: int
    title: str
    year: int | None
    color: str
    is_open: bool | None
    license: str
    publisher: str
    journal: str
    doi: str
    retracted: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page of papers. ``count``: of all pages."""

    papers: tuple[Paper, ...]
    count: int
    number: int

    @property
    def pages(self) -> int:
        """Return how many pages there are."""
        return max(1, -(-self.count // PAGE))


_COLUMNS = "work, title, year, color, is_open, license, publisher, journal, doi, retracted"
_ORDER = "ORDER BY year DESC NULLS LAST, work"


def page(choice: Choice, asked: dict[str, str], number: int) -> Page:
    """Return a page of the papers that are asked for, the newest first; raise PapersUnavailable."""
    where, values = condition(choice, asked)
    with papers.opened() as con:
        gather(con, choice)
        count = (con.execute(f"SELECT count(*) FROM chosen WHERE {where}", values).fetchone() or (0,))[0]  # noqa: S608 (our own conditions)
        at = min(max(number, 1), max(1, -(-count // PAGE)))
        question = f"SELECT {_COLUMNS} FROM chosen WHERE {where} {_ORDER} LIMIT {PAGE} OFFSET {(at - 1) * PAGE}"  # noqa: S608 (the same)
        return Page(tuple(Paper(*row) for row in con.execute(question, values).fetchall()), count, at)


def every(choice: Choice, asked: dict[str, str]) -> Iterator[Paper]:
    """Yield all of them, for a file."""
    where, values = condition(choice, asked)
    with papers.opened() as con:
        gather(con, choice)
        found = con.execute(f"SELECT {_COLUMNS} FROM chosen WHERE {where} {_ORDER} LIMIT {MOST_EXPORTED}", values)  # noqa: S608 (the same)
        while rows := found.fetchmany(1_000):
            yield from (Paper(*row) for row in rows)
