"""Barcodes that scanners read, spine labels that shelvers read, and staff's pieces over received ones."""

import msgspec
import pytest

from lantai.core.bib.barcodes import _WIDTHS, Fault, code128, faults, is_codabar, luhn
from lantai.core.bib.pieces import holding_key, laid_over, piece_key
from lantai.core.bib.record import BibRecord, HoldingRecord, ItemRecord
from lantai.core.bib.spines import spine


def modules(widths: list[int]) -> str:
    """Return the bars as 1 and 0, one a module."""
    return "".join("10"[n % 2] * width for n, width in enumerate(widths))


def values(text: str) -> list[int]:
    """Read the bars back as values."""
    widths = "".join(map(str, code128(text)))
    return [_WIDTHS.index(widths[n : n + 6]) for n in range(0, len(widths) - 7, 6)]


def test_every_sign_is_eleven_modules_of_three_bars_and_no_two_are_alike():
    signs = _WIDTHS[:-1]
    assert len(set(signs)) == 106
    assert all(sum(map(int, sign)) == 11 and sum(map(int, sign[::2])) % 2 == 0 for sign in signs)
    assert modules(list(map(int, _WIDTHS[-1]))) == "1100011101011"


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("PJJ123C", [104, 48, 42, 42, 17, 18, 19, 35, 55]),
        ("00123456", [105, 0, 12, 34, 56]),
        ("A12345678", [104, 33, 99, 12, 34, 56, 78]),
        ("1234A", [105, 12, 34, 100, 33]),
        ("12345", [104, 17, 99, 23, 45]),
    ],
)
def test_runs_of_digits_go_in_pairs(text, signs):
    assert values(text)[: len(signs)] == signs


def test_the_check_sign_is_the_weighted_sum():
    *signs, check = values("PJJ123C")
    assert check == (signs[0] + sum(n * v for n, v in enumerate(signs))) % 103 == 55


@pytest.mark.parametrize("text", ["", "馆藏1", "a\tb", "ä"])
def test_what_it_cannot_say_is_refused(text):
    with pytest.raises(ValueError, match="cannot say"):
        code128(text)


def test_a_code_of_fourteen_digits_takes_ten_signs():
    assert len(modules(code128("31234000123452"))) == 9 * 11 + 13


@pytest.mark.parametrize(
    ("code", "wrong"),
    [("B1", []), ("7992739871", []), ("馆1", [Fault.UNPRINTABLE]), ("30000000000001", [Fault.CHECK]), ("x" * 41, [Fault.LONG])],
)
def test_what_is_wrong_with_a_barcode_is_named(code, wrong):
    assert faults(code) == wrong


def test_check_digits_are_luhns():
    assert luhn("7992739871") == "3"
    assert faults("3000000000000" + luhn("3000000000000")) == []
    assert is_codabar("3123-4+5")
    assert not is_codabar("B12")


@pytest.mark.parametrize(
    ("scheme", "number", "lines"),
    [
        ("lcc", "PL2727.S2 A21 1990", ["PL", "2727", ".S2", "A21", "1990"]),
        ("lcc", "QA76.73.P98 L88 2013 v.2", ["QA", "76.73", ".P98", "L88", "2013", "v.2"]),
        ("ddc", "895.135 LIU 2014", ["895.135", "LIU", "2014"]),
        ("ddc", "306.0951/0904 C16", ["306", ".095", "109", "04", "C16"]),
        ("clc", "I242.4/C1", ["I242.4", "C1"]),
        ("clc", "I242.4 C1", ["I242.4", "C1"]),
        ("clc", "TP311.561-43/52=2:3", ["TP311", ".561", "-43", "52", "=2", ":3"]),
        ("", "Oversize 12 b", ["Oversize", "12", "b"]),
    ],
)
def test_a_call_number_breaks_where_its_scheme_breaks_it(scheme, number, lines):
    assert spine(scheme, number) == lines


SHELF = HoldingRecord(
    library="Main",
    location="Level 3",
    call_number="I242.4/C1",
    scheme="clc",
    items=(ItemRecord(barcode="B1"), ItemRecord(barcode="B2")),
)


def ours(**said: str) -> BibRecord:
    item = ItemRecord(barcode="B1", at=piece_key(SHELF, SHELF.items[0]))
    return BibRecord(holdings=(HoldingRecord(location="Level 5", items=(msgspec.structs.replace(item, **said),)),))


def test_staffs_word_replaces_the_piece_that_it_is_about_and_no_other():
    merged, holdings = laid_over(BibRecord(holdings=(SHELF,)), {1: (SHELF,)}, {2: (ours(), "items")})
    assert [[i.barcode for i in h.items] for h in holdings[1]] == [["B2"]]
    assert [(h.location, h.src) for h in merged.holdings] == [("Level 3", 0), ("Level 5", 0)]


def test_a_piece_that_was_given_away_is_shown_no_more():
    alone = msgspec.structs.replace(SHELF, items=SHELF.items[:1])
    merged, holdings = laid_over(BibRecord(holdings=(alone,)), {1: (alone,)}, {2: (ours(status="withdrawn"), "items")})
    assert (merged.holdings, holdings) == ((), {1: [], 2: []})


def test_a_holding_without_pieces_can_be_replaced_by_one():
    bare = HoldingRecord(location="Level 3", call_number="I242.4")
    said = BibRecord(holdings=(HoldingRecord(location="Level 3", items=(ItemRecord(barcode="N", at=holding_key(bare)),)),))
    merged, _ = laid_over(BibRecord(holdings=(bare,)), {1: (bare,)}, {2: (said, "items")})
    assert [h.items[0].barcode for h in merged.holdings] == ["N"]
