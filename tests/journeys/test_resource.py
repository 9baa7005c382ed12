"""An e-resource from its provider's list to a mended fault: each step in a browser, by whoever takes it, on a vendor's platform of its own."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import Page, expect

from lantai.apps.agreements.tests.conftest import keep, license  # noqa: A004, F401
from lantai.apps.holdings.models import PackageTitle
from lantai.catalog import index
from lantai.infra import guard
from lantai.people.roles import Role

from .test_staff import signed_in, staff, work_off_all_jobs  # noqa: F401
from .vendor import Vendor, vendor  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)

HEADINGS = (
    "publication_title\tprint_identifier\tonline_identifier\tdate_first_issue_online\tnum_first_vol_online\tnum_first_issue_online\t"
    "date_last_issue_online\tnum_last_vol_online\tnum_last_issue_online\ttitle_url\tfirst_author\ttitle_id\tembargo_info\t"
    "coverage_depth\tnotes\tpublisher_name\tpublication_type\tdate_monograph_published_print\tdate_monograph_published_online\t"
    "monograph_volume\tmonograph_edition\tfirst_editor\tparent_publication_title_id\tpreceding_publication_title_id\taccess_type"
)
REEDS, LETTERS = "Annals of Imaginary Reeds", "Imaginary Marsh Letters"
REFUSED = {
    4: ("4", "date_first_issue_online", "97", "A year of two digits: write four."),
    5: ("5", "embargo_info", "1YP", "This is no embargo code"),
}
MOST_CLICKS = 3
LICENCE = "Heron licence 2024"


def row(title: str, issn: str, number: str, url: str, *, first: str = "1997", embargo: str = "") -> str:
    """Return one row of a KBART list."""
    cells = [title, "", issn, first, "1", "", "", "", "", url, "", number, embargo, "fulltext", "", "Heron Press", "serial"]
    return "\t".join([*cells, *[""] * 7, "P"])


def list_of(*rows: str) -> dict[str, object]:
    """Return a KBART file as a browser sends it."""
    return {"name": "heron.txt", "mimeType": "text/plain", "buffer": "\n".join([HEADINGS, *rows]).encode()}


@pytest.fixture
def eresources(staff, license, monkeypatch, settings):  # noqa: A002, F811
    """Let the librarian of journeys look after e-resources, with a licence at hand, and the vendor's platform be asked by the server."""
    monkeypatch.setattr(guard, "FASTEST_S", 0)  # a person is slower than a journey
    settings.SERVICE_HOSTS = frozenset({"127.0.0.1"})
    staff.groups.set([Group.objects.get(name=Role.ERESOURCES)])
    return staff


def test_from_a_providers_list_to_a_mended_fault(eresources, vendor, visit):  # noqa: F811
    desk = signed_in(visit, "/accounts/login/", besides=vendor.url)
    bring_in(desk, vendor)
    assert REEDS not in visit("/journals/").content(), "nobody has it before an agreement says so"
    activate(desk, vendor)
    reader = visit("/journals/", besides=vendor.url)
    find_and_open(reader, vendor)
    tell_that_it_is_down(reader, vendor)
    mend(desk, reader)


def bring_in(desk: Page, vendor: Vendor) -> None:  # noqa: F811
    """Make a platform and a package, send its list, look at what it would change, and have it applied."""
    desk.goto("/desk/platforms/new/")
    desk.get_by_label("Name", exact=True).fill("Heron Online")
    desk.get_by_label("Address", exact=True).fill(vendor.url)
    desk.get_by_role("button", name="Save", exact=True).click()
    desk.wait_for_url("**/desk/lists/holdings.platforms/**")
    desk.goto("/desk/packages/new/")
    desk.get_by_label("Name", exact=True).fill("Heron Complete")
    desk.get_by_label("Reference", exact=True).fill("heron")
    desk.get_by_label("Platform", exact=True).select_option(label="Heron Online")
    desk.get_by_role("button", name="Save", exact=True).click()
    desk.get_by_role("link", name="Send a list of titles").click()
    rows = (row(REEDS, "2049-3630", "h1", f"{vendor.url}/reeds"), row(LETTERS, "2041-1723", "h2", f"{vendor.url}/letters"))
    desk.get_by_label("List of titles", exact=True).set_input_files(list_of(*rows))
    desk.get_by_role("button", name="Check", exact=True).click()
    desk.wait_for_url("**/desk/title-lists/**")
    work_off_all_jobs()
    expect(desk.get_by_text(REEDS)).to_be_visible()
    desk.get_by_role("button", name="Apply", exact=True).click()
    desk.wait_for_url("**/desk/title-lists/**")
    work_off_all_jobs()
    expect(desk.get_by_text("Applied", exact=True)).to_be_visible()


