"""Identifiers of ROR as numbers."""

import pytest

from lantai.core.bib.ror import number_of


@pytest.mark.parametrize(
    ("ror", "number"), [("000025p04", 2230), ("00003ef66", 3535), ("02mhbdp94", 88649142), ("0zzzzzz02", 2**30 - 1)]
)
def test_an_identifier_writes_a_number(ror, number):
    assert number_of(ror) == number


@pytest.mark.parametrize(
    "wrong", ["02mhbdp95", "12mhbdp94", "02mhbdp9", "02mhbdp944", "02uhbdp94", "", "https://ror.org/02mhbdp94"]
)
def test_what_has_wrong_check_digits_or_signs_is_none(wrong):
    assert number_of(wrong) is None
