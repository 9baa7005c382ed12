"""The staff's pages, the calendar, documents, and what readers are told."""

from datetime import date
from http import HTTPStatus
from types import SimpleNamespace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lantai.apps.agreements import actions, ical
from lantai.apps.agreements.errors import Unsuitable
from lantai.apps.agreements.models import Agreement, CalendarFeed, Cost, Document, License, Vendor
from lantai.apps.agreements.queries.terms import conditions_of, plain
from lantai.apps.agreements.rules import cost_unallocated, deadline_past, ended_but_active, without_period, without_terms
from lantai.apps.agreements.terms import PLAIN, Term, Value, values_of
from lantai.apps.holdings.models import Database, PackageTitle
from lantai.catalog.models import Work
from lantai.catalog.tests.conftest import record
from lantai.infra.panels import drawn, drawn_on_rows

from .conftest import NOW, TODAY, keep, memo
from .test_money import cost

pytestmark = pytest.mark.django_db


def test_every_page_opens_with_everything_on_it(client, keeper, active, fund):
    made = cost(active, [(fund, 1)])
    paper = memo(active)
    actions.work_out_rights(by=None, agreement=active, now=NOW)
    client.force_login(keeper)
    license = active.license  # noqa: A001
    for path in (
        "renewals/", "calendar/", f"vendors/{active.vendor_id}/",
        f"licenses/{license.pk}/", f"licenses/{license.pk}/terms/", f"licenses/compare/?row={license.pk}", "funds/", "funds/?all=1",
        f"costs/{made.pk}/", f"costs/{made.pk}/parts/", f"{active.pk}/", f"{active.pk}/remaining/", f"{active.pk}/costs/add/",
        "add/vendor/", "add/agreement/", f"add/period/{active.pk}/", f"add/entitlement/{active.pk}/", "add/fund/", f"add/budget/{fund.pk}/",
        "add/rate/", "add/license/", f"add/member/{active.pk}/", f"add/contact/{active.vendor_id}/", f"change/agreement/{active.pk}/",
        f"change/entitlement/{active.entitlements.get().pk}/", f"documents/{paper.pk}/",
    ):  # fmt: skip
        response = client.get(f"/desk/agreements/{path}")
        assert response.status_code == HTTPStatus.OK, path
        assert response.streaming == path.startswith("documents/")
        list(response)


def test_an_agreement_is_made_by_forms_alone(client, keeper, package, license):  # noqa: A002
    client.force_login(keeper)
    client.post("/desk/agreements/add/vendor/", {"name": "Reed Press"})
    vendor = Vendor.objects.get()
    client.post("/desk/agreements/add/agreement/", {
        "name": "Reeds", "reference": "R-1", "vendor": vendor.pk, "license": license.pk, "method": "network", "priority": 2, "lead_days": 90,
    })  # fmt: skip
    row = Agreement.objects.get()
    client.post(f"/desk/agreements/add/period/{row.pk}/", {"start_date": "2026-01-01", "end_date": "2027-01-01"})
    wrong = client.post(f"/desk/agreements/add/period/{row.pk}/", {"start_date": "2026-06-01", "end_date": "2026-07-01"})
    assert "overlaps" in wrong.text
    client.post(
        f"/desk/agreements/add/entitlement/{row.pk}/",
        {"package": package.pk, "title": "1234-5671", "years": "2005 - 2010\n2012-03 -"},
    )
    given = row.entitlements.get()
    assert (str(given.package_title), given.coverage) == ("Marsh Letters", [["2005", "2010"], ["2012-03", ""]])
    client.post(f"/desk/agreements/{row.pk}/move/", {"to": "screening", "why": "asked for by three readers"})
    row.refresh_from_db()
    assert row.stage == "screening"
    assert "asked for by three readers" in client.get(f"/desk/agreements/{row.pk}/").text
    refused = client.post(f"/desk/agreements/{row.pk}/move/", {"to": "activated", "why": "now"})
    assert refused.status_code == HTTPStatus.CONFLICT


def test_terms_are_changed_in_one_form(client, keeper, license):  # noqa: A002
    client.force_login(keeper)
    sent = {
        "remote-value": "prohibited",
        "remote-public": "on",
        "concurrent-value": "limited",
        "authorised-value": "members",
        "why": "new contract",
    }
    assert "Say the number" in client.post(f"/desk/agreements/licenses/{license.pk}/terms/", sent).text
    client.post(f"/desk/agreements/licenses/{license.pk}/terms/", sent | {"concurrent-number": "3"})
    assert {t.name: t.value for t in license.terms.all()} == {
        "remote": "prohibited",
        "concurrent": "limited",
        "authorised": "members",
    }


def test_a_document_goes_to_staff_alone_and_only_as_a_file(client, keeper, agreement):
    client.force_login(keeper)
    file = SimpleUploadedFile("../../memo.html", b"<script>alert(1)</script>")
    client.post(f"/desk/agreements/{agreement.pk}/documents/", {"kind": "memo", "title": "", "file": file})
    row = Document.objects.get()
    assert row.file_name == "memo.html"
    response = client.get(f"/desk/agreements/documents/{row.pk}/")
    assert b"".join(response.streaming_content) == b"<script>alert(1)</script>"
    assert response["Content-Disposition"] == 'attachment; filename="memo.html"'
    assert (response["Content-Type"], response["Content-Security-Policy"]) == ("application/octet-stream", "sandbox")
    client.logout()
    assert client.get(f"/desk/agreements/documents/{row.pk}/").status_code == HTTPStatus.FOUND


