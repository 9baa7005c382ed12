"""How alike names are, whatever their script and order."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantai.core.names.alike import Alignments, Asked, likeness, worth
from lantai.core.names.costs import between
from lantai.core.names.keys import asked_units, likely, skeleton, units
from lantai.core.names.parts import Name, name, shown
from lantai.core.names.sounds import SCRIPTS, SOUNDS


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


words = st.text(SOUNDS, min_size=1, max_size=8)
names = st.builds(Name, st.sampled_from(SCRIPTS), st.lists(words, min_size=1, max_size=4).map(tuple))


def slowly(one, other, costs):
    """Return the worth of the best alignment by trying every way."""
    a, b = ([SOUNDS.index(sound) for sound in word] for word in (one, other))

    @cache
    def reached(i, j):
        ways = [reached(i - 1, j - 1) + costs.rows[a[i - 1]][b[j - 1]]] if i and j else []
        ways += [reached(i - 1, j) + costs.rows[a[i - 1]][-1]] if i else []
        ways += [reached(i, j - 1) + costs.inserted[b[j - 1]]] if j else []
        return max(ways, default=0.0)

    return reached(len(a), len(b))


@given(st.lists(words, max_size=4), words)
def test_words_are_worth_the_best_of_all_alignments(many, other):
    costs = between("Hani", "Latn")
    align = Alignments(costs)
    for one in [*many, "".join(many)]:
        assert align(one, other) == slowly(one, other, costs)


@given(names, st.lists(names, max_size=4), st.sampled_from(SCRIPTS))
def test_a_name_beside_many_is_as_alike_as_beside_each_and_at_most_what_was_said_before(one, many, script):
    asked = Asked(one, script, among=1_000)
    for other in [other._replace(script=script) for other in many]:
        right = likeness(one, other)
        assert asked.likeness(other) == right <= asked.at_most(other) + 1e-9
        assert asked.likeness(other, right - 1e-6) == right
        assert asked.likeness(other, (1 + right) / 2) <= right
