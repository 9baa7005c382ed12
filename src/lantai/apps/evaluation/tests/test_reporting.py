"""The report: figures that can be checked by hand, frozen by a signature, right in Chinese and Arabic as a page and as a document."""

import io
import zipfile
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone, translation
from lxml import etree

from lantai.apps.evaluation import actions, demo, queries
from lantai.apps.evaluation.models import Recommendation, Trial, TrialState, Usage
from lantai.apps.evaluation.overlap import overlap_of
from lantai.apps.evaluation.reports import report_of
from lantai.apps.holdings import actions as holdings
from lantai.apps.holdings.models import Basis, MatchState, Package, PackageTitle
from lantai.catalog.models import Instance
from lantai.core.bib.record import BibRecord, Classification, HoldingRecord, Kind, Title, TitleForm
from lantai.core.measures.usage_table import read
from lantai.people.models import Account

from .conftest import NOW

pytestmark = pytest.mark.django_db
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def title(
    package: Package, key: str, *, instance: Instance | None = None, issn: str = "", first: str = "", last: str = ""
) -> PackageTitle:
    coverage = [{name: value for name, value in (("first", first), ("last", last)) if value}] if first else []
    return PackageTitle.objects.create(
        package=package, key=key, title=key, sort_title=key, instance=instance, online_identifier=issn, coverage=coverage,
        state=MatchState.MATCHED if instance else MatchState.NEW, added_at=NOW, changed_at=NOW, last_seen_at=NOW,
    )  # fmt: skip


@pytest.fixture
def held(take, package) -> Package:
    """Four titles on trial: one had by work, one by ISSN, one on paper alone, one nowhere; another package is had."""

    def journal(control: str, number: str, **more: object) -> BibRecord:
        return BibRecord(control=control, kind=Kind.JOURNAL, titles=(Title(forms=(TitleForm(f"Journal {control}"),)),),
                         classifications=(Classification(scheme="clc", value=number),), **more)  # fmt: skip

    take([journal("1", "K20"), journal("2", "F0", holdings=(HoldingRecord(location="Stacks"),))])
    first, second = Instance.objects.order_by("pk")
    other = holdings.make_package(by=None, values={"name": "Had", "reference": "had"}, now=NOW)
    holdings.activate(by=None, target=other, basis=Basis.AGREEMENT, key="agreement:1", now=NOW)
    title(package, "by work", instance=first, first="2001")
    title(package, "by number", issn="0028-0836", first="2020")
    title(package, "on paper", instance=second, first="1990", last="1999")
    title(package, "nowhere", issn="1234-5679", first="2025")
    title(other, "had by work", instance=first, first="2010")
    title(other, "had by number", issn="0028-0836", first="2020", last="2021")
    return package


def test_overlap_is_told_by_work_by_number_and_by_years(held):
    found = overlap_of([held.pk], on=NOW.date(), lang="en")
    assert (found.titles, found.common, found.unique, found.printed) == (4, 2, 2, 1)
    # 2001–2026, 2020–2026, 1990–1999, 2025–2026; had of them: 2010–2026 and 2020–2021
    assert (found.title_years, found.common_title_years) == (26 + 7 + 10 + 2, 17 + 2)
    parts = {part.discipline: (part.titles, part.common) for part in found.parts}
    assert parts[""] == (2, 1)
    assert len(parts) == 3


def test_what_a_trial_itself_gives_is_not_had_already(held, trial, librarian):
    actions.open_trial(by=librarian, trial=trial, now=NOW)
    assert overlap_of([held.pk], on=NOW.date(), lang="en").common == 2


@pytest.fixture
def ended(trial, librarian) -> Trial:
    actions.open_trial(by=librarian, trial=trial, now=NOW)
    questions = queries.asked_in(trial)
    for n, (score, use, comment, language) in enumerate(
        [("5", "yes", "Very rich", "en"), ("4", "yes", "内容很好", "zh-hans"), ("2", "no", "البحث ضعيف", "ar")]
    ):
        given = {questions[0].pk: score, questions[5].pk: use}
        actions.answer(
            trial=trial, given=given, comment=comment, language=language, role="student", form=str(n), address="", now=NOW
        )
    actions.put_usage(
        by=librarian, trial=trial, uses=read("month,metric,value\n2026-09,Searches,1204\n2026-11,Searches,30")[0], now=NOW
    )
    actions.follow_the_day(now=NOW + timedelta(days=4))
    trial.refresh_from_db()
    return trial


def test_the_figures_are_those_of_the_answers(ended, held):
    figures = report_of(ended, now=NOW)
    assert (figures.answers, figures.mean) == (3, Decimal("3.7"))
    assert figures.asked[0].score.spread == (0, 1, 0, 1, 1)
    assert figures.asked[5].choices == (2, 0, 1)
    assert figures.by_language == {"en": 1, "zh-hans": 1, "ar": 1}
    (searches,) = figures.usage
    assert searches.months == ((2026, 9, 1204), (2026, 10, None), (2026, 11, 30))


def test_the_price_is_shared_to_the_cent_and_never_by_nothing(ended, held, librarian):
    actions.assess(by=librarian, trial=ended, values={"price": Decimal("1000"), "currency": "eur", "readers": 3}, now=NOW)
    figures = report_of(ended, now=NOW)
    assert (figures.per_title, figures.per_new_title, figures.per_reader) == (
        Decimal("250.00"),
        Decimal("500.00"),
        Decimal("333.33"),
    )
    assert figures.currency == "EUR"
    actions.assess(by=librarian, trial=ended, values={"readers": 0}, now=NOW)
    assert report_of(ended, now=NOW).per_reader is None


