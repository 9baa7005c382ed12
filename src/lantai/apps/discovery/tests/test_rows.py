"""One line of a list."""

from msgspec.structs import replace

from lantai.apps.discovery.rows import LONGEST, SNIPPET, row
from lantai.catalog.tests.conftest import record
from lantai.core.bib.offers import Options
from lantai.core.bib.record import BibRecord, Note, NoteKind, Text, Title, TitleForm, TitleKind
from lantai.core.bib.work import InstanceDocument, WorkDocument


def work(*records: BibRecord) -> WorkDocument:
    return WorkDocument(number=7, instances=tuple(InstanceDocument(number=n, record=r) for n, r in enumerate(records)))


def marking(words: str):
    """Mark these words wherever they stand."""

    def mark(text: str, lang: str):
        before, found, after = text.partition(words)
        return [(piece, hit) for piece, hit in ((before, False), (found, True), (after, False)) if piece]

    return mark


def test_the_first_edition_gives_the_line_its_title():
    line = row(work(record("1", "红楼梦", lang="zh"), record("2", "Der Traum", lang="de")), mark=marking("x"))
    assert line.title.pieces == [("红楼梦", False)]
    assert [(a.language, a.title.pieces[0][0]) for a in line.also] == [("de", "Der Traum")]


def test_an_edition_in_the_same_language_is_shown_when_its_title_was_asked_for():
    line = row(work(record("1", "石头记", lang="zh"), record("2", "红楼梦", lang="zh")), mark=marking("红楼"))
    assert line.title.pieces == [("红楼", True), ("梦", False)]
    assert [a.title.pieces[0][0] for a in line.also] == ["石头记"]


def test_a_translation_that_was_asked_for_stands_first_among_the_others():
    editions = [record("1", "红楼梦", lang="zh"), record("2", "A", lang="en"), record("3", "Der Traum", lang="de")]
    line = row(work(*editions), mark=marking("Traum"))
    assert line.also[0].title.hit
    assert not line.title.hit


def test_words_found_elsewhere_are_shown_with_the_field_they_stand_in():
    line = row(work(record("1", "红楼梦", by="曹雪芹")), mark=marking("曹雪芹"), matched=["author"])
    assert [(r.field, r.words.pieces) for r in line.reasons] == [("author", [("曹雪芹", True)])]


def test_a_long_note_is_cut_around_the_match():
    long = Note(forms=(Text("a" * 500 + " match " + "b" * 500),), kind=NoteKind.CONTENTS)
    described = BibRecord(titles=record("1").titles, notes=(long,))
    (reason,) = row(work(described), mark=marking("match"), matched=["body"]).reasons
    shown = "".join(piece for piece, _ in reason.words.pieces)
    assert len(shown) < SNIPPET + 20
    assert "match" in shown


def test_a_record_without_anything_is_still_a_line():
    line = row(work(BibRecord()), mark=marking("x"))
    assert (line.title.pieces, line.date, line.options) == ([], "", Options())


def test_a_title_of_three_thousand_characters_ends_at_a_word():
    line = row(work(record("1", "a treatise on " * 220)), mark=marking("treatise"))
    shown = "".join(piece for piece, _ in line.title.pieces)
    assert LONGEST * 0.8 < len(shown) <= LONGEST + 1
    assert shown.endswith(("a…", "treatise…", "on…"))
    assert line.title.pieces[1] == ("treatise", True)


def test_a_long_title_without_spaces_ends_at_a_character():
    line = row(work(record("1", "红楼梦" * 1000)), mark=marking("x"))
    assert line.title.pieces == [("红楼梦" * (LONGEST // 3) + "…", False)]


def test_a_title_that_the_record_gives_in_the_language_of_the_page_is_its_gloss():
    english = Title(forms=(TitleForm("Dream of the Red Chamber", "en"),), kind=TitleKind.PARALLEL)
    described = replace(record("1", "红楼梦", lang="zh"), titles=(*record("1", "红楼梦", lang="zh").titles, english))
    line = row(work(described), mark=marking("Dream"), lang="en-US")
    assert line.gloss.pieces == [("Dream", True), (" of the Red Chamber", False)]
    assert row(work(described), mark=marking("Dream"), lang="ar").gloss is None
    assert row(work(described), mark=marking("Dream"), lang="zh-hans").gloss is None


def test_a_translation_into_the_language_of_the_page_is_its_gloss_and_not_named_again():
    editions = [record("1", "红楼梦", lang="zh"), record("2", "Der Traum", lang="de"), record("3", "The dream", lang="en")]
    line = row(work(*editions), mark=marking("x"), lang="en")
    assert (line.gloss.pieces, line.gloss_from) == ([("The dream", False)], "edition")
    assert [also.language for also in line.also] == ["de"]


def test_translations_into_the_language_of_the_page_come_before_others():
    editions = [
        record(str(n), title, lang=lang)
        for n, (title, lang) in enumerate([("红楼梦", "zh"), ("Der Traum", "de"), ("A", "en"), ("B", "en")])
    ]
    line = row(work(*editions), mark=marking("x"), lang="en")
    assert [also.language for also in line.also] == ["en", "de"]
