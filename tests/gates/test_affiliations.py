"""Strings of affiliations name the organizations that people say: precision, recall, and nothing where the registry lacks a body.

The floors stand in floors/affiliations.json; ``benchmarks/organization_sets.py`` prints the numbers.
"""

import json
import re
from pathlib import Path

import pytest

from lantai.core.matching.organizations.compiled import Table
from lantai.core.matching.organizations.naming import Finder
from tests.shared_data import shared

pytestmark = pytest.mark.gate

CHINESE_WRONG = 0.03
WITH_A_DEPARTMENT = 0.9
DEPARTMENTS = (
    "数学系",
    "外国语学院",
    "经济与管理学院",
    "图书馆",
    "计算机科学与技术学院，武汉 430070",
    "水产与生命学院，北京 100083",
    "国家重点实验室",
)
FLOORS = json.loads((Path(__file__).parent / "floors" / "affiliations.json").read_text())


@pytest.fixture(scope="module")
def table() -> Table:
    shared("openaccess/affiliations")
    from benchmarks.organization_sets import registry

    return registry()


@pytest.fixture(scope="module")
def finder(table) -> Finder:
    return Finder(table)


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


def test_every_chinese_university_is_found_with_a_department_behind_its_name(finder, table):
    universities = [
        (name, found[0][0]) for name, found in table.names.items() if re.fullmatch("[一-鿿]{2,}大学", name) and len(found) == 1
    ]

    named = [
        table.bodies[at].id in {match.ror for match in finder.matches(name + DEPARTMENTS[n % len(DEPARTMENTS)])}
        for n, (name, at) in enumerate(universities)
    ]

    assert len(named) > 300
    assert sum(named) / len(named) >= WITH_A_DEPARTMENT
