"""The figures of a page: the facts of the papers that are meant are gathered once, then counted in every way. What was counted is remembered per generation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from lantai.apps.analytics.choosing import Choice
from lantai.catalog import papers
from lantai.catalog.papers import counts
from lantai.catalog.papers.store import root
from lantai.catalog.papers.told import OWN

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

LONGEST = 20
"""Rows of a figure on a page; the CSV has all."""

COUNTRIES = 300
"""More than there are: the map shows every country."""

MOST_YEARS = 61
"""Years that are drawn, the newest; the table and the CSV have all."""

MOST = 100_000
FEWEST = 5
"""Papers of the library's own requests in a year from which their amounts are shown: of every year that is meant, or two spans tell of the one between."""

COLORS = ("diamond", "gold", "hybrid", "bronze", "green", "", "closed")
"""In the order in which they are drawn; "" is open, in a way that is not known."""

_COLUMNS = "work, title, year, kind, color, is_open, license, publisher, journal, issn, doi, retracted, author_count, disciplines"
KINDS = ("paid", "covered", "spared", "estimate", "list")
"""Kinds of charges in the order of pages."""

FIGURES = ("color", "discipline", "publisher", "journal", "funder", "license", "country", "partner")


@dataclass(frozen=True, slots=True)
class Row:
    """One value: of how many papers, how many of those are open, and of how many anybody says whether they are. ``name``: where the value is a key."""

    value: str
    papers: int
    open: int
    known: int
    name: str = ""

    @property
    def share(self) -> float | None:
        """Return the share that is open of those of which it is known, 0..1; None where nobody says."""
        return self.open / self.known if self.known else None


@dataclass(frozen=True, slots=True)
class Figure:
    """Papers by one thing. ``values``: how many values there are, of which ``rows`` are the most frequent."""

    name: str
    rows: tuple[Row, ...]
    values: int

    @property
    def shown(self) -> tuple[Row, ...]:
        """Return the values that stand on a page."""
        return self.rows[:LONGEST]

    @property
    def most(self) -> int:
        """Return the largest number, to draw by."""
        return max((row.papers for row in self.rows), default=0)


@dataclass(frozen=True, slots=True)
class Year:
    """A year with its papers by color, in the order of COLORS; ``unknown``: of which nobody says how open they are."""

    year: int
    colors: tuple[int, ...]
    unknown: int

    @property
    def papers(self) -> int:
        """Return all papers of the year."""
        return sum(self.colors) + self.unknown

    @property
    def open(self) -> int:
        """Return those that anybody can read."""
        return sum(self.colors[:-1])

    @property
    def known(self) -> int:
        """Return those of which it is known."""
        return sum(self.colors)

    @property
    def share(self) -> float | None:
        """Return the share that is open, 0..1."""
        return self.open / self.known if self.known else None


@dataclass(frozen=True, slots=True)
class Cost:
    """Charges of one kind in one currency, according to one source: of how many papers, of how many it is said how much, together so many minor units.

    ``currency`` "": nobody says how much. ``said_date``: the latest day as of which the source says so, None where it names none. ``least``: papers in the year
    that has the fewest of those that have any. ``is_hidden``: of so few papers, from the library's own requests, that the amount would tell of one author's.
    """

    kind: str
    currency: str
    said_by: str
    said_date: date | None
    papers: int
    known: int
    minor: int
    least: int

    @property
    def is_own(self) -> bool:
        """Say whether it comes from the library's own requests, whose papers are not named."""
        return self.said_by == OWN

    @property
    def is_hidden(self) -> bool:
        """Say whether it is of too few papers to be shown."""
        return self.is_own and self.least < FEWEST


@dataclass(frozen=True, slots=True)
class Chance:
    """Closed papers that might have been open at no charge: by an agreement, or by a policy that lets a copy be deposited; according to whom."""

    kind: str
    said_by: str
    said_date: date | None
    papers: int


@dataclass(frozen=True, slots=True)
class Peer:
    """An institution beside others: papers, how many are open, and its papers by discipline."""

    key: str
    name: str
    papers: int
    open: int
    known: int
    disciplines: dict[str, int]

    @property
    def share(self) -> float | None:
        """Return the share that is open, 0..1."""
        return self.open / self.known if self.known else None


@dataclass(frozen=True, slots=True)
class Dashboard:
    """All that a page shows. ``lead``: (papers whose corresponding author works there, papers with a corresponding author known); ``unnamed``: papers with
    an affiliation that names no known body; ``made_at``: when the store was brought up to date."""

    choice: Choice
    made_at: datetime | None
    papers: int
    open: int
    known: int
    undated: int
    years: tuple[Year, ...]
    figures: dict[str, Figure]
    costs: tuple[Cost, ...]
    chances: tuple[Chance, ...]
    lead: tuple[int, int]
    unnamed: int
    peers: tuple[Peer, ...]

    @property
    def drawn(self) -> tuple[Year, ...]:
        """Return the years that are drawn."""
        return drawn(self.years, today=(self.made_at or datetime.now(UTC)).year)

    @property
    def elsewhere(self) -> int:
        """Return how many papers are of years that are not drawn."""
        return sum(year.papers for year in self.years) - sum(year.papers for year in self.drawn)

    @property
    def share(self) -> float | None:
        """Return the share that is open, 0..1; None where nobody says of any paper."""
        return self.open / self.known if self.known else None


