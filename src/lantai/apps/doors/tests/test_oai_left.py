"""A paper that leaves a set is told as deleted to whoever keeps a copy of the set, and to nobody else; checked with the library's own client."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from lantai.catalog import change_times
from lantai.catalog.models import LeftPart, Work
from lantai.catalog.papers import building
from lantai.catalog.papers.tests.conftest import described  # noqa: F401
from lantai.infra.httpclient import Answer
from lantai.sources.oaipmh.harvest import pages, rows
from lantai.sources.protocols.polite import Polite
from lantai.sources.protocols.source import Wanted

from .test_oai import OAI, asked, error, few, harvested, touch  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)

HOME, OTHER = "institution:0exampl11", "institution:0sample22"
COMPUTING, CHEMISTRY = "discipline:0812", "discipline:0703"
ELSEWHERE = [
    {"raw_author_name": "Eve Else", "author": {}, "institutions": [{"display_name": "Other", "ror": "https://ror.org/0sample22"}]}
]
OF_CHEMISTRY = [{"display_name": "Examples", "subfield": {"id": "https://openalex.org/subfields/1602"}}]
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@pytest.fixture
def papers(take, described):  # noqa: F811
    """Take in two papers, and give a function that takes them in again otherwise."""

    def again(**more):
        take(described({"number": 1, **more}, {"number": 2}), name="papers.jsonl")
        building.follow(now=timezone.now())

    again()
    return again


def first() -> int:
    return Work.objects.get(title="Of the example number 1").pk


def told(client, spec: str, *, since: datetime | None = LONG_AGO, beside: tuple[str, ...] = ()) -> dict[int, bool]:
    """Return what the client keeps of a set in the end: work -> whether it is there."""

    def fetch(url):
        response = client.get(url)
        return Answer(
            url, response.status_code, {name.lower(): value for name, value in response.headers.items()}, response.content
        )

    wanted = Wanted("http://testserver/oai", "oai_dc", spec, since, beside=beside)
    found = {}
    for page in pages(Polite(fetch, lambda seconds: None, timezone.now, pause_s=0), wanted, {}):
        for raw in (page.raw, *page.beside):
            found |= {int(row.key.rpartition("/")[2]): not row.deleted for row in rows(raw)}
    return found


def test_a_paper_of_another_discipline_is_gone_from_the_one_and_there_in_the_other(client, papers):
    work = first()
    assert told(client, COMPUTING)[work]
    papers(topics=OF_CHEMISTRY)
    assert (told(client, COMPUTING)[work], told(client, CHEMISTRY)) == (False, {work: True})
    [header] = [
        h
        for h in asked(client, verb="ListIdentifiers", metadataPrefix="oai_dc", set=COMPUTING, **{"from": "2000-01-01"}).iter(
            f"{OAI}header"
        )
        if h.get("status")
    ]
    specs = [spec.text for spec in header.iter(f"{OAI}setSpec")]
    assert (COMPUTING in specs, CHEMISTRY in specs, HOME in specs) == (False, True, True)


def test_who_has_no_copy_is_not_told_what_left(client, papers):
    work = first()
    papers(topics=OF_CHEMISTRY)
    assert work not in told(client, COMPUTING, since=None)
    assert (
        asked(client, verb="GetRecord", metadataPrefix="oai_dc", identifier=f"oai:testserver:works/{work}").find(
            f".//{OAI}metadata"
        )
        is not None
    )


def test_only_who_asks_from_before_it_left_is_told(client, papers):
    papers(topics=OF_CHEMISTRY)
    after = change_times.at(Work.objects.get(pk=first()).changed)
    assert (
        error(client, verb="ListIdentifiers", metadataPrefix="oai_dc", set=COMPUTING, **{"from": f"{after.year + 1}-01-01"})
        == "noRecordsMatch"
    )


def test_a_paper_of_another_institution_is_gone_and_is_there_when_it_comes_back(client, papers):
    work = first()
    papers(authorships=ELSEWHERE)
    assert (told(client, HOME)[work], told(client, OTHER)[work]) == (False, True)
    papers()
    assert (told(client, HOME)[work], told(client, OTHER)[work]) == (True, False)
    papers(authorships=ELSEWHERE)
    assert told(client, HOME)[work] is False


@pytest.mark.parametrize("order", [(COMPUTING, CHEMISTRY), (CHEMISTRY, COMPUTING)])
def test_a_client_of_both_sets_keeps_the_paper_whichever_it_asks_first(client, papers, order):
    papers(topics=OF_CHEMISTRY)
    kept: dict[int, bool] = {}
    for spec in order:
        kept |= told(client, spec, beside=tuple({COMPUTING, CHEMISTRY} - {spec}))
    assert kept[first()]


def test_a_client_that_cannot_ask_says_so(client, papers):
    papers(topics=OF_CHEMISTRY)

    def fetch(url):
        if "GetRecord" in url:
            return Answer(url, 404, {}, b"")
        response = client.get(url)
        return Answer(url, 200, {"content-type": "text/xml"}, response.content)

    wanted = Wanted("http://testserver/oai", "oai_dc", COMPUTING, LONG_AGO, beside=(CHEMISTRY,))
    [page] = pages(Polite(fetch, lambda seconds: None, timezone.now, pause_s=0), wanted, {})
    assert (page.beside, [f"works/{first()} was told as deleted" in note for note in page.notes]) == ((), [True])


def test_a_paper_withdrawn_altogether_is_told_as_that_alone(client, papers):
    work = first()
    Work.objects.filter(pk=work).update(state=Work.State.DELETED)
    touch([work])
    building.follow(now=timezone.now())
    assert told(client, COMPUTING)[work] is False
    assert not LeftPart.objects.exists()


def test_what_leaves_when_the_store_is_made_anew_counts_as_changed(client, papers, monkeypatch):
    work = first()
    before = Work.objects.get(pk=work).changed
    monkeypatch.setattr("lantai.catalog.papers.rows.facet_values", lambda records, own: ["0703"])
    building.build(now=timezone.now())
    assert Work.objects.get(pk=work).changed > before
    change_times.note()
    building.follow(now=timezone.now())
    assert (told(client, COMPUTING)[work], told(client, CHEMISTRY)[work]) == (False, True)


def test_the_pieces_of_a_list_tell_each_once(client, papers, take, described, few):  # noqa: F811
    take(described(*({"number": n} for n in range(1, 13))), name="papers.jsonl")
    building.follow(now=timezone.now())
    take(described(*({"number": n, **({"topics": OF_CHEMISTRY} if n % 2 else {})} for n in range(1, 13))), name="papers.jsonl")
    building.follow(now=timezone.now())
    asked_for = {"verb": "ListRecords", "metadataPrefix": "oai_dc", "set": COMPUTING, "from": "2000-01-01"}
    assert sorted(harvested(client, **asked_for)) == sorted(Work.objects.values_list("pk", flat=True))
    assert [there for _work, there in sorted(told(client, COMPUTING).items())].count(False) == 6
