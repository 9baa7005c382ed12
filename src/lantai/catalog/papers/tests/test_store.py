"""The store of papers: what it holds of a work, how it follows works, and what its readers may do."""

from datetime import timedelta

import msgspec
import pytest
from tests.repository.tree import ROOT

from lantai.catalog import papers
from lantai.catalog.blobs import DOCUMENTS, description, pack_together, unpack
from lantai.catalog.models import SourceRecord, Work
from lantai.catalog.papers import again, bodies, building, due, shapes
from lantai.catalog.papers.store import root
from lantai.catalog.tests.conftest import NOW, record
from lantai.core.bib.record import Affiliation, decode, encode

pytestmark = pytest.mark.django_db


def asked(question: str) -> list[tuple]:
    with papers.opened() as con:
        return con.execute(question).fetchall()


def test_a_paper_has_its_authors_places_funders_and_charge(take, described):
    take(described({"number": 1}))

    building.build(now=NOW)

    assert asked("SELECT year, color, rule, is_open, license, publisher, journal, issn, doi, author_count FROM papers") == [
        (
            2020,
            "gold",
            "open-journal-charge",
            True,
            "CC-BY",
            "Example Press",
            "Example Letters",
            "9900-0016",
            "10.5555/example.1",
            2,
        )
    ]
    assert asked("SELECT position, name, orcid, author, corresponding FROM contributions ORDER BY position") == [
        (1, "Bo Demo", "0000-0002-1825-0097", "0000-0002-1825-0097", True),
        (2, "Ana Sample", "", "~ana sample", False),
    ]
    places = asked("SELECT position, ror, name, country FROM affiliations ORDER BY position, name")
    assert places == [
        (1, "0exampl11", "Example University", "cn"),
        (2, "0exampl11", "Example University", "cn"),
        (2, "", "Sample Institute", "de"),
    ]
    assert asked("SELECT funder, name, number FROM fundings") == [("example foundation", "Example Foundation", "0funder99")]
    assert asked("SELECT kind, minor, currency, said_by FROM amounts ORDER BY kind") == [
        ("estimate", 120_000, "EUR", "OpenAlex"),
        ("list", 120_000, "EUR", "OpenAlex"),
    ]
    assert asked("SELECT name, papers FROM institutions ORDER BY papers DESC, name") == [
        ("Example University", 1),
        ("Sample Institute", 1),
    ]


@pytest.mark.parametrize(
    ("printed", "name", "country"),
    [("USA", "", "us"), ("中国", "", "cn"), ("University of China", "University of China", ""), ("Columbia", "Columbia", "")],
)
def test_the_name_of_a_country_alone_is_no_institution(printed, name, country):
    [body] = bodies.Bodies().of(Affiliation(printed=printed))
    assert (body.name, bool(body.institution), body.country) == (name, bool(name), country)


def test_a_book_is_no_paper(take):
    take([record("1")])

    assert building.build(now=NOW) == 0
    assert asked("SELECT * FROM papers") == []


def test_authors_whom_two_services_spell_differently_are_one_each(take, described):
    crossref = {"DOI": "10.5555/example.1", "title": ["Of the example number 1"], "type": "journal-article", "member": "1", "issued": {"date-parts": [[2020]]},
                "author": [{"given": "B.", "family": "Demo"}, {"given": "A.", "family": "Sample"}], "deposited": {}, "content-domain": {}}  # fmt: skip
    take(described({"number": 1}))
    take(msgspec.json.encode(crossref) + b"\n", source="crossref", name="crossref.jsonl")

    building.build(now=NOW)

    assert Work.objects.filter(state="live").count() == 1
    assert asked("SELECT count(*) FROM contributions") == [(2,)]
    assert asked("SELECT count(*) FROM affiliations") == [(3,)]


def test_it_follows_new_changed_and_deleted_works_and_leaves_readers_theirs(take, described):
    take(described({"number": 1}, {"number": 2}))
    building.build(now=NOW)
    with papers.opened() as reader:
        take(described({"number": 2, "publication_year": 2021}, {"number": 3}), name="more.jsonl")

        building.follow(now=NOW)

        assert reader.execute("SELECT count(*) FROM papers").fetchone() == (2,)
    assert asked("SELECT year FROM papers ORDER BY work") == [(2020,), (2021,), (2020,)]
    assert not due.is_behind(papers.standing(), now=NOW)


def test_what_concerns_no_paper_makes_no_new_generation(take, described):
    take(described({"number": 1}))
    building.build(now=NOW)
    before = papers.standing()
    take([record("1")], name="book.jsonl")

    building.follow(now=NOW)

    after = papers.standing()
    assert after.generation == before.generation
    assert after.reached > before.reached


def test_the_color_follows_the_end_of_an_embargo(take):
    embargoed = {"doi": "10.5555/example.7", "title": "Of later", "year": 2026, "is_oa": False, "oa_status": "closed", "genre": "journal-article",
                 "oa_locations": [], "oa_locations_embargoed": [{"url": "https://repository.example.org/7", "host_type": "repository",
                 "version": "acceptedVersion", "oa_date": "2026-11-25"}]}  # fmt: skip
    take(msgspec.json.encode(embargoed) + b"\n", name="unpaywall.jsonl")
    building.build(now=NOW)
    assert asked("SELECT color FROM papers") == [("closed",)]

    building.follow(now=NOW + timedelta(days=7))

    assert asked("SELECT color FROM papers") == [("green",)]


def test_a_build_that_is_broken_off_leaves_the_store_in_use(take, described, monkeypatch):
    take(described({"number": 1}))
    building.build(now=NOW)
    monkeypatch.setattr(building, "summarize", lambda directory: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        building.build(now=NOW)

    assert asked("SELECT count(*) FROM papers") == [(1,)]
    assert len([path for path in root().iterdir() if path.is_dir()]) == 1


def test_papers_of_before_affiliations_were_kept_can_be_read_again(take, described):
    take(described({"number": 1}))
    blob = SourceRecord.objects.values_list("raw", flat=True).get()
    bare = msgspec.structs.replace(decode(description(blob)), contributions=(), fundings=())
    SourceRecord.objects.update(raw=pack_together(unpack(blob), encode(bare), dictionary=DOCUMENTS))
    building.build(now=NOW)
    assert asked("SELECT count(*) FROM affiliations") == [(0,)]

    again.describe_again()
    building.follow(now=NOW)

    assert asked("SELECT count(*) FROM affiliations") == [(3,)]


def test_a_reader_can_open_no_other_file(take, described):
    take(described({"number": 1}))
    building.build(now=NOW)

    with papers.opened() as con, pytest.raises(Exception, match="disabled by configuration"):
        con.execute("SELECT * FROM read_text('/etc/hostname')")


def test_without_a_store_readers_are_told_what_to_do(library):
    with pytest.raises(papers.PapersUnavailable, match="lantai papers build"), papers.opened():
        pass


def test_the_page_names_every_column():
    page = (ROOT / "docs/data/papers.md").read_text("utf-8")
    for table, shape in {**shapes.TABLES, "institutions": shapes.Institution}.items():
        section = page.partition(f"\n## {table}\n")[2].partition("\n## ")[0]
        named = [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")]
        assert named == list(shapes.columns(shape)), table
