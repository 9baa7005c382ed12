"""What stands before the doors: the pace, the keys, other sites' pages, and answers that have not changed."""

import json

import pytest

from lantai.apps.doors import actions, guard, queries
from lantai.apps.doors.models import ApiKey
from lantai.catalog.tests.conftest import NOW
from lantai.infra.models import AuditEntry

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/changes"


@pytest.fixture
def slow(library, settings):
    """Let one ask twice a minute, at a clock that stands still."""
    settings.API_PER_MINUTE = 2
    guard._paces.cache_clear()
    yield
    guard._paces.cache_clear()


@pytest.fixture
def key(db) -> str:
    return actions.make_key(name="Union catalog", per_minute=50, now=NOW)[1]


def test_who_asks_too_often_is_told_when_to_come_again(client, slow, monkeypatch):
    monkeypatch.setattr("time.time", lambda: 1_000_000_000.0)
    told = [client.get(ADDRESS) for _ in range(3)]
    assert [r.status_code for r in told] == [200, 200, 429]
    assert told[0]["RateLimit-Policy"] == '"minute";q=2;w=60'
    assert told[0]["RateLimit"] == '"minute";r=1;t=20'
    assert told[2]["Retry-After"] == "20"
    assert json.loads(told[2].content)["status"] == 429


def test_a_harvester_is_told_in_its_protocols_way(client, slow):
    for _ in range(3):
        response = client.get("/oai?verb=Identify")
    assert (response.status_code, "Retry-After" in response) == (503, True)


def test_other_addresses_and_pages_are_not_counted(client, slow):
    for _ in range(4):
        assert client.get(ADDRESS, REMOTE_ADDR="192.0.2.1").status_code in (200, 429)
    assert client.get(ADDRESS, REMOTE_ADDR="192.0.2.2").status_code == 200
    assert "RateLimit" not in client.get("/machines/")


@pytest.mark.parametrize("header", ["Authorization", "X-API-Key"])
def test_a_key_lets_ask_more_often(client, slow, key, header):
    value = f"Bearer {key}" if header == "Authorization" else key
    response = client.get(ADDRESS, headers={header: value})
    assert (response.status_code, response["RateLimit-Policy"]) == (200, '"minute";q=50;w=60')
    assert queries.every_key().get().used_on is not None


def test_a_key_that_has_ended_is_refused(client, slow, key):
    actions.end_key(key=ApiKey.objects.get(), now=NOW)
    response = client.get(ADDRESS, headers={"Authorization": f"Bearer {key}"})
    assert (response.status_code, response["WWW-Authenticate"]) == (401, 'Bearer realm="lantai"')
    assert client.get(ADDRESS, headers={"X-API-Key": "no key\x00"}).status_code == 401


def test_a_key_is_kept_as_a_digest_and_its_story_is_noted(key):
    row = ApiKey.objects.get()
    assert key not in str(ApiKey.objects.values_list())
    assert key.startswith(row.start)
    actions.end_key(key=row, now=NOW)
    actions.end_key(key=row, now=NOW)
    assert list(AuditEntry.objects.order_by("pk").values_list("action", flat=True)) == ["doors.make_key", "doors.end_key"]


def test_pages_of_other_sites_may_read(client, library):
    response = client.options(ADDRESS, headers={"Origin": "https://elsewhere.example"})
    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (204, "*")
    assert "Authorization" in response["Access-Control-Allow-Headers"]
    assert client.get(ADDRESS)["Access-Control-Allow-Origin"] == "*"


def test_what_has_not_changed_is_not_sent_again(client, library):
    first = client.get(ADDRESS)
    again = client.get(ADDRESS, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_staff_make_a_key_once_shown_and_end_it(client, administrator):
    client.force_login(administrator)
    shown = client.post("/desk/keys/", {"name": "مكتبة", "per_minute": "600"})
    row = ApiKey.objects.get()
    assert (row.made_by, row.start in shown.content.decode()) == (administrator, True)
    assert "lantai_" in shown.content.decode()
    assert client.post("/desk/keys/", {"name": "", "per_minute": "0"}).status_code == 400
    assert client.post(f"/desk/keys/{row.pk}/end/").status_code == 302
    assert ApiKey.objects.get().ended_by == administrator
    assert "مكتبة" in client.get("/desk/keys/").content.decode()
