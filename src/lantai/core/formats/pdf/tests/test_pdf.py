"""PDF files are read in a process of their own: text by page, pictures with their captions; what cannot be read says why."""

import pytest

from lantai.core.formats.fulltext.child import decoded, main
from lantai.core.formats.pdf import lines, reading
from lantai.core.formats.pdf.reading import Bounds, Outcome
from lantai.core.formats.pdf.write import Drawing, Sheet, write

pytest.importorskip("pypdfium2")

PICTURE = Drawing(320, 240, bytes((i * 7 + j * 3) % 256 for j in range(240) for i in range(960)))
PAPER = write(
    [
        Sheet(
            [
                "Lakes in spring",
                "https://doi.org/10.5555/Lakes.1, under https://creativecommons.org/licenses/by/4.0/",
                "Figure 1 shows what lakes do in the first warm weeks of the year, when ice breaks.",
            ],
            PICTURE,
            ["Figure 1. Lakes in spring."],
        ),
        Sheet(["What follows in summer is another story."]),
    ],
    title="Lakes (a test)",
)


def test_text_figures_and_what_the_file_says_of_itself_are_read():
    read = decoded(main(PAPER))
    assert read.outcome == Outcome.READ
    assert (read.text.doi, read.text.license) == ("10.5555/lakes.1", "https://creativecommons.org/licenses/by/4.0/")
    assert [(p.anchor, p.page) for p in read.text.passages] == [("p1", 1), ("p2", 2)]
    assert [(f.label, f.caption, f.page) for f in read.text.figures] == [("Figure 1", ("Lakes in spring.",), 1)]
    assert [(p.anchor, p.width, p.webp[:4]) for p in read.pictures] == [("f1", 320, b"RIFF")]
    assert read.about["Title"] == "Lakes (a test)"


def test_pages_that_are_pictures_are_told_from_damaged_files():
    assert reading.read(write([Sheet((), PICTURE), Sheet(["7"])])).outcome == Outcome.NO_TEXT
    for damaged in (b"", b"%PDF-1.7 nothing more", PAPER[: len(PAPER) // 3], b"<html>not a file</html>"):
        assert reading.read(damaged).outcome == Outcome.BROKEN


def test_only_so_much_of_a_file_is_read():
    long = write([Sheet([f"Page {n} of many has these words and some others."]) for n in range(30)])
    read = reading.read(long, Bounds(pages=10))
    assert (read.text.page_count, read.text.read_pages, len(read.text.passages)) == (30, 10, 10)
    assert reading.read(long, Bounds(characters=100)).text.read_pages == 3


def test_a_picture_on_every_page_is_an_ornament_and_a_huge_one_is_left_out():
    assert not reading.read(write([Sheet(["Words enough for a page."], PICTURE)] * 3)).pictures
    assert not reading.read(PAPER, Bounds(picture_pixels=50_000)).pictures


def test_half_a_character_in_what_the_file_says_of_itself_is_passed_over():
    read = decoded(
        main(PAPER.replace(b"/Title (Lakes \\(a test\\))", b"/Title <FEFFD8000041>").replace(b"/Author ()", b"/Author (Tern)"))
    )
    assert (read.outcome, read.about, read.text.title) == (Outcome.READ, {"Author": "Tern"}, "")


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("one two hyphen\ufffe\r\nated word goes on.\r\n", ("one two hyphenated word goes on.",)),
        ("the end of some-\nwhere", ("the end of somewhere",)),
        ("Sino-\nTibetan", ("Sino- Tibetan",)),
        ("中文的文\n章没有空格。", ("中文的文章没有空格。",)),
        ("A long line of words that fills the page\nShort end.\nA new paragraph begins with this line here",
         ("A long line of words that fills the page Short end.", "A new paragraph begins with this line here")),
        ("text before\nFig. 3 | Results", ("text before", "Fig. 3 | Results")),
        ("bad \x00\x07 control\ud800", ("bad  control",)),
        ("", ()),
    ],
)  # fmt: skip
def test_lines_become_paragraphs(page, said):
    assert lines.paragraphs(page) == said


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Figure 2. Growth", "Figure 2"), ("Fig. 2: growth", "Fig. 2"), ("图 2 湖泊的生长", "图 2"), ("图2湖泊", ""), ("الشكل 3: نمو", "الشكل 3"),
        ("Extended Data Fig. 4 | More", "Extended Data Fig. 4"), ("Figure 2 shows that it grows", ""), ("Figures are good", ""), ("Figure 12", "Figure 12"),
    ],
)  # fmt: skip
def test_captions_are_told_from_sentences(text, label):
    assert lines.caption_of(text)[0] == label


def test_two_licenses_on_a_page_are_of_parts_and_not_of_the_whole():
    by, zero = "see creativecommons.org/licenses/by/4.0/", "creativecommons.org/publicdomain/zero/1.0"
    assert lines.license_in([by]) == "https://creativecommons.org/licenses/by/4.0/"
    assert lines.license_in([by, zero]) == ""
