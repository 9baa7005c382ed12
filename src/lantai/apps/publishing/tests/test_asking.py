"""What an author is told, from agreements, lists, caps and the journal's own charge."""

from datetime import date

import pytest

from lantai.apps.holdings.models import IssnFamily
from lantai.apps.openaccess.tests.test_journals import take as take_doaj
from lantai.apps.publishing import actions
from lantai.apps.publishing.models import Cap, Institution, Membership
from lantai.apps.publishing.queries import asking, journals, places
from lantai.core.openness.publishing.asking import Question, Reason

from .conftest import GULLS, NOW, REEDS, TERNS, TODAY, deal, let_through, lists

pytestmark = pytest.mark.django_db
ASKED = Question(day=TODAY, type="research")


def said(issn: str, place: Institution | None, asked: Question = ASKED) -> tuple[str, tuple[str, ...]]:
    found = asking.answer([issn], place, asked)
    return found.answer, tuple(reason for one in found.found for reason in one.verdict.reasons)


def test_yes_with_what_is_left_of_the_cap(agreement, here):
    found = asking.answer([GULLS], here, ASKED)
    assert (found.answer, found.is_sure, found.found[0].cap.left, found.found[0].list.said_date) == (
        "yes",
        True,
        3,
        date(2026, 10, 1),
    )


@pytest.mark.parametrize("minor, answer", [(299_999, "yes"), (300_000, "ask"), (400_000, "ask")])
def test_a_cap_of_money_is_used_up_like_one_of_articles(agreement, here, author, minor, answer):
    agreement.caps.all().delete()
    cap = {
        "agreement": agreement,
        "minor": 300_000,
        "currency": "EUR",
        "from_date": date(2026, 1, 1),
        "until_date": date(2027, 1, 1),
    }
    actions.keep(by=None, row=Cap(), said=cap, now=NOW)
    let_through(author, agreement, minor=minor)

    assert asking.answer([GULLS], here, ASKED).answer == answer


def test_of_several_caps_that_of_which_most_is_used_counts(agreement, here):
    year = {"agreement": agreement, "from_date": date(2026, 1, 1), "until_date": date(2027, 1, 1)}
    actions.keep(by=None, row=Cap(), said=year | {"articles": 5, "used_before": 5}, now=NOW)
    assert Reason.CAP_USED in said(GULLS, here)[1]


@pytest.mark.parametrize("words", [
    "Heron University", "heron  university", "HERON", "Universität der Reiher", "鹭岛大学", "鹭岛大学物理系，示例市 100000", "https://ror.org/0heron123",
    "Dept. of Reeds, Heron University, Box 7, 00100 Helsinki, Finland",
])  # fmt: skip
def test_an_institution_is_meant_by_its_names_in_all_languages_and_by_an_affiliation_that_has_one(here, words):
    names = {"other_names": ["Universität der Reiher", "鹭岛大学"], "ror": "0heron123"}
    actions.keep(by=None, row=here, said=names, now=NOW)
    actions.keep(by=None, row=Institution(), said={"name": "Tern College (example)"}, now=NOW)
    assert places.institutions_named(words) == [here]


def test_an_affiliation_that_names_an_institute_and_its_university_means_the_institute(here):
    part = actions.keep(by=None, row=Institution(), said={"name": "Institute of Reeds", "parent": here}, now=NOW)
    assert places.institutions_named("Institute of Reeds, Heron University, Helsinki") == [part]
    assert places.institutions_named("Institute of Physics, University of Elsewhere") == []


def test_a_journal_that_its_publishers_list_lacks_is_to_be_asked_for(agreement, here):
    take_doaj({"Journal ISSN (print version)": REEDS, "Journal EISSN (online version)": "", "Publisher": "Tern Press"})
    answer, reasons = said(REEDS, here)
    assert (answer, Reason.NOT_LISTED in reasons) == ("ask", True)


def test_any_number_of_a_journal_means_it(agreement, here):
    IssnFamily.objects.bulk_create([IssnFamily(issn=REEDS, linking=GULLS), IssnFamily(issn=GULLS, linking=GULLS)])
    assert said(REEDS, here)[0] == "yes"


def test_an_institution_takes_part_through_the_one_above_it(agreement, here):
    part = actions.keep(by=None, row=Institution(), said={"name": "Institute of Reeds", "parent": here}, now=NOW)
    answer, reasons = said(GULLS, part)
    assert (answer, Reason.THROUGH_PARENT in reasons) == ("yes", True)


