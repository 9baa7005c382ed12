"""What of a work is made into its vector."""

from lantai.core.bib.record import BibRecord, Note, NoteKind, Text, Title, TitleForm
from lantai.search.vectors.passage import HELPINGS, helpings, passages


def record(title, *notes, lang="en"):
    titles = (Title(forms=(title,)),) if title else ()
    return BibRecord(titles=titles, languages=(lang,), notes=tuple(Note(forms=(Text(text),), kind=kind) for text, kind in notes))


def test_a_work_is_its_title_with_subtitle_and_part():
    assert passages([record(TitleForm("Red wheat :", rest="a history /", part="2"))]) == (("Red wheat : a history / 2",), "en")


def test_a_summary_stands_behind_the_title_in_helpings():
    summary = "x" * 2_000
    assert helpings("Wheat", summary) == ("Wheat", *(f"Wheat. {'x' * length}" for length in HELPINGS))
    assert helpings("Wheat /", "Short.") == ("Wheat", "Wheat. Short.")


def test_other_notes_say_nothing_and_a_later_edition_lends_its_summary():
    first = record(TitleForm("Wheat"), ("Bibliography: p. 9", NoteKind.BIBLIOGRAPHY))
    second = record(TitleForm("Wheat, second edition"), ("About wheat", NoteKind.SUMMARY))
    assert passages([first, second])[0] == ("Wheat", "Wheat. About wheat")


def test_a_work_without_a_title_has_no_passage():
    assert passages([record(None)]) == ((), "en")
