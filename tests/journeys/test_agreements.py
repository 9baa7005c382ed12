"""A deal from its making to what stays after it, in a browser: made on a package, activated, available to readers, cancelled."""

import pytest
from playwright.sync_api import expect

from lantai.apps.agreements.models import Agreement
from lantai.apps.agreements.tests.conftest import agreement, license, package, platform  # noqa: A004, F401
from lantai.apps.holdings.models import PackageTitle
from lantai.catalog.models import Work
from lantai.catalog.tests.conftest import record
from lantai.people.roles import Role

from .test_staff import signed_in, staff  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


def say(page, why: str, button: str) -> None:
    page.get_by_label("Why", exact=True).first.fill(why)
    page.get_by_role("button", name=button, exact=True).click()


def test_an_agreement_lives_from_suggestion_to_what_remains(staff, agreement, take, visit, today_is_inside):  # noqa: F811
    take([record("1", "Annals of Reeds")])
    work = Work.objects.get()
    PackageTitle.objects.filter(title="Annals of Reeds").update(instance=work.instances.first())
    staff.groups.set([_role(Role.ERESOURCES)])
    page = signed_in(visit, f"/accounts/login/?next=/desk/agreements/{agreement.pk}/")
    for stage in ("Screening", "Negotiation", "Approved", "Ordered"):
        say(page, "wanted by the biologists", stage)
    say(page, "let us begin", "Activated")
    expect(page.get_by_text("The test link has not been opened successfully.").first).to_be_visible()
    assert not PackageTitle.objects.available(today_is_inside).exists()
    page.get_by_text("I have opened it myself").click()
    page.get_by_label("How, and what you saw").fill("in the reading room: the front page")
    page.get_by_role("button", name="Keep that it opens").click()
    say(page, "let us begin", "Activated")
    assert PackageTitle.objects.available(today_is_inside).count() == 3
    page.goto(f"/works/{work.pk}/")
    expect(page.get_by_text("What is published while the library subscribes stays readable for ever.")).to_be_visible()
    page.goto(f"/desk/agreements/{agreement.pk}/")
    say(page, "it runs", "In service")
    say(page, "hardly used", "Cancelled")
    expect(page.get_by_text("The decision memo is missing: add it to the documents.").first).to_be_visible()
    page.get_by_text("Add a document").click()
    page.get_by_label("Kind", exact=True).select_option(label="Decision memo")
    page.get_by_label("File", exact=True).set_input_files(
        {"name": "memo.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    )
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("button", name="Work it out").click()
    expect(page.get_by_role("rowheader", name="Annals of Reeds")).to_be_visible()
    page.goto(f"/desk/agreements/{agreement.pk}/")
    page.get_by_label("First day without access").fill(today_is_inside.isoformat())
    say(page, "hardly used", "Cancelled")
    assert Agreement.objects.get().stage == "cancelled"
    page.goto(f"/works/{work.pk}/")
    expect(page.get_by_text("The library no longer subscribes; these years stay readable:")).to_be_visible()


@pytest.fixture
def today_is_inside(agreement):  # noqa: F811
    """Return today, having let the agreement's last period run over it."""
    from django.utils.timezone import localdate

    today = localdate()
    last = agreement.periods.last()
    type(last).objects.filter(pk=last.pk).update(end_date=today.replace(year=today.year + 1))
    return today


def _role(name: str):
    from django.contrib.auth.models import Group

    return Group.objects.get(name=name)
