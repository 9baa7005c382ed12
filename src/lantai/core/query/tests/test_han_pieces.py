"""Words in writing without spaces that no table knows, in the pieces that one does."""

import pytest

from lantai.core.bilingual.entry import Origin
from lantai.core.query.expansion import Found, Span
from lantai.core.query.han_pieces import pieces, with_pieces
from lantai.core.query.reading import Known, read


def cut(text: str, lang: str, *heads: str) -> list[str]:
    """Return the words of a text where the tables know these heads."""
    found = Found(text="x", lang="en", weight=1.0, origin=Origin.LEXICON, layer="made up")
    reading = read(text, lang)
    known = Known((span, [found]) for span in pieces(reading, Known()) if span in {Span(lang, head) for head in heads})
    return [word.text for word in with_pieces(reading, known).words]


@pytest.mark.parametrize(
    "text, heads, wanted",
    [
        ("アインシュタイン", ("たい", "いん"), ["アインシュタイン"]),
        ("ロシアバレエ", ("ろしあ",), ["ロシアバレエ"]),
        ("ロシアバレエ", ("ろしあ", "ばれえ"), ["ロシア", "バレエ"]),
        ("ロシアバレエ史", ("ろしあ", "ばれえ"), ["ロシア", "バレエ", "史"]),
    ],
)
def test_a_word_in_katakana_is_taken_apart_only_where_all_of_it_is_known(text, heads, wanted):
    assert cut(text, "ja", *heads) == wanted


def test_a_chinese_word_is_taken_apart_where_a_piece_of_it_is_known():
    assert cut("乒乓球台", "zh", "乒乓") == ["乒乓", "球台"]
    assert cut("乒乓球台", "zh", "门") == ["乒乓球台"]
