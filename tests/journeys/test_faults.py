"""A reader says that something does not open, staff see to it, and the status page shows that it is over."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import Page, expect

from lantai.apps.access.models import Fault, Report, State
from lantai.apps.holdings.actions import make_database, make_platform
from lantai.infra import guard
from lantai.people.models import Account

pytestmark = pytest.mark.django_db(transaction=True)
PASS = "a pass phrase for journeys"


@pytest.fixture
def database(library, librarian, monkeypatch):
    monkeypatch.setattr(guard, "FASTEST_S", 0)  # a person is slower than a journey
    librarian.set_password(PASS)
    librarian.save()
    now = timezone.now()
    platform = make_platform(by=None, values={"name": "Imaginary Platform", "address": "https://platform.example/"}, now=now)
    values = {
        "name": "Imaginary Waters Online",
        "reference": "iwo",
        "platform": platform,
        "address": "https://platform.example/iwo",
    }
    return make_database(by=None, values=values, now=now)


def signed_in(visit, address: str) -> Page:
    page = visit(address)
    page.get_by_label("Username").fill("librarian")
    page.get_by_label("Password").fill(PASS)
    page.locator("main").get_by_role("button", name="Sign in").click()
    return page


WORDS = {"en": ("Send", "Thank you"), "zh-hans": ("提交", "谢谢"), "ar": ("إرسال", "شكرا")}


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("javascript", [True, False])
def test_a_reader_tells_staff_mend_and_the_status_page_says_so(database, visit, language, javascript):
    button, thanks = WORDS[language]
    page = visit(f"/access/report/?database={database.pk}&page=/status/&lang={language}", javascript=javascript)
    page.locator("textarea").fill("503 Service Unavailable, the whole site is down")
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator(".note").first).to_contain_text(thanks)
    assert Report.objects.get().language == language
    fault = Fault.objects.get()
    Fault.objects.update(opened_at=timezone.now() - timedelta(minutes=5))
    desk = signed_in(visit, f"/desk/faults/{fault.pk}/")
    desk.get_by_role("button", name="Triaged", exact=True).click()
    status = visit("/status/")
    expect(status.locator(".st.stop")).to_contain_text("No access")
    desk.get_by_label("Who", exact=True).select_option(label="librarian")
    desk.get_by_role("button", name="Assign", exact=True).click()
    desk.get_by_label("How it ended").select_option("vendor_fixed")
    desk.get_by_role("button", name="Fixed", exact=True).click()
    status.reload()
    expect(status.locator(".st.ok")).to_contain_text("Works")
    assert Fault.objects.get().state == State.FIXED


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", WORDS)
def test_pages_of_faults_stay_within_the_window(database, visit, librarian, width, language):
    from lantai.apps.access import demo

    librarian.groups.set([Group.objects.get(name="administrator")])
    demo.furnish(by=Account.objects.get(pk=librarian.pk), now=timezone.now())
    page = visit(f"/status/?lang={language}", width=width)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    fault = Fault.objects.filter(state=State.ASSIGNED).first()
    desk = signed_in(visit, "/desk/lists/access.faults/")
    desk.set_viewport_size({"width": width, "height": 900})
    for path in (
        "/desk/lists/access.faults/?f.open=1",
        f"/desk/faults/{fault.pk}/",
        "/desk/faults/month/",
        "/desk/lists/access.proxies/",
    ):
        desk.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
        assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
