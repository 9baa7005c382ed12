"""Figures are counted from facts and counts that were made beforehand: they are those that the plain tables give."""

from datetime import timedelta

import pytest

from lantai.apps.analytics.choosing import Choice
from lantai.apps.analytics.queries import figures
from lantai.catalog import papers
from lantai.catalog.papers import building, facts
from lantai.catalog.papers.tests.conftest import HERE, THERE
from lantai.catalog.tests.conftest import NOW

from .conftest import by, closed

pytestmark = pytest.mark.django_db

PLAIN = {
    "color": "SELECT CASE WHEN is_open IS NULL THEN NULL ELSE color END AS value, work, is_open FROM chosen",
    "discipline": "SELECT unnest(disciplines) AS value, work, is_open FROM chosen",
    "publisher": "SELECT publisher AS value, work, is_open FROM chosen WHERE publisher <> ''",
    "journal": "SELECT journal AS value, work, is_open FROM chosen WHERE journal <> ''",
    "license": "SELECT license AS value, work, is_open FROM chosen WHERE license <> ''",
    "funder": "SELECT DISTINCT f.funder AS value, c.work, c.is_open FROM fundings f JOIN chosen c USING (work)",
    "country": "SELECT DISTINCT a.country AS value, c.work, c.is_open FROM affiliations a JOIN chosen c USING (work) WHERE a.country <> ''",
    "partner": "SELECT DISTINCT institution AS value, c.work, c.is_open FROM affiliations JOIN chosen c USING (work) WHERE institution <> ''",
}


def same(choice):
    """Compare every number of a dashboard with the plain tables; return how many papers it is of."""
    figures._counted.cache_clear()
    found = figures.dashboard(choice)
    with papers.opened() as con:
        figures.gather(con, choice)
        own = list(choice.institutions)

        def ask(question, *values):
            return con.execute(question, list(values)).fetchall()

        total = ask("SELECT count(*), count(*) FILTER (is_open), count(is_open), count(*) FILTER (year IS NULL) FROM chosen")
        assert [(found.papers, found.open, found.known, found.undated)] == total
        if own:
            members = "SELECT count(DISTINCT work) FROM affiliations JOIN papers USING (work) WHERE list_contains(?, institution)"
            years = f"year BETWEEN {choice.first or 0} AND {choice.last or 9999}" if choice.first or choice.last else "true"
            assert ask(f"{members} AND {years}", own) == [(found.papers,)]
            writing = "SELECT work, position FROM contributions SEMI JOIN chosen USING (work) WHERE corresponding"
            theirs = ask(
                f"SELECT count(DISTINCT work) FROM affiliations SEMI JOIN ({writing}) USING (work, position) WHERE list_contains(?, institution)",
                own,
            )
            assert (found.lead[0], found.lead[1]) == (theirs[0][0], ask(f"SELECT count(DISTINCT work) FROM ({writing})")[0][0])
        else:
            assert ask("SELECT count(DISTINCT work) FROM affiliations SEMI JOIN chosen USING (work) WHERE institution = ''") == [
                (found.unnamed,)
            ]
        for name, rows in PLAIN.items():
            counted = ask(f"""SELECT value, count(*), count(*) FILTER (is_open), count(is_open) FROM ({rows})
                WHERE value IS NOT NULL GROUP BY value ORDER BY 2 DESC, value""")
            expected = [row for row in counted if name != "partner" or row[0] not in own]
            figure = found.figures[name]
            assert [(row.value, row.papers, row.open, row.known) for row in figure.rows] == expected[: figures.LONGEST], name
            assert figure.values == len(expected), name
        costs = ask(
            "SELECT kind, currency, said_by, count(DISTINCT work), sum(minor) FROM amounts SEMI JOIN chosen USING (work) GROUP BY ALL"
        )
        assert sorted((cost.kind, cost.currency, cost.said_by, cost.papers, cost.minor) for cost in found.costs) == sorted(costs)
        years = ask(
            "SELECT year, count(*), count(*) FILTER (is_open) FROM chosen WHERE year IS NOT NULL GROUP BY year ORDER BY year"
        )
        assert [(year.year, year.papers, year.open) for year in found.years if year.papers] == years
    return found.papers


def choices():
    """Return all papers, each institution and a list of all of them, of all years and of some."""
    with papers.opened() as con:
        keys = [key for (key,) in con.execute("SELECT institution FROM institutions ORDER BY papers DESC").fetchall()]
    for first, last in ((None, None), (2021, None), (None, 2020), (1901, 1902)):
        yield Choice(key="all", name="", first=first, last=last)
        for chosen in (*((key,) for key in keys), tuple(keys)):
            yield Choice(key="x", name="", institutions=chosen, first=first, last=last)


def test_every_number_is_that_of_the_plain_tables(counted):
    assert [same(choice) for choice in choices()][:5] == [4, 3, 2, 1, 4]


@pytest.mark.parametrize("is_list_kept", [True, False])
def test_they_are_the_same_where_they_were_counted_ahead(counted, monkeypatch, is_list_kept):
    with papers.opened() as con:
        keys = tuple(key for (key,) in con.execute("SELECT institution FROM institutions").fetchall())
    monkeypatch.setattr(facts, "MANY", 1)
    monkeypatch.setattr(facts, "_groups", [lambda: [keys] if is_list_kept else []])

    building.build(now=NOW)

    with papers.opened() as con:
        assert con.execute("SELECT count(DISTINCT whose) FROM held").fetchone() == (len(keys) + is_list_kept,)
    assert [same(choice) for choice in choices()][:5] == [4, 3, 2, 1, 4]


def test_they_are_the_same_after_a_few_papers_changed(counted, take, described):
    more = {"number": 5, "authorships": by(THERE, HERE), "publication_year": None, "funders": [], **closed(5)}
    take(described(more))

    building.follow(now=NOW + timedelta(minutes=5))

    assert {same(choice) for choice in choices()} >= {0, 5}


def test_a_key_of_an_address_stays_a_word(counted):
    assert same(Choice(key="x", name="", institutions=("'); DROP TABLE papers; --",))) == 0
