"""What an inventory makes of scans: right, misplaced, wrong state, unknown, missing, out of order."""

import pytest

from lantai.core.bib.stocktaking import Shelved, compared, in_order, missing


@pytest.mark.parametrize(
    ("keys", "out"),
    [
        ("abc", []),
        ("acb", [1]),
        ("bac", [0]),
        ("abcxdef", [3]),
        ("aab", []),
        ("", []),
        ("cba", [0, 1]),
    ],
)
def test_as_few_as_possible_are_out_of_order(keys, out):
    found = [n for n, stays in enumerate(in_order(list(keys))) if not stays]
    assert len(found) == len(out)
    assert [k for n, k in enumerate(keys) if n not in found] == sorted(k for n, k in enumerate(keys) if n not in found)


def test_what_has_no_call_number_disturbs_nothing():
    assert in_order(["b", "", "c"]) == [True, True, True]


def test_each_scan_is_one_of_four_things():
    known = {
        "1": Shelved("1", here=True, key="a"),
        "2": Shelved("2", here=False),
        "3": Shelved("3", here=True, status="on loan", key="b"),
    }
    lines = compared(["1", "2", "3", "4", "1"], known)
    assert [line.found for line in lines] == ["right", "misplaced", "state", "unknown"]


def test_what_is_known_to_be_away_is_not_missing():
    shelf = [Shelved("1", True), Shelved("2", True, status="on loan"), Shelved("3", True, key="b"), Shelved("4", True, key="a")]
    assert [piece.barcode for piece in missing(["1"], shelf)] == ["4", "3"]
