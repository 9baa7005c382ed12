"""The worker that harvests is killed at random moments: no record is lost, none comes twice (benchmarks/kill_harvest.py kills it more often)."""

import random

from benchmarks.kill_harvest import killed


def test_a_harvest_survives_five_kills():
    told = killed(5, 2_000, random.Random(7))
    assert told["failures"] == []
    assert (told["kills"], told["harvests_finished"] >= 1) == (5, True)