def dashboard(choice: Choice) -> Dashboard:
    """Return the figures of a choice; raise PapersUnavailable."""
    return _counted(choice, papers.standing(), str(root()))


@lru_cache(maxsize=128)
def _counted(choice: Choice, standing: papers.Standing, _where: str) -> Dashboard:
    with papers.opened() as con:
        count(con, choice)
        total = con.execute(
            "SELECT coalesce(sum(papers), 0)::BIGINT, coalesce(sum(open), 0)::BIGINT, coalesce(sum(known), 0)::BIGINT, "
            "coalesce(sum(papers) FILTER (year IS NULL), 0)::BIGINT FROM counted WHERE figure = 'color'"
        ).fetchone()
        assert total is not None
        return Dashboard(
            choice=choice,
            made_at=standing.made_at,
            papers=total[0],
            open=total[1],
            known=total[2],
            undated=total[3],
            years=_years(con),
            figures={name: figure_of(con, choice, name, longest=COUNTRIES if name == "country" else LONGEST) for name in FIGURES},
            costs=_costs(con),
            chances=_chances(con),
            lead=_lead(con),
            unnamed=_unnamed(con),
            peers=_peers(con, choice),
        )


def count(con: "DuckDBPyConnection", choice: Choice) -> None:
    """Make ``counted``, how many of the papers that are meant have each value."""
    counts.count(con, choice.institutions, " AND ".join(["true", *years_of(choice)]))


def years_of(choice: Choice) -> list[str]:
    """Return the years of a choice as conditions."""
    return [f"year {sign} {int(year)}" for sign, year in ((">=", choice.first), ("<=", choice.last)) if year is not None]


def gather(con: "DuckDBPyConnection", choice: Choice) -> None:
    """Make ``chosen``, the papers that are meant, of one connection: all of them by their file, those of institutions in a table of their own."""
    years = years_of(choice)
    if not choice.institutions:
        where = f"WHERE {' AND '.join(years)}" if years else ""
        con.execute(f"CREATE OR REPLACE TEMP VIEW chosen AS SELECT {_COLUMNS} FROM papers {where}")  # noqa: S608 (our own names and numbers)
        return
    theirs = f"work IN (SELECT work FROM placed WHERE institution IN ({counts.literals(choice.institutions)}))"  # noqa: S608 (the same)
    where = " AND ".join([theirs, *years])
    table = f"CREATE OR REPLACE TEMP TABLE chosen AS SELECT {_COLUMNS} FROM papers WHERE {where}"  # noqa: S608 (the same)
    con.execute(table)


def figure_of(con: "DuckDBPyConnection", choice: Choice, name: str, *, longest: int = LONGEST) -> Figure:
    """Return the papers that were counted by one thing, the most frequent first."""
    question = f"""
        WITH summed AS (
            SELECT value, sum(papers)::BIGINT AS papers, sum(open)::BIGINT AS open, sum(known)::BIGINT AS known FROM counted
            WHERE figure = '{name}' AND value IS NOT NULL GROUP BY value
        )
        SELECT value, papers, open, known, count(*) OVER () FROM summed ORDER BY papers DESC, value LIMIT {longest + len(choice.institutions)}"""  # noqa: S608 (our own names and numbers)
    found = con.execute(question).fetchall()
    own = set(choice.institutions) if name == "partner" else set()
    others = [row for row in found if row[0] not in own]
    names = _names(con, name, [row[0] for row in others[:longest]])
    rest = found[0][4] - len(found) if found else 0
    return Figure(name, tuple(Row(*row[:4], names.get(row[0], "")) for row in others[:longest]), len(others) + rest)


def _names(con: "DuckDBPyConnection", name: str, keys: list[str]) -> dict[str, str]:
    """Return what keys are called: of funders as most records name them, of institutions."""
    if name == "funder":
        question = "SELECT funder, name FROM funders WHERE funder IN (SELECT unnest(?::VARCHAR[]))"
    elif name == "partner":
        question = "SELECT institution, name FROM institutions WHERE institution IN (SELECT unnest(?::VARCHAR[]))"
    else:
        return {}
    return dict(con.execute(question, [keys]).fetchall())


