"""Whether a work does what a policy asks, and what changed between two texts."""

from datetime import date

import pytest

from lantai.core.bib.licenses import license_of
from lantai.core.openness.copies import Copy, Host, Version
from lantai.core.openness.publishing.policies import Change, Demands, check, concerns, differences
from lantai.core.openness.recorded import Judged
from lantai.core.openness.verdicts import judge

ON = date(2026, 11, 29)


def work(**said) -> Judged:
    copy = Copy(Host.REPOSITORY, "https://example.org/1", **{"version": Version.ACCEPTED} | said)
    return Judged(judge([copy], year=2025, on=ON), ("Unpaywall",))


@pytest.mark.parametrize("demands, said, met", [
    ({}, {}, {"open": "yes"}),
    ({}, {"is_open": False}, {"open": "no"}),
    ({"version": Version.ACCEPTED}, {}, {"open": "yes", "version": "yes"}),
    ({"version": Version.PUBLISHED}, {}, {"open": "yes", "version": "no"}),
    ({"version": Version.SUBMITTED}, {"version": Version.UNKNOWN}, {"open": "yes", "version": ""}),
    ({"licenses": ("CC BY",)}, {"license": license_of("cc-by-4.0")}, {"open": "yes", "license": "yes"}),
    ({"licenses": ("CC BY",)}, {"license": license_of("cc-by-nc")}, {"open": "yes", "license": "no"}),
    ({"licenses": ("CC BY",)}, {}, {"open": "yes", "license": ""}),
    ({"embargo_months": 12}, {}, {"open": "yes", "embargo": "yes"}),
    ({"embargo_months": 12}, {"embargo_until": date(2026, 12, 20)}, {"open": "", "embargo": "yes"}),
    ({"embargo_months": 6}, {"embargo_until": date(2027, 12, 1)}, {"open": "", "embargo": "no"}),
    ({"embargo_months": 6}, {"is_open": False}, {"open": "no", "embargo": "no"}),
    ({"embargo_months": 36}, {"is_open": False}, {"open": "no", "embargo": ""}),
])  # fmt: skip
def test_each_demand_is_met_or_not_or_not_known(demands, said, met):
    found = check(Demands(from_date=date(2020, 1, 1), **demands), work(**said), year=2025, on=ON)
    assert {one.demand: one.met for one in found} == met


def test_a_version_concerns_works_of_its_years():
    demands = Demands(from_date=date(2020, 7, 1), until_date=date(2024, 1, 1))
    assert [concerns(demands, year) for year in (2019, 2020, 2023, 2024, None)] == [False, True, True, False, False]


def test_differences_are_told_sentence_by_sentence_in_any_script():
    found = differences("Deposit it. Within a year.\nAsk us.", "Deposit it. Within 6.5 months.\nAsk us.")
    kinds = [(one.change, one.words) for one in found]
    assert kinds == [
        (Change.KEPT, "Deposit it."),
        (Change.GONE, "Within a year."),
        (Change.NEW, "Within 6.5 months."),
        (Change.KEPT, "Ask us."),
    ]
    assert [one.change for one in differences("须存储。十二个月内。", "须存储。六个月内。")] == ["", "gone", "new"]
