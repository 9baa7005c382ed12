import msgspec
import pytest

from lantai.core.bilingual.entry import Origin
from lantai.core.query.expansion import Found
from lantai.core.query.mixing import ALONE, THROUGH_PIVOT, code, dropped, index_tokens, mixed, pruned, without_guesses
from lantai.core.text.segment import sequence


def found(text: str, weight: float, origin: Origin = Origin.LEXICON, **rest: object) -> Found:
    return Found(text=text, lang="en", weight=weight, origin=origin, layer=origin.value, **rest)  # type: ignore[arg-type]


def texts(rows: list[Found]) -> list[str]:
    return [one.text for one in mixed(rows)]


def test_what_was_learned_counts_for_as_much_as_it_was_seen():
    lexicon = found("money", 1.0)
    assert texts([found("treasury", 1.0, Origin.LEARNED, expected=1.0), lexicon]) == ["money", "treasury"]
    assert texts([found("treasury", 1.0, Origin.LEARNED, expected=80.0), lexicon]) == ["treasury", "money"]


def test_forms_of_one_word_are_one_translation():
    (one,) = mixed([found("book", 0.5), found("Books", 0.3)])
    assert one.text == "book"
    assert one.weight == pytest.approx(1.0)


def test_an_authority_is_half_of_what_is_said():
    rows = mixed([found("Turkey", 1.0, Origin.AUTHORITY), found("turkey hen", 1.0)])
    assert [(one.text, round(one.weight, 2)) for one in rows] == [("Turkey", 1.0), ("turkey hen", 1.0)]


def test_every_table_that_says_so_is_named_and_the_most_trusted_is_the_origin():
    (one,) = mixed(
        [found("ontology", 0.4, evidence=3), found("ontology", 0.9, Origin.LEARNED, expected=9.0, evidence=14, records=(7, 8))]
    )
    assert (one.origin, set(one.layers), one.evidence, one.records) == (Origin.LEARNED, {"learned", "lexicon"}, 14, (7, 8))


def test_names_and_services_are_asked_last():
    assert texts([found("Lu Xun", 1.0, Origin.NAME), found("shark", 0.1)]) == ["shark"]


def test_few_translations_are_kept_weighed_beside_the_best():
    kept = pruned(mixed([found(f"word{n}", weight) for n, weight in enumerate((0.4, 0.2, 0.1, 0.1, 0.1, 0.06, 0.01))]))
    assert [one.weight for one in kept] == [1.0, 0.5, 0.25, 0.25, 0.25]


def test_tokens_are_those_of_the_index():
    assert index_tokens("Neural networks", "en") == (("neural", "network"), True)
    assert index_tokens("神经网络", "zh") == (("神经", "经网", "网络"), False)
    assert index_tokens("!", "en") == ((), False)


def test_a_dropped_word_is_dropped_in_all_its_forms():
    assert code("Dream of the Red Chamber", "en") == "en:dream of the red chamber"
    assert dropped([code("Dreams of the red chamber", "en")]) & dropped([code("Dream of the Red Chambers", "en")])
    assert dropped(["en:books", "no colon", "zh:"]) == {("en", ("book",)), ("en", ("books",))}


def test_beside_an_authority_what_one_record_taught_is_left_out():
    dream = found("Dream of the Red Chamber", 1.0, Origin.AUTHORITY)
    red = found("red", 0.5, Origin.LEARNED, evidence=1)
    assert texts([dream, red]) == ["Dream of the Red Chamber"]
    assert texts([dream, msgspec.structs.replace(red, evidence=2)]) == ["Dream of the Red Chamber", "red"]
    assert texts([red]) == ["red"]


def test_what_little_speaks_for_weighs_less():
    def best(**rest: object) -> float:
        return pruned(mixed([found("library", 1.0, **rest)]))[0].weight  # type: ignore[arg-type]

    assert best() == 1.0
    assert best(origin=Origin.LEARNED, evidence=2) == 1.0
    assert best(origin=Origin.LEARNED, evidence=1) == ALONE
    assert best(via="en:library") == THROUGH_PIVOT


def test_of_a_title_that_is_known_whole_no_word_by_itself_is_taken_for_it():
    title = found("The tale of Genji", 1.0, Origin.AUTHORITY, records=(599,))
    subject = found("novel", 1.0, Origin.AUTHORITY)
    guess = found("monogatari", 1.0, Origin.LEARNED)
    assert without_guesses([title, guess]) == [title]
    assert without_guesses([subject, guess]) == [subject, guess]


@pytest.mark.parametrize(
    "text", ["中", "中国", "國家圖書館", "人々", "ＡＢ中国", "中国 历史", "中国2020", "コンピュータ", "㐀㐁", ""]
)
def test_words_in_han_have_the_tokens_that_the_index_has(text: str) -> None:
    assert index_tokens(text, "zh") == (tuple(sequence(text)), False)
