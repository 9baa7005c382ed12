"""What readers call somebody: with a first name or without, in any script."""

import pytest

from lantai.core.names.families import families, known_keys
from lantai.core.names.parts import name_key

TOLSTOY = [("Tolstoy, Leo, graf", "en"), ("Толстой, Лев Николаевич", "ru"), ("列夫·托尔斯泰", "zh"), ("トルストイ", "ja")]


def test_the_family_name_is_what_stands_before_the_comma_or_behind_the_dot():
    assert list(families(TOLSTOY).values()) == ["Tolstoy", "Толстой", "托尔斯泰", "トルストイ"]


@pytest.mark.parametrize(
    "forms",
    [
        [("Lu, Xun", "zh-Latn"), ("鲁迅", "zh")],
        [("Natsume, Sōseki", "ja-Latn"), ("夏目漱石", "ja")],
        [("Kim, So-wŏl", "ko-Latn"), ("김소월", "ko")],
        [("Li, Bo", "en")],
        [("UNESCO", "en")],
    ],
)
def test_names_of_east_asia_short_ones_and_bodies_have_none(forms):
    assert families(forms) == {}


@pytest.mark.parametrize(
    ("heading", "asked"),
    [
        ("Tolstoy, Leo, graf", "Leo Tolstoy"),
        ("Толстой, Лев Николаевич", "Лев Толстой"),
        ("Толстой, Лев Николаевич", "Лев Николаевич Толстой"),
        ("Cervantes Saavedra, Miguel de, 1547-1616", "Miguel de Cervantes"),
        ("شكسبير، وليم", "وليم شكسبير"),
        ("Goethe, Johann Wolfgang von", "Johann Wolfgang von Goethe"),
        ("Machado de Assis, 1839-1908", "Machado de Assis"),
    ],
)
def test_a_heading_is_met_by_the_name_as_it_is_said(heading, asked):
    assert name_key(asked) in known_keys(heading)


@pytest.mark.parametrize("text", ["", ",", ", ", "1881-1936", "😀", "de", "," * 5000])
def test_what_is_no_name_does_no_harm(text):
    assert known_keys(text) <= {"de"}
    assert families([(text, "en")]) == {}
