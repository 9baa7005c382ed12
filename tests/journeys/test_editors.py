"""Librarians write pages in a real browser: nothing is asked of another machine, and what readers get is what was published."""

import contextlib
import json
import re

import pytest
from django.utils import timezone
from playwright.sync_api import TimeoutError as PlaywrightTimeoutError
from playwright.sync_api import expect
from wagtail.models import Locale

from lantai.apps.pages import actions
from lantai.apps.pages.models import StandardPage
from lantai.people.models import Account

from .test_staff import signed_in, staff  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)
EDITOR = "/desk/pages/"
TRIES = 15
REST_MS = 3_000


@pytest.fixture
def pages(staff) -> dict[str, int]:  # noqa: F811
    """Make the starting pages, with one copy that waits to be translated."""
    actions.prepare(now=timezone.now())
    page = StandardPage.objects.get(url_path="/en/about/")
    plain = StandardPage(
        title="Rules", slug="rules", body=json.dumps([{"type": "text", "value": "<p>Please be quiet here.</p>"}])
    )
    page.get_parent().add_child(instance=plain)
    copy = plain.copy_for_translation(Locale.objects.get(language_code="ar"))
    return {"about": page.pk, "copy": copy.pk}


@pytest.mark.parametrize("lang", ["en", "zh-hans", "ar"])
def test_the_editor_asks_no_other_machine_and_runs_in_the_staffs_language(pages, visit, lang):
    page = signed_in(visit, f"/accounts/login/?next={EDITOR}")
    for address in (
        "",
        "pages/",
        f"pages/{pages['about']}/edit/",
        f"pages/{pages['about']}/history/",
        "images/",
        "reports/site-history/",
    ):
        page.goto(f"{EDITOR}{address}?lang={lang}")
        rested(page)
        expect(page.locator("html")).to_have_attribute("dir", "rtl" if lang == "ar" else "ltr")


def rested(page):
    """Wait until a page asks for nothing, but not for long: the editor keeps a draft and asks who else writes, again and again."""
    with contextlib.suppress(PlaywrightTimeoutError):
        page.wait_for_load_state("networkidle", timeout=REST_MS)


def test_a_page_is_written_previewed_and_kept_as_a_draft(pages, visit):
    page = signed_in(visit, f"/accounts/login/?next={EDITOR}pages/{pages['about']}/edit/")
    page.locator("#id_intro").fill("A sentence of the journey.")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text(re.compile("has been (updated|saved)")).first).to_be_visible()
    page.goto(f"{EDITOR}pages/{pages['about']}/view_draft/")
    expect(page.get_by_text("A sentence of the journey.")).to_be_visible()
    page.goto("/about/?lang=en")
    expect(page.get_by_text("A sentence of the journey.")).to_have_count(0)


def test_a_copy_that_is_not_translated_is_not_published(pages, visit):
    Account.objects.filter(username="librarian").update(is_superuser=True)
    page = signed_in(visit, f"/accounts/login/?next={EDITOR}pages/{pages['copy']}/edit/")
    opened(page, page.get_by_role("button", name=re.compile("More actions|Actions")).last, "Publish").click()
    expect(page.get_by_text(re.compile("cannot be published yet: 2 passages")).first).to_be_visible()
    page.goto("/rules/?lang=ar")
    expect(page.get_by_text("لم تُترجم هذه الصفحة بعد")).to_be_visible()


def opened(page, menu, name):
    """Return the button of this name in a menu, clicking until the menu answers: its script may still be starting."""
    button = page.get_by_role("button", name=name, exact=True)
    for _ in range(TRIES):
        menu.click()
        try:
            button.wait_for(state="visible", timeout=1000)
        except PlaywrightTimeoutError:
            continue
        return button
    raise AssertionError(f"the menu never showed {name!r}")


def test_the_language_is_switched_in_place_on_a_page(pages, visit):
    page = visit("/help/?lang=en")
    page.get_by_text("English", exact=True).first.click()
    page.get_by_role("link", name="العربية").first.click()
    expect(page).to_have_url(re.compile("/help/"))
    expect(page.get_by_role("heading", level=1)).to_have_text("المساعدة في البحث")


def test_a_notice_is_hidden_without_javascript(pages, visit):
    now = timezone.now()
    by = Account.objects.create_superuser("keeper")
    said = {"headings": {"en": "Closed early today."}, "texts": {}, "tone": "warn", "link": "", "starts_at": now, "ends_at": None}
    actions.put_up_notice(by=by, now=now, **said)
    page = visit("/", javascript=False)
    page.get_by_role("button", name="Hide").click()
    expect(page.get_by_text("Closed early today.")).to_have_count(0)
