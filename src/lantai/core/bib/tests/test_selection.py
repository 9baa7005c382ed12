"""Which records are wanted: every criterion that is said must be met, and what is not said counts against a record."""

import pytest

from lantai.core.bib.record import BibRecord, Classification, Date, Kind
from lantai.core.bib.selection import Against, Selection

PAPER = BibRecord(
    kind=Kind.ARTICLE,
    languages=("zh-Hans", "en"),
    dates=(Date(text="2015", start=2015, end=2015),),
    classifications=(Classification(scheme="openalex", value="1702"),),
)
SILENT = BibRecord(kind=Kind.ARTICLE)


@pytest.mark.parametrize("wanted", [
    Selection(), Selection(since=2015, until=2015), Selection(languages=("zh",)), Selection(languages=("fr", "en")), Selection(kinds=("article", "book")),
    Selection(disciplines=("08",)), Selection(disciplines=("0812",)), Selection(since=2010, languages=("zh",), kinds=("article",), disciplines=("0812",)),
])  # fmt: skip
def test_it_is_wanted(wanted):
    assert wanted.why_not(PAPER) is None


@pytest.mark.parametrize("wanted, against", [
    (Selection(since=2016), Against.YEAR), (Selection(until=2014), Against.YEAR), (Selection(languages=("fr", "und")), Against.LANGUAGE),
    (Selection(kinds=("book",)), Against.KIND), (Selection(disciplines=("0701",)), Against.DISCIPLINE),
])  # fmt: skip
def test_it_is_not_wanted_and_why(wanted, against):
    assert wanted.why_not(PAPER) is against


def test_what_is_not_said_counts_against_a_record_but_for_und():
    assert Selection(since=1900).why_not(SILENT) is Against.YEAR
    assert Selection(languages=("en",)).why_not(SILENT) is Against.LANGUAGE
    assert Selection(languages=("en", "und")).why_not(SILENT) is None


def test_institutions_are_any_of_those_wanted():
    wanted = Selection(institutions=("01mkqqe32", "05gq02987"))
    assert (wanted.names({"05gq02987"}), wanted.names({"052gg0110"}), wanted.names(()), Selection().names(())) == (
        True,
        False,
        False,
        True,
    )
