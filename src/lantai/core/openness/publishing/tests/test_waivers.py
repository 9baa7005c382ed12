"""Waivers by country: which answer their terms lead to."""

from datetime import date

import pytest

from lantai.core.openness.publishing.asking import Answer, Covers, Question, Reason
from lantai.core.openness.publishing.waivers import Given, WaiverTerms, Where, Who, concerns, judge

TERMS = {"covers": Covers.FULL, "who": Who.CORRESPONDING, "given": Given.AUTOMATIC, "counts_by": "submission"}
ASKED = Question(day=date(2026, 12, 1), type="research")


@pytest.mark.parametrize(
    ("terms", "where", "answer", "reason"),
    [
        ({}, {"named": True}, Answer.YES, Reason.AUTOMATIC),
        ({}, {"named": None}, Answer.ASK, Reason.COUNTRY_UNKNOWN),
        ({"open_only": True}, {"named": True, "wholly_open": True}, Answer.YES, Reason.COUNTRY),
        ({"open_only": True}, {"named": True, "wholly_open": False}, Answer.NO, Reason.NOT_OPEN),
        ({"open_only": True}, {"named": True}, Answer.ASK, Reason.OPEN_UNKNOWN),
        ({"covers": Covers.DISCOUNT}, {"named": True}, Answer.PARTLY, Reason.LOWERED),
        ({"until_date": date(2026, 12, 1)}, {"named": True}, Answer.NO, Reason.WAIVER_ENDED),
        ({"until_date": date(2026, 12, 2)}, {"named": True}, Answer.YES, Reason.WAIVER_ENDS_SOON),
    ],
)
def test_terms_lead_to_an_answer(terms, where, answer, reason):
    found = judge(WaiverTerms(**TERMS | terms), Where(**where), ASKED)
    assert (found.answer, reason in found.reasons, found.is_sure) == (answer, True, True)


def test_what_is_not_said_makes_a_yes_unsure():
    found = judge(WaiverTerms(), Where(named=True), ASKED)
    assert (found.answer, found.is_sure) == (Answer.YES, False)
    assert {Reason.WHO_UNKNOWN, Reason.GIVEN_UNKNOWN, Reason.WAIVER_COVERS_UNKNOWN, Reason.DAY_UNSAID} < set(found.reasons)


def test_one_for_other_countries_concerns_nobody_here():
    found = judge(WaiverTerms(**TERMS), Where(named=False), ASKED)
    assert (found.answer, concerns(found)) == (Answer.NO, False)
