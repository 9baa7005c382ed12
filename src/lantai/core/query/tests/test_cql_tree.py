"""What CQL means in an index of works: relations, booleans, masks, years and numbers; and what it cannot mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantai.core.query.cql import CqlError, parse
from lantai.core.query.cql_tree import Compiled, compiled
from lantai.core.query.tree import AllOf, AnyOf, Everything, Field, Having, Not, Term


def of(text: str) -> Compiled:
    return compiled(parse(text))


def term(*tokens: str, text: str = "", field: Field = Field.ANY, prefix: bool = False) -> Term:
    return Term(tokens, text or " ".join(tokens), field, prefix=prefix)


@pytest.mark.parametrize(
    "text, tree",
    [
        ("cat", term("cat")),
        ('dc.title = "old man"', term("old", "man", field=Field.TITLE)),
        ('title adj "old man"', term("old", "man", field=Field.TITLE)),
        ('dc.creator all "ernest hemingway"', AllOf((term("ernest", field=Field.NAME), term("hemingway", field=Field.NAME)))),
        ('dc.subject any "cats dogs"', AnyOf((term("cats", field=Field.SUBJECT), term("dogs", field=Field.SUBJECT)))),
        ("bath.title = cat*", term("cat", field=Field.TITLE, prefix=True)),
        ("cat and dog", AllOf((term("cat"), term("dog")))),
        ("cat or dog", AnyOf((term("cat"), term("dog")))),
        ("cat not dog", AllOf((term("cat"), Not(term("dog"))))),
        ("cat prox dog", AnyOf((term("cat", "dog"), term("dog", "cat")))),
        ("cat prox/ordered dog", term("cat", "dog")),
        ("dc.title <> cat", AllOf((Everything(), Not(term("cat", field=Field.TITLE))))),
        ('dc.creator == "Cao, Xueqin"', Having("name", ("caoxueqin",))),
        ('dc.subject exact "China--History"', Having("heading", ("china--history",))),
        ("dc.language = chi", Having("language", ("zh",))),
        ('dc.language any "chi ara"', Having("language", ("zh", "ar"))),
        ("dc.type = Book", Having("kind", ("book",))),
        ("bath.isbn = 0-14-044913-2", term("isbn:9780140449136", text="0-14-044913-2", field=Field.IDENTIFIER)),
        ("cql.allRecords = 1", Everything()),
    ],
)
def test_trees(text, tree):
    assert of(text).tree == tree


@pytest.mark.parametrize(
    "text, years",
    [
        ("dc.date = 1990", (1990, 1990)), ("dc.date > 1990", (1991, None)), ("dc.date >= 1990", (1990, None)), ("date < 1990", (None, 1989)),
        ("dc.date <= 1990-05-01", (None, 1990)), ('dc.date within "1990 2000"', (1990, 2000)), ("dc.date > 1990 and dc.date < 2000", (1991, 1999)),
        ("cat and dc.date = 1990 and dog", (1990, 1990)),
    ],
)  # fmt: skip
def test_years_narrow_the_whole(text, years):
    assert of(text).years == years


def test_a_title_alone_can_be_asked_for_whole():
    assert of('dc.title == "Hamlet"').exact_key == "hamlet"
    assert of('dc.title == "Hamlet" and dc.date = 1900').tree == term("hamlet", field=Field.TITLE, text="Hamlet")


def test_a_work_is_found_by_its_number():
    assert of("rec.identifier = 12").among == {12}
    assert of('rec.identifier any "12 13" and cat').among == {12, 13}


def test_orders():
    assert [of(f"cat sortBy {by}").sort for by in ("dc.date", "dc.date/sort.descending", "dc.title", "dc.creator")] == [
        "oldest",
        "newest",
        "title",
        "author",
    ]


@pytest.mark.parametrize(
    "text, number",
    [
        ("dc.colour = red", 16), ("foo.title = cat", 15), ("colour = red", 16), ("dc.title encloses cat", 19), ("dc.title > cat", 19),
        ("dc.title =/fuzzy cat", 20), ("dc.language > chi", 22), ("bath.isbn > 1", 22), ("dc.date all/x 1", 20), ("dc.date encloses 1990", 22),
        ('dc.title = ""', 27), ("dc.title = c*t", 28), ("dc.title = ^cat", 31), ("dc.title = ^c?t", 31),
        ("dc.title = ca?", 28), ("dc.title = *", 29), ("dc.date = May", 36),
        ('dc.date within "1990"', 36), ("dc.date within 199٠", 36), ("rec.identifier = x", 36), ("dc.title = ***", 28), ('dc.title = "---"', 36),
        ("cat prox/distance<=5 dog", 41), ("cat prox/unit=sentence dog", 42), ("cat prox/x=1 dog", 46), ("cat prox dc.title=dog", 40),
        ("cat and/rel.combine=sum dog", 46), ("cat or dc.date = 1990", 48), ("cat not dc.date = 1990", 48), ("cat sortBy dc.format", 80),
        ("cat sortBy dc.title/descending", 82), ("cat sortBy dc.title/sort.missing=x", 82), ("dc.language = -", 36),
    ],
)  # fmt: skip
def test_what_cannot_be_answered_is_refused_by_number(text, number):
    with pytest.raises(CqlError) as refused:
        of(text)
    assert refused.value.number == number


def test_an_escaped_mask_is_the_character_itself():
    assert of('dc.title = "what\\?"').tree == term("what", text="what?", field=Field.TITLE)


PIECES = st.sampled_from(
    [
        "dc.title", "date", "rec.id", "dc.language", "isbn", "=", "==", "any", "within", "<", "cat", '"a b"', "1990", "*", "and", "or", "not", "prox",
        "(", ")", "/x", "ca*",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=12))
def test_whatever_is_joined_gives_a_tree_or_a_number(pieces):
    assert number_of(" ".join(pieces)) != 0


def number_of(text: str) -> int | None:
    try:
        of(text)
    except CqlError as refused:
        return refused.number
    return None
