"""Headings by which works are listed, without authority rows."""

import pytest

from lantai.core.bib import headings
from lantai.core.bib.record import Contribution, Subject, SubjectKind, Text


@pytest.mark.parametrize(
    ("dates", "years"),
    [
        ("1715?-1763", "1715-1763"), ("approximately 1715-1763", "1715-1763"), ("1926-", "1926-"), ("-1763", "-1763"), ("d. 1805", "-1805"),
        ("b. 1947", "1947-"), ("427-347 B.C.", "427bc-347bc"), ("公元前551-前479", "551bc-479bc"), ("701-761", "701-761"), ("63 B.C.-14 A.D.", "63bc-14"),
        ("active 16th century", ""), ("fl. 1920", ""), ("清", ""), ("", ""), ("1715 or 1716-1763", "1715-1763"), ("1332-1406", "1332-1406"),
    ],
)  # fmt: skip
def test_years_of_a_life_are_read_from_what_records_say(dates, years):
    assert headings.life(dates) == years
    assert not years or headings.is_life(years)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1926-", "1926-2010", True), ("1715-1763", "1724-1763", True), ("1715-1763", "1815-1863", False), ("-1763", "1715-1763", True),
        ("1926-", "-2010", False), ("1926-2010", "1926-2011", False), ("1926-", "1926-", True), ("1920-", "1926-", False),
    ],
)  # fmt: skip
def test_lives_are_told_apart(one, other, same):
    assert headings.same_life(one, other) is same
    assert headings.same_life(other, one) is same


def test_a_name_has_the_key_of_every_script_with_and_without_its_years():
    agent = Contribution(forms=(Text("曹雪芹", "zh"), Text("Cao, Xueqin", "zh-Latn")), dates="1715?-1763")
    assert list(headings.names(agent)) == ["曹雪芹", "曹雪芹--1715-1763", "caoxueqin", "caoxueqin--1715-1763"]


def test_a_subject_lies_in_its_wider_parts():
    subject = Subject(forms=(Text("China"), Text("中国")), subdivisions=("History", "Ming dynasty, 1368-1644"))
    assert list(headings.subjects(subject)) == ["china", "china--history", "china--history--mingdynasty13681644", "中国"]


def test_a_name_as_a_subject_has_the_keys_of_the_name():
    subject = Subject(forms=(Text("Cao, Xueqin, approximately 1715-1763. Hong lou meng"),), kind=SubjectKind.PERSON)
    assert list(headings.about(subject)) == ["caoxueqin", "caoxueqin--1715-1763"]
    assert not list(headings.about(Subject(forms=(Text("China"),))))


@pytest.mark.parametrize(
    ("parts", "address", "key"),
    [
        (("紅樓夢",), "红楼梦", "红楼梦"),
        (("China", "History — 20th century"), "china--history-20th-century", "china--history20thcentury"),
        (("?!",), "", ""),
    ],
)
def test_an_address_can_be_read_and_leads_to_the_key(parts, address, key):
    assert headings.address(*parts) == address
    assert headings.key_of_address(address) == key


@pytest.mark.parametrize(
    ("name", "years", "address"),
    [
        ("Cao, Xueqin", "1715-1763", "cao-xueqin--1715-1763"),
        ("鲁迅", "-1936", "鲁迅---1936"),
        ("Plato", "427bc-347bc", "plato--427bc-347bc"),
    ],
)
def test_the_address_of_somebody_says_name_and_years(name, years, address):
    assert headings.name_address(name, years) == address
    assert headings.name_of_address(address) == (headings.heading_key(name), years)
    assert headings.name_of_address(headings.name_address(name)) == (headings.heading_key(name), "")


def test_a_very_long_heading_has_an_address_that_still_leads_to_it():
    long = "Proceedings of the international conference on " + "very long names " * 60
    assert headings.key_of_address(headings.address(long)) == headings.heading_key(long)
