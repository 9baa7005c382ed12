"""The reader's own words are found by their stems too, and count as what they are."""

import pytest

from lantai.core.query.own_stems import MOST_STEMS, MOST_WORDS, WEIGHT
from lantai.core.query.parse import parse
from lantai.core.query.relax import relaxations
from lantai.core.query.terms import positive_terms
from lantai.core.query.tree import AnyOf, Field, Not, Term

LANGUAGES = ("en", "fr", "ru", "zh")


def stems(text: str, languages=LANGUAGES, **rest) -> set[str]:
    found = positive_terms(parse(text, languages=languages, **rest).tree)
    return {token for term in found if term.stem for token in term.tokens}


def test_a_word_has_its_stem_beside_it_that_weighs_less():
    tree = parse("books", languages=["en"]).tree
    assert tree == AnyOf((Term(("books",), "books"), Term(("book",), "books", weight=WEIGHT, origin="stem", stem=True)))


@pytest.mark.parametrize(
    "text, expected",
    [
        ("books libraries", {"book", "librari", "librar"}),
        ("войны", {"войн"}),
        ("l'éducation", {"leduc", "educ"}),
        ("e-mails", {"e", "mail"}),
        ("红楼梦 dreams", {"dream"}),
        ("基于BERT的 models", {"bert", "model"}),
        ("title:wars", {"war"}),
        ("subject:wars", {"war"}),
        ("(wars OR revolutions)", {"war", "revolut"}),
        ("title:", {"titl"}),
    ],
)
def test_words_of_titles_and_subjects_are_stemmed_in_their_languages(text, expected):
    assert stems(text) >= expected


@pytest.mark.parametrize(
    "text", ['"books"', "book*", "author:woods", "series:books", "isbn:9787020002207", "红楼梦", "of the", "!", ""]
)
def test_quotations_beginnings_names_and_numbers_are_not(text):
    assert stems(text) == set()


@pytest.mark.parametrize(
    "typed, plain", [("Kōstas", "Kostas"), ("Batı", "Bati"), ("Matinée", "matinee"), ("l’édition", "l'edition")]
)
def test_a_word_has_the_same_stems_with_its_marks_and_without(typed, plain):
    assert stems(typed, ["en", "fr", "tr"]) == stems(plain, ["en", "fr", "tr"]) != set()


def test_what_is_not_wanted_stays_as_typed():
    tree = parse("peace NOT (wars OR battles) treaties", languages=["en"]).tree
    (unwanted,) = (node for node in tree.nodes if isinstance(node, Not))
    assert unwanted.node == AnyOf((Term(("wars",), "wars"), Term(("battles",), "battles")))
    assert stems("peace NOT wars treaties", ["en"]) == {"peac", "treati"}


def test_a_question_without_languages_is_searched_as_typed():
    assert stems("books libraries", ()) == set()


def test_a_word_has_few_stems_at_most_and_a_long_question_none():
    assert len(stems("bibliotecaires", ("en", "fr", "de", "es", "it", "tr", "fi", "hu"))) <= MOST_STEMS
    assert stems(" ".join(["books"] * MOST_WORDS)) == {"book"}
    assert stems(" ".join(["books"] * (MOST_WORDS + 1))) == set()


def test_two_words_are_still_found_written_as_one():
    terms = list(positive_terms(parse("post colonial", languages=["en"]).tree))
    assert {term.tokens for term in terms if term.origin == "joined"} == {("postcolonial",)}
    assert {term.tokens for term in terms if term.stem} == {("post",), ("coloni",)}


def test_weaker_questions_are_stemmed_alike():
    weaker = relaxations(parse("old books zzz", languages=["en"]))
    assert all(any(term.stem for term in positive_terms(one.tree)) for one in weaker if one.kind in ("without", "any"))


def test_the_field_goes_along():
    assert {term.field for term in positive_terms(parse("books", field=Field.TITLE, languages=["en"]).tree)} == {Field.TITLE}
