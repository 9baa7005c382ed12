"""Text documents: valid packages, right in each direction, and never broken by what people type."""

import io
import zipfile
from datetime import UTC, datetime

import pytest
from lxml import etree

from lantai.core.formats.docx import Heading, Paragraph, Table, W, document, runs

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
