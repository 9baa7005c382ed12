"""OAI-PMH: what the protocol lays down, and that a harvester gets every work once however the list is cut."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.utils import timezone
from lxml import etree

from lantai.apps.doors.oai import lists
from lantai.catalog import actions, change_times, changes, index
from lantai.catalog.models import ChangeTime, Work
from lantai.catalog.tests.conftest import record

pytestmark = pytest.mark.django_db(transaction=True)

OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
MANY = [record(str(n), f"Book number {n}", lang="en" if n % 2 else "fr") for n in range(1, 13)]


def asked(client, **arguments) -> etree._Element:
    response = client.get("/oai?" + urlencode({name.rstrip("_"): value for name, value in arguments.items()}, doseq=True))
    assert (response.status_code, response["Content-Type"]) == (200, "text/xml; charset=utf-8")
    return etree.fromstring(response.content)


def error(client, **arguments) -> str:
    return asked(client, **arguments).find(f"{OAI}error").get("code")


def numbers(answer: etree._Element) -> list[int]:
    return [int(e.text.rpartition("/")[2]) for e in answer.iter(f"{OAI}identifier")]


def harvested(client, **arguments) -> list[int]:
    answer, found = asked(client, **arguments), []
    while True:
        found += numbers(answer)
        token = answer.find(f".//{OAI}resumptionToken")
        if token is None or not token.text:
            return found
        answer = asked(client, verb=arguments["verb"], resumptionToken=token.text)


def touch(works: list[int]) -> None:
    with transaction.atomic():
        actions.touch(works)


@pytest.fixture
def few(monkeypatch):
    monkeypatch.setattr(lists, "RECORDS", 5)
    monkeypatch.setattr(lists, "HEADERS", 5)
    monkeypatch.setattr("lantai.apps.doors.oai.answers.RECORDS", 5)
    monkeypatch.setattr("lantai.apps.doors.oai.answers.HEADERS", 5)


def test_it_says_who_it_is(client, take):
    take(MANY[:1])
    told = {e.tag.removeprefix(OAI): e.text for e in asked(client, verb="Identify").find(f"{OAI}Identify")}
    assert told["baseURL"] == "http://testserver/oai"
    assert (told["deletedRecord"], told["granularity"]) == ("persistent", "YYYY-MM-DDThh:mm:ssZ")
    assert "@" in told["adminEmail"]
    assert told["earliestDatestamp"].endswith("Z")


def test_a_record_comes_in_each_format(client, take):
    take([record("1", "红楼梦", by="曹雪芹", lang="zh", isbn="9787020002207")])
    number = Work.objects.get().pk
    identifier = f"oai:testserver:works/{number}"
    dc = asked(client, verb="GetRecord", identifier=identifier, metadataPrefix="oai_dc")
    assert [e.text for e in dc.iter(f"{DC}title")] == ["红楼梦"]
    assert f"http://testserver/works/{number}/" in [e.text for e in dc.iter(f"{DC}identifier")]
    assert [e.text for e in dc.iter(f"{OAI}setSpec")] == ["kind:book", "language:zh", "source:library"]
    for prefix, tag in (("marc21", "{http://www.loc.gov/MARC21/slim}record"), ("mods", "{http://www.loc.gov/mods/v3}mods")):
        found = asked(client, verb="GetRecord", identifier=identifier, metadataPrefix=prefix)
        assert found.find(f".//{OAI}metadata/{tag}") is not None


def test_a_harvest_gives_every_work_once_whatever_the_pieces(client, take, few):
    take(MANY)
    every = sorted(Work.objects.values_list("pk", flat=True))
    assert sorted(harvested(client, verb="ListRecords", metadataPrefix="mods")) == every
    assert sorted(harvested(client, verb="ListIdentifiers", metadataPrefix="oai_dc")) == every


def test_a_list_says_how_long_it_is_and_where_it_stands(client, take, few):
    take(MANY)
    first = asked(client, verb="ListIdentifiers", metadataPrefix="oai_dc").find(f".//{OAI}resumptionToken")
    second = asked(client, verb="ListIdentifiers", resumptionToken=first.text).find(f".//{OAI}resumptionToken")
    last = asked(client, verb="ListIdentifiers", resumptionToken=second.text).find(f".//{OAI}resumptionToken")
    assert [(t.get("cursor"), t.get("completeListSize")) for t in (first, second, last)] == [
        ("0", "12"),
        ("5", "12"),
        ("10", "12"),
    ]
    assert first.get("expirationDate") > f"{timezone.now():%Y-%m-%dT%H:%M:%SZ}"
    assert last.text is None


def test_a_token_is_good_after_new_works_a_new_index_and_changes_in_between(client, take, few):
    take(MANY)
    answer = asked(client, verb="ListIdentifiers", metadataPrefix="oai_dc")
    seen, token = numbers(answer), answer.find(f".//{OAI}resumptionToken").text
    take([record("13", "A new one")], name="more.jsonl")
    touch(seen[:1])
    index.rebuild()
    rest = harvested(client, verb="ListIdentifiers", resumptionToken=token)
    assert sorted(set(seen + rest)) == sorted(Work.objects.values_list("pk", flat=True))


def test_a_harvester_that_comes_again_gets_what_changed_since(client, take):
    take(MANY[:3])
    first, second, _third = Work.objects.order_by("pk")
    ChangeTime.objects.update(at=timezone.now().replace(microsecond=0) - timedelta(days=1))
    since = f"{timezone.now():%Y-%m-%dT%H:%M:%SZ}"
    touch([second.pk])
    assert harvested(client, verb="ListIdentifiers", metadataPrefix="oai_dc", from_=since) == [second.pk]
    assert first.pk in harvested(client, verb="ListIdentifiers", metadataPrefix="oai_dc", until=since[:10])


def test_what_is_gone_is_told_as_deleted(client, take):
    take(MANY[:2])
    gone = Work.objects.order_by("pk").first()
    Work.objects.filter(pk=gone.pk).update(state="deleted")
    answer = asked(client, verb="ListRecords", metadataPrefix="oai_dc")
    deleted = [h for h in answer.iter(f"{OAI}header") if h.get("status") == "deleted"]
    assert [h.find(f"{OAI}identifier").text for h in deleted] == [f"oai:testserver:works/{gone.pk}"]
    assert len(list(answer.iter(f"{OAI}metadata"))) == 1
    assert error(client, verb="ListMetadataFormats", identifier=f"oai:testserver:works/{gone.pk}") == "noMetadataFormats"


def test_sets_part_the_works(client, take, few):
    take(MANY, source="main")
    take([record("x", "Elsewhere", lang="de")], source="branch", name="branch.jsonl")
    specs = {e.text for e in asked(client, verb="ListSets").iter(f"{OAI}setSpec")}
    assert specs >= {"kind", "kind:book", "language:fr", "source:main", "source:branch"}
    french = harvested(client, verb="ListIdentifiers", metadataPrefix="oai_dc", set="language:fr")
    assert len(french) == 6
    assert len(harvested(client, verb="ListIdentifiers", metadataPrefix="oai_dc", set="source:branch")) == 1
    assert len(harvested(client, verb="ListIdentifiers", metadataPrefix="oai_dc", set="kind")) == 13


def test_a_change_without_a_time_is_not_told_of_yet(client, take):
    take(MANY[:2])
    ChangeTime.objects.all().delete()
    assert error(client, verb="ListRecords", metadataPrefix="oai_dc") == "noRecordsMatch"
    change_times.note()
    assert len(harvested(client, verb="ListRecords", metadataPrefix="oai_dc")) == 2


def test_times_only_grow(take):
    take(MANY[:1])
    ahead = timezone.now().replace(microsecond=0) + timedelta(hours=1)
    ChangeTime.objects.update(at=ahead)
    take(MANY[1:2], name="more.jsonl")
    assert set(ChangeTime.objects.values_list("at", flat=True)) == {ahead}
    assert [len(page) for page in changes.through_all(changes.Part(), piece=1)] == [1, 1]


def test_a_token_expires_and_says_so(client, take, few, monkeypatch):
    take(MANY)
    token = asked(client, verb="ListIdentifiers", metadataPrefix="oai_dc").find(f".//{OAI}resumptionToken").text
    later = timezone.now() + timedelta(days=15)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)
    assert error(client, verb="ListIdentifiers", resumptionToken=token) == "badResumptionToken"


def test_a_request_may_be_posted(client, take):
    take(MANY[:1])
    response = client.post("/oai", {"verb": "ListIdentifiers", "metadataPrefix": "oai_dc"})
    assert len(numbers(etree.fromstring(response.content))) == 1


def test_others_harvester_gets_every_work(live_server, take, few):
    from oaipmh_scythe import Scythe

    take(MANY)
    with Scythe(f"{live_server.url}/oai") as scythe:
        assert scythe.identify().protocolVersion == "2.0"
        assert {f.metadataPrefix for f in scythe.list_metadata_formats()} == {*lists.PREFIXES}
        titles = [title for r in scythe.list_records(metadata_prefix="oai_dc") for title in r.metadata["title"]]
    assert sorted(titles) == sorted(b.titles[0].forms[0].value for b in MANY)
