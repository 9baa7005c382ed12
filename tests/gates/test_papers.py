"""Papers of labelled sets are found again, and what would be merged unseen is right: F1 and the precision of automatic merges.

DBLP-ACM and Cora are measured whole, from blocks to groups; the validation part of Dirty DBLP-ACM, from which nothing was learned, by its labels.
The numbers stand in floors/papers.json; ``lantai match evaluate`` prints them for any set.
"""

import json
from pathlib import Path

import pytest

from lantai.core.matching.papers.measures import measured
from lantai.core.matching.papers.paper import described
from tests.shared_data import shared

pytestmark = pytest.mark.gate

FLOORS = json.loads((Path(__file__).parent / "floors" / "papers.json").read_text())


def _measured(name: str):
    shared("openaccess/er")
    from benchmarks import matching_sets as sets

    if name == "dirty_dblp_acm_valid":
        left, right, gold = sets.dirty("valid")
        return measured([*map(described, left)], [*map(described, right)], gold, labelled=True)
    if name == "cora":
        whole, pairs = sets.cora()
        return measured([*map(described, whole)], None, dict.fromkeys(pairs, True), labelled=False)
    left, right, pairs = sets.dblp_acm()
    return measured([*map(described, left)], [*map(described, right)], dict.fromkeys(pairs, True), labelled=False)


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_papers_are_found_and_what_is_merged_unseen_is_right(name):
    found = _measured(name)
    assert found.f1 >= FLOORS[name]["f1"], found
    assert found.auto_precision >= FLOORS[name]["auto_precision"], found
    assert found.auto_share >= FLOORS[name]["auto_share"], found
