"""What pages say to machines, read back as citation tools and search engines read it."""

import json
from html.parser import HTMLParser
from urllib.parse import parse_qs

import pytest

from lantai.core.bib.record import Access, BibRecord, HoldingRecord, Kind, Title, TitleForm
from lantai.core.bib.work import InstanceDocument, WorkDocument
from lantai.core.formats.citing.tests.sixty import SIXTY, item
from lantai.core.formats.highwire import meta_tags
from lantai.core.formats.openurl import context_object
from lantai.core.formats.schema_org import described, script_text

BOOK, CHAPTER, ARTICLE, THESIS, PAPER, REPORT, PATENT = (SIXTY[n] for n in (1, 7, 13, 19, 25, 31, 43))
HERE = "https://library.example/works/7/"


def heard(record: BibRecord) -> dict[str, list[str]]:
    """Return the keys of a ContextObject as a reader of COinS has them."""
    return parse_qs(context_object(record, address=HERE), strict_parsing=True)


def test_a_book_is_heard_with_its_title_authors_and_place():
    said = heard(BOOK)
    assert said["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:book"]
    assert (said["rft.btitle"], said["rft.genre"]) == (["Introduction to algorithms"], ["book"])
    assert (said["rft.aulast"], said["rft.aufirst"]) == (["Cormen"], ["Thomas H."])
    assert said["rft.au"][1:] == ["Leiserson, Charles E.", "Rivest, Ronald L.", "Stein, Clifford"]
    assert said["rft_id"] == [HERE]


def test_an_article_is_heard_with_its_journal_and_pages():
    said = heard(ARTICLE)
    assert (said["rft.atitle"][0][:9], said["rft.jtitle"], said["rft.volume"]) == ("Molecular", ["Nature"], ["171"])
    assert (said["rft.spage"], said["rft.epage"]) == (["737"], ["738"])
    assert said["rft_id"][0] == "info:doi/10.1038/171737a0"


@pytest.mark.parametrize(
    ("record", "family", "key", "value"),
    [
        (CHAPTER, "book", "rft.btitle", "Marxism and the interpretation of culture"),
        (PAPER, "book", "rft.genre", "proceeding"),
        (THESIS, "dissertation", "rft.title", "A symbolic analysis of relay and switching circuits"),
        (PATENT, "patent", "rft.number", "US 174465"),
        (SIXTY[54], "dc", "rft.title", "中华古籍资源库"),
        (SIXTY[2], "book", "rft.aulast", "محفوظ"),
    ],
)
def test_every_kind_has_its_format(record, family, key, value):
    said = heard(record)
    assert said["rft_val_fmt"] == [f"info:ofi/fmt:kev:mtx:{family}"]
    assert said[key][0] == value


def test_a_title_of_3000_characters_is_cut():
    long = BibRecord(kind=Kind.BOOK, titles=(Title(forms=(TitleForm("長" * 3_000, "zh"),)),))
    assert len(context_object(long)) < 6_000


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (ARTICLE, {"citation_journal_title": "Nature", "citation_firstpage": "737", "citation_lastpage": "738", "citation_doi": "10.1038/171737a0"}),
        (CHAPTER, {"citation_inbook_title": "Marxism and the interpretation of culture"}),
        (PAPER, {"citation_conference_title": "Proceedings of NAACL-HLT 2019"}),
        (SIXTY[18], {"citation_dissertation_institution": "清华大学", "citation_language": "zh"}),
        (REPORT, {"citation_technical_report_number": "RM-3420-PR", "citation_technical_report_institution": "RAND Corporation"}),
        (SIXTY[49], {"citation_publication_date": "2019/04/11"}),
    ],
)  # fmt: skip
def test_meta_tags_tell_kinds_apart_as_tools_do(record, expected):
    said = dict(meta_tags(record, address=HERE))
    assert {name: said.get(name) for name in expected} == expected


def test_every_author_has_a_tag_of_its_own_and_editors_another():
    tags = meta_tags(item(Kind.BOOK, "en", "Essays", "edt:Roe, Ann", "Poe, Ed"))
    assert [value for name, value in tags if name == "citation_author"] == ["Poe, Ed"]
    assert [value for name, value in tags if name == "citation_editor"] == ["Roe, Ann"]


def work(*records: BibRecord) -> WorkDocument:
    return WorkDocument(number=7, instances=tuple(InstanceDocument(number=n, record=r) for n, r in enumerate(records, start=11)))


def test_a_work_names_its_editions_translations_and_places():
    original = item(Kind.BOOK, "ja", "こころ", "夏目, 漱石", publisher="岩波書店", date="1914")
    again = item(Kind.BOOK, "ja", "こころ", "夏目, 漱石", publisher="新潮社", date="1952")
    english = item(Kind.BOOK, "en", "Kokoro", "夏目, 漱石", "trl:McClellan, Edwin", date="1957")
    held = BibRecord(holdings=(HoldingRecord(library="Main library", location="Level 3"),))
    said = described(work(original, again, english, held), address=HERE)
    assert (said["@type"], said["name"], said["inLanguage"], said["author"]["name"]) == ("Book", "こころ", "ja", "夏目, 漱石")
    assert [edition["@id"] for edition in said["workExample"]] == [
        f"{HERE}?edition=11",
        f"{HERE}?edition=12",
        f"{HERE}?edition=14",
    ]
    assert said["workTranslation"]["translator"]["name"] == "McClellan, Edwin"
    assert said["workTranslation"]["translationOfWork"] == {"@id": HERE}
    assert said["itemLocation"] == {"@type": "Library", "name": "Main library, Level 3"}


def test_free_is_said_only_where_a_source_says_it():
    book = item(Kind.BOOK, "en", "X", url="https://example.org/x")
    assert "isAccessibleForFree" not in described(work(book), address=HERE)
    free = BibRecord(access=(Access(url="https://example.org/x", note="open access CC-BY"),))
    assert described(work(free), address=HERE)["isAccessibleForFree"] is True


def test_identifiers_lead_to_the_same_thing_elsewhere():
    assert described(work(ARTICLE), address=HERE)["sameAs"] == "https://doi.org/10.1038/171737a0"


class Scripts(HTMLParser):
    """What a browser takes for the text of <script> elements, and whatever falls out of them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text, self.tags = "", []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


def test_no_title_ends_the_script_that_it_stands_in():
    title = "</script><script>alert(1)</script><!-- & \u2028"
    said = described(work(BibRecord(titles=(Title(forms=(TitleForm(title),)),))), address=HERE)
    page = Scripts(f'<script type="application/ld+json">{script_text(said)}</script>')
    assert page.tags == ["script"]
    assert json.loads(page.text)["name"] == title
