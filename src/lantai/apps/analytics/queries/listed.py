"""The papers behind a number, a page at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from lantai.apps.analytics.choosing import OF_FACTS, OF_PAPERS, Choice
from lantai.catalog import papers
from lantai.catalog.papers import counts
from lantai.catalog.papers.store import root

from .figures import years_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

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
    def more_than_exported(self) -> int:
        """Return how many the table has where it has not all, else 0."""
        return MOST_EXPORTED if self.count > MOST_EXPORTED else 0

    @property
    def pages(self) -> int:
        """Return how many pages there are."""
        return max(1, -(-self.count // PAGE))


_COLUMNS = "work, title, year, color, is_open, license, publisher, journal, doi, retracted"
_ORDER = "ORDER BY year DESC NULLS LAST, work"


def page(choice: Choice, asked: dict[str, str], number: int) -> Page:
    """Return a page of the papers that are asked for, the newest first; raise PapersUnavailable. Remembered until papers change."""
    return _page(choice, tuple(asked.items()), number, str(root()), papers.standing())


@lru_cache(maxsize=128)
def _page(choice: Choice, asked: tuple[tuple[str, str], ...], number: int, _where: str, _standing: papers.Standing) -> Page:
    """Ask for a page. Only what it shows is read whole."""
    with papers.opened() as con:
        _find(con, choice, dict(asked))
        count = (con.execute("SELECT count(*) FROM found").fetchone() or (0,))[0]
        at = min(max(number, 1), max(1, -(-count // PAGE)))
        wanted = f"SELECT work FROM found {_ORDER} LIMIT {PAGE} OFFSET {(at - 1) * PAGE}"  # noqa: S608 (our own numbers)
        works = [work for (work,) in con.execute(wanted).fetchall()]
        return Page(tuple(_papers(con, works)), count, at)


def every(choice: Choice, asked: dict[str, str]) -> Iterator[Paper]:
    """Yield all of them, for a file."""
    with papers.opened() as con:
        _find(con, choice, asked)
        wanted = f"SELECT work FROM found {_ORDER} LIMIT {MOST_EXPORTED}"  # noqa: S608 (our own words)
        found = con.execute(f"SELECT {_COLUMNS} FROM papers WHERE work IN ({wanted}) {_ORDER}")  # noqa: S608 (our own words)
        while rows := found.fetchmany(1_000):
            yield from (Paper(*row) for row in rows)


def _find(con: "DuckDBPyConnection", choice: Choice, asked: dict[str, str]) -> None:
    """Make ``found``, the works that are asked for with their years, each once."""
    said = OF_FACTS if choice.institutions else OF_PAPERS
    own = counts.literals(choice.institutions)
    narrower = {"by": "said_by", "currency": "currency"}
    by = " ".join(f"AND {column} = {counts.literals([asked[name]])}" for name, column in narrower.items() if name in asked)
    names = [name for name in asked if name in said]
    where = [*years_of(choice), *(said[name].format(own=own, by=by) for name in names)]
    rows = "papers"
    if choice.institutions:
        rows = "placed"
        where.append(f"institution IN ({own})")
    once = "DISTINCT" if len(choice.institutions) > 1 else ""
    values = {name: asked[name] for name in names if f"${name}" in said[name]}
    question = (
        f"CREATE OR REPLACE TEMP TABLE found AS SELECT {once} work, year FROM {rows} WHERE {' AND '.join(['true', *where])}"  # noqa: S608 (our own conditions)
    )
    con.execute(question, values)


def _papers(con: "DuckDBPyConnection", works: list[int]) -> Iterator[Paper]:
    """Yield papers in the order of their numbers; numbers are written out, so that groups of rows without any are passed over."""
    if works:
        named = ", ".join(str(int(work)) for work in works)
        rows = con.execute(f"SELECT {_COLUMNS} FROM papers WHERE work IN ({named})").fetchall()  # noqa: S608 (our own numbers)
        found = {row[0]: Paper(*row) for row in rows}
        yield from (found[work] for work in works if work in found)
