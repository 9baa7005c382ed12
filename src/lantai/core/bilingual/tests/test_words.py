"""Words are cut the same way for learning and for asking."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantai.core.bilingual.words import analyzer, cut, is_stop, key, keys, stopwords
from lantai.core.text.segment import folded_with_places
from lantai.core.text.tests.test_properties import TEXTS

few = settings(max_examples=200, deadline=None)
LANGUAGES = st.sampled_from(("", "zh", "zh-Hant", "ja", "ko", "en", "fr", "tr", "ar", "hi", "th", "xx"))


def test_it_cuts_chinese_into_words_in_either_writing():
    assert keys("资讯检索系统的研究", "zh") == keys("資訊檢索系統的研究", "zh-Hant") == ["资讯", "检索系统", "的", "研究"]


def test_it_gives_forms_of_a_word_one_key():
    assert key("Häuser", "de") == key("Haus", "de")
    assert key("libraries", "en") == key("Library’s", "en") == "librari"
    assert key("والكتاب", "ar") == key("كتاب", "ar")
    assert key("도서관에서", "ko") == key("도서관", "ko")
    assert key("Ankara'nın", "tr") == key("Ankara", "tr")


def test_it_parts_an_article_from_its_word_and_says_where_the_word_stands():
    assert [(word.text, word.start) for word in cut("Économie de l’homme", "fr")] == [("Économie", 0), ("de", 9), ("homme", 14)]


def test_it_cuts_japanese_where_the_script_changes():
    assert [word.text for word in cut("情報システムの研究", "ja")] == ["情報", "システム", "の", "研究"]


def test_it_joins_the_words_of_a_phrase_as_its_language_does():
    assert key("机器 学习", "zh") == key("机器学习", "zh")
    assert key("machine-learning", "en") == "machin learn"


def test_it_knows_function_words_however_they_are_written():
    assert [is_stop(word, "en") for word in cut("What IS a library", "en")] == [True, True, True, False]
    assert [word.text for word in cut("圖書館的歷史與發展", "zh") if not is_stop(word, "zh")] == ["圖書館", "歷史", "發展"]
    assert stopwords("tlh") == frozenset()


def test_it_names_the_version_of_its_rules():
    assert len(analyzer()) == 16


@few
@given(TEXTS, LANGUAGES)
def test_words_stand_where_they_say_in_any_text(text, lang):
    words = cut(text, lang)
    assert all(text[word.start : word.end] == word.text and word.key and " " not in word.key for word in words)
    assert all(one.start <= other.start for one, other in pairwise(words))


@few
@given(TEXTS)
def test_places_of_folded_text_are_within_the_text(text):
    folded, places = folded_with_places(text)
    assert len(folded) == len(text) if places is None else len(places) == len(folded)


@pytest.mark.parametrize("lang", ["en", "de", "fr", "tr", "ru", "ar", "zh", "ja", "ko", "th", ""])
@pytest.mark.parametrize(
    "text",
    [
        "The Library's co-operative catalogue, 2nd ed. of IBM & O'Neill's",
        "C++ [sic] Don't I ILIK",
        "圖書館與數字人文 2.0版",
        "中国图书馆学报",
        "Ankara'nın büyük Kütüphanesi, İstanbul IŞIK",
        "L’homme et l'œuvre: straße ﬁn",
        "المكتبات والمعلومات",
        "東京大学のコンピューター",
        "도서관에서는 책을 읽는다",
        "ห้องสมุด",
        "",
    ],
)
def test_keys_are_those_of_the_words_cut(text, lang):
    assert keys(text, lang) == [word.key for word in cut(text, lang)]
