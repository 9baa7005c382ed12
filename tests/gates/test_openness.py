"""The colour of a work is the one that the services give from the same facts, but for a handful that are known."""

import csv
import gzip
import json
from pathlib import Path

import pytest
from benchmarks.openness import ON, agreement, case, cases

from lantai.core.bib.first_level import facet_values
from lantai.core.formats import openalex, unpaywall
from lantai.core.formats.protocol import Profile
from lantai.core.openness import doaj
from lantai.core.openness.copies import Color, Host
from lantai.core.openness.journals import RefusedRow
from lantai.core.openness.reading import work_of
from lantai.core.openness.recorded import judged
from lantai.core.openness.verdicts import judge
from tests.shared_data import shared

pytestmark = pytest.mark.gate

FLOOR = json.loads(Path(__file__).with_name("floors").joinpath("openness.json").read_text())


@pytest.mark.parametrize("name", ["unpaywall_records", "openalex_works"])
def test_the_color_is_the_services_own(name):
    same, count, differ = agreement(shared(f"openaccess/oa_status/{name}.jsonl.gz"))
    assert count == FLOOR[name]["records"]
    assert same / count >= FLOOR[name]["share"]
    assert same >= FLOOR[name]["same"], differ


def test_a_catalogued_work_keeps_the_color_of_its_record_and_lies_in_a_discipline():
    lines = gzip.decompress(shared("openaccess/oa_status/openalex_works.jsonl.gz").read_bytes()).splitlines()
    told = classed = 0
    for line in lines:
        work, record = work_of(json.loads(line)), openalex.read(line, Profile())
        found = judged([record], on=ON)
        told, classed = told + (found is not None), classed + bool(facet_values([record]))
        assert found is None or found.verdict.color is judge(work.copies, year=work.year, on=ON).color
    floor = FLOOR["openalex_works"]
    assert (len(lines), told, classed) == (floor["records"], floor["told"], floor["classed"])


def test_a_catalogued_record_of_unpaywall_has_the_color_that_unpaywall_gives_it():
    lines = gzip.decompress(shared("openaccess/oa_status/unpaywall_records.jsonl.gz").read_bytes()).splitlines()
    found = [(judged([unpaywall.read(line, Profile())], on=ON), work_of(json.loads(line)).said) for line in lines]
    assert sum(one is not None and one.verdict.color is said for one, said in found) >= FLOOR["unpaywall_records"]["catalogued"]


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


@pytest.mark.parametrize("name", ["doaj_journals_historic.csv.gz", "doaj_current_format_sample.csv"])
def test_every_journal_of_a_list_is_read_or_refused_by_its_line_and_column(name):
    with shared(f"openaccess/journals/{name}").open("rb") as stream:
        found = list(doaj.read(stream, on=ON))
    refused = [(one.line, one.column) for one in found if isinstance(one, RefusedRow)]
    assert {"rows": len(found), "refused": [list(place) for place in refused]} == FLOOR[name]