def _years(con: "DuckDBPyConnection") -> tuple[Year, ...]:
    """Return the years that have papers, in their order."""
    rows = con.execute("SELECT year, value, papers FROM counted WHERE figure = 'color' AND year IS NOT NULL").fetchall()
    counted = {(year, color): count for year, color, count in rows}
    return tuple(
        Year(year, tuple(counted.get((year, color), 0) for color in COLORS), counted.get((year, None), 0))
        for year in sorted({year for year, _ in counted})
    )


def drawn(years: Sequence[Year], *, today: int) -> tuple[Year, ...]:
    """Return the years that are drawn: every one, also those without a paper, of the newest that ``today``, a year, allows. What is dated later than the
    next year is a slip of some record; beside it the others would be left out."""
    usual = [year for year in years if year.year <= today + 1] or list(years)
    if not usual:
        return ()
    known, last = {year.year: year for year in usual}, usual[-1].year
    first = max(usual[0].year, last - MOST_YEARS + 1)
    return tuple(known.get(year) or Year(year, (0,) * len(COLORS), 0) for year in range(first, last + 1))


def _costs(con: "DuckDBPyConnection") -> tuple[Cost, ...]:
    question = """
        SELECT value, currency, said_by, max(said_date), sum(papers)::BIGINT, sum(known)::BIGINT, sum(minor)::DECIMAL(38, 0),
            min(papers)::BIGINT FROM counted WHERE figure = 'cost' GROUP BY value, currency, said_by ORDER BY value, sum(papers) DESC, currency, said_by"""
    rows = (Cost(*row[:6], int(row[6]), row[7]) for row in con.execute(question).fetchall())
    return tuple(sorted(rows, key=lambda row: KINDS.index(row.kind) if row.kind in KINDS else len(KINDS)))


def _chances(con: "DuckDBPyConnection") -> tuple[Chance, ...]:
    question = """
        SELECT value, said_by, max(said_date), sum(papers)::BIGINT FROM counted WHERE figure = 'chance'
        GROUP BY value, said_by ORDER BY value, sum(papers) DESC, said_by"""
    return tuple(Chance(*row) for row in con.execute(question).fetchall())


def _lead(con: "DuckDBPyConnection") -> tuple[int, int]:
    """Return of how many papers the corresponding author works there, and of how many that author is known; (0, 0) of all papers."""
    question = "SELECT coalesce(sum(papers), 0)::BIGINT, coalesce(sum(known), 0)::BIGINT FROM counted WHERE figure = 'lead'"
    found = con.execute(question).fetchone()
    return (found[0], found[1]) if found else (0, 0)


def _unnamed(con: "DuckDBPyConnection") -> int:
    """Return how many papers have an affiliation that names no known body; of all papers alone: those of an institution were found by theirs."""
    found = con.execute("SELECT coalesce(sum(papers), 0)::BIGINT FROM counted WHERE figure = 'unnamed'").fetchone()
    return found[0] if found else 0


def _peers(con: "DuckDBPyConnection", choice: Choice) -> tuple[Peer, ...]:
    """Return the choice and those that it is compared with; nothing where there is nobody to compare with."""
    if not choice.peers:
        return ()
    own = Choice(key=choice.key, name=choice.name, institutions=choice.institutions, first=choice.first, last=choice.last)
    names = _names(con, "partner", list(choice.peers))
    each = [
        own,
        *(
            Choice(key=key, name=names.get(key, key), institutions=(key,), first=choice.first, last=choice.last)
            for key in choice.peers
        ),
    ]
    found = []
    for one in each:
        count(con, one)
        of_color = "sum(papers), coalesce(sum(open), 0), coalesce(sum(known), 0)"
        total = con.execute(f"SELECT {of_color} FROM counted WHERE figure = 'color'").fetchone() or (0, 0, 0)  # noqa: S608 (our own names)
        rows = con.execute(
            "SELECT value, sum(papers)::BIGINT FROM counted WHERE figure = 'discipline' AND value IS NOT NULL GROUP BY value"
        )
        found.append(Peer(one.key, one.name, *(int(n or 0) for n in total), dict(rows.fetchall())))
    return tuple(found)


def name_of(name: str, value: str) -> str:
    """Return what a value of a figure is called, "" where it says so itself; raise PapersUnavailable."""
    with papers.opened() as con:
        return _names(con, name, [value]).get(value, "")


def table_of(choice: Choice, name: str) -> Figure:
    """Return a figure with all its rows, for a file."""
    with papers.opened() as con:
        count(con, choice)
        return figure_of(con, choice, name, longest=MOST)


def disciplines_of(peers: Sequence[Peer]) -> list[str]:
    """Return the disciplines that any of these has papers in, by those of the first."""
    first = peers[0].disciplines if peers else {}
    every = {code for peer in peers for code in peer.disciplines}
    return sorted(every, key=lambda code: (-first.get(code, 0), code))[:LONGEST]
