"""A page of the journals A–Z reads its own rows by an index, and asks as few questions of a list of any length: 38,000 journals are as quick as forty."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lantai.apps.holdings.actions import activate, list_package, make_package
from lantai.apps.holdings.models import Basis, PackageTitle
from lantai.apps.holdings.models.listed import Journal, JournalSubject

pytestmark = pytest.mark.django_db
FLOOR = json.loads((Path(__file__).parent / "floors" / "journals.json").read_text())
NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
COUNT = 90


def test_pages_ask_little_and_read_no_list_whole(client):
    first = listed()
    asked, scanned = {}, {}
    for kind, address in FLOOR["addresses"].items():
        at = address.format(journal=first)
        assert client.get(at).status_code == 200  # letters and classes are counted once for each state of the list
        with CaptureQueriesContext(connection) as captured:
            assert client.get(at).status_code == 200
        questions = [one["sql"] for one in captured.captured_queries if one["sql"].startswith("SELECT")]
        asked[kind] = len(questions)
        scanned[kind] = [step for one in questions for step in whole(one)]
    assert {kind: steps for kind, steps in scanned.items() if steps} == {}
    assert {kind: n for kind, n in asked.items() if n > FLOOR["questions"][kind]} == {}


def listed():
    """List ninety titles of a package, each with a class; return the first journal's number."""
    package = make_package(by=None, values={"name": "Gate", "reference": "gate"}, now=NOW)
    given = {
        "package": package,
        "state": "new",
        "added_at": NOW,
        "changed_at": NOW,
        "last_seen_at": NOW,
        "publisher": "Press",
        "access": "F",
    }
    PackageTitle.objects.bulk_create(
        PackageTitle(**given, title=f"Annals {n}", key=f"{n}", sort_title=f"annals {n}", print_identifier=f"{1000 + n}-0000") for n in range(COUNT)
    )  # fmt: skip
    activate(by=None, target=package, basis=Basis.AGREEMENT, key="gate", now=NOW)
    list_package(package=package.pk, now=NOW)
    pks = list(Journal.objects.order_by("pk").values_list("pk", flat=True))
    JournalSubject.objects.bulk_create(JournalSubject(journal_id=pk, value="d:08") for pk in pks)
    return pks[0]


def whole(question):
    """Return the tables of titles and journals that a question reads from end to end; of SQLite alone."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {question}")
        steps = [row[-1] for row in cursor.fetchall()]
    return [
        step
        for step in steps
        if step.startswith(("SCAN holdings_journal", "SCAN holdings_packagetitle")) and " USING " not in step
    ]
