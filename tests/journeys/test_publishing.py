"""An author asks where to publish without paying, asks the library to pay, and staff approve, invoice and pay; in a browser, in three languages."""

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import Page, expect

from lantai.apps.publishing import demo
from lantai.apps.publishing.models import ChargeFund, ChargeRequest
from lantai.people.models import Account
from lantai.people.roles import Role

pytestmark = pytest.mark.django_db(transaction=True)
PASS = "a pass phrase for journeys"
WORDS = {
    "en": (
        "Ask",
        "Yes, without a charge.",
        "Ask the library to pay, or to look into it",
        "Keep as a draft",
        "Hand it in",
        "Sign in",
    ),
    "zh-hans": ("查询", "可以，不收费。", "请图书馆付费，或代为查询", "存为草稿", "提交", "登录"),
    "ar": ("اسأل", "نعم، دون رسوم.", "اطلب من المكتبة أن تدفع أو أن تنظر في الأمر", "احفظه مسودة", "قدّمه", None),
}


@pytest.fixture
def people(library) -> dict[str, Account]:
    made = {}
    for name, role in (("author", None), ("keeper", Role.ERESOURCES)):
        made[name] = Account.objects.create_user(name, password=PASS)
        if role:
            made[name].groups.add(Group.objects.get(name=role))
    demo.furnish(by=made["keeper"], now=timezone.now())
    ChargeRequest.objects.all().delete()
    return made


def sign_in(page: Page, name: str) -> None:
    page.locator("[name=username]").fill(name)
    page.locator("[name=password]").fill(PASS)
    page.locator("main form button").first.click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("language", WORDS)
def test_from_the_question_to_the_payment(people, visit, language, javascript):
    ask, yes, request, keep, hand_in, _sign = WORDS[language]
    page = visit(f"/publish/?lang={language}", javascript=javascript)
    page.locator("main [name=q]").fill("Heron Letters")
    page.locator("main form").get_by_role("button", name=ask, exact=True).click()
    expect(page.locator(".note.ok")).to_contain_text(yes)
    assert page.locator("html").get_attribute("dir") == ("rtl" if language == "ar" else "ltr")
    page.get_by_role("link", name=request).click()
    sign_in(page, "author")
    page.locator("[name=title]").fill("Reeds and their birds")
    assert page.locator("[name=journal]").input_value() == "Heron Letters (example)"
    page.get_by_role("button", name=keep).click()
    page.get_by_role("button", name=hand_in).click()
    expect(page.locator(".note.ok")).to_be_visible()
    made = ChargeRequest.objects.get()
    assert (made.state, made.agreement.reference) == ("submitted", "example-heron")
    desk = visit("/desk/lists/publishing.requests/?lang=en", javascript=javascript)
    sign_in(desk, "keeper")
    desk.get_by_role("link", name="Reeds and their birds").first.click()
    expect(desk.get_by_text("The journal is in the agreement’s list.")).to_be_visible()
    desk.get_by_role("button", name="Approved", exact=True).click()
    expect(desk.get_by_role("button", name="Invoiced", exact=True)).to_be_visible()
    desk.locator("[name=fund]").select_option(str(ChargeFund.objects.get().pk))
    desk.locator("[name=amount]").fill("1200.00")
    desk.locator("[name=currency]").select_option("EUR")
    desk.locator("[name=invoice]").fill("R-7")
    desk.get_by_role("button", name="Invoiced", exact=True).click()
    desk.locator("[name=paid_date]").fill(timezone.localdate().isoformat())
    desk.get_by_role("button", name="Paid", exact=True).click()
    expect(desk.locator(".st", has_text="Paid").first).to_be_visible()
    page.reload()
    made.refresh_from_db()
    assert (made.state, made.minor, made.invoice) == ("paid", 120_000, "R-7")


def test_an_ended_agreement_cannot_be_overlooked_on_a_phone(people, visit):
    page = visit("/publish/?q=Journal+of+Tides&type=research&corresponding=yes", width=390)
    expect(page.get_by_text("This agreement ended on")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
