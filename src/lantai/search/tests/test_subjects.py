"""What the subjects of a work give to its document."""

from lantai.core.bib.record import BibRecord, Subject, Text
from lantai.search import subjects


def record(*given: Subject, **rest) -> BibRecord:
    return BibRecord(subjects=given, **rest)


def subject(*forms: tuple[str, str], **rest) -> Subject:
    return Subject(forms=tuple(Text(value, lang) for value, lang in forms), **rest)


def test_a_heading_with_its_subdivisions_is_one_text_and_a_key_for_each_step():
    found = subjects.given([record(subject(("Wars", "en"), ("战争", "zh"), subdivisions=("Histories",)))])
    assert found.words == ["wars histories", "战争 争"]
    assert found.stems == ["war", "", "histori"]
    assert found.keys == ["wars", "wars--histories", "战争"]


def test_a_form_of_no_known_language_is_in_that_of_its_own_record():
    works = [record(subject(("Universitäten", "")), languages=("de",)), record(subject(("Wars", "")), languages=("en",))]
    assert subjects.given(works).stems == ["universitat", "war"]


def test_all_are_found_by_their_words_and_as_many_as_count_by_their_keys():
    many = [subject((f"topic {number}", "en")) for number in range(subjects.MOST + 5)]
    found = subjects.given([record(*many), record(subject(("Wars", "en")))])
    assert len(found.words) == len(found.stems) == subjects.MOST + 6
    assert len(found.keys) == subjects.MOST + 1
    assert found.keys[-1] == "wars"
