"""Colours: the order of rules, years of journals, embargoes, the best copy."""

from datetime import date

import pytest

from lantai.core.bib.licenses import license_of
from lantai.core.openness.copies import Color, Copy, Host, Journal, OpenPeriod, Version
from lantai.core.openness.reading import Unknown, work_of
from lantai.core.openness.verdicts import SAID, Rule, judge

ON = date(2026, 11, 29)
FLIPPED = Journal("Flipped", (OpenPeriod(2020, None, charges=True),))
FREE = Journal("Free", (OpenPeriod(charges=False),))


def publisher(**more):
    return Copy(Host.PUBLISHER, "https://doi.org/10.1/x", **more)


def repository(**more):
    return Copy(Host.REPOSITORY, "https://repository.example/1", **more)


@pytest.mark.parametrize("copies, year, color, rule", [
    ([publisher(journal=FREE)], 2015, Color.DIAMOND, Rule.NO_CHARGE),
    ([publisher(journal=FLIPPED)], 2021, Color.GOLD, Rule.CHARGE),
    ([publisher(journal=FLIPPED)], 2019, Color.BRONZE, Rule.FREE),
    ([publisher(journal=FLIPPED)], None, Color.BRONZE, Rule.FREE),
    ([publisher(journal=FLIPPED, license=license_of("cc-by"))], 2019, Color.HYBRID, Rule.LICENSE),
    ([publisher(journal=Journal("?", (OpenPeriod(),)))], 2019, Color.GOLD, Rule.CHARGE_UNKNOWN),
    ([publisher(license=license_of("elsevier-specific: oa user license"))], 2019, Color.BRONZE, Rule.FREE),
    ([publisher(license=license_of("implied-oa")), repository(license=license_of("cc-by"))], 2019, Color.BRONZE, Rule.FREE),
    ([repository()], 2019, Color.GREEN, Rule.REPOSITORY),
    ([publisher(is_open=False, journal=FREE), repository()], 2019, Color.GREEN, Rule.REPOSITORY),
    ([Copy(Host.UNPLACED, "https://x.example/1")], 2019, Color.GOLD, Rule.UNPLACED),
    ([Copy(Host.UNPLACED, "https://x.example/1"), publisher()], 2019, Color.BRONZE, Rule.FREE),
    ([publisher(is_open=False)], 2019, Color.CLOSED, Rule.NOTHING),
    ([], 2019, Color.CLOSED, Rule.NOTHING),
])  # fmt: skip
def test_a_color_comes_with_its_rule(copies, year, color, rule):
    verdict = judge(copies, year=year, on=ON)
    assert (verdict.color, verdict.rule) == (color, rule)
    assert SAID[verdict.rule]


def test_an_embargoed_copy_is_closed_until_its_day_and_open_from_it_on():
    copies = [repository(embargo_until=date(2027, 3, 1)), repository(embargo_until=date(2027, 1, 1))]
    before, after = judge(copies, year=2026, on=ON), judge(copies, year=2026, on=date(2027, 1, 1))
    assert (before.color, before.rule, before.opens_on) == (Color.CLOSED, Rule.EMBARGO, date(2027, 1, 1))
    assert after.color is Color.GREEN


def test_the_best_copy_is_the_publishers_then_the_published_then_a_file():
    page, file = repository(version=Version.PUBLISHED), repository(version=Version.PUBLISHED, pdf_url="https://x.example/1.pdf")
    draft = repository(version=Version.SUBMITTED, pdf_url="https://x.example/0.pdf")
    assert judge([draft, page, file], year=2020, on=ON).best is file
    verdict = judge([file, publisher(license=license_of("CC BY 4.0"))], year=2020, on=ON)
    assert (verdict.best.host, verdict.license.spdx, verdict.shadowed_green) == (Host.PUBLISHER, "CC-BY-4.0", True)


def test_it_reads_an_embargo_of_unpaywall():
    place = {"url": "https://r.example/1", "host_type": "repository", "oa_date": "2027-02-01"}
    work = work_of({"doi": "10.1/X", "year": 2026, "oa_locations": [], "oa_locations_embargoed": [place], "oa_status": "closed"})
    verdict = judge(work.copies, year=work.year, on=ON)
    assert (work.id, verdict.color, verdict.opens_on) == ("10.1/x", work.said, date(2027, 2, 1))


def test_what_is_no_ones_record_is_refused():
    with pytest.raises(Unknown):
        work_of({"title": "x"})


def test_members_of_the_wrong_type_harm_nothing():
    odd = {"doi": 7, "year": "MMX", "oa_locations": ["x", {"url": None, "license": 3, "version": []}], "oa_status": "purple"}
    work = work_of(odd)
    assert (work.year, work.said, len(work.copies)) == (None, None, 1)
    odd = {"id": "https://openalex.org/W1", "open_access": [], "locations": [{"source": "x", "is_oa": "yes"}]}
    assert judge(work_of(odd).copies, year=None, on=ON).color is Color.CLOSED
