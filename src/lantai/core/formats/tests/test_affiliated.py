"""The institutions that a record's authors name, by identifier where the source gives them, else by string."""

import json

import pytest

from lantai.core.formats import read_chunk
from lantai.core.formats.affiliated import affiliated
from lantai.core.formats.protocol import Profile

AT = "https://ror.org/01MKQQE32"
ALEX = {"id": "https://openalex.org/W1", "title": "x", "authorships": [
    {"institutions": [{"ror": AT}], "raw_affiliation_strings": ["Lanzhou University"]}, {"institutions": [], "raw_affiliation_strings": ["Univ. of Nowhere"]},
]}  # fmt: skip
CROSS = {"DOI": "10.5555/1", "title": ["x"], "author": [
    {"family": "A", "affiliation": [{"name": "Lanzhou", "id": [{"id": AT, "id-type": "ROR"}]}]}, {"family": "B", "affiliation": [{"name": "Univ. of Nowhere"}]},
]}  # fmt: skip
PAY = {
    "doi": "10.5555/1",
    "title": "x",
    "oa_locations": [],
    "z_authors": [{"family": "A", "raw_affiliation_strings": ["Univ. of Nowhere"]}],
}
DOAJ = {"id": "1", "bibjson": {"title": "x", "author": [{"name": "A", "affiliation": "Univ. of Nowhere"}]}}


@pytest.mark.parametrize("format_, work, known", [
    ("openalex", ALEX, {"01mkqqe32"}), ("crossref", CROSS, {"01mkqqe32"}), ("unpaywall", PAY, set()), ("doaj", DOAJ, set()),
])  # fmt: skip
def test_identifiers_come_first_and_strings_for_the_rest(format_, work, known):
    raw = json.dumps(work).encode()
    record = read_chunk(raw, Profile(format=format_))
    assert affiliated(raw, format_, record) == (frozenset(known), ("Univ. of Nowhere",))


def test_of_other_formats_the_description_tells():
    raw = b"<dc xmlns:dc='x'><dc:title>x</dc:title><dc:publisher>Lanzhou University</dc:publisher></dc>"
    record = read_chunk(raw, Profile(format="oai_dc"))
    assert affiliated(raw, "oai_dc", record) == (frozenset(), ("Lanzhou University",))


def test_bytes_that_are_no_json_name_nobody():
    assert affiliated(b"{", "openalex", read_chunk(json.dumps(ALEX).encode(), Profile(format="openalex"))) == (frozenset(), ())
