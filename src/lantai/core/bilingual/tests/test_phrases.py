"""What is called something as a whole is translated as a whole."""

from lantai.core.bilingual.entry import Row
from lantai.core.bilingual.learn import learn
from lantai.core.bilingual.pair import Pair, PairKind, pair

DREAM = ("Dream of the Red Chamber", "红楼梦")


def said(*texts: tuple[str, str], kind: PairKind = PairKind.TITLE) -> list[Pair]:
    return [pair("en", en, "zh", zh, kind=kind, record=number) for number, (en, zh) in enumerate(texts, 1)]


def best(rows: list[Row], key: str, target: str) -> Row:
    return next(row for row in rows if (row.key, row.target) == (key, target))


def test_a_title_of_one_word_is_translated_by_the_whole_title():
    rows = list(learn(said(DREAM, DREAM, ("A study of the Dream of the Red Chamber", "红楼梦研究"))))
    row = best(rows, "红楼梦", "en")
    assert (row.text, row.evidence, row.records) == ("Dream of the Red Chamber", 2, (1, 2))


def test_a_phrase_of_several_words_is_left_to_its_words():
    rows = list(learn(said(*[("Library history", "图书馆历史")] * 3, ("Library", "图书馆"), ("History", "历史"))))
    assert not [row for row in rows if row.key == "图书馆历史"]


def test_an_authority_is_believed_at_its_word():
    rows = list(learn(said(("Library history", "图书馆历史"), kind=PairKind.LABEL)))
    assert best(rows, "图书馆历史", "en").text == "Library history"
