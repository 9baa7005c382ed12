"""Text documents: valid packages, right in each direction, and never broken by what people type."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from lxml import etree

from lantai.core.formats.docx import LETTER, WIDTH, Heading, Paragraph, Table, W, document, runs

NOW = datetime(2026, 11, 28, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "is_rtl", "expected"),
    [
        ("عدد Nature 12", True, [("عدد ", True), ("Nature 12", False)]),
        ("Nature عدد.", False, [("Nature ", False), ("عدد.", True)]),
        ("12", True, [("12", True)]),
        ("", True, []),
    ],
)
def test_a_text_is_cut_where_its_direction_changes(text, is_rtl, expected):
    assert list(runs(text, is_rtl=is_rtl)) == expected


def body(blocks, lang: str = "en") -> etree._Element:
    made = document(blocks, title="T", lang=lang, made_at=NOW)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        for name in archive.namelist():
            etree.fromstring(archive.read(name))
        return etree.fromstring(archive.read("word/document.xml"))


def test_every_word_that_was_given_is_in_it_and_nothing_else():
    blocks = [Heading("标题", 2), Paragraph("One\ntwo & <three> \x00\ufffe"), Table(("A", "B"), (("x", "1,204"), ("ي", "–")))]
    texts = [t.text for t in body(blocks).iter(f"{{{W}}}t")]
    assert "".join(texts) == "标题Onetwo & <three> ABx1,204ي–"


def test_in_arabic_paragraphs_tables_and_pages_run_from_right_to_left():
    root = body([Paragraph("نص"), Table(("أ",), (("ب",),))], lang="ar")
    assert all(p.find(f"{{{W}}}pPr/{{{W}}}bidi") is not None for p in root.iter(f"{{{W}}}p") if "".join(p.itertext()))
    assert root.find(f".//{{{W}}}bidiVisual") is not None
    assert root.find(f".//{{{W}}}sectPr/{{{W}}}bidi") is not None


def test_the_same_blocks_give_the_same_bytes():
    blocks = [Paragraph("One")]
    assert document(blocks, title="T", lang="en", made_at=NOW) == document(blocks, title="T", lang="en", made_at=NOW)


def looks(paragraph: etree._Element) -> tuple[str, str]:
    """Return what is said of a paragraph's direction ("rtl", "ltr", "" as usual) and of its side."""
    bidi, side = (paragraph.find(f"{{{W}}}pPr/{{{W}}}{name}") for name in ("bidi", "jc"))
    direction = "" if bidi is None else "ltr" if bidi.get(f"{{{W}}}val") == "0" else "rtl"
    return direction, "" if side is None else side.get(f"{{{W}}}val")


@pytest.mark.parametrize(
    ("lang", "block", "expected"),
    [
        ("ar", Paragraph("The price is low."), ("ltr", "right")),
        ("ar", Paragraph("السعر 12 CNY"), ("rtl", "")),
        ("ar", Paragraph("1,204"), ("rtl", "")),
        ("ar", Paragraph("希望有中文界面。 — طالب", is_quote=True), ("ltr", "")),
        ("en", Paragraph("المحتوى جيد."), ("rtl", "right")),
        ("en", Paragraph("The price is low."), ("", "")),
        ("en", Paragraph("Maps of القاهرة."), ("", "")),
    ],
)
def test_words_that_run_against_the_page_keep_their_full_stop_and_its_side(lang, block, expected):
    assert looks(next(body([block], lang).iter(f"{{{W}}}p"))) == expected


def test_months_stand_at_the_beginning_and_numbers_at_the_end_of_their_cells():
    cells = [p for p in body([Table(("Month", "Count"), (("2026-05", "510"),))]).iter(f"{{{W}}}p") if "".join(p.itertext())]
    assert [looks(p)[1] for p in cells] == ["", "", "", "right"]


def test_no_word_of_a_head_is_broken():
    head = ("Question", "Mean", "Answers", "1", "2", "3", "4", "5")
    widths = [int(c.get(f"{{{W}}}w")) for c in body([Table(head, (("Is it of use?", *"1234567"),))]).iter(f"{{{W}}}gridCol")]
    assert sum(widths) == WIDTH
    assert widths[2] >= 7 * LETTER
    assert widths[0] > widths[2]
