"""A trial from its preparation to the signed report: staff open it, a reader answers in Arabic, the head signs, and it prints."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from lantai.apps.evaluation import actions, demo
from lantai.apps.evaluation.models import Trial
from lantai.apps.holdings.models import Activation, Basis
from lantai.catalog.tests.conftest import librarian, library, take  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def questions(librarian):  # noqa: F811
    from lantai.apps.holdings import actions as holdings

    now = timezone.now()
    holdings.make_package(by=None, values={"name": "Oasis Journals", "reference": "oasis"}, now=now)
    return actions.make_questionnaire(by=librarian, name="Standard", questions=demo.QUESTIONS, now=now)


def signed_in(page: Page, account) -> None:
    account.set_password("a pass phrase for journeys")
    account.save()
    page.goto("/accounts/login/")
    page.get_by_label("Username").fill(account.get_username())
    page.get_by_label("Password").fill("a pass phrase for journeys")
    page.locator("main").get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda url: "/accounts/login/" not in url)


def in_language(page: Page, live_server, lang: str) -> None:
    page.context.add_cookies([{"name": "language", "value": lang, "url": live_server.url}])


def test_from_preparing_it_to_an_answer(questions, visit, live_server, librarian):  # noqa: F811
    today = timezone.localdate()
    page = visit("/")
    signed_in(page, librarian)
    page.goto("/desk/trials/new/")
    page.locator("[name=name]").fill("Oasis Journals")
    page.locator("[name=package]").select_option(label="Oasis Journals")
    page.locator("[name=questionnaire]").select_option(label="Standard")
    page.locator("[name=from_date]").fill(today.isoformat())
    page.locator("[name=until_date]").fill((today + timedelta(days=30)).isoformat())
    page.get_by_role("button", name="Save").click()
    page.get_by_role("button", name="Open it to readers").click()
    expect(page.get_by_text("Readers have it now.")).to_be_visible()
    assert Activation.objects.get(basis=Basis.TRIAL).until_date == today + timedelta(days=30)
    reader = visit("/trials/", javascript=False)
    in_language(reader, live_server, "ar")
    reader.goto("/trials/")
    expect(reader.locator("html")).to_have_attribute("dir", "rtl")
    reader.get_by_role("link", name="قل رأيك").click()
    reader.locator("fieldset").first.get_by_text("4", exact=True).click()
    reader.wait_for_timeout(4_000)  # whoever sends at once is taken for a machine
    reader.get_by_role("button", name="إرسال").click()
    expect(reader.get_by_text("شكرًا.")).to_be_visible()
    assert Trial.objects.get().answers.get().language == "ar"


@pytest.mark.parametrize(("lang", "words"), [("en", "Evaluation report"), ("zh-hans", "评估报告"), ("ar", "تقرير التقييم")])
def test_the_report_reads_and_prints_in_every_language(visit, live_server, librarian, lang, words, tmp_path):  # noqa: F811
    demo.furnish(by=head(), now=timezone.now())
    page = visit("/", width=390)
    signed_in(page, librarian)
    in_language(page, live_server, lang)
    page.goto(f"/desk/trials/{Trial.objects.get(state='signed').pk}/report/")
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.emulate_media(media="print")
    expect(page.locator(".doors").first).to_be_hidden()
    if folder := os.environ.get("LANTAI_LOOK"):  # to look at what is printed
        page.pdf(path=f"{folder}/report-{lang}.pdf")
        page.emulate_media(media="screen")
        page.set_viewport_size({"width": 1280, "height": 900})
        page.screenshot(path=f"{folder}/report-{lang}.png", full_page=True)
    assert page.pdf(path=tmp_path / "report.pdf")


def head():
    from django.contrib.auth.models import Group

    from lantai.people.models import Account
    from lantai.people.roles import Role

    account = Account.objects.create_user("head", password="a long pass phrase")
    account.groups.add(Group.objects.get(name=Role.ADMINISTRATOR))
    return account
