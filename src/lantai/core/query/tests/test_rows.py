"""Questions as rows of the advanced form."""

import pytest

from lantai.core.query.parse import parse
from lantai.core.query.rows import Row, rows_of, text_of
from lantai.core.query.tree import Field

PAIRS = [
    ([Row("silk road", Field.TITLE)], "title:(silk road)"),
    ([Row("silk road", Field.TITLE), Row("frankopan", Field.NAME)], "title:(silk road) author:frankopan"),
    ([Row("silk", Field.TITLE), Row("cotton", Field.TITLE, "or")], "title:silk OR title:cotton"),
    ([Row("红楼梦"), Row("研究", Field.SUBJECT, "not")], "红楼梦 NOT subject:研究"),
    ([Row('"silk road"', Field.SUBJECT)], 'subject:"silk road"'),
    ([Row("PL2727 .S2", Field.CALL_NUMBER)], "callnumber:(PL2727 .S2)"),
    ([Row("x", join="not")], "NOT x"),
]


@pytest.mark.parametrize(("rows", "text"), PAIRS)
def test_rows_write_the_question_and_the_question_gives_the_rows_back(rows, text):
    assert text_of(rows) == text
    assert rows_of(text) == rows


@pytest.mark.parametrize(("rows", "text"), PAIRS)
def test_what_rows_write_is_understood_without_a_complaint(rows, text):
    question = parse(text)
    assert question.tree is not None
    assert not [notice for notice in question.notices if rows[0].join != "not"]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("silk road", [Row("silk road")]),
        ("silk -cotton", [Row("silk"), Row("cotton", join="not")]),
        ("作者:曹雪芹 红楼梦", [Row("曹雪芹", Field.NAME), Row("红楼梦")]),
        ("(a OR (b c)) d", [Row("(a OR (b c)) d")]),
        ('say "unfinished', [Row('say "unfinished')]),
        ("http://example.org", [Row("http://example.org")]),
        ("a OR NOT b", [Row("a OR NOT b")]),
        ("", []),
    ],
)
def test_any_question_has_rows(text, rows):
    assert rows_of(text) == rows


def test_words_of_a_field_that_was_chosen_stay_in_it():
    assert rows_of("hamlet", field=Field.TITLE) == [Row("hamlet", Field.TITLE)]


def test_rows_without_words_say_nothing():
    assert text_of([Row("  "), Row("a", join="or"), Row("", Field.NAME)]) == "a"
