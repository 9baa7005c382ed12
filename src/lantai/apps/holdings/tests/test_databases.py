"""The readers' list of databases: named in the reader's language, narrowed, with trials and what is new."""

from collections import defaultdict
from datetime import timedelta

import pytest

from lantai.apps.holdings.actions import activate, make_database
from lantai.apps.holdings.az import databases
from lantai.apps.holdings.az.databases import Asked
from lantai.apps.holdings.models import Basis
from lantai.infra import panels

from .conftest import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def shelf(db):
    """Three databases: one of old, one on trial, one that readers have not."""
    rows = {}
    for name, more in {
        "Silk Statistics": {
            "names": {"zh": "丝绸统计库", "ar": "إحصاءات الحرير"}, "descriptions": {"en": "Figures of trade.", "zh": "贸易数字。", "ar": "أرقام التجارة."},
            "subjects": ["02"], "types": ["data"], "languages": ["en", "zh"], "added_date": TODAY - timedelta(400), "seats": 3,
            "guide": "https://example.org/guide", "address": "https://silk.example/",
        },
        "古籍影像库": {"language": "zh", "subjects": ["05", "06"], "types": ["images"], "languages": ["zh"], "added_date": TODAY},
        "Never Bought": {},
    }.items():  # fmt: skip
        rows[name] = make_database(by=None, values={"name": name, "reference": name, **more}, now=NOW)
    activate(by=None, target=rows["Silk Statistics"], basis=Basis.AGREEMENT, key="entitlement:1", now=NOW)
    activate(by=None, target=rows["古籍影像库"], basis=Basis.TRIAL, key="trial:1", until_date=TODAY + timedelta(20), now=NOW)
    return rows


def names(lang: str = "en", **wanted) -> list[str]:
    return [row.database.name for row in databases.databases(Asked(**wanted), on=TODAY, lang=lang).rows]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, ["Silk Statistics", "古籍影像库"]), ({"subject": "06"}, ["古籍影像库"]), ({"type": "data"}, ["Silk Statistics"]),
        ({"language": "zh", "subject": "02"}, ["Silk Statistics"]), ({"only": "new"}, ["古籍影像库"]), ({"only": "trial"}, ["古籍影像库"]),
        ({"words": "guji"}, ["古籍影像库"]), ({"words": "絲綢"}, ["Silk Statistics"]), ({"words": "احصاءات"}, ["Silk Statistics"]),
        ({"words": "trade"}, ["Silk Statistics"]), ({"words": "…"}, []), ({"script": "Hani", "letter": "G"}, ["古籍影像库"]),
    ],
)  # fmt: skip
def test_the_list_is_narrowed(shelf, wanted, found):
    assert names(**wanted) == found


def test_a_reader_looks_under_the_name_in_their_own_language(shelf):
    found = databases.databases(Asked(), on=TODAY, lang="zh-hans")
    assert [(row.initial, row.database.name) for row in found.rows] == [("G", "古籍影像库"), ("S", "Silk Statistics")]


def test_a_trial_says_its_last_day_and_ends_by_itself(shelf, client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *given: TODAY)
    assert str(TODAY + timedelta(19)) in client.get("/databases/").text
    found = databases.databases(Asked(), on=TODAY + timedelta(20), lang="en")
    assert [row.database.name for row in found.rows] == ["Silk Statistics"]


def test_a_page_describes_a_database_with_the_original_beside(shelf, client):
    row = shelf["Silk Statistics"]
    shown = client.get(f"/databases/{row.pk}/", headers={"Accept-Language": "ar"}).text
    for words in ("إحصاءات الحرير", "Silk Statistics", "أرقام التجارة.", "Figures of trade.", "https://example.org/guide"):
        assert words in shown
    assert client.get(f"/databases/{shelf['Never Bought'].pk}/").status_code == 404


def test_others_report_faults_and_offer_to_report_one(shelf, client, monkeypatch):
    drawn = defaultdict(list, {"database.row": [lambda request, rows: {row.pk: "<b>slow today</b>" for row in rows}]})
    monkeypatch.setattr(panels, "_row_panels", drawn)
    monkeypatch.setattr(
        panels,
        "_panels",
        defaultdict(list, panels._panels) | {"database.actions": [lambda request, row: '<a href="/r">Report</a>']},
    )
    assert "<b>slow today</b>" in client.get("/databases/").text
    shown = client.get(f"/databases/{shelf['Silk Statistics'].pk}/").text
    assert "<b>slow today</b>" in shown
    assert '<a href="/r">Report</a>' in shown


def test_the_list_is_had_as_data(shelf, client):
    answer = client.get("/api/v1/databases?only=trial").json()
    assert (answer["total"], answer["databases"][0]["name"]) == (1, "古籍影像库")
