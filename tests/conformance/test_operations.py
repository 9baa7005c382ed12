"""Every operation of the OpenAPI document, asked what nobody thought of: no answer is an error of ours, and each is as it is described.

In CI a few examples each. More: ``LANTAI_FUZZ_EXAMPLES=500 python -m pytest tests/conformance/test_operations.py``.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from lantai.apps.discovery.api.openapi import described
from lantai.catalog import change_times, index, suggestions
from lantai.catalog.models import Work
from lantai.catalog.tests.conftest import library, record, take  # noqa: F401

EXAMPLES = int(os.environ.get("LANTAI_FUZZ_EXAMPLES", "8"))
SEARCH = "/api/v1/works"
"""Refuses parameters that contradict each other (from 2000 to 1900), which OpenAPI cannot say."""

OLDER = ("/oai", "/sru", "/resolve", "/unapi")
"""Doors whose protocols answer what is wrong with 200 and their own words for it."""


schema = schemathesis.openapi.from_dict(
    described("http://testserver"), config=schemathesis.Config.from_dict({"phases": {"coverage": {"enabled": EXAMPLES > 50}}})
)
schema.app = get_wsgi_application()


@pytest.fixture
def shelf(db, take, settings):  # noqa: F811
    """A library with works, one of them withdrawn, at a pace that stops nobody."""
    settings.API_PER_MINUTE = 10**9
    take([record(str(n), f"Book {n}", by="Austen, Jane", lang="en", year="1990") for n in range(1, 6)])
    Work.objects.filter(title="Book 5").update(state="deleted")
    change_times.note()
    index.refresh()
    suggestions.follow()
    with keeping_the_connection():
        yield


@contextmanager
def keeping_the_connection() -> Iterator[None]:
    """Answer requests inside the test's own transaction, as Django's test client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=EXAMPLES < 50, suppress_health_check=list(HealthCheck))
def test_an_operation_answers_as_it_is_described(case, shelf):
    path = case.operation.path
    without = [negative_data_rejection, positive_data_acceptance] if path.startswith(OLDER) else []
    if path == SEARCH:
        without = [positive_data_acceptance]
    case.call_and_validate(excluded_checks=without)
