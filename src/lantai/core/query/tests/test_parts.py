"""Words that no table knows are asked for by the pieces that one does."""

from lantai.core.bilingual.entry import Origin
from lantai.core.bilingual.words import key
from lantai.core.query.expansion import Found, Span
from lantai.core.query.parts import parts, with_parts
from lantai.core.query.reading import Known, read


def known(lang: str, *words: str) -> Known:
    found = Found(text="something", lang="en", weight=1.0, origin=Origin.LEXICON, layer="test")
    return Known((Span(lang, key(word, lang)), [found]) for word in words)


def test_an_unknown_compound_is_read_as_its_parts():
    table = known("de", "Bibliothek", "Geschichte")
    reading = read("die Bibliotheksgeschichte", "de")
    assert {Span("de", key("Bibliothek", "de")), Span("de", key("Geschichte", "de"))} <= parts(reading, table)
    parted = with_parts(reading, table)
    assert [(word.text, stop) for word, stop in zip(parted.words, parted.stops, strict=True)] == [
        ("die", True),
        ("Bibliotheks", False),
        ("geschichte", False),
    ]


def test_a_known_word_is_left_whole_and_a_strange_one_as_it_is():
    table = known("de", "Bibliotheksgeschichte", "Bibliothek", "Geschichte")
    reading = read("Bibliotheksgeschichte Zweigstellenleiter", "de")
    assert with_parts(reading, table) == reading


def test_chinese_words_are_none_of_its_business():
    reading = read("信息检索系统", "zh")
    assert parts(reading, Known()) == set()
    assert with_parts(reading, known("zh", "信息")) == reading
