"""Contributions are grouped by person as OpenAlex's author numbers and as ORCIDs say, both hidden: precision and recall of pairs.

The floors stand in floors/authors.json; ``benchmarks/author_sets.py`` prints the numbers, decision 0146 says how far they can be trusted.
"""

import json
from pathlib import Path

import pytest

from tests.shared_data import shared

pytestmark = pytest.mark.gate

FLOORS = json.loads((Path(__file__).parent / "floors" / "authors.json").read_text())


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_contributions_are_grouped_by_person(name):
    shared("openaccess/crossref")
    shared("openaccess/oa_status")
    from benchmarks.author_sets import measured, read

    found = measured(*read(name))
    for measure, floor in FLOORS[name].items():
        assert found[measure] >= floor, found
