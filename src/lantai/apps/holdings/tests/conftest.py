"""The library, its staff and its files of the catalog's own tests, and what packages hold."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from lantai.apps.holdings.actions import make_package, make_platform
from lantai.apps.holdings.models import MatchState, Package, PackageTitle
from lantai.catalog.models import Instance
from lantai.catalog.tests.conftest import librarian, library, take  # noqa: F401

NOW = datetime(2026, 11, 28, 9, tzinfo=UTC)


@pytest.fixture
def package(db) -> Package:
    """Return an empty package on a platform."""
    platform = make_platform(by=None, values={"name": "Example Reader", "address": "https://reader.example/"}, now=NOW)
    return make_package(by=None, values={"name": "Example Journals", "reference": "ex-j", "platform": platform}, now=NOW)


@pytest.fixture
def listed(package) -> Callable[..., PackageTitle]:
    """Return a function that puts a title into the package as an import leaves it."""

    def listed(title: str, instance: Instance | None = None, **more: object) -> PackageTitle:
        state = MatchState.MATCHED if instance else MatchState.NEW
        return PackageTitle.objects.create(
            package=package, instance=instance, title=title, key=title, sort_title=title.casefold(), state=state, added_at=NOW,
            changed_at=NOW, last_seen_at=NOW, **more,
        )  # fmt: skip

    return listed
