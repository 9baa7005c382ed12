"""Counts of a list that are added up from those of its members are the counts of its papers, each once."""

import random
from datetime import date

import duckdb
import msgspec
import pytest

from lantai.catalog.papers import counts

SIX = [f"i{number}" for number in range(6)]
AMOUNT = "STRUCT(kind VARCHAR, currency VARCHAR, minor BIGINT, said_by VARCHAR, said_date DATE)"
CHANCE = "STRUCT(kind VARCHAR, institution VARCHAR, said_by VARCHAR, said_date DATE)"
SHAPE = {"institution": "VARCHAR", "work": "BIGINT", "year": "BIGINT", "color": "VARCHAR", "is_open": "BOOLEAN", "license": "VARCHAR",
         "publisher": "VARCHAR", "journal": "VARCHAR", "disciplines": "VARCHAR[]", "institutions": "VARCHAR[]", "countries": "VARCHAR[]",
         "funders": "VARCHAR[]", "amounts": f"{AMOUNT}[]", "chances": f"{CHANCE}[]", "led": "BOOLEAN", "leads": "VARCHAR[]", "unnamed": "BOOLEAN"}  # fmt: skip


def rows(rng, work):
    """Return the rows of a paper of one to four institutions; its chance may be of one that it does not name."""

    def some(values, most):
        return rng.sample(values, rng.randint(0, min(most, len(values)))) or None

    day = date(2026, 1, rng.randint(1, 28))
    places = rng.sample(SIX, rng.choice((1, 1, 2, 2, 3, 4)))
    amounts = [
        {"kind": "list", "currency": "EUR", "minor": rng.randint(1, 9), "said_by": rng.choice("ab"), "said_date": day}
        for _ in range(rng.randint(0, 2))
    ]
    chances = [
        {"kind": rng.choice(("agreement", "deposit")), "institution": rng.choice([*SIX, ""]), "said_by": "c", "said_date": day}
        for _ in range(rng.randint(0, 2))
    ]
    leads = some(places, 2)
    said = (work, rng.choice((None, 2020, 2021)), rng.choice(("gold", "closed")), rng.choice((None, True, False)), "CC-BY", rng.choice("pq"), "",
            some(["0101", "1205"], 2), places, ["cn"], some(["f", "g"], 2), amounts or None, chances or None, leads is not None, leads, False)  # fmt: skip
    return [dict(zip(SHAPE, (place, *said), strict=True)) for place in places]


@pytest.fixture(scope="module")
def con(tmp_path_factory):
    """Make a store of 200 papers, of which four institutions are counted ahead."""
    rng, lines = random.Random(7), tmp_path_factory.mktemp("counts") / "placed.lines"
    lines.write_bytes(msgspec.json.Encoder().encode_lines([row for work in range(200) for row in rows(rng, work)]))
    con = duckdb.connect(":memory:", config={"threads": 1})
    con.execute(f"CREATE TABLE placed AS SELECT * FROM read_json('{lines}', columns = {SHAPE!r})")
    con.execute(
        "CREATE TABLE chances AS SELECT DISTINCT work, chance.institution AS institution FROM (SELECT work, unnest(chances) AS chance FROM placed)"
    )
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(counts, "CROWD", 3)
        con.execute(f"CREATE TABLE together AS {counts.sharing(SIX[:4])}")
    assert con.execute("SELECT min(one), max(one) FROM together").fetchone() == ("", "i2")
    con.execute(f"CREATE TABLE held AS SELECT '' AS whose, * FROM ({counts.counting(table='placed')}) WHERE false")
    for key in SIX[:4]:
        counts.gather(con, [key])
        con.execute(f"INSERT INTO held SELECT '{counts.group_key([key])}', * FROM ({counts.counting(counts.list_of([key]))})")
    yield con
    con.close()


@pytest.mark.parametrize(
    ("members", "where"),
    [
        (SIX[:4], "true"),
        (SIX[2:], "true"),
        ([SIX[4], SIX[3], SIX[5]], "year >= 2021"),
        (SIX, "year >= 2021"),
        (SIX[4:], "true"),
    ],
)
def test_they_are(con, members, where):
    order = "ORDER BY figure, value, currency, said_by, year"
    counts.gather(con, members, where)
    once = con.execute(f"SELECT * FROM ({counts.counting(counts.list_of(members))}) {order}").fetchall()

    counts.count(con, members, where)

    assert con.execute(f"SELECT * FROM counted {order}").fetchall() == once
