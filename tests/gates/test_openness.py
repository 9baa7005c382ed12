"""The colour of a work is the one that the services give from the same facts, but for a handful that are known."""

import csv
import json
from pathlib import Path

import pytest
from benchmarks.openness import agreement, case, cases

from lantai.core.openness.copies import Color, Host
from tests.shared_data import shared

pytestmark = pytest.mark.gate

FLOOR = json.loads(Path(__file__).with_name("floors").joinpath("openness.json").read_text())


@pytest.mark.parametrize("name", ["unpaywall_records", "openalex_works"])
def test_the_color_is_the_services_own(name):
    same, count, differ = agreement(shared(f"openaccess/oa_status/{name}.jsonl.gz"))
    assert count == FLOOR[name]["records"]
    assert same / count >= FLOOR[name]["share"]
    assert same >= FLOOR[name]["same"], differ


def test_every_regression_case_is_open_green_or_closed_as_its_group_says():
    right, count = cases(shared("openaccess/oa_status/regression_cases.csv"))
    assert (right, count) == (FLOOR["regression_cases"],) * 2


def test_a_case_has_the_color_of_its_place_and_license():
    with shared("openaccess/oa_status/regression_cases.csv").open(newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["group"] == "open_dois"]
    for row in rows:
        verdict = case(row)
        granted = row["expected_license"].startswith("cc-")
        if verdict.best.host is Host.PUBLISHER:
            assert verdict.color is (Color.HYBRID if granted else Color.BRONZE), row
        else:
            assert verdict.color is Color.GREEN, row
    repositories = [row for row in rows if case(row).color is Color.GREEN]
    assert len(repositories) == sum(
        any(
            sign in row["expected_url"]
            for sign in ("bitstream", "espace.library", "authors.library", "europepmc", "arxiv", "epic.awi")
        )
        for row in rows
    )
