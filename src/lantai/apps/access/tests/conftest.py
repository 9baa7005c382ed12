"""What packages hold, and the staff of the catalog's own tests."""

from datetime import UTC, datetime

import pytest

from lantai.apps.access import actions
from lantai.apps.access.models import Fault
from lantai.apps.holdings.actions import make_database, make_platform
from lantai.apps.holdings.models import Database, Platform
from lantai.apps.holdings.tests.conftest import listed, package  # noqa: F401
from lantai.catalog.tests.conftest import librarian, library, take  # noqa: F401
from lantai.people.models import Account

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)  # a Monday


@pytest.fixture
def platform(db) -> Platform:
    return make_platform(by=None, values={"name": "Imaginary Platform", "address": "https://platform.example/"}, now=NOW)


@pytest.fixture
def database(platform) -> Database:
    values = {
        "name": "Imaginary Waters Online",
        "reference": "iwo",
        "platform": platform,
        "address": "https://platform.example/iwo",
    }
    return make_database(by=None, values=values, now=NOW)


@pytest.fixture
def told():
    """Return a function by which a reader tells of something."""

    def told(*, text: str = "", sender: str = "", now: datetime = NOW, **about: object) -> Fault:
        return actions.report(
            about=actions.About(**about), text=text, mail="reader@example.org", language="en", page="/databases/", sender=sender, on_campus=None,
            now=now,
        )  # fmt: skip

    return told


@pytest.fixture
def staff(librarian) -> Account:  # noqa: F811
    return librarian
