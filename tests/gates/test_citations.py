"""Real citation files, Dublin Core, Crossref and OpenAlex: every entry read or refused with a reason, none lost in silence."""

import gzip
import hashlib
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from lantai.core.bib.record import BibRecord, Relation, Scheme
from lantai.core.formats import open_file, read_chunk
from lantai.core.formats.errors import Unreadable
from lantai.core.formats.protocol import Profile
from tests.shared_data import shared

pytestmark = pytest.mark.gate

FLOORS = json.loads(Path(__file__).with_name("floors").joinpath("citations.json").read_text())


def imported(relative: str) -> tuple[list[BibRecord], list[str]]:
    """Return the records of a given file, and the reasons of what was refused."""
    path, found, refused = shared(relative), [], []
    with path.open("rb") as stream:
        profile, chunks = open_file(stream, path.name)
        for chunk in chunks:
            try:
                found += [] if chunk.refused else [read_chunk(chunk.raw, profile)]
                refused += [chunk.refused] if chunk.refused else []
            except Unreadable as problem:
                refused.append(problem.reason)
    return found, refused


@pytest.mark.parametrize("relative", FLOORS["records"])
def test_it_accounts_for_every_entry(relative: str):
    assert hashlib.sha256(shared(relative).read_bytes()).hexdigest() == FLOORS["records"][relative]["sha256"]
    found, refused = imported(relative)
    assert len(found) >= FLOORS["records"][relative]["read"]
    assert len(refused) <= FLOORS["records"][relative]["refused"]


def test_it_reads_as_many_bibtex_entries_as_begin_in_the_files():
    for path in sorted(shared("resources/citations").iterdir()):
        if ".bib" not in path.name:
            continue
        text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        begun = re.findall(rb"(?im)^[ \t]*@(?!comment|string|preamble)[a-z]+[ \t]*[{(]", text)
        found, _ = imported(f"resources/citations/{path.name}")
        assert len(found) == len(begun), path.name


def test_it_reads_dates_of_the_extended_format():
    found, _ = imported("resources/citations/EDTF_dates_in_BibLaTeX__590.biblatex")
    years = {record.control: (record.dates[0].start, record.dates[0].end) for record in found if record.dates}
    assert years["barker1_2016_turkey"] == (2016, 2016)
    assert years["barker10_1990_turkey"] == (1990, 1999)
    assert years["barker11_1273_20171101"] == (1273, 1273)


def test_it_keeps_chinese_names_whole():
    found, _ = imported("resources/citations/Split_CJK_names__2624.biblatex")
    names = {record.control: record.contributions[0].forms[0] for record in found}
    assert names["Ouyang.HantAuthorOuyangFeng"].value == "歐陽鋒"
    assert all("," not in name.value for name in names.values() if re.fullmatch(r"[\u4e00-\u9fff]+", name.value))


def test_it_keeps_particles_and_suffixes_with_the_name():
    found, _ = imported("resources/citations/_non__dropping_particle_handling__313.biblatex")
    names = {record.control: [c.forms[0].value for c in record.contributions] for record in found}
    assert names["bennett_citations_2013"] == ["Bennett, Frank G., Jr."]
    assert names["bugreports_parseName"] == ["van Happel, Eduard", "von Hoppel, Gustav"]
    assert names["bugreports_DemoPageFullCiteCruftOnSubsequent"] == ["U.S. Bureau of the Census"]


def test_it_gives_an_article_its_journal_volume_and_pages():
    found, _ = imported("resources/citations/bulk.bib.gz")
    record = next(record for record in found if record.control == "Oldrup2009CityRural")
    host = next(link for link in record.links if link.relation is Relation.HOST)
    assert host.titles[0].value == "Housing, Theory and Society"
    assert (host.volume, host.issue, host.pages) == ("27", "1", "42-63")
    assert [i.value for i in record.identifiers if i.scheme is Scheme.DOI] == ["10.1080/14036090802476622"]


def test_no_braces_or_macros_are_left_in_titles():
    for name in FLOORS["records"]:
        if ".bib" in name:
            found, _ = imported(name)
            left = [t.forms[0].value for r in found for t in r.titles if re.search(r"[{}]|\\[a-zA-Z]", t.forms[0].value)]
            assert len(left) <= FLOORS["macros_left"].get(name, 0), left[:5]


def test_it_mends_or_refuses_each_damaged_reply():
    outcomes = {}
    for path in sorted(shared("openaccess/oaipmh/damaged").iterdir()):
        with path.open("rb") as stream:
            profile, chunks = open_file(stream, path.name, Profile(format="oai_dc"))
            done: Counter[str] = Counter()
            for chunk in chunks:
                record = None if chunk.refused else read_chunk(chunk.raw, profile)
                done["refused" if record is None else "deleted" if record.deleted else "read"] += 1
        outcomes[path.stem] = dict(done)
    assert outcomes == FLOORS["damaged"]


def test_a_deleted_header_wins_over_the_description_behind_it():
    with shared("openaccess/oaipmh/damaged/deleted_with_metadata.xml").open("rb") as stream:
        profile, chunks = open_file(stream, "x.xml")
        assert [read_chunk(chunk.raw, profile).deleted for chunk in chunks] == [True, True]


def test_it_reads_utf_8_though_another_encoding_is_declared():
    with shared("openaccess/oaipmh/damaged/wrong_encoding_declared.xml").open("rb") as stream:
        profile, chunks = open_file(stream, "x.xml")
        titles = [t.forms[0].value for c in chunks for t in read_chunk(c.raw, profile).titles]
    assert titles == ["北京 Sample Title"]
