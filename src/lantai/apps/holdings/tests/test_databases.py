"""The readers' list of databases: named in the reader's language, narrowed, with trials and what is new."""

from collections import defaultdict
from datetime import timedelta

import pytest
from django.http import QueryDict

from lantai.apps.holdings.actions import activate, count_opening, make_database
from lantai.apps.holdings.az import asking, databases
from lantai.apps.holdings.az.databases import FEWEST_RANKED, Asked
from lantai.apps.holdings.models import Basis, DatabaseOpenings
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


READER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}


def test_opening_leads_out_and_is_counted_without_a_reader(shelf, client):
    silk = shelf["Silk Statistics"]
    sent = client.get(f"/databases/{silk.pk}/open/", headers=READER)
    assert (sent.status_code, sent["Location"], sent["Referrer-Policy"]) == (302, "https://silk.example/", "no-referrer")
    for ahead in ({"User-Agent": "Examplebot/2.1"}, READER | {"Sec-Purpose": "prefetch;prerender"}):
        assert client.get(f"/databases/{silk.pk}/open/", headers=ahead).status_code == 302
    client.head(f"/databases/{silk.pk}/open/", headers=READER)
    assert [(row.database, row.times) for row in DatabaseOpenings.objects.all()] == [(silk, 1)]
    assert {field.name for field in DatabaseOpenings._meta.get_fields()} == {"id", "database", "month", "times"}
    for shut in ("Never Bought", "古籍影像库"):
        assert client.get(f"/databases/{shelf[shut].pk}/open/", headers=READER).status_code == 404


def test_those_opened_most_come_first_and_seldom_ones_have_no_place(shelf):
    silk, images = shelf["Silk Statistics"], shelf["古籍影像库"]
    count_opening(database=images, times=FEWEST_RANKED, now=NOW)
    count_opening(database=silk, times=FEWEST_RANKED - 1, now=NOW)
    count_opening(database=silk, times=500, now=NOW - timedelta(days=400))
    assert names(order="used") == ["古籍影像库", "Silk Statistics"]
    assert [row.rank for row in databases.databases(Asked(order="used"), on=TODAY, lang="en").rows] == [1, None]
    count_opening(database=silk, times=2, now=NOW - timedelta(days=40))
    assert names(order="used") == ["Silk Statistics", "古籍影像库"]


def test_the_order_by_use_is_offered_where_there_is_one_and_tells_no_number(shelf, client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *given: TODAY)
    assert "order=used" not in client.get("/databases/").text
    count_opening(database=shelf["古籍影像库"], times=98_765, now=NOW)
    assert "order=used" in client.get("/databases/").text
    page = client.get("/databases/?order=used").text
    assert page.index("古籍影像库") < page.index("Silk Statistics")
    assert "98,765" not in page
    assert "98765" not in page


def test_a_letter_without_its_script_is_the_latin_one():
    assert (asking.of_databases(QueryDict("letter=A")).script, asking.of_journals(QueryDict("letter=A")).script) == (
        "Latn",
        "Latn",
    )
    assert asking.of_journals(QueryDict("letter=A&script=Hani")).script == "Hani"
    assert asking.of_journals(QueryDict("q=a")).script == ""
