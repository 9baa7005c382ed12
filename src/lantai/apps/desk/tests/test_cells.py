"""Cells of staff's lists: numbers in words with their thousands apart."""

import pytest

from lantai.apps.desk.templatetags.cells import apart


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("4050000.00", "4,050,000.00"),
        ("-1234.5", "-1,234.5"),
        ("120", "120"),
        ("1500", "1,500"),
        ("about 5", "about 5"),
        ("-", "-"),
        ("", ""),
    ],
)
def test_thousands_stand_apart_and_words_stay(words, shown):
    assert apart(words) == shown
