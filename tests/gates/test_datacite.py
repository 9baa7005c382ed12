"""The kernel's own examples come back whole and valid, and records of other sources become valid resources."""

import json
from pathlib import Path

import pytest
from benchmarks.datacite import KERNEL, examples, written

from tests.shared_data import shared

pytestmark = pytest.mark.gate

FLOOR = json.loads(Path(__file__).with_name("floors").joinpath("datacite.json").read_text())


def test_every_example_comes_back_whole_and_valid():
    assert dict(examples(shared(KERNEL))) == dict.fromkeys(("examples", "whole", "valid"), FLOOR["examples"])


@pytest.mark.parametrize(
    "name, file",
    [("crossref", "openaccess/crossref/works.jsonl.gz"), ("openalex", "openaccess/oa_status/openalex_works.jsonl.gz")],
)
def test_records_of_other_sources_become_valid_resources(name, file):
    valid, count, wrong = written(shared(file), shared(KERNEL))
    assert (valid, count) == (FLOOR[name], FLOOR[name]), wrong
