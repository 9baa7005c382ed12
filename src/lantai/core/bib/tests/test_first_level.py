"""The catalogue of disciplines, its labels, and what other schemes' classes belong to."""

import pytest

from lantai.core.bib import first_level
from lantai.core.bib.disciplines import NAMES
from lantai.core.bib.first_level import facet_values, told_of
from lantai.core.bib.record import BibRecord, Classification, HoldingRecord


def test_there_are_fourteen_categories_and_117_disciplines_labelled_in_three_languages():
    known = first_level.catalogue()
    assert sum(len(code) == 2 for code in known) == 14
    assert sum(len(code) == 4 for code in known) == 117
    assert all(all(label.strip() for label in one.labels) for one in known.values())
    assert all(one.broader in known for one in known.values() if one.broader)


def test_the_categories_are_those_that_readers_browse_by():
    assert {code: first_level.catalogue()[code].label("en") for code in NAMES} == NAMES


@pytest.mark.parametrize("scheme, value, codes", [
    ("openalex", "1702", ("0812", "1405")), ("openalex", "https://openalex.org/subfields/3322", ("0833",)), ("openalex", "1799", ("0812",)),
    ("clc", "TP391.1", ("0812",)), ("clc", "R285", ("1008",)), ("clc", "F592.7", ("1202",)), ("lcc", "QA76.9", ("0812",)), ("lcc", "QA7", ("0701",)),
    ("ddc", "895.13", ("0501",)), ("for", "460501", ("0812",)), ("clc", "Z8", ()), ("nlm", "WG", ()),
    ("clc", "nonsense", ()), ("lcc", "Microfiche 90/61328 (P)", ()), ("lcc", "K .R3648R6 1836", ("0301",)), ("lcc", "DJK4", ("0603",)),
])  # fmt: skip
def test_a_class_belongs_to_the_disciplines_of_its_longest_beginning(scheme, value, codes):
    assert first_level.disciplines_of(scheme, value) == codes


def test_every_mapping_names_disciplines_of_the_catalogue():
    named = {code for table in first_level.mappings().values() for codes in table.values() for code in codes}
    assert named <= {code for code in first_level.catalogue() if len(code) == 4}
    assert len(first_level.mappings()["openalex"]) >= 252


def test_what_a_library_maps_otherwise_comes_first():
    assert first_level.disciplines_of("clc", "TP391", own={"TP39": ("1205",)}) == ("1205",)
    assert first_level.disciplines_of("clc", "TP391", own={"T": ("1205",)}) == ("0812",)


def test_several_classes_are_weighed_with_their_reasons():
    found = first_level.weighed([("openalex", "1702"), ("openalex", "1707")])
    assert found[0] == ("0812", 0.5, ("openalex:1702", "openalex:1707"))
    assert first_level.weighed([]) == ()


def test_a_label_of_two_names_both():
    assert first_level.named("畜牧学/兽医学") == ("0905", "0906")
    assert first_level.named("Law") == ("0301",)
    assert first_level.named("图书馆、情报与档案管理") == ("1205",)


def test_skos_says_what_is_broader_and_what_it_is_called():
    lines = list(first_level.turtle())
    assert len(lines) == 2 + 131
    law = next(line for line in lines if 'notation "0301"' in line)
    assert f"skos:broader <{first_level.SCHEME}:03>" in law
    assert all(word in law for word in ('"Law"@en', '"法学"@zh', '"القانون"@ar'))


def test_a_work_lies_in_the_disciplines_of_its_classes_and_of_its_call_numbers_and_in_their_categories():
    record = BibRecord(
        classifications=(Classification(scheme="clc", value="TP391"),),
        holdings=(HoldingRecord(call_number="R285/12", scheme="clc"),),
    )
    assert facet_values([record]) == ["08", "10", "0812", "1008"]
    assert [(code, why) for code, _share, why in told_of([record])] == [("0812", ("clc:TP391",)), ("1008", ("clc:R285/12",))]
    assert facet_values([BibRecord()]) == []