@pytest.mark.parametrize(("name", "data"), [("run.exe", b"MZ"), ("empty.pdf", b""), ("noend", b"x")])
def test_what_is_no_document_is_refused(agreement, name, data):
    with pytest.raises(Unsuitable):
        actions.add_document(by=None, agreement=agreement, kind="memo", title="", file_name=name, chunks=[data], now=NOW)


def test_a_document_too_large_leaves_nothing(agreement, monkeypatch):
    from lantai.apps.agreements.actions import documents

    monkeypatch.setattr(documents, "MOST_BYTES", 10)
    with pytest.raises(Unsuitable):
        memo(agreement, data=b"x" * 11)
    assert not [path for path in documents.folder().iterdir() if path.is_file()]


def test_a_calendar_opens_by_its_secret_until_it_is_ended(client, keeper, active):
    client.force_login(keeper)
    page = client.post("/desk/agreements/calendar/")
    path = "/calendars/" + page.text.split("/calendars/")[1].split(".ics")[0] + ".ics"
    client.logout()
    text = client.get(path).text.replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == 3
    assert "SUMMARY:Last day to cancel: Heron Complete 2024–2026" in text
    assert "DTSTART;VALUE=DATE:20261231" in text
    assert CalendarFeed.objects.get().used_on
    assert client.get("/calendars/guessed.ics").status_code == HTTPStatus.NOT_FOUND
    keeper.groups.clear()
    assert client.get(path).status_code == HTTPStatus.NOT_FOUND
    actions.end_calendar(by=keeper, now=NOW)
    assert CalendarFeed.objects.get().ended_at


def test_calendar_lines_are_folded_between_characters_and_texts_escaped():
    day = ical.Day("1@lantai", date(2026, 12, 31), "续订：" + "很长的名字，" * 20 + "; a,b\\c\nd")
    data = ical.written([day], name="x", now=NOW)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    text = data.decode().replace("\r\n ", "")
    assert "\\; a\\,b\\\\c\\nd" in text


@pytest.mark.django_db(transaction=True)
def test_readers_are_told_in_plain_words_what_they_may_do(client, active, take):
    take([record("1", "Annals of Reeds")])
    work = Work.objects.get()
    PackageTitle.objects.filter(title="Annals of Reeds").update(instance=work.instances.first())
    page = client.get(f"/works/{work.pk}/").text
    assert "For students and staff of the university." in page
    assert "It may not be given to artificial intelligence tools." in page
    assert "人工智能" in client.get(f"/works/{work.pk}/?lang=zh-hans", follow=True).text
    title = PackageTitle.objects.get(title="Annals of Reeds")
    assert title.pk in conditions_of([title], on=TODAY)
    assert not conditions_of([title], on=date(2031, 1, 1))


@pytest.mark.django_db(transaction=True)
def test_readers_see_no_prices_and_no_terms_for_staff(client, active, fund, take):
    cost(active, [(fund, 1)], net=98_765_400)
    keep(active.license.terms.get(name="ai_use"), public=False)
    take([record("1", "Annals of Reeds")])
    work = Work.objects.get()
    PackageTitle.objects.filter(title="Annals of Reeds").update(instance=work.instances.first())
    page = client.get(f"/works/{work.pk}/").text
    assert "artificial intelligence" not in page
    assert "987" not in page
    assert client.get(f"/desk/agreements/{active.pk}/").status_code == HTTPStatus.FOUND


def test_lists_of_journals_and_databases_say_in_short_from_where(rf, active, package):
    request, title = rf.get("/"), package.titles.first()
    journal = SimpleNamespace(pk=5, issns=(), offers=[{"title": title.pk, "package": package.pk}])
    database = Database(pk=7, name="Heron", package=package)
    assert "You can use it from anywhere when you sign in." in drawn_on_rows("journal.row", request, [journal])[5][0]
    assert "You can use it from anywhere when you sign in." in drawn_on_rows("database.row", request, [database])[7][0]
    assert "artificial intelligence" in drawn("journal.body", request, journal)[0]
    assert "artificial intelligence" in drawn("database.body", request, database)[0]
    assert drawn_on_rows("journal.row", request, [SimpleNamespace(pk=6, offers=[])]) == {}


def test_every_value_of_every_public_term_has_a_sentence():
    silent = {Value.SILENT, Value.STATED, Value.UNLIMITED, Value.LIMITED}
    for term in Term:
        if term not in (Term.PRICE_CAP, Term.LAW):
            assert all((term, value) in PLAIN for value in values_of(term) if value not in silent), term


def test_rules_find_what_is_wrong_and_nothing_else(active, fund):
    assert not [*ended_but_active(NOW), *without_period(NOW), *without_terms(NOW), *deadline_past(NOW), *cost_unallocated(NOW)]
    later = NOW.replace(year=2027, month=6)
    assert len(list(ended_but_active(later))) == len(list(deadline_past(later))) == 1
    cost(active, [(fund, 1)])
    assert len(list(cost_unallocated(NOW))) == 1
    Agreement.objects.filter(pk=active.pk).update(license=None)
    assert len(list(without_terms(NOW))) == 1
    assert License.objects.exists()
    assert Cost.objects.exists()
    assert timezone.is_aware(NOW)
    assert plain({}) == ()
