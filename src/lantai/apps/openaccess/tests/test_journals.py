"""Lists of open journals taken in again and again, and what the page of a journal says of it."""

import io
from datetime import UTC, date, datetime

import pytest

from lantai.apps.holdings.models import IssnFamily, Journal
from lantai.apps.openaccess import actions, queries
from lantai.apps.openaccess.models import JournalFacts, JournalNumber
from lantai.core.openness import doaj
from lantai.core.openness.tests.test_doaj import OTHER, listed
from lantai.infra.models import AuditEntry
from lantai.infra.panels import drawn

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 29, 9, tzinfo=UTC)
TERN = OTHER | {"Journal title": "Tern Letters"}


def take(*rows: dict[str, str], day: int = 1, confirmed: bool = True, more: bytes = b"") -> dict[str, int]:
    on = date(2026, 11, day)
    found = doaj.read(io.BytesIO(listed(*rows) + more), on=on)
    counts = actions.take_journals(source=doaj.BY, journals=found, on=on, now=NOW.replace(day=day), confirmed=confirmed).counts()
    assert counts["rows_in"] == sum(counts[name] for name in ("new", "changed", "same", "refused"))
    return {name: count for name, count in counts.items() if count and name != "rows_in"}


def facts(title: str) -> JournalFacts:
    return JournalFacts.objects.get(title=title)


def test_the_same_list_again_changes_nothing_and_a_newer_one_that_says_the_same_is_noted():
    assert take({}, TERN) == {"new": 2}
    before = list(JournalFacts.objects.values())
    assert take({}, TERN) == {"same": 2}
    assert list(JournalFacts.objects.values()) == before
    assert take({}, TERN, day=8) == {"same": 2}
    assert {one.said_date for one in JournalFacts.objects.all()} == {date(2026, 11, 8)}
    assert AuditEntry.objects.filter(action="openaccess.take_journals").count() == 1


def test_a_changed_row_is_written_and_keeps_its_journal():
    take({}, TERN)
    key = facts("Gull Letters").pk
    renumbered = {"Journal title": "Gulls", "Journal ISSN (print version)": "", "Journal EISSN (online version)": "2434-561X"}
    assert take(renumbered, TERN, day=8) == {"changed": 1, "same": 1}
    assert (facts("Gulls").pk, list(facts("Gulls").numbers.values_list("issn", flat=True))) == (key, ["2434-561X"])
    assert queries.journal_facts(["1234-5679"]) is None


def test_a_journal_that_left_is_marked_and_comes_back():
    take({}, TERN)
    assert take({}, day=8) == {"same": 1, "gone": 1}
    assert (facts("Tern Letters").gone_date, facts("Tern Letters").said_date) == (date(2026, 11, 8), date(2026, 11, 1))
    assert take({}, day=8) == {"same": 1}
    assert take({}, TERN, day=9) == {"same": 1, "changed": 1}
    assert (facts("Tern Letters").gone_date, facts("Tern Letters").said_date) == (None, date(2026, 11, 9))


def test_a_number_that_went_to_another_journal_is_of_that_alone():
    take({}, TERN)
    assert take({"Journal EISSN (online version)": "2167-8359"}, day=8) == {"changed": 1, "gone": 1}
    assert JournalNumber.objects.get(issn="2167-8359").facts.title == "Gull Letters"
    apart = OTHER | {"Journal title": "Gull Notes"}
    assert take({"Journal EISSN (online version)": ""}, apart, day=9) == {"changed": 1, "new": 1}
    assert JournalNumber.objects.get(issn="2167-8359").facts.title == "Gull Notes"


def test_a_journal_whose_row_is_refused_stays_as_it_was():
    take({}, TERN)
    assert take({"APC": "?"}, TERN, day=8) == {"same": 1, "refused": 1}
    assert (facts("Gull Letters").gone_date, facts("Gull Letters").said_date) == (None, date(2026, 11, 1))


def test_nothing_is_gone_while_nobody_knows_whose_a_row_is():
    take({}, TERN)
    assert take({}, day=8, more=b",".join([b"x"] * 40) + b"\r\n") == {"same": 1, "refused": 1}


def test_an_older_list_and_one_that_lacks_many_change_nothing():
    take({}, TERN, day=8)
    with pytest.raises(actions.OlderList, match="2026-11-08"):
        take({"APC": "No"}, TERN, day=1)
    with pytest.raises(actions.TooManyGone, match="1 of 2"):
        take({"APC": "No"}, day=9, confirmed=False)
    assert (facts("Gull Letters").charge, facts("Tern Letters").gone_date) == ("yes", None)


def test_a_list_is_taken_in_with_as_many_questions_however_long_it_is(django_assert_max_num_queries):
    numbers = (f"{n:07}" for n in range(1000, 1300))
    check = ((n, "0123456789X"[-sum(int(d) * (8 - at) for at, d in enumerate(n)) % 11]) for n in numbers)
    rows = [OTHER | {"Journal ISSN (print version)": f"{n[:4]}-{n[4:]}{last}"} for n, last in check]
    with django_assert_max_num_queries(17):  # the last, on PostgreSQL, asks for the job that shelves them
        assert take(*rows) == {"new": 300}


@pytest.mark.parametrize("language, said", [
    ("en", ("8,000 Polish zlotys, 2,400.50 euros, or 300 Japanese yen", "Who cannot pay", "double-blind peer review", "Iran", "Zoology")),
    ("zh-hans", ("2,400.50欧元或300日元", "无力支付者可申请减免", "双盲同行评审", "伊朗", "开放起始年")),
    ("ar", ("2,400.50 يورو أو 300 ين ياباني", "أن يطلب الإعفاء", "تحكيم مزدوج التعمية", "إيران", "مفتوحة منذ")),
])  # fmt: skip
def test_the_page_of_a_journal_says_it_in_its_language_and_according_to_whom(rf, language, said):
    from django.utils import translation

    take({})
    with translation.override(language):
        (shown,) = drawn("journal.body", rf.get("/"), Journal(issns=["2049-3630"]))
    for words in (*said, "CC BY-NC", "CLOCKSS", "https://doaj.org/toc/9f2c", "2014", "2026", "DOAJ"):
        assert words in shown


@pytest.mark.parametrize("row, said", [
    ({"APC": "No", "APC amount": ""}, "Nothing for an article."),
    ({"APC amount": ""}, "A charge; how much is not said."),
    ({"Journal waiver policy (for developing country authors etc)": "No"}, "Nobody is exempt."),
    ({"Has other fees": "Yes"}, "There are other fees."),
    ({"DOAJ Seal": "Yes"}, "DOAJ Seal"),
    ({"Journal license": "Publisher's own license"}, "the publisher’s own license"),
    ({"Journal license": "CC BY"}, "if you name its makers"),
])  # fmt: skip
def test_the_page_says_what_is_particular(rf, row, said):
    take(row)
    (shown,) = drawn("journal.body", rf.get("/"), Journal(issns=["1234-5679", ""]))
    assert said in shown


def test_the_page_says_that_a_journal_left_and_finds_it_by_the_number_of_another_medium(rf):
    take({}, TERN)
    take({}, day=8)
    IssnFamily.objects.bulk_create(IssnFamily(issn=number, linking="2167-8359") for number in ("2167-8359", "2434-561X"))
    (shown,) = drawn("journal.body", rf.get("/"), Journal(issns=["2434-561X"]))
    assert ("lists this journal no longer" in shown, "Nov. 8, 2026" in shown, "Nov. 1, 2026" in shown) == (True,) * 3
    assert drawn("journal.body", rf.get("/"), Journal(issns=["1471-2105"])) == []