def activate(desk: Page, vendor: Vendor) -> None:  # noqa: F811
    """Make a vendor and an agreement on the package, and lead it to where readers have it."""
    today = timezone.localdate()
    desk.goto("/desk/agreements/add/vendor/")
    fill(desk, {"Name": "Heron Press"})
    desk.goto("/desk/agreements/add/agreement/")
    for label, said in (
        ("Vendor", "Heron Press"),
        ("Licence", LICENCE),
        ("How readers get in", "By the addresses of the campus network"),
    ):
        desk.get_by_label(label, exact=True).select_option(label=said)
    fill(desk, {"Name": "Heron Complete, three years", "Number of the agreement": "HC-1", "Test link": f"{vendor.url}/reeds"})
    desk.get_by_role("link", name="Add a period").click()
    fill(desk, {"From": (today - timedelta(days=30)).isoformat(), "Until": (today + timedelta(days=700)).isoformat()})
    desk.get_by_role("link", name="Add What it entitles to").click()
    desk.get_by_label("Package", exact=True).select_option(label="Heron Complete")
    fill(desk, {})
    desk.get_by_role("button", name="Open it now").click()
    expect(desk.get_by_text("The test link opens.")).to_be_visible()
    assert vendor.asked == ["/reeds"]
    for stage in ("Screening", "Negotiation", "Approved", "Ordered", "Activated"):
        desk.get_by_label("Why", exact=True).first.fill("three readers asked for it")
        desk.get_by_role("button", name=stage, exact=True).click()
        expect(desk.get_by_text("Moved.")).to_be_visible()
    work_off_all_jobs()
    while index.refresh():
        continue


def fill(page: Page, said: dict[str, str]) -> None:
    """Fill a form in and save it."""
    for label, words in said.items():
        page.get_by_label(label, exact=True).fill(words)
    before = page.url
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(lambda url: url != before)


def find_and_open(reader: Page, vendor: Vendor) -> None:  # noqa: F811
    """Find the title in the list of journals and by a search, and come to its document in so many clicks."""
    expect(reader.get_by_role("link", name=REEDS)).to_be_visible()
    expect(reader.get_by_role("listitem").filter(has=reader.get_by_role("link", name=REEDS))).to_contain_text("1997–")
    reader.goto("/search/?q=imaginary+reeds")
    clicks = (reader.get_by_role("article").first.get_by_role("link", name=REEDS), reader.locator(".access .btn.main"))
    for link in clicks:
        link.click()
    reader.wait_for_url(f"{vendor.url}/reeds")
    expect(reader.get_by_role("heading")).to_have_text("/reeds")
    assert len(clicks) <= MOST_CLICKS


def tell_that_it_is_down(reader: Page, vendor: Vendor) -> None:  # noqa: F811
    """Meet the platform when it is down, and tell the library from the page of the title."""
    vendor.down = True
    reader.reload()
    expect(reader.get_by_role("heading")).to_have_text("503 Service Unavailable")
    reader.go_back()
    reader.get_by_role("link", name="Does it not open?").click()
    expect(reader.get_by_text("Heron Online")).to_be_visible()
    reader.locator("textarea").fill("503 Service Unavailable, the whole site is down")
    reader.get_by_role("button", name="Send", exact=True).click()
    expect(reader.get_by_text("Thank you.")).to_be_visible()
    vendor.down = False