def test_an_institution_that_takes_part_in_nothing_asks_of_agreements_in_its_country(agreement, db):
    actions.keep(by=None, row=agreement, said={"countries": ["Finland"]}, now=NOW)
    stranger = actions.keep(by=None, row=Institution(), said={"name": "Riverbank", "country": "FI"}, now=NOW)
    answer, reasons = said(GULLS, stranger)
    assert (answer, Reason.MEMBER_UNKNOWN in reasons) == ("ask", True)
    actions.keep(by=None, row=agreement, said={"members_whole": True}, now=NOW)
    assert Reason.NO_MEMBER in said(GULLS, stranger)[1]


def test_an_ended_agreement_is_said_loudly_unless_another_of_the_publisher_runs(agreement, here):
    old = deal("tern2020", from_date=date(2020, 1, 1), until_date=date(2025, 1, 1))
    actions.keep(by=None, row=Membership(), said={"agreement": old, "institution": here, "from_date": date(2020, 1, 1)}, now=NOW)
    lists({"tern2020": [GULLS]}, on=date(2026, 11, 1))
    assert [one.agreement.reference for one in asking.answer([GULLS], here, ASKED).found] == ["tern2025"]
    actions.keep(by=None, row=agreement, said={"until_date": date(2026, 1, 1)}, now=NOW)
    found = asking.answer([GULLS], here, ASKED)
    assert (found.answer, [one.verdict.has_ended for one in found.found]) == ("ask", [True, True])


def test_a_journal_that_left_the_list_is_to_be_asked_for(agreement, here):
    lists({"tern2025": [TERNS]}, on=date(2026, 11, 1), confirmed=True)
    assert Reason.LEFT_LIST in said(GULLS, here)[1]
    assert said(GULLS, here, Question(day=date(2026, 10, 20), type="research"))[0] == "yes"


def test_openapcs_members_of_last_year_still_take_part_and_staffs_do_not(agreement, here):
    Membership.objects.update(source="OpenAPC", until_date=date(2026, 1, 1))
    assert said(GULLS, here)[0] == "yes"
    Membership.objects.update(source="")
    assert said(GULLS, here)[0] == "ask"


@pytest.mark.parametrize("charge, amount, answer", [("No", "", "yes"), ("Yes", "2000 EUR", "no"), ("", "", "ask")])
def test_without_an_agreement_the_journal_itself_answers(here, charge, amount, answer):
    take_doaj({"APC": charge, "APC amount": amount})
    found = asking.answer([GULLS], here, ASKED)
    assert (found.answer, found.told.by) == (answer, "DOAJ")


def test_a_journal_that_left_doaj_answers_nothing(here):
    take_doaj({"APC": "No", "APC amount": ""})
    take_doaj({"Journal ISSN (print version)": "1471-2105", "Journal EISSN (online version)": "", "URL in DOAJ": ""}, day=8)
    assert asking.answer([GULLS], here, ASKED).answer == "ask"


def test_it_is_asked_with_as_many_questions_however_many_agreements_there_are(agreement, here, django_assert_max_num_queries):
    for n in range(30):
        made = deal(f"more{n}")
        actions.keep(
            by=None, row=Membership(), said={"agreement": made, "institution": here, "from_date": date(2025, 1, 1)}, now=NOW
        )
    lists({f"more{n}": [GULLS] for n in range(30)})
    with django_assert_max_num_queries(18):
        assert asking.answer([GULLS], here, ASKED).answer == "yes"


def test_a_journal_is_meant_by_number_by_title_and_by_the_doi_of_an_article_that_was_paid(here):
    from .test_taking import APC, PAID

    take_doaj({})
    assert [one.number for one in journals.meant("gull letters", on=TODAY)] == ["1234-5679"]
    assert journals.meant("20493630", on=TODAY)[0].title == "Gull Letters"
    assert journals.meant("10.1000/a.1", on=TODAY) == []
    _take_paid(APC + PAID)
    assert journals.meant("https://doi.org/10.1000/a.1", on=TODAY)[0].number == GULLS
    assert asking.paid_for({GULLS}).median == 130550


def test_a_catalogued_article_leads_to_its_journal(take, here):
    from lantai.apps.openaccess.tests.test_pages import work

    source = {"display_name": "Journal of Gold", "type": "journal", "issn": [REEDS], "issn_l": REEDS}
    take(work(1, "Paper", doi="https://doi.org/10.1234/5", primary_location={"source": source}), name="works.jsonl")
    assert [one.number for one in journals.meant("10.1234/5", on=TODAY)] == [REEDS]


def _take_paid(text: str) -> None:
    import io

    from lantai.core.formats import plain_table
    from lantai.core.openness.publishing import openapc
    from lantai.core.openness.publishing.sheets import sheet_of

    rows = openapc.read_charges(sheet_of(plain_table.opened(io.BytesIO(text.encode()))))
    actions.take_charges(by=None, rows=rows, on=TODAY, now=NOW)
