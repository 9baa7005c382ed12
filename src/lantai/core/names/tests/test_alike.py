"""How alike names are, whatever their script and order."""

import pytest

from lantai.core.names.alike import likeness, worth
from lantai.core.names.keys import asked_units, likely, skeleton, units
from lantai.core.names.parts import name, shown


@pytest.mark.parametrize(
    "form", ["Lu Xun", "Lu, Xun, 1881-1936", "Xun Lu", "Lu Hsün", "Лу Синь", "لو شون", "ルー・シュン", "루쉰", "Λου Σουν"]
)
def test_forms_of_one_name_are_alike(form):
    asked, right = name("鲁迅"), name(form)
    others = map(name, ("Tolstoy, Leo", "Lessing", "Lawson", "Бунин", "Лукьян", "لاوتسي", "루소", "ルソー", "Λουκάς"))
    assert worth(asked, right) > max(worth(asked, other) for other in others if other.script == right.script)


@pytest.mark.parametrize(
    ("one", "other"), [("鲁迅", "Tolstoy, Leo"), ("Толстой", "Faulkner"), ("نجيب محفوظ", "Mahathir"), ("Варшава", "version")]
)
def test_other_names_are_not(one, other):
    assert likeness(name(one), name(other)) < 0.5


def test_likeness_is_the_same_both_ways():
    one, other = name("列夫·托尔斯泰"), name("Tolstoy, Leo")
    assert worth(one, other) == pytest.approx(worth(other, one))


def test_years_titles_and_initials_are_no_part_of_a_name():
    assert name("Tolstoy, Leo, graf, 1828-1910").words == name("Leo Tolstoy").words[::-1]
    assert name("Толстой, Л. Н.") == name("Толстой")
    assert shown("Tolstoy, Leo, 1828-1910") == "Tolstoy, Leo"


def test_what_cannot_be_read_is_like_nothing():
    assert likeness(name("1926"), name("Lu Xun")) == 0.0
    assert name("村上はるき").words == ()


@pytest.mark.parametrize(("one", "other"), [("鲁迅", "Xun Lu"), ("托尔斯泰", "Tolstoy, Leo"), ("شكسبير", "Shakespeare, William")])
def test_forms_of_one_name_meet_under_a_key(one, other):
    kept = {skeleton(unit) for unit in units(name(other))}
    assert any(kept & {key for level in likely(unit) for key in level} for unit in asked_units(name(one)))
