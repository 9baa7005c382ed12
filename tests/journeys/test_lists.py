"""The lists of journals and databases in a reader's hands, and a list in a librarian's: narrowed, saved, changed after a look."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from lantai.apps.holdings.actions import activate, list_package, make_package
from lantai.apps.holdings.demo_databases import furnish_databases
from lantai.apps.holdings.models import Basis, Database, PackageTitle
from lantai.catalog.models import Instance
from lantai.core.bib.record import BibRecord, Classification, Kind, Title, TitleForm

from .test_staff import signed_in, staff  # noqa: F401

pytestmark = pytest.mark.django_db(transaction=True)


def journal(control: str, title: str, lang: str, clc: str) -> BibRecord:
    return BibRecord(
        control=control, kind=Kind.JOURNAL, titles=(Title(forms=(TitleForm(title, lang),)),), languages=(lang,),
        classifications=(Classification(scheme="clc", value=clc),),
    )  # fmt: skip


@pytest.fixture
def journals(take):
    """Give readers a package of three journals, two of them works of the catalog."""
    now = timezone.now()
    take([journal("1", "文学评论", "zh", "I206"), journal("2", "建筑学报", "zh", "TU-0")])
    package = make_package(by=None, values={"name": "Example Journals", "reference": "ex-j"}, now=now)
    rows = [(work.title, Instance.objects.get(work=work)) for work in (i.work for i in Instance.objects.select_related("work"))]
    for title, instance in [*rows, ("Annals of Ink", None)]:
        PackageTitle.objects.create(
            package=package, instance=instance, title=title, key=title, sort_title=title, state="matched" if instance else "new",
            coverage=[{"first": "1997", "last": "2004"}, {"first": "2008"}], url="https://journals.example/x", added_at=now, changed_at=now,
            last_seen_at=now,
        )  # fmt: skip
    activate(by=None, target=package, basis=Basis.AGREEMENT, key="entitlement:1", now=now)
    list_package(package=package.pk, now=now)


@pytest.fixture
def databases(staff):  # noqa: F811
    furnish_databases(by=staff, now=timezone.now())


def test_a_reader_finds_a_journal_by_pinyin_by_words_and_by_subject_in_chinese_and_opens_it(journals, visit):
    page = visit("/journals/?lang=zh-hans")
    page.get_by_role("navigation", name="中文（按拼音）").get_by_role("link", name="W").click()
    row = page.get_by_role("listitem").filter(has=page.get_by_role("link", name="文学评论"))
    expect(row).to_contain_text("1997–2004、2008–")
    page.get_by_role("searchbox", name="检索期刊").or_(page.get_by_role("combobox", name="检索期刊")).fill("jzxb")
    page.get_by_role("option", name="建筑学报").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("建筑学报")
    page.goto("/journals/subjects/")
    page.get_by_role("link", name="工学").click()
    expect(page.get_by_role("link", name="建筑学报")).to_be_visible()
    assert page.get_by_role("link", name="文学评论").count() == 0
    page.get_by_role("link", name="建筑学报").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("建筑学报")


def test_a_reader_finds_a_database_by_its_discipline_in_arabic_on_a_phone(databases, visit):
    page = visit("/databases/?lang=ar", width=390)
    page.get_by_label("التخصص").select_option(label="الاقتصاد (2)")
    page.get_by_role("button", name="عرض").click()
    page.get_by_role("link", name="جداول ميريديان الاقتصادية").click()
    expect(page.get_by_text("سلاسل للأسعار والتجارة")).to_be_visible()
    expect(page.get_by_text("Meridian Economics Tables").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_librarian_narrows_a_list_chooses_columns_saves_it_and_changes_many_after_a_look(databases, visit):
    page = signed_in(visit, "/accounts/login/?next=/desk/lists/holdings.databases/")
    narrowing = page.get_by_role("search", name="Databases")
    narrowing.get_by_label("What it holds").select_option(label="Images")
    narrowing.get_by_role("button", name="Show").click()
    page.get_by_text("Columns", exact=True).click()
    page.locator("#c-provider").uncheck()
    page.locator("details[open]").get_by_role("button", name="Show").click()
    expect(page.get_by_role("columnheader", name="Provider")).to_have_count(0)
    page.get_by_text("Save this list").click()
    page.locator("#save-name").fill("Pictures")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("link", name="Pictures")).to_be_visible()
    boxes = page.locator("input[name='row']")
    boxes.first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    expect(page.locator("[data-chosen]")).to_have_text(" (2)")
    page.get_by_role("button", name="Change them…").click()
    page.locator("#how-seats").select_option("set")
    page.locator("input[name='to.seats']").fill("7")
    page.get_by_role("button", name="Look at what would come of it").click()
    expect(page.get_by_role("heading", name="What would come of it")).to_be_visible()
    assert not Database.objects.filter(seats=7).exists()
    page.get_by_role("button", name="Have it done").click()
    expect(page.get_by_role("button", name="Take the whole run back")).to_be_visible()
    assert Database.objects.filter(seats=7).count() == 2
    page.get_by_role("button", name="Take the whole run back").click()
    expect(page.get_by_text("taken back by")).to_be_visible()
    assert not Database.objects.filter(seats=7).exists()
