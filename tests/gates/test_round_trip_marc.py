"""MARC 21 through BibRecord and back: of all real MARC 21 at hand no value may be lost, no field changed."""

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import msgspec
import pytest

from lantai.core.formats import FORMATS, open_file
from lantai.core.formats.errors import FormatError, Unreadable
from lantai.core.formats.marc.dialect import to_bib
from lantai.core.formats.marc.fields import MarcRecord
from lantai.core.formats.marc.write import to_marc21
from tests.shared_data import shared

pytestmark = pytest.mark.gate

FLOORS = json.loads(Path(__file__).with_name("floors").joinpath("round_trip_marc.json").read_text())
FOLDERS = ("relevance/marc", "resources/marc")


def real_records() -> Iterator[MarcRecord]:
    """Yield every MARC 21 record of the folders that a carrier can read; those damaged on purpose have a gate of their own."""
    for folder in FOLDERS:
        for path in sorted(p for p in shared(folder).rglob("*") if p.is_file() and p.parent.name != "damaged"):
            try:
                with path.open("rb") as stream:
                    profile, chunks = open_file(stream, path.name)
                    if profile.dialect == "marc21":
                        yield from (record for chunk in chunks if (record := carried(chunk, profile)))
            except FormatError:
                continue


def carried(chunk, profile) -> MarcRecord | None:
    try:
        return None if chunk.refused else FORMATS[profile.format].read_marc(chunk.raw, profile)
    except Unreadable:
        return None


@cache
def measured() -> dict[str, Counter[str]]:
    """Return counts of records, and of values lost and fields changed by tag."""
    found = {"records": Counter[str](), "lost": Counter[str](), "changed": Counter[str]()}
    for given in real_records():
        try:
            description = to_bib(given, "marc21")
        except Unreadable:
            found["records"]["refused"] += 1
            continue
        written = to_marc21(description)
        found["records"]["read"] += 1
        found["records"]["same description"] += (
            to_bib(msgspec.structs.replace(written, repairs=given.repairs), "marc21") == description
        )
        found["records"]["same fields"] += written.fields == given.fields
        if written.fields != given.fields:
            found["lost"] += values(given) - values(written)
            found["changed"] += Counter(f.tag for f in given.fields) - Counter(f.tag for f in written.fields if f in given.fields)
    return found


def values(record: MarcRecord) -> Counter[str]:
    """Return how often each tag says each value."""
    return Counter(f"{f.tag} ${c} {v}" for f in record.fields for c, v in f.subfields or (("", f.data),))


def test_at_least_as_many_records_are_read_as_before():
    assert measured()["records"]["read"] >= FLOORS["records"]


@pytest.mark.parametrize("what", ["same description", "same fields"])
def test_a_record_comes_back_as_it_went(what):
    counts = measured()["records"]
    assert counts[what] / counts["read"] >= FLOORS[what], f"changed: {measured()['changed'].most_common(10)}"


def test_no_value_is_lost():
    lost = measured()["lost"]
    assert lost.total() <= FLOORS["values lost"], f"by tag: {lost.most_common(10)}"
