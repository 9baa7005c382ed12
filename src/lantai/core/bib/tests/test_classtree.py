"""Class schemes as trees."""

import pytest

from lantai.core.bib.classes import classes_above
from lantai.core.bib.classtree import SCHEMES, _captions, caption, children, is_class, main_classes, path


@pytest.mark.parametrize(
    ("scheme", "number", "classes"),
    [
        ("clc", "I242.4/1", "I I2 I24 I242"),
        ("clc", "TP391.41", "T TP TP3 TP39 TP391"),
        ("clc", "B82-0", "B B8 B82"),
        ("clc", "K", "K"),
        ("clc", "L12", ""),
        ("clc", "东1", ""),
        ("lcc", "PL2727.S2 A21 1990", "P PL"),
        ("lcc", "KBP144", "K KB KBP"),
        ("lcc", "Fiction", ""),
        ("ddc", "895.1/3 C16H", "8 89 895 895.1"),
        ("ddc", "[005]", "0 00 005"),
        ("ddc", "FIC", ""),
        ("udc", "821.1", ""),
    ],
)
def test_a_number_lies_in_its_classes_widest_first(scheme, number, classes):
    assert [value.partition(":")[2] for value in classes_above(scheme, number)] == classes.split()


@pytest.mark.parametrize(("scheme", "count"), [("clc", 22), ("lcc", 21), ("ddc", 10)])
def test_every_main_class_has_captions_and_classes_below_it(scheme, count):
    assert len(main_classes(scheme)) == count
    below = {number: children(scheme, number) for number in main_classes(scheme)}
    assert [number for number, found in below.items() if not found] == (["E", "F"] if scheme == "lcc" else [])


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_caption_is_there_in_three_languages_and_leads_up_to_a_main_class(scheme):
    for number, names in _captions(scheme).items():
        assert len({*names.values()}) == 3, number
        assert all(name == name.strip() and name for name in names.values())
        assert path(scheme, number)[0] in main_classes(scheme)
        assert is_class(scheme, number)


def test_a_step_without_a_caption_is_passed_over_where_those_below_it_have_one():
    assert "C9" not in children("clc", "C")
    assert "C91" in children("clc", "C")
    assert path("clc", "C91") == ["C", "C91"]


def test_what_stands_in_the_collection_without_a_caption_is_shown_below_its_class():
    assert children("clc", "I24", seen=["I242", "I247", "I21", "I2"]) == ["I242", "I247"]
    assert children("ddc", "82", seen=["823", "823.9", "83"]) == ["823"]
    assert children("ddc", "823", seen=["823.9"]) == ["823.9"]
    assert path("clc", "I247") == ["I", "I2", "I24", "I247"]


def test_a_class_is_named_in_the_language_of_the_page():
    assert caption("clc", "I24", "zh-hans") == "小说"
    assert caption("clc", "I24", "ar") == "الرواية والقصة"
    assert caption("clc", "I24", "fr") == "Fiction"
    assert caption("clc", "I247", "en") == ""


@pytest.mark.parametrize(
    ("scheme", "number"),
    [("clc", ""), ("clc", "9"), ("ddc", "x"), ("ddc", "8951"), ("xyz", "A"), ("lcc", "1"), ("clc", "I2 OR 1")],
)
def test_what_is_no_class_is_none(scheme, number):
    assert not is_class(scheme, number)