def mend(desk: Page, reader: Page) -> None:
    """See the fault in the queue, say that it is looked at, resolve it; readers see both on the status page."""
    desk.goto("/desk/")
    desk.get_by_role("link", name="fault of access to triage").click()
    desk.get_by_role("link", name=REEDS, exact=True).click()
    expect(desk.get_by_text("the whole site is down")).to_be_visible()
    desk.get_by_role("button", name="Triaged", exact=True).click()
    expect(desk.locator(".head.page b")).to_have_text("Triaged")
    reader.goto("/status/")
    standing = reader.locator(".standings > li").filter(has_text="Heron Online")
    expect(standing).to_contain_text("No access")
    reader.goto("/journals/?q=imaginary")
    expect(reader.get_by_role("listitem").filter(has=reader.get_by_role("link", name=REEDS))).to_contain_text("Known fault")
    desk.get_by_label("Who", exact=True).select_option(label="librarian")
    desk.get_by_role("button", name="Assign", exact=True).click()
    expect(desk.locator(".head.page b")).to_have_text("Assigned")
    desk.get_by_label("How it ended").select_option("vendor_fixed")
    desk.get_by_role("button", name="Fixed", exact=True).click()
    expect(desk.locator(".head.page b")).to_have_text("Fixed")
    reader.goto("/status/")
    expect(standing.locator(".st.ok")).to_contain_text("Works")
    reader.goto("/journals/?q=imaginary")
    expect(reader.get_by_role("link", name=REEDS)).to_be_visible()
    expect(reader.get_by_text("Known fault")).to_have_count(0)


def test_refused_rows_of_a_list_are_shown_with_row_column_value_and_rule_and_sent(eresources, visit):
    desk = signed_in(visit, "/accounts/login/?next=/desk/packages/new/")
    fill(desk, {"Name": "Heron Complete", "Reference": "heron"})
    desk.get_by_role("link", name="Send a list of titles").click()
    good = row(REEDS, "2049-3630", "h1", "https://heron.example/reeds")
    bad = (
        row(LETTERS, "2041-1724", "h2", "https://heron.example/letters"),
        row("Wader Studies", "", "h3", "https://heron.example/waders", first="97"),
        row("Sedge Quarterly", "", "h4", "https://heron.example/sedge", embargo="1YP"),
    )
    desk.get_by_label("List of titles", exact=True).set_input_files(list_of(good, *bad))
    desk.get_by_role("button", name="Check", exact=True).click()
    desk.wait_for_url("**/desk/title-lists/**")
    work_off_all_jobs()
    table = desk.get_by_role("group", name="Refused rows")
    expect(table.get_by_role("row")).to_have_count(3)
    for number, cells in REFUSED.items():
        for words in cells:
            expect(table.get_by_role("row").nth(number - 3)).to_contain_text(words)
    expect(desk.get_by_text("The identifier’s check digit is wrong; it is kept beside and not used.")).to_have_count(1)
    with desk.expect_download() as sent:
        desk.get_by_role("link", name="as a table").click()
    found = list(csv.DictReader(StringIO(sent.value.path().read_text("utf-8-sig"))))
    assert [(row["row"], row["column"], row["value"], row["rule"]) for row in found] == [
        ("4", "date_first_issue_online", "97", "two_digit_year"),
        ("5", "embargo_info", "1YP", "not_an_embargo"),
    ]
    assert "Wader Studies" in found[0]["raw"]
    desk.get_by_role("button", name="Apply", exact=True).click()
    desk.wait_for_url("**/desk/title-lists/**")
    work_off_all_jobs()
    expect(desk.get_by_text("Applied", exact=True)).to_be_visible()
    assert sorted(PackageTitle.objects.values_list("title", flat=True)) == [REEDS, LETTERS], "good rows go in"