def test_a_price_without_a_currency_is_refused(ended, librarian):
    with pytest.raises(ValidationError, match="three letters"):
        actions.assess(by=librarian, trial=ended, values={"price": Decimal("10"), "currency": "€"}, now=NOW)


def test_signed_it_is_frozen_whatever_changes_afterwards(ended, held, librarian, head):
    with pytest.raises(PermissionDenied):
        actions.sign(by=Account.objects.create_user("reader"), trial=ended, role="Reader", now=NOW)
    with pytest.raises(ValidationError, match="what you recommend"):
        actions.sign(by=head, trial=ended, role="Head", now=NOW)
    actions.assess(by=librarian, trial=ended, values={"recommendation": Recommendation.BUY, "reasons": "Asked for"}, now=NOW)
    with pytest.raises(ValidationError, match="somebody else"):
        actions.sign(by=librarian, trial=ended, role="Librarian", now=NOW)
    made = actions.sign(by=head, trial=ended, role="Head of collections", now=NOW)
    before = report_of(ended, now=NOW)
    title(held, "came later", issn="2049-3630")
    Usage.objects.all().delete()
    assert report_of(ended, now=NOW) == before
    assert (before.overlap.titles, before.usage[0].total) == (4, 1234)
    assert (made.signed_name, made.signed_role) == ("head", "Head of collections")
    for doing in (
        lambda: actions.assess(by=librarian, trial=ended, values={"reasons": "Other"}, now=NOW),
        lambda: actions.put_usage(by=librarian, trial=ended, uses=[], now=NOW),
        lambda: actions.change_trial(by=librarian, trial=ended, values={"name": "Other"}, now=NOW),
    ):
        with pytest.raises(ValidationError, match="closed"):
            doing()


@pytest.mark.parametrize(("lang", "is_rtl"), [("en", False), ("zh-hans", False), ("ar", True)])
def test_the_document_is_right_in_every_direction(ended, held, librarian, client, lang, is_rtl):
    client.force_login(librarian)
    client.cookies["language"] = lang
    response = client.get(f"/desk/trials/{ended.pk}/report.docx")
    assert response["Content-Disposition"].endswith('.docx"')
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        assert archive.testzip() is None
        body = etree.fromstring(archive.read("word/document.xml"))
        fonts = etree.fromstring(archive.read("word/styles.xml")).find(f".//{W}rFonts")
    assert {fonts.get(f"{W}eastAsia"), fonts.get(f"{W}cs")} == {"SimSun", "Traditional Arabic"}
    assert (body.find(f".//{W}sectPr/{W}bidi") is not None) is is_rtl
    assert (body.find(f".//{W}tblPr/{W}bidiVisual") is not None) is is_rtl
    paragraphs = {"".join(p.itertext()): p for p in body.iter(f"{W}p")}
    arabic = next(p for text, p in paragraphs.items() if "البحث ضعيف" in text)
    assert arabic.find(f"{W}pPr/{W}bidi") is not None  # somebody's words keep their own direction
    assert arabic.find(f".//{W}rPr/{W}rtl") is not None
    english = next(p for text, p in paragraphs.items() if "Very rich" in text)
    said = english.find(f"{W}pPr/{W}bidi")
    assert (said is not None and said.get(f"{W}val") == "0") if is_rtl else said is None


@pytest.mark.parametrize(("lang", "words"), [("en", "Evaluation report"), ("zh-hans", "评估报告"), ("ar", "تقرير التقييم")])
def test_the_page_says_it_in_the_language_of_whoever_reads_it_with_pictures_beside_tables(
    ended, held, librarian, client, lang, words
):
    client.force_login(librarian)
    client.cookies["language"] = lang
    page = client.get(f"/desk/trials/{ended.pk}/report/").content.decode()
    assert words in page
    assert page.count("<svg width") >= 3
    assert "内容很好" in page


def test_trials_stand_side_by_side(ended, held, librarian, client):
    client.force_login(librarian)
    page = client.get(f"/desk/trials/compare/?row={ended.pk}&row=999999&row=x").content.decode()
    assert "Oasis" in page
    assert "3.7" in page


def test_use_comes_from_a_file_and_what_cannot_be_used_is_listed_by_line(ended, librarian, client):
    client.force_login(librarian)
    table = "月份;指标;数值\n2026-08;Searches;١٢٠\nAugust;Searches;5\n2026-08;Views;4.5\n".encode()
    from django.core.files.uploadedfile import SimpleUploadedFile

    response = client.post(f"/desk/trials/{ended.pk}/usage/", {"file": SimpleUploadedFile("use.csv", table)})
    page = response.content.decode()
    assert (response.status_code, "Line 3" in page, "Line 4" in page) == (400, True, True)
    assert Usage.objects.get(month="2026-08-01").count == 120


@pytest.mark.parametrize("day", [date(2026, 11, 30), date(2027, 1, 1), date(2028, 2, 29), date(2028, 8, 31), date(2028, 12, 31)])
def test_the_demo_is_furnished_on_any_day_of_a_year(head, day):
    demo.furnish(by=head, now=datetime.combine(day, datetime.min.time(), UTC))
    months = Usage.objects.values_list("trial", "month")
    assert sorted(Counter(trial for trial, _ in set(months)).values()) == [2, 2]


def test_the_demo_has_one_running_one_ended_and_one_signed(head):
    for _ in range(2):  # a second time changes nothing
        demo.furnish(by=head, now=timezone.now())
    assert sorted(Trial.objects.values_list("state", flat=True)) == [TrialState.ENDED, TrialState.OPEN, TrialState.SIGNED]
    with translation.override("ar"):
        assert all(report_of(trial, now=timezone.now()) for trial in Trial.objects.all())
