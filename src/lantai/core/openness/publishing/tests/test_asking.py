"""The rule of "can I publish here for free?", case by case."""

from datetime import date

import pytest

from lantai.core.openness.journals import Charge
from lantai.core.openness.publishing.asking import Answer, Covers, Question, Reason, Standing, Terms, judge, overall

DAY = date(2026, 11, 29)
FULL = {
    "from_date": date(2025, 1, 1), "until_date": date(2028, 1, 1), "covers": Covers.FULL, "types": ("research",), "corresponding": True,
    "counts_by": "acceptance",
}  # fmt: skip
IN = {"listed": True, "member": True}


@pytest.mark.parametrize("terms, standing, asked, answer, reason", [
    ({}, {}, {}, "yes", Reason.LISTED),
    ({}, {"through_parent": True}, {}, "yes", Reason.THROUGH_PARENT),
    ({"until_date": date(2026, 11, 29)}, {}, {}, "no", Reason.ENDED),
    ({"until_date": date(2026, 11, 30)}, {}, {}, "yes", Reason.ENDS_SOON),
    ({"from_date": date(2026, 11, 30)}, {}, {}, "no", Reason.NOT_BEGUN),
    ({"until_date": None}, {}, {}, "yes", Reason.END_UNKNOWN),
    ({}, {"listed": False}, {}, "ask", Reason.NOT_LISTED),
    ({}, {"listed": None}, {}, "ask", Reason.NO_LIST),
    ({}, {"listed": False, "left_date": date(2026, 1, 1)}, {}, "ask", Reason.LEFT_LIST),
    ({}, {"listed": False, "left_date": date(2027, 1, 1)}, {}, "ask", Reason.NOT_LISTED),
    ({}, {"member": False}, {}, "ask", Reason.MEMBER_UNKNOWN),
    ({"members_whole": True}, {"member": False}, {}, "no", Reason.NO_MEMBER),
    ({}, {}, {"type": "review"}, "no", Reason.WRONG_TYPE),
    ({"types": ()}, {}, {"type": "review"}, "yes", Reason.TYPES_UNKNOWN),
    ({}, {}, {"corresponding": False}, "no", Reason.NOT_CORRESPONDING),
    ({}, {}, {"corresponding": None}, "ask", Reason.CORRESPONDING_UNKNOWN),
    ({"corresponding": False}, {}, {"corresponding": False}, "yes", Reason.MEMBER),
    ({"covers": Covers.DISCOUNT}, {}, {}, "partly", Reason.DISCOUNT),
    ({"covers": Covers.UNKNOWN}, {}, {}, "yes", Reason.COVERS_UNKNOWN),
    ({"used": 0.7}, {}, {}, "yes", Reason.LISTED),
    ({"used": 0.8}, {}, {}, "yes", Reason.CAP_NEAR),
    ({"used": 1.0}, {}, {}, "ask", Reason.CAP_USED),
    ({"until_date": date(2026, 1, 1), "covers": Covers.DISCOUNT}, {"listed": False}, {}, "no", Reason.ENDED),
])  # fmt: skip
def test_one_agreement(terms, standing, asked, answer, reason):
    found = judge(Terms(**FULL | terms), Standing(**IN | standing), Question(**{"day": DAY, "type": "research"} | asked))
    assert (found.answer, reason in found.reasons) == (answer, True)


@pytest.mark.parametrize(
    "unsaid", [{"covers": Covers.UNKNOWN}, {"types": ()}, {"corresponding": None}, {"counts_by": ""}, {"until_date": None}]
)
def test_an_answer_is_sure_only_where_nothing_is_left_unsaid(unsaid):
    asked = Question(day=DAY, type="research")
    assert judge(Terms(**FULL), Standing(**IN), asked).is_sure
    assert not judge(Terms(**FULL | unsaid), Standing(**IN), asked).is_sure


@pytest.mark.parametrize("agreements, charge, answer", [
    ([], Charge.NO, Answer.YES),
    ([], Charge.YES, Answer.NO),
    ([], Charge.SOMETIMES, Answer.ASK),
    ([], Charge.UNKNOWN, Answer.ASK),
    ([Answer.NO], Charge.YES, Answer.NO),
    ([Answer.NO], Charge.NO, Answer.YES),
    ([Answer.NO], Charge.UNKNOWN, Answer.ASK),
    ([Answer.ASK, Answer.NO], Charge.YES, Answer.ASK),
    ([Answer.ASK, Answer.PARTLY], Charge.YES, Answer.PARTLY),
    ([Answer.ASK, Answer.YES], Charge.YES, Answer.YES),
])  # fmt: skip
def test_all_agreements_with_the_journals_own_charge(agreements, charge, answer):
    from lantai.core.openness.publishing.asking import Verdict

    assert overall([Verdict(one, ()) for one in agreements], charge) is answer
