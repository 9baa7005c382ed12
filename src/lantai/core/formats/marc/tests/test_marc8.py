"""MARC-8 and ISO 5426 to Unicode."""

import pytest

from lantai.core.formats.marc.marc8 import from_iso5426, from_marc8

MARC8 = {
    b"plain": "plain",
    b"Garc\xe2ia": "Garci\u0301a",
    b"\x1b$1!0!\x1b(B": "一",
    b"A&#x4E00;B": "A一B",
    b"\x88The \x89end": "\x98The \x9cend",
    b"\xa1odz, \xb5re": "Łodz, ære",
}


@pytest.mark.parametrize("data, text", MARC8.items())
def test_marc8_is_read(data, text):
    assert from_marc8(data) == (text, 0)


def test_cyrillic_in_g0_is_read():
    assert from_marc8(b"\x1b(Nmir\x1b(B 1869") == ("МИР 1869", 0)


def test_an_undefined_eacc_character_is_counted_and_shown_as_lost():
    assert from_marc8(b"\x1b$1~~~\x1b(B ok") == ("\ufffd ok", 1)


def test_an_unfinished_escape_ends_with_its_subfield():
    assert from_marc8(b"\x1b$1!0!\x1faplain") == ("一\x1faplain", 0)


def test_half_an_escape_is_counted():
    assert from_marc8(b"Soci\x1b") == ("Soci\ufffd", 1)


def test_a_diacritic_without_a_letter_is_counted():
    assert from_marc8(b"end\xe2")[1] == 1


@pytest.mark.parametrize(
    "data, text", [(b"\xc2ecole", "e\u0301cole"), (b"\xa5", "¥"), (b"\xc8ube", "u\u0308be"), (b"\xf9l", "øl")]
)
def test_iso_5426_is_read(data, text):
    assert from_iso5426(data) == (text, 0)
