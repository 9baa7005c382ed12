"""Addresses for machines, and the headers of every response."""

import pytest


@pytest.mark.django_db
def test_health_answers_when_the_database_does(client):
    assert client.get("/health").json() == {"status": "ok"}


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
