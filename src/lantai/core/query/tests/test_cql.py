"""CQL as the standard has it, and that whatever is sent gives a query or a numbered refusal."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantai.core.query.cql import Clause, CqlError, Joined, Modifier, SortKey, parse


@pytest.mark.parametrize(
    "text, clause",
    [
        ("cat", Clause("cat")),
        ('"cat dog"', Clause("cat dog", quoted=True)),
        ("title = cat", Clause("cat", "title", "=")),
        ('dc.title any "fish frog"', Clause("fish frog", "dc.title", "any", quoted=True)),
        ("dc.title==cat", Clause("cat", "dc.title", "==")),
        ("dc.date>=1990", Clause("1990", "dc.date", ">=")),
        ("dc.date <> 1990", Clause("1990", "dc.date", "<>")),
        ("title =/relevant/cql.string cat", Clause("cat", "title", "=", (Modifier("relevant"), Modifier("cql.string")))),
        ('"the \\"Ring\\""', Clause('the "Ring"', quoted=True)),
        ("dc.title = and", Clause("and", "dc.title", "=")),
        ('"and"', Clause("and", quoted=True)),
        ("(((cat)))", Clause("cat")),
        ('> dc = "info:srw/context-sets/1/dc-v1.1" dc.title = cat', Clause("cat", "dc.title", "=")),
        ("红楼梦", Clause("红楼梦")),
        ('title = ""', Clause("", "title", "=", quoted=True)),
    ],
)
def test_clauses(text, clause):
    assert parse(text).root == clause


def test_booleans_are_taken_from_left_to_right_whatever_their_case():
    found = parse("a AND b or c Not d").root
    assert found == Joined("not", Joined("or", Joined("and", Clause("a"), Clause("b")), Clause("c")), Clause("d"))
    assert parse("a or (b and c)").root == Joined("or", Clause("a"), Joined("and", Clause("b"), Clause("c")))
    assert parse("a prox/distance<=3/unit=word b").root.modifiers == (
        Modifier("distance", "<=", "3"),
        Modifier("unit", "=", "word"),
    )


def test_an_order_may_be_asked_for():
    assert parse("cat sortBy dc.date/sort.descending dc.title").sort == (
        SortKey("dc.date", (Modifier("sort.descending"),)),
        SortKey("dc.title"),
    )


@pytest.mark.parametrize(
    "text, number",
    [
        ("", 10), ("   ", 10), ('"', 10), ('"cat', 10), ("(cat", 10), ("cat)", 10), ("cat dog", 10), ("cat and", 10), ("and", 10), ("= cat", 10),
        ("title =", 10), ("title = (", 10), ("cat sortBy", 10), (">", 10), ("cat /", 10), ("a and/ b", 10), ("()", 10), ("x" * 3_000, 12),
        (" or ".join("a" * 150), 38), ("(" * 50 + "a" + ")" * 50, 38),
    ],
)  # fmt: skip
def test_what_is_no_query_is_refused_by_number(text, number):
    with pytest.raises(CqlError) as refused:
        parse(text)
    assert refused.value.number == number
    assert str(refused.value)


@given(st.text(alphabet='ab"\\()=<>/ .*?^\x00红andortsy', max_size=60))
def test_nothing_else_is_ever_raised(text):
    assert number_of(text) in (None, 10, 12, 38)


def number_of(text: str) -> int | None:
    try:
        parse(text)
    except CqlError as refused:
        return refused.number
    return None
