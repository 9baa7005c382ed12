"""Identifiers of ROR as numbers and back."""

import pytest

from lantai.core.bib.ror import number_of, ror_of


@pytest.mark.parametrize("ror", ["02mhbdp94", "01mkqqe32", "05gq02987", "000025p04", "00003ef66"])
def test_an_identifier_comes_back_from_its_number(ror):
    number = number_of(ror)
    assert number is not None
    assert number < 2**30
    assert ror_of(number) == ror


@pytest.mark.parametrize(
    "wrong", ["02mhbdp95", "12mhbdp94", "02mhbdp9", "02mhbdp944", "02uhbdp94", "", "https://ror.org/02mhbdp94"]
)
def test_what_has_wrong_check_digits_or_signs_is_none(wrong):
    assert number_of(wrong) is None


def test_a_number_past_the_last_identifier_has_none():
    with pytest.raises(ValueError, match="ROR"):
        ror_of(2**30)
