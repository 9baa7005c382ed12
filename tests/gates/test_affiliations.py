"""Strings of affiliations name the organizations that people say: precision, recall, and nothing where the registry lacks a body.

The floors stand in floors/affiliations.json; ``benchmarks/organization_sets.py`` prints the numbers.
"""

import json
from pathlib import Path

import pytest

from lantai.core.matching.organizations.naming import Finder
from tests.shared_data import shared

pytestmark = pytest.mark.gate

CHINESE_WRONG = 0.03
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
        assert found[measure] <= floor if measure.endswith("_for_absent") else found[measure] >= floor, found


def test_chinese_institutions_are_named_in_han_and_in_english(finder):
    lines = (Path(__file__).parent / "data" / "chinese_affiliations.tsv").read_text().splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]

    wrong = [(text, gold) for text, gold in rows if {match.ror for match in finder.matches(text)} != {gold} - {"-"}]

    assert len(wrong) <= CHINESE_WRONG * len(rows), wrong
