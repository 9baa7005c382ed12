"""An article of our own: its record, its sections, its figures."""

from pathlib import Path

import pytest

from lantai.core.bib.record import NoteKind, TitleKind
from lantai.core.formats import tests
from lantai.core.formats.errors import FormatError, Unreadable
from lantai.core.formats.jats import article_of, figures, sections
from lantai.core.formats.jats.article import read, split
from lantai.core.formats.protocol import Profile

SAMPLE = Path(tests.__file__).with_name("samples") / "jats.xml"


@pytest.fixture(scope="module")
def article():
    return article_of(SAMPLE.read_bytes())[0]


def test_the_record_says_what_the_front_matter_says():
    record = read(SAMPLE.read_bytes(), Profile(format="jats"))
    assert (record.control, record.year, record.language) == ("10.5555/jsr.2024.7", 2024, "en")
    proper = record.title.forms[0]
    assert (proper.value, proper.rest) == ("Bells of Camelus caravans", "A survey")
    assert [(t.forms[0].value, t.forms[0].lang) for t in record.titles if t.kind is TitleKind.PARALLEL] == [("驼队的铃声", "zh")]
    assert [[form.value for form in c.forms] for c in record.contributions] == [["Li, Lan", "李兰"], ["Silk Roads Survey Group"]]
    assert record.contributions[0].identifiers[0].value == "0000-0002-1825-0097"
    host = record.links[0]
    assert (host.titles[0].value, host.volume, host.issue, host.pages) == ("Journal of Silk Roads", "3", "2", "11-29")
    abstracts = [note.forms[0] for note in record.notes if note.kind is NoteKind.SUMMARY]
    assert [(text.value, text.lang) for text in abstracts] == [
        ("We counted bells & bridles.", "en"),
        ("我们清点了铃与辔。", "zh"),
    ]
    assert any("licenses/by/4.0" in note.forms[0].value for note in record.notes if note.kind is NoteKind.RIGHTS)


def test_sections_keep_their_headings_and_leave_figures_out(article):
    found = [(section.kind, section.titles, section.paragraphs) for section in sections(article)]
    assert found == [
        ("abstract", (), ("We counted bells & bridles.",)),
        ("body", ("Finds",), ("The bells (Figure 1) are bronze.",)),
        ("body", ("Finds", "Dating"), ("First layer", "Second layer")),
    ]


def test_figures_keep_captions_verbatim_parents_and_their_own_rights(article):
    bell, clapper = figures(article)
    assert (bell.label, bell.title, bell.caption) == ("Figure 1", "A bell.", ("Bronze, 7 cm, from grave 3.",))
    assert [(graphic.href, graphic.alt) for graphic in bell.graphics] == [("bell.tif", "A bell with a loop")]
    assert (bell.section, bell.license.spdx, bell.may_be_shown) == (("Finds",), "CC-BY-4.0", True)
    assert (clapper.parent, clapper.own_license, clapper.may_be_shown) == ("f1", True, False)


def test_entities_of_its_own_and_what_is_no_article_are_refused():
    evil = b'<!DOCTYPE article [<!ENTITY a "b">]><article><front><article-meta/></front></article>'
    with pytest.raises(FormatError, match="entities"):
        article_of(evil)
    with pytest.raises(Unreadable, match="no front matter"):
        read(b"<article><body/></article>", Profile(format="jats"))
    with pytest.raises(Unreadable, match="nothing to find"):
        read(b"<article><front><article-meta/></front></article>", Profile(format="jats"))


def test_a_file_may_hold_several_articles(tmp_path):
    one = SAMPLE.read_bytes().partition(b"-->")[2].strip()
    several = tmp_path / "several.xml"
    several.write_bytes(b"<pmc-articleset><article><front/></article><article><front/></article></pmc-articleset>" + one[:0])
    with several.open("rb") as stream:
        assert len(list(split(stream, Profile(format="jats")))) == 2
