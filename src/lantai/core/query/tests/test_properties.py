"""What holds for anything a reader may type."""

from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantai.core.query.lexer import LONGEST
from lantai.core.query.parse import parse
from lantai.core.query.recognise import recognise
from lantai.core.query.relax import MOST, relaxations
from lantai.core.query.tree import AllOf, AnyOf, Field, Node, Not, Term

PIECES = st.sampled_from(
    ["AND", "OR", "NOT", "(", ")", '"', "“", "」", "«", "title:", "作者：", "isbn:", "+", "-", "*", "&&", "||", "&", "war", "peace", "红楼梦",
     "e-mail", "l'homme", "C++", "كتاب", "9787020002207", "1234-5678", " ", "\x00", "\u202e", "\ud800", "😀", "བོད་རྒྱལ", "ไทย", "·", "[", "libr*"]
)  # fmt: skip
QUESTIONS = st.one_of(
    st.lists(st.one_of(PIECES, st.just(" ")), max_size=30).map("".join), st.text(st.characters(codec=None), max_size=40)
)
few = settings(max_examples=300, deadline=None)


def well_formed(node: Node, *, under: type | None = None) -> bool:
    match node:
        case Term():
            return bool(node.tokens) and all(node.tokens)
        case AnyOf(nodes=nodes):
            return len(nodes) > 1 and not any(isinstance(child, Not) for child in nodes) and all(map(well_formed, nodes))
        case AllOf(nodes=nodes):
            return len(nodes) > 1 and any(not isinstance(child, Not) for child in nodes) and all(map(well_formed, nodes))
        case Not(node=inner):
            return not isinstance(inner, Not) and well_formed(inner)
    return False


@few
@given(QUESTIONS, st.sampled_from(Field))
def test_any_question_becomes_a_well_formed_tree_or_nothing_with_a_notice(text, field):
    question = parse(text, field=field)
    if question.tree is None:
        assert not question.text or question.notices
    else:
        assert well_formed(question.tree)


@few
@given(QUESTIONS)
def test_weaker_questions_are_few_and_well_formed(text):
    weaker = relaxations(parse(text))
    assert len(weaker) <= MOST
    assert all(well_formed(relaxed.tree) for relaxed in weaker)


@few
@given(QUESTIONS)
def test_recognising_never_raises_and_gives_scheme_and_value(text):
    assert all(":" in value for value in recognise(text))


@pytest.mark.parametrize("text", ["a" * 10_000, "((((" * 2_500, '"' * 10_000, "a-" * 5_000, "NOT " * 2_500, "红" * 10_000, "title:" * 1_700, "1-" * 5_000,
                                  "\u0301" * 10_000, "(a " * 3_300, "+-" * 5_000, "a(a" * 3_000, "\ud800" * 10_000, "9" * 10_000])  # fmt: skip
def test_ten_thousand_characters_are_read_to_the_limit_in_no_time(text):
    started = perf_counter()
    question = parse(text)
    relaxations(question)
    assert len(question.text) <= LONGEST
    assert perf_counter() - started < 1.0
