import pytest

from lantai.core.bilingual.entry import Origin
from lantai.core.query.common_words import are_common, common
from lantai.core.query.expansion import Found, Span


def said(text: str, lang: str, origin: Origin = Origin.LEXICON, evidence: int = 3) -> Found:
    return Found(text=text, lang=lang, weight=1.0, origin=origin, layer="test", evidence=evidence)


def test_words_that_a_table_translates_as_words_are_common():
    typed = {Span("en", "open"): "Open", Span("en", "gogol"): "Gogol", Span("fr", "tour"): "tour", Span("en", "avec"): "avec"}
    known = {
        Span("en", "open"): [said("开", "zh")],
        Span("en", "gogol"): [said("果戈理", "zh"), said("Гоголь", "ru")],
        Span("fr", "tour"): [said("башня", "ru", Origin.LEARNED, 1)],
    }
    assert common(typed, known) == {"open"}


def test_function_words_of_four_letters_are_common_and_shorter_ones_are_family_names_as_often():
    assert common({Span("fr", "avec"): "avec", Span("fr", "du"): "du"}, {}) == {"avec"}


def test_two_characters_that_a_dictionary_has_as_a_word_are_common_and_a_name_that_it_has_is_not():
    known = {Span("zh", "环境"): [said("environment", "en")], Span("zh", "鲁迅"): [said("Lu Xun", "en")]}
    assert common({Span("zh", "环境"): "環境", Span("zh", "鲁迅"): "鲁迅"}, known) == {"环境"}
    assert are_common("環境", {"环境"}, ["環境"])


@pytest.mark.parametrize(
    ("text", "question", "is_common"),
    [
        ("open", "open", True),
        ("Open", "Open", True),
        ("Open", "letters of Open", False),
        ("Open", "The Open Society", True),
        ("open", "letters of open", True),
        ("Oblomov", "Oblomov", False),
        ("open Oblomov", "open Oblomov", True),
    ],
)
def test_a_common_word_is_a_name_where_it_is_written_as_one(text, question, is_common):
    assert are_common(text, {"open"}, question.split()) is is_common
