"""ORCID: signing in proves whose a profile is, a record is taken in with every entry accounted for; nothing is asked where nothing is configured."""

import json

import msgspec
import pytest
from django.core.exceptions import ValidationError

from lantai.apps.scholars import actions, orcid, queries
from lantai.apps.scholars.models import OrcidUpload, Scholar, ScholarWork
from lantai.apps.scholars.views import orcid as views
from lantai.catalog import index
from lantai.catalog.tests.conftest import NOW
from lantai.infra.httpclient import Answer, FetchFailed

from .conftest import ANA, OTHER, WANG


class Sandbox:
    """ORCID as far as it is asked: tokens and one record; ``down`` it cannot be reached."""

    def __init__(self, *, who: str = ANA, status: int = 200, record: bytes = b"", down: bool = False) -> None:
        self.who, self.status, self.record, self.down = who, status, record, down
        self.asked: list[tuple[str, bytes]] = []

    def post(self, url: str, body: bytes, *, headers: dict[str, str]) -> Answer:
        self.asked.append((url, body))
        if self.down:
            raise FetchFailed("no way there")
        return Answer(url, self.status, {}, json.dumps({"access_token": "t", "orcid": self.who}).encode())

    def get(self, url: str, *, headers: dict[str, str] | None = None) -> Answer:
        self.asked.append((url, str(headers).encode()))
        return Answer(url, 200 if self.record else 404, {}, self.record)


@pytest.fixture
def client_at_orcid(settings):
    settings.ORCID_ID, settings.ORCID_SECRET, settings.ORCID_AT = "APP-1", "secret", "https://sandbox.orcid.org/"
    return orcid.configured()


def come_back(client, sandbox, monkeypatch, **said: str):
    """Go to ORCID and come back; ``said`` in place of what ORCID would say."""
    monkeypatch.setattr(views.orcid, "transport", lambda: sandbox)
    there = client.get("/scholars/orcid/")
    assert there.status_code == 302
    state = there.headers["Location"].rpartition("state=")[2]
    return client.get("/scholars/orcid/back/", {"code": "abc", "state": state} | said, follow=True)


def test_without_a_client_there_is_no_way_to_orcid(client, reader):
    client.force_login(reader)
    assert client.get("/scholars/orcid/").status_code == 404
    assert "Sign in at ORCID" not in client.get("/scholars/own/").content.decode()


def test_who_signs_in_at_orcid_has_the_profile_of_that_id(client, ana, reader, client_at_orcid, monkeypatch):
    client.force_login(reader)
    sandbox = Sandbox()
    page = come_back(client, sandbox, monkeypatch).content.decode()
    assert "ORCID has confirmed" in page
    assert (queries.of_account(reader), Scholar.objects.get(pk=ana.pk).proof) == (ana, "orcid")
    ((url, body),) = sandbox.asked
    assert url == "https://sandbox.orcid.org/oauth/token"
    assert all(said in body for said in (b"grant_type=authorization_code", b"code=abc", b"client_secret=secret"))


def test_the_way_there_names_scope_state_and_the_way_back(client, reader, client_at_orcid):
    client.force_login(reader)
    address = client.get("/scholars/orcid/").headers["Location"]
    assert address.startswith(
        "https://sandbox.orcid.org/oauth/authorize?client_id=APP-1&response_type=code&scope=%2Fauthenticate"
    )
    assert "redirect_uri=http%3A%2F%2Ftestserver%2Fscholars%2Forcid%2Fback%2F" in address
    assert "secret" not in address


@pytest.mark.parametrize(
    "said", [{"state": "another"}, {"state": ""}, {"error": "access_denied"}, {"code": ""}, {"code": "x" * 999}]
)
def test_whoever_comes_back_otherwise_proves_nothing(client, ana, reader, client_at_orcid, monkeypatch, said):
    client.force_login(reader)
    come_back(client, Sandbox(), monkeypatch, **said)
    assert queries.of_account(reader) is None


def test_a_state_is_good_once(client, ana, reader, client_at_orcid, monkeypatch):
    client.force_login(reader)
    monkeypatch.setattr(views.orcid, "transport", Sandbox)
    state = client.get("/scholars/orcid/").headers["Location"].rpartition("state=")[2]
    client.get("/scholars/orcid/back/", {"code": "", "state": state})
    client.get("/scholars/orcid/back/", {"code": "abc", "state": state})
    assert queries.of_account(reader) is None


@pytest.mark.parametrize(
    "sandbox", [Sandbox(status=400), Sandbox(down=True), Sandbox(who="0000-0000-0000-0000"), Sandbox(who="")]
)
def test_where_orcid_does_not_say_who_it_is_nothing_is_proven(client, ana, reader, client_at_orcid, monkeypatch, sandbox):
    client.force_login(reader)
    come_back(client, sandbox, monkeypatch)
    assert queries.of_account(reader) is None


def test_a_profile_that_somebody_proved_is_not_taken_by_another(keeper, librarian, ana):
    with pytest.raises(ValidationError):
        actions.prove(by=librarian, orcid=ANA, now=NOW)
    assert Scholar.objects.get(pk=ana.pk).account == keeper


