"""Institutions by name: the compiled registry finds them in affiliations and in what staff write."""

import json

import pytest

from lantai.catalog import choosing
from lantai.catalog.institutions import recognized
from lantai.core.bib.selection import Against, Selection
from lantai.core.formats import read_chunk
from lantai.core.formats.protocol import Profile
from lantai.core.matching.organizations.compiled import Table
from lantai.core.matching.organizations.registry import LABEL, Organization

LANZHOU = Organization(
    "01mkqqe32", "active", ("education",), (("Lanzhou University", LABEL), ("兰州大学", LABEL)), (("Lanzhou", "", "CN"),), (), ""
)


@pytest.fixture
def registry(library):
    path = library / choosing.KEPT
    path.write_bytes(Table.of([LANZHOU]).packed())
    return str(path)


def against(affiliation, registry, wanted):
    raw = json.dumps({"id": "1", "bibjson": {"title": "x", "author": [{"name": "A", "affiliation": affiliation}]}}).encode()
    return choosing.why_not(read_chunk(raw, Profile(format="doaj")), raw, "doaj", wanted, registry)


def test_a_paper_is_wanted_by_the_name_of_its_institution(registry):
    wanted = Selection(institutions=("01mkqqe32",))
    assert against("School of Physics, Lanzhou University, Lanzhou, China", registry, wanted) is None
    assert against("兰州大学物理学院", registry, wanted) is None
    assert against("University of Nowhere", registry, wanted) is Against.INSTITUTION
    assert against("Lanzhou University", "", wanted) is Against.INSTITUTION  # without a registry, names say nothing


def test_what_staff_write_is_recognized_line_by_line(registry):
    found = recognized("https://ror.org/05gq02987\n\n# foreign\n兰州大学\nLanzhou University # again\nUniversity of Nowhere")
    assert list(found.found) == ["05gq02987", "01mkqqe32"]
    assert found.unknown == ((6, "University of Nowhere"),)
