"""What a monitoring is told, and who is told."""

import pytest
from django.test import Client

from lantai.infra import metrics

OUTSIDE = "192.0.2.9"


@pytest.mark.django_db
def test_requests_are_counted_by_view_and_never_by_address(client):
    client.get("/robots.txt?q=secret")
    client.get("/no/such/place/at/all")
    told = client.get("/metrics").text
    assert 'lantai_requests_total{method="GET",status="200",view="robots"}' in told
    assert 'lantai_request_seconds_count{view="robots"}' in told
    assert "secret" not in told
    assert "no/such" not in told


@pytest.mark.django_db
def test_what_is_looked_up_now_is_told_too(client):
    told = client.get("/metrics").text
    for name in (
        "lantai_jobs",
        "lantai_workers",
        "lantai_import_rows_total",
        "lantai_disk_free_bytes",
        "lantai_web_memory_bytes",
    ):
        assert f"\n{name}" in told


@pytest.mark.django_db
def test_a_part_that_cannot_be_asked_is_told_as_down_and_hides_nothing_else(client, settings, tmp_path):
    from lantai.catalog import index

    settings.DATA = tmp_path
    index.generations.cache_clear()
    told = client.get("/metrics").text
    assert 'lantai_up{part="index"} 0.0' in told
    assert 'lantai_up{part="database"} 1.0' in told


def test_strangers_are_told_nothing(client):
    assert client.get("/metrics", REMOTE_ADDR=OUTSIDE).status_code == 403


def test_an_address_that_came_through_a_web_server_is_not_taken_for_this_machine(client):
    assert client.get("/metrics", REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": OUTSIDE}).status_code == 403
    assert client.get("/metrics", REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-Proto": "https"}).status_code == 403


@pytest.mark.django_db
def test_a_network_may_be_named_or_a_token_given(settings):
    settings.METRICS_TOKEN = "long-and-by-chance"
    assert (
        Client().get("/metrics", REMOTE_ADDR=OUTSIDE, headers={"Authorization": "Bearer long-and-by-chance"}).status_code == 200
    )
    assert Client().get("/metrics", REMOTE_ADDR=OUTSIDE, headers={"Authorization": "Bearer other"}).status_code == 403
    from lantai.site.telling import networks

    settings.METRICS_FROM = networks("192.0.2.0/24, 10.0.0.0/8")
    assert Client().get("/metrics", REMOTE_ADDR=OUTSIDE).status_code == 200


def test_what_methods_strangers_make_up_becomes_no_label():
    metrics.note_request(view="robots", method="X" * 50, status=405, seconds=0.0)
    labels = {sample.labels.get("method") for family in metrics.REQUESTS.collect() for sample in family.samples}
    assert labels <= {*metrics.METHODS, "other"}