def test_an_id_without_works_here_makes_a_profile(reader, papers):
    made = actions.prove(by=reader, orcid="0000-0002-9079-593X", now=NOW)
    actions.rebuild(now=NOW)
    assert queries.of_account(reader) == made


def listed(number: int, doi: str = "", title: str = "Something", visibility: str = "public", year: str = "2022") -> dict:
    ids = [{"external-id-type": "doi", "external-id-value": doi, "external-id-relationship": "self"}] if doi else []
    return {"put-code": number, "visibility": visibility, "title": {"title": {"value": title}}, "type": "journal-article",
            "publication-date": {"year": {"value": year}}, "external-ids": {"external-id": ids}}  # fmt: skip


def record(*works: dict, orcid_id: str = ANA, **more: object) -> bytes:
    person = {
        "name": {"given-names": {"value": "Ana"}, "family-name": {"value": "Ruiz"}, "credit-name": {"value": "Ana María Ruiz"}}
    }
    groups = [{"work-summary": [work]} for work in works]
    post = {"employment-summary": {"organization": {"name": "Lakeside University"}, "start-date": {"year": {"value": "2018"}}}}
    told = {"works": {"group": groups}, "employments": {"affiliation-group": [{"summaries": [post]}]}}
    return msgspec.json.encode({"orcid-identifier": {"path": orcid_id}, "person": person, "activities-summary": told} | more)


def test_a_record_adds_works_that_the_library_has_and_accounts_for_every_entry(keeper, ana, papers, librarian):
    index.rebuild()
    actions.decide_work(by=librarian, scholar=ana, work=papers["Rivers"], verdict="not", now=NOW)
    raw = record(
        listed(1, "10.5555/3"), listed(2, "https://doi.org/10.5555/1"), listed(3, "10.5555/404", "Not here"), listed(4, visibility="private"),
        listed(5, "10.5555/4"), listed(6, title=""), listed(7, title="Lakes in autumn"),
    )  # fmt: skip
    counts = actions.take_bytes(by=keeper, scholar=ana, raw=raw, now=NOW).counts
    wanted = {
        "new": 1,
        "same": 2,
        "unknown": 1,
        "private": 1,
        "denied": 1,
        "refused": 1,
        "posts": 1,
        "several": 0,
        "grouped": 0,
        "entries": 8,
    }
    assert counts == wanted
    assert counts["entries"] == sum(n for name, n in counts.items() if name != "entries")
    assert OrcidUpload.objects.get().unknown == [["Not here", 2022, "10.5555/404"]]
    ana.refresh_from_db()
    assert ana.posts == [["Lakeside University", 2018, None]]
    assert ana.names.filter(text="Ana María Ruiz").exists()
    actions.rebuild(now=NOW)
    assert ScholarWork.objects.filter(scholar=ana, work=papers["Lakes in autumn"], is_shown=True).exists()


def test_of_a_record_with_hundreds_of_names_as_many_are_kept_as_a_scholar_may_give(keeper, ana):
    others = {"other-name": [{"content": f"Ana Ruiz {n // 2}", "visibility": "public"} for n in range(300)]}
    person = {"name": {"given-names": {"value": "Ana"}, "family-name": {"value": "Ruiz"}}, "other-names": others}
    actions.take_bytes(by=keeper, scholar=ana, raw=record(person=person), now=NOW)
    ana.refresh_from_db()
    assert len({text for text, _language in ana.own_names}) == len(ana.own_names) == 20


def test_a_record_of_somebody_else_is_refused(keeper, ana):
    with pytest.raises(ValidationError, match=WANG):
        actions.take_bytes(by=keeper, scholar=ana, raw=record(orcid_id=WANG), now=NOW)


@pytest.mark.parametrize("raw", [b"", b"{", b"<x/>", b"\x1f\x8bnothing"])
def test_a_file_that_is_no_record_is_refused_in_words(keeper, ana, raw, client):
    from django.core.files.uploadedfile import SimpleUploadedFile

    client.force_login(keeper)
    page = client.post(f"/scholars/{ana.pk}/record/", {"file": SimpleUploadedFile("r.json", raw or b" ")}, follow=True)
    assert "stop" in page.content.decode()
    assert not OrcidUpload.objects.exists()


def test_a_record_is_fetched_where_the_library_has_a_client(keeper, ana, client_at_orcid):
    sandbox = Sandbox(record=record(listed(1, "10.5555/3")))
    assert actions.fetch(by=keeper, scholar=ana, by_transport=sandbox, now=NOW).is_fetched
    assert [url for url, _ in sandbox.asked] == [
        "https://sandbox.orcid.org/oauth/token", f"https://pub.sandbox.orcid.org/v3.0/{ANA}/record",
    ]  # fmt: skip


def test_nothing_is_fetched_for_others_or_without_a_client(keeper, ana):
    with pytest.raises(ValidationError):
        actions.fetch(by=keeper, scholar=ana, by_transport=Sandbox(), now=NOW)
    assert Scholar.objects.get(orcid=OTHER).account is None
