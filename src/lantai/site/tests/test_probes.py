"""Addresses for machines, and the headers of every response."""

from unittest import mock

import pytest
from django.db import OperationalError, connection
from django.utils import timezone

from lantai.catalog import index
from lantai.infra import worker
from lantai.search.protocol import EngineUnavailable
from lantai.site import probes


@pytest.fixture(autouse=True)
def nothing_seen_yet():
    """As in a process that has just begun."""
    probes._seen_well.clear()


@pytest.fixture
def an_index(settings, tmp_path):
    """An empty index, open."""
    settings.DATA = tmp_path
    index.generations.cache_clear()
    index.refresh()
    yield
    index.generations.cache_clear()


def refuse(*given, **named):
    raise OperationalError("no such host")


@pytest.mark.django_db
def test_health_answers_when_the_database_does(client):
    assert client.get("/health").json() == {"status": "ok"}


@pytest.mark.django_db
def test_health_says_so_when_the_database_does_not_answer(client):
    with mock.patch.object(connection, "cursor", refuse):
        response = client.get("/health")
    assert (response.status_code, response.json()) == (503, {"status": "unavailable"})


def test_a_process_lives_without_a_database(client):
    assert client.get("/health/live").json() == {"status": "ok"}


@pytest.mark.django_db
def test_it_is_ready_with_a_database_an_index_and_a_worker(client, an_index):
    worker.seen("here:1", now=timezone.now())
    response = client.get("/health/ready")
    assert response.status_code == 200
    assert response.json() == {"status": "ok", "checks": dict.fromkeys(("database", "migrations", "index", "worker"), "ok")}


@pytest.mark.django_db
def test_readers_are_not_turned_away_for_want_of_a_worker(client, an_index):
    response = client.get("/health/ready")
    assert (response.status_code, response.json()["status"]) == (200, "degraded")
    assert response.json()["checks"]["worker"] == "silent"


@pytest.mark.django_db
def test_a_version_newer_than_its_database_is_not_ready_until_that_is_brought_up_to_date(client, an_index):
    with mock.patch.object(probes, "unapplied", return_value=["catalog.0099_more"]):
        response = client.get("/health/ready")
    assert (response.status_code, response.json()["checks"]["migrations"]) == (503, "pending")
    assert client.get("/health/ready").status_code == 200


@pytest.mark.django_db
def test_a_process_that_never_opened_the_index_is_not_ready_but_one_that_lost_it_goes_on(client, an_index):
    def fail():
        raise EngineUnavailable("gone")

    with mock.patch.object(index.generations(), "current", fail):
        assert client.get("/health/ready").status_code == 503
    assert client.get("/health/ready").status_code == 200
    with mock.patch.object(index.generations(), "current", fail):
        response = client.get("/health/ready")
    assert (response.status_code, response.json()["status"]) == (200, "degraded")


def test_robots_may_read_records_but_not_result_lists(client):
    assert "Disallow: /search" in client.get("/robots.txt").text


def test_every_response_forbids_code_in_the_page(client):
    policy = client.get("/robots.txt").headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy


def test_an_address_may_choose_the_language_and_it_is_remembered(client):
    response = client.get("/robots.txt?lang=ar")
    assert response.headers["Content-Language"] == "ar"
    assert response.cookies["language"].value == "ar"


def test_an_unknown_language_is_ignored(client):
    assert "language" not in client.get("/robots.txt?lang=xx").cookies


def test_too_large_an_upload_is_refused_with_the_limit_named(client, settings):
    settings.UPLOAD_LIMIT = 10
    response = client.post("/robots.txt", {"file": "more than ten bytes"})
    assert response.status_code == 413
    assert "10\xa0bytes" in response.text
