"""Sets of papers in OAI-PMH: by discipline and by institution, as far as the store of papers has come."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lantai.apps.doors.oai.sets import specs_of
from lantai.catalog import changes
from lantai.catalog.families import families
from lantai.catalog.models import Work
from lantai.catalog.papers import building
from lantai.catalog.papers.tests.conftest import described  # noqa: F401
from lantai.catalog.tests.conftest import record

from .test_oai import OAI, asked, error, few, harvested, numbers, touch  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)

AT_HOME = "institution:0exampl11"
HEADERS = {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"}


@pytest.fixture
def papers(take, described):  # noqa: F811
    """Take in twelve papers of two disciplines, every third of them at an institution of its own, and a book."""
    elsewhere = [
        {
            "raw_author_name": "Eve Else",
            "author": {},
            "institutions": [{"display_name": "Other", "ror": "https://ror.org/0sample22"}],
        }
    ]
    chemistry = [{"display_name": "Examples", "subfield": {"id": "https://openalex.org/subfields/1602"}}]
    take(
        described(
            *({"number": n, **({"authorships": elsewhere, "topics": chemistry} if n % 3 == 0 else {})} for n in range(1, 13))
        ),
        name="a.jsonl",
    )
    building.build(now=timezone.now())


def sets(client) -> dict[str, str]:
    found = asked(client, verb="ListSets").iter(f"{OAI}set")
    return {one.find(f"{OAI}setSpec").text: one.find(f"{OAI}setName").text for one in found}


def test_disciplines_and_institutions_are_sets(client, papers):
    named = sets(client)
    assert (named["discipline"], named["institution"]) == ("By discipline", "By institution")
    assert named[AT_HOME] == "Example University"
    assert named["institution:0sample22"] == "Other"
    assert any(spec.startswith("discipline:") and name for spec, name in named.items())
    assert not [spec for spec in named if "~" in spec]  # bodies without an id of ROR are no sets


def test_each_set_has_its_papers_once_and_headers_say_so(client, papers, few):  # noqa: F811
    home, other = harvested(client, **HEADERS, set=AT_HOME), harvested(client, **HEADERS, set="institution:0sample22")
    assert (len(home), len(other)) == (8, 4)
    assert sorted(home + other) == sorted(Work.objects.values_list("pk", flat=True))
    for top in ("institution", "discipline"):
        for spec in (spec for spec in sets(client) if spec.startswith(f"{top}:")):
            found = harvested(client, verb="ListRecords", metadataPrefix="oai_dc", set=spec)
            told = specs_of([changes.one(number) for number in Work.objects.values_list("pk", flat=True)])
            assert sorted(found) == sorted(work for work, specs in told.items() if spec in specs)
            assert found


def test_the_size_of_the_list_is_that_of_the_set(client, papers, few):  # noqa: F811
    assert asked(client, **HEADERS, set=AT_HOME).find(f".//{OAI}resumptionToken").get("completeListSize") == "8"


def test_what_names_no_set_has_no_records(client, papers):
    for spec in ("discipline:9999", "discipline:", "institution:0absent99", "institution:none", "institution:0exampl11'--"):
        assert error(client, **HEADERS, set=spec) == "noRecordsMatch"


def test_without_a_store_of_papers_there_are_no_such_sets(client, take):
    take([record("1", "A book")])
    assert not [spec for spec in sets(client) if spec.startswith(("discipline", "institution"))]
    assert error(client, **HEADERS, set=AT_HOME) == "noRecordsMatch"


def test_what_changed_after_the_store_was_made_waits_for_it(client, papers):
    first = harvested(client, **HEADERS, set=AT_HOME)[0]
    touch([first])
    assert first not in harvested(client, **HEADERS, set=AT_HOME)
    building.follow(now=timezone.now())
    assert first in harvested(client, **HEADERS, set=AT_HOME)


def test_a_paper_withdrawn_is_told_to_whoever_harvests_a_set(client, papers):
    gone = harvested(client, **HEADERS, set=AT_HOME)[0]
    Work.objects.filter(pk=gone).update(state=Work.State.DELETED)
    touch([gone])
    building.follow(now=timezone.now())
    headers = asked(client, **HEADERS, set="institution:0sample22").iter(f"{OAI}header")
    assert [int(h.find(f"{OAI}identifier").text.rpartition("/")[2]) for h in headers if h.get("status") == "deleted"] == [gone]


def test_the_questions_of_a_page_do_not_grow_with_it(papers):
    works = [changes.one(number) for number in Work.objects.values_list("pk", flat=True)]
    families()["institution"].parts_of([1])
    with CaptureQueriesContext(connection) as few_asked:
        specs_of(works[:1])
    with CaptureQueriesContext(connection) as many_asked:
        specs_of(works)
    assert len(few_asked) == len(many_asked)
