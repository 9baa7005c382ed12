"""Strings of affiliations name the organizations that people say: precision, recall, and nothing where the registry lacks a body.

The floors stand in floors/affiliations.json; ``benchmarks/organization_sets.py`` prints the numbers.
"""

import json
from pathlib import Path

import pytest

from lantai.core.matching.organizations.naming import Finder
from tests.shared_data import shared

pytestmark = pytest.mark.gate

FLOORS = json.loads((Path(__file__).parent / "floors" / "affiliations.json").read_text())


@pytest.fixture(scope="module")
def finder() -> Finder:
    shared("openaccess/affiliations")
    from benchmarks.organization_sets import registry

    return Finder(registry())


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_affiliations_name_their_organizations(name, finder):
    from benchmarks.organization_sets import asked, counted

    rows = asked(name)
    found = counted(rows, ({match.ror for match in finder.matches(row.text)} for row in rows))
    for measure, floor in FLOORS[name].items():
        assert found[measure] <= floor if measure == "returned_for_absent" else found[measure] >= floor, found
