"""Who is at a work: persons with ORCIDs and institutions, nobody for bodies, thousands at one paper."""

import pytest

from lantai.apps.scholars.reading import contributed, institution, mark
from lantai.catalog import queries as catalog
from lantai.catalog.models import Work
from lantai.catalog.papers.bodies import Bodies
from lantai.core.bib.record import AgentKind, BibRecord, Contribution, Identifier, Kind, Scheme, Text
from lantai.core.bib.work import InstanceDocument, WorkDocument

from .conftest import ANA, LAKESIDE, paper


def of(*records: BibRecord):
    return contributed(
        WorkDocument(number=1, instances=tuple(InstanceDocument(number=n, record=r) for n, r in enumerate(records))),
        Bodies(),
    )


def person(name: str, orcid: str = "", **more: object) -> Contribution:
    ids = (Identifier(scheme=Scheme.ORCID, value=orcid),) if orcid else ()
    return Contribution(forms=(Text(name),), roles=("aut",), identifiers=ids, **more)


def test_a_persons_orcid_institution_and_coauthors_are_read(take):
    take(paper(1, "Lakes", ("Ana Ruiz", ANA, LAKESIDE), ("Lena Frost", "", "")), name="works.jsonl")
    ana, lena = contributed(catalog.documents([Work.objects.get().pk])[Work.objects.get().pk], Bodies())
    assert (ana.orcid, ana.places, ana.mention.coauthors) == (ANA, ("Lakeside University",), {lena.mark})
    assert lena.places == ()


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("Dept. of Lakes, Lakeside University, 1 Shore Rd, Lake City", "Lakeside University"),
        ("湖滨大学水利学院，湖城 100000", "湖滨大学水利学院"),
        ("كلية العلوم، جامعة البحيرة، القاهرة", "جامعة البحيرة"),
        ("Faculty of Lakes", "Faculty of Lakes"),
        ("a@lake.example", "a@lake.example"),
    ],
)
def test_the_institution_stands_before_its_department(said, found):
    assert institution(said) == found


def test_bodies_and_et_al_are_nobody():
    found = of(
        BibRecord(
            contributions=(person("et al."), person("Lake Group"), person("Ana", kind=AgentKind.ORGANIZATION), person("Bo Li"))
        )
    )
    assert [one.mark for one in found] == [mark("Bo Li")]


def test_another_description_lends_its_orcid_to_the_one_whose_name_agrees():
    here = BibRecord(kind=Kind.ARTICLE, contributions=(person("Ana Ruiz"), person("Bo Li")))
    there = BibRecord(kind=Kind.ARTICLE, contributions=(person("Ruiz, A.", ANA),))
    assert [one.orcid for one in of(here, there)] == [ANA, ""]


def test_five_thousand_authors_are_read_and_tell_nothing_of_each_other():
    found = of(
        BibRecord(
            contributions=tuple(
                person(f"{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}son, A.") for n in range(5_000)
            )
        )
    )
    assert (len(found), found[0].mention.coauthors) == (5_000, frozenset())


def test_what_two_services_say_of_the_third_author_is_said_of_one_person():
    said = (person("Ruiz, A.", ANA, at="author/3"), person("Ana Ruiz", at="authorships/3"), person("Bo Li", at="authorships/4"))
    ana, bo = of(BibRecord(kind=Kind.ARTICLE, contributions=said))
    assert (ana.orcid, [form.value for form in ana.forms], bo.orcid) == (ANA, ["Ruiz, A.", "Ana Ruiz"], "")
