"""What every test of the project runs under: no network but loopback, and a list at the end of what was skipped and why."""

import gc
import os
from collections.abc import Iterator

import pytest
from django.utils import translation
from hypothesis import settings
from pytest_socket import socket_allow_hosts
from tests import emptying

LOOPBACK = ["127.0.0.1", "::1", "localhost"]
LONGEST = (
    "test_crosslanguage.py",
    "test_everywhere.py",
    "test_clusters.py",
    "test_made_at_once.py",
    "test_demo_questions.py",
    "test_killed_upload.py",
    "test_docs.py",
    "test_cli.py",
)
"""Files that take a process a minute and more. Those without a database would come last, and the other processes would wait for the last of them."""

DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_xdist_auto_num_workers() -> int | None:
    """Run two processes more than there are cores: while some wait for a browser, a program, a disk or a lease, the others have them."""
    return None if "PYTEST_XDIST_AUTO_NUM_WORKERS" in os.environ else len(os.sched_getaffinity(0)) + 2


def pytest_configure() -> None:
    """Make what happens between two tests cheap, and look for garbage less often: that took a fifteenth of the time of tests of pages."""
    emptying.install()
    settings.register_profile(
        "lantai", deadline=None
    )  # a machine with other work takes longer than any deadline for no fault of ours
    settings.load_profile("lantai")
    gc.set_threshold(20_000, 50, 100)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses the database: .ci/run repeats these tests on PostgreSQL. Begin with what takes longest."""
    for item in items:
        if item.get_closest_marker("django_db") or DATABASE.intersection(getattr(item, "fixturenames", ())):
            item.add_marker("database")
    items.sort(key=lambda item: LONGEST.index(item.path.name) if item.path.name in LONGEST else len(LONGEST))


def pytest_collection_finish() -> None:
    """Look for garbage never among the tests themselves."""
    gc.freeze()


def pytest_runtest_setup() -> None:
    """Refuse every connection that would leave this machine."""
    socket_allow_hosts(LOOPBACK, allow_unix_socket=True)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Begin every test in English, whatever language the one before left on."""
    with translation.override("en"):
        yield


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """List each skipped test with its markers and its reason: .ci/run reads these lines."""
    skipped = terminalreporter.stats.get("skipped", [])
    if not skipped:
        return
    terminalreporter.section("skipped tests")
    for report in skipped:
        kinds = ",".join(kind for kind in ("journey", "gate") if kind in report.keywords) or "test"
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        terminalreporter.line(f"SKIP {kinds} {report.nodeid}: {reason.removeprefix('Skipped: ')}")
