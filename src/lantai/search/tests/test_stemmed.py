"""Which texts of a work have stems, and in which language."""

import pytest

from lantai.core.bib.record import BibRecord, Link, Note, Relation, Series, Subject, Text, Title, TitleForm
from lantai.search import stemmed
from lantai.search.build import document


def record(*titles: tuple[str, str], **rest) -> BibRecord:
    return BibRecord(titles=tuple(Title(forms=(TitleForm(value, lang),)) for value, lang in titles), **rest)


def test_the_first_title_stands_apart_from_all_others():
    works = [record(("Libraries", "en"), ("Bibliothèques", "fr")), record(("Les bibliothèques", "fr"), ("Libraries", "en"))]
    assert stemmed.titles(works, {}) == "librari\nbibliothequ les"


def test_forms_of_a_title_are_stemmed_by_their_own_script():
    title = Title(forms=(TitleForm("红楼梦", "zh"), TitleForm("Dreams", "zh-Latn", rest="and stones", part="Part 2")))
    assert stemmed.titles([BibRecord(titles=(title,))], {}) == "dream and stone part 2"


def test_a_text_of_no_known_language_is_in_that_of_the_record():
    assert stemmed.titles([record(("Universitäten", ""), languages=("de",))], {}) == "universitat"
    assert stemmed.titles([record(("Войны", ""))], {}) == "войн"


@pytest.mark.parametrize(
    ("text", "lang", "stems"),
    [
        ("Chang hen ge", "zh", ""),
        ("Changhen ge 2", "zh-Latn", ""),
        ("Ch'ang hen ko", "zh", ""),
        ("Sheng si chang", "en", ""),
        ("A song of changes", "zh", "a song of chang"),
        ("Long songs", "en", "long song"),
        ("Man, Song", "en", "man song"),
    ],
)
def test_chinese_in_latin_letters_has_none(text, lang, stems):
    assert stemmed.in_language(text, lang)[1] == stems


def test_a_change_is_no_long_novel():
    work = record(
        ("长生殿", "zh"),
        ("Chang sheng dian", "zh"),
        subjects=(Subject(forms=(Text("Chang pian xiao shuo", "zh"),)),),
        languages=("zh",),
    )
    made = document([work], number=1, sources=(), added=0)
    assert (made.title_stems, made.subject_stems) == ("", "")
    assert "chang" in made.title.split()
    assert "chang" in made.subjects.split()


def test_titles_under_which_the_work_went_before_count():
    link = Link(relation=Relation.EARLIER, titles=(TitleForm("Journals", "en"),))
    host = Link(relation=Relation.HOST, titles=(TitleForm("Hosts", "en"),))
    assert stemmed.titles([record(("Papers", "en"), links=(link, host))], {}) == "paper\njournal"


def test_subjects_with_their_subdivisions_and_series_and_notes_have_stems():
    work = record(
        ("X", "en"),
        subjects=(Subject(forms=(Text("Wars", "en"),), subdivisions=("Histories",)), Subject(forms=(Text("战争", "zh"),))),
        series=(Series(forms=(Text("Cahiers", "fr"),), number="3"),),
        notes=(Note(forms=(Text("Tables of books. Books", "en"),)),),
    )
    made = document([work], number=1, sources=(), added=0)
    assert made.subject_stems == "war histori"
    assert made.stems == "cahi tabl of book book"


def test_a_work_without_words_has_none():
    made = document([BibRecord()], number=1, sources=(), added=0)
    assert (made.title_stems, made.subject_stems, made.stems) == ("", "", "")
