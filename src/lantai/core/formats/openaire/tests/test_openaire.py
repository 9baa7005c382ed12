"""OpenAIRE's samples read whole, and records written as the guidelines ask."""

from datetime import date
from io import BytesIO

import pytest
from tests.shared_data import shared

from lantai.core.bib.record import Access, BibRecord, Contribution, Kind, Openness, Text, Title, TitleForm
from lantai.core.formats.datacite.records import read as read_datacite
from lantai.core.formats.datacite.tests.test_datacite import deposit
from lantai.core.formats.openaire.records import read, split
from lantai.core.formats.openaire.writing import NAMESPACE, element_of, lacking
from lantai.core.formats.protocol import Profile

PROFILE = Profile(format="openaire", encoding="utf-8")
DATACITE = "{http://datacite.org/schema/kernel-4}"


def sample(name: str) -> BibRecord:
    [chunk] = split(BytesIO((shared("openaccess/oaipmh/openaire4") / name).read_bytes()), PROFILE)
    return read(chunk.raw, PROFILE)


def test_an_article_is_read_with_its_journal_its_copy_and_its_embargo():
    found = sample("sample_journalarticle1.xml")
    (host,) = found.links
    assert (host.titles[0].value, host.volume, host.issue, host.pages) == ("Chemistry", "23", "31", "7444-7447")
    assert [i.value for i in host.identifiers] == ["0947-6539", "1521-3765"]
    assert {(i.scheme, i.value) for i in found.identifiers} >= {("doi", "10.1002/chem.201701589"), ("other", "PMC5574022")}
    (file, page) = found.access
    assert file.openness is not None
    assert (file.openness.version, file.openness.free, file.openness.is_file) == ("submittedVersion", True, True)
    assert (file.openness.license, page.openness) == ("http://creativecommons.org/licenses/by-nc/4.0/", None)
    assert (found.year, found.kind, found.languages, found.fundings[0].awards) == (2018, Kind.ARTICLE, ("en",), ("660668",))


def test_the_smallest_record_and_one_of_nonsense_are_read():
    small, odd = sample("sample_minimal.xml"), sample("mocksample.xml")
    assert (small.year, small.kind, small.access[0].openness is not None) == (2011, Kind.REPORT, True)
    assert [i.qualifier for i in odd.identifiers][:1] == ["URN"]
    assert "fundingStream" in [field.name for field in odd.verbatim]


def described(**more: object) -> BibRecord:
    told = {
        "kind": Kind.ARTICLE,
        "titles": (Title(forms=(TitleForm("Loess"),)),),
        "contributions": (Contribution(forms=(Text("Li, Lan"),), roles=("aut",)),),
    }
    return BibRecord(**(told | more))  # type: ignore[arg-type]


def test_nothing_is_made_up_for_what_is_lacking():
    assert lacking(BibRecord()) == ("title", "creator", "date", "identifier")
    with pytest.raises(ValueError, match="date, identifier"):
        element_of(described(), on=date(2026, 1, 1))


def test_an_embargo_has_its_beginning_and_its_end_until_it_is_over(parsed_date):
    copy = Openness(by="Crossref", host="publisher", version="vor", license="CC BY 4.0", free=True, until="2027-03-01")
    paper = described(dates=(parsed_date("2026-03-01"),), access=(Access(url="https://journal.example/1.pdf", openness=copy),))
    waiting, over = element_of(paper, on=date(2026, 11, 29)), element_of(paper, on=date(2027, 3, 1))
    dates = {e.get("dateType"): e.text for e in waiting.iter(f"{DATACITE}date")}
    assert dates == {"Issued": "2026-03-01", "Accepted": "2026-03-01", "Available": "2027-03-01"}
    assert [e.find(f"{DATACITE}rights").text for e in (waiting, over)] == ["embargoed access", "open access"]
    assert waiting.find(f"{{{NAMESPACE}}}licenseCondition").get("uri") == "https://creativecommons.org/licenses/by/4.0/"
    assert {e.find(f"{{{NAMESPACE}}}version").get("uri") for e in (waiting, over)} == {
        "http://purl.org/coar/version/c_970fb48d4fbd8a85"
    }


@pytest.fixture
def parsed_date():
    from lantai.core.bib.dates import parse_date

    return parse_date


def test_what_kernel_4_1_does_not_know_becomes_the_nearest_or_is_left_out():
    raw = deposit("Dataset", "Measurements").replace(b'relationType="Cites"', b'relationType="Obsoletes"')
    raw = raw.replace(b'relatedIdentifierType="Handle"', b'relatedIdentifierType="RRID"')
    made = element_of(read_datacite(raw, Profile(format="datacite")), on=date(2027, 1, 5))
    related = [(one.get("relatedIdentifierType"), one.get("relationType")) for one in made.iter(f"{DATACITE}relatedIdentifier")]
    assert related == [("DOI", "IsNewVersionOf"), ("DOI", "IsSupplementTo"), ("DOI", "IsNewVersionOf"), ("URL", "IsDocumentedBy")]
    assert {one.get("contributorType") for one in made.iter(f"{DATACITE}contributor")} == {"Other", "Supervisor"}
    assert not [one for one in made.iter(f"{DATACITE}subject") if one.get("classificationCode")]
