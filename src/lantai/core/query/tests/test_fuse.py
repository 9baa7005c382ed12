"""Fusing: what counts how much, and what stays first."""

import pytest

from lantai.core.query.fuse import ALPHA, ALPHA_UNTRANSLATED, fused, weight


@pytest.mark.parametrize(
    ("knows", "translated", "expected"),
    [(True, 1.0, ALPHA), (True, 0.5, ALPHA), (True, 0.49, ALPHA_UNTRANSLATED), (False, 1.0, 0.0), (False, 0.0, 0.0)],
)
def test_vectors_count_by_language_and_by_what_was_translated(knows, translated, expected):
    assert weight(knows_language=knows, translated=translated) == expected


def order(words, near, *, tiers=None, alpha=ALPHA):
    return [work for work, _ in fused(words, tiers or {}, dict(near), alpha=alpha)]


def test_works_that_both_find_come_first():
    assert order({1: 10.0, 2: 9.0}, [(2, 0.6), (3, 0.5)]) == [2, 1, 3]


def test_a_weak_leg_does_not_pull_a_strong_one_down():
    assert order({1: 30.0, 2: 10.0}, [(2, 0.30), (3, 0.29), (1, 0.28)])[0] == 1


def test_the_scale_of_either_score_makes_no_difference():
    words, near = {1: 3.0, 2: 2.5, 4: 1.0}, [(2, 0.9), (4, 0.8)]
    assert order(words, near) == order({k: v * 100 for k, v in words.items()}, [(k, v / 10) for k, v in near])


def test_what_stands_above_stays_first():
    assert order({1: 0.0, 2: 5.0}, [(2, 0.9)], tiers={1: 2_000.0}) == [1, 2]


def test_ties_stand_in_the_order_of_numbers():
    assert order({5: 1.0, 3: 1.0}, []) == [3, 5]


def test_works_without_words_come_in_by_their_vectors_alone():
    assert fused({}, {}, {7: 0.5, 8: 0.25}, alpha=0.7) == [(7, 0.7), (8, 0.35)]


def test_nothing_gives_nothing():
    assert fused({}, {}, {}, alpha=0.7) == []
