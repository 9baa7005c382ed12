"""How words sound in each script."""

import pytest

from lantai.core.names import letters
from lantai.core.names.sounds import SOUNDS, script, sounds


@pytest.mark.parametrize(
    ("word", "heard"),
    [
        ("Tolstoy", "tolstoy"),
        ("Толстой", "tolstoy"),
        ("تولستوي", "twlstwy"),
        ("טולסטוי", "twlstwy"),
        ("トルストイ", "tor@s@toi"),
        ("톨스토이", "tols@toi"),
        ("तोलस्तोय", "tol@stoy"),
        ("托尔斯泰", "tuoRs@tai"),
        ("托爾斯泰", "tuoRs@tai"),
        ("Hsün", "Sun"),
        ("Xun", "Sun"),
        ("Shakespeare", "Sakespeare"),
        ("曾国藩", "zeNguofan"),
        ("الغزالي", "gzaly"),
    ],
)
def test_a_word_is_heard_by_the_table_of_its_script(word, heard):
    assert sounds(word) == heard


def test_scripts_without_a_table_are_romanised_first():
    assert script("რუსთაველი") == "Latn"
    assert sounds("რუსთაველი") == "rustaveli"


def test_japanese_readings_of_han_are_not_guessed():
    assert sounds("村上はるき") == ""


def test_what_has_no_letters_has_no_sound():
    assert sounds("1926") == sounds("😀") == sounds("") == ""


def test_every_table_writes_in_the_one_alphabet():
    tables = (letters.LATIN, letters.LATIN_FIRST, letters.CYRILLIC, letters.GREEK, letters.ARABIC, letters.HEBREW, letters.KANA)
    tables += (letters.KANA_SMALL, letters.DEVANAGARI_CONSONANTS, letters.DEVANAGARI_VOWELS)
    used = {sound for table in tables for heard in table.values() for sound in heard}
    used |= set("".join((*letters.HANGUL_FIRST, *letters.HANGUL_MIDDLE, *letters.HANGUL_LAST)))
    assert used <= set(SOUNDS)
