"""The library and the files to import of the catalog's own tests; some books, two readers, a topic."""

from datetime import UTC, datetime

import pytest
from django.test import Client

from lantai.apps.topics import actions as topics
from lantai.apps.topics.models import Topic
from lantai.catalog.models import Work
from lantai.catalog.tests.conftest import librarian, library, record, take  # noqa: F401
from lantai.people.models import Account
from lantai.people.roles import Role
from lantai.people.tests.signing import account_of

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)


@pytest.fixture
def books(take) -> dict[str, int]:  # noqa: F811
    """Return the numbers of books by their titles."""
    take([record(str(n), f"Terns volume {n}", by="Ana Lopes", year=str(2000 + n), lang="en") for n in range(1, 4)])
    return dict(Work.objects.values_list("title", "pk"))


@pytest.fixture
def ana() -> Account:
    return account_of(Role.READER, "ana")


@pytest.fixture
def ben() -> Account:
    return account_of(Role.READER, "ben")


@pytest.fixture
def hers(ana) -> Client:
    """Return the browser in which Ana is signed in."""
    client = Client()
    client.force_login(ana)
    return client


@pytest.fixture
def terns(books, librarian) -> Topic:  # noqa: F811
    """Return a published topic."""
    topic = topics.make_topic(by=librarian, slug="terns", names={"en": "Terns"}, introductions={}, search="q=terns", now=NOW)
    topics.publish(by=librarian, topic=topic, now=NOW)
    return Topic.objects.get()
