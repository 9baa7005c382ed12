"""How forms sound: what is made for suggestions has the letters that the romanisations shown to readers have."""

import pytest

from lantai.core.romanise.chinese import initials
from lantai.core.romanise.forms import romanised
from lantai.core.text.fold import key
from lantai.search.suggest.sounds import sound
from lantai.search.suggest.terms import LONGEST_FORM, MOST_INITIALS


@pytest.mark.parametrize(
    "text",
    [
        "红楼梦",
        "女人 et 男人",
        "绿色的呂氏春秋",
        "3个代表",
        "重庆长城",
        "旅行 & 侣",
        "C++语言",
        "1949-1999年中国",
        "语言v字",
        "中华人民共和国" * 9,
    ],
)
def test_chinese_sounds_as_it_is_romanised(text):
    found = sound(text, "zh")
    assert [key(one)[:LONGEST_FORM] for one in found.spelled] == [key(one.text)[:LONGEST_FORM] for one in romanised(text, "zh")]
    assert [one[:MOST_INITIALS] for one in found.initials] == [initials(text)[:MOST_INITIALS]]


def test_other_languages_have_no_initials_and_latin_letters_no_sound():
    assert sound("Война и мир", "ru").spelled[0] == "Voĭna i mir"
    assert not sound("Война и мир", "ru").initials
    assert (sound("Mühe", "de").spelled, sound("War", "en").spelled) == ((), ())
