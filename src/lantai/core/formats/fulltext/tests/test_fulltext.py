"""The text of an article in JATS, and which texts may be kept."""

import pytest

from lantai.core.bib.licenses import license_of
from lantai.core.formats.errors import FormatError
from lantai.core.formats.fulltext import decode, encode, full_text, keeping
from lantai.core.formats.fulltext.keeping import SAID, Rule
from lantai.core.formats.fulltext.of_jats import MOST_ROWS

ARTICLE = b"""<article xml:lang="en" xmlns:xlink="http://www.w3.org/1999/xlink"><front><article-meta>
<article-id pub-id-type="doi">10.5555/LAKES.1</article-id><title-group><article-title>Lakes</article-title></title-group>
<permissions><license xlink:href="https://creativecommons.org/licenses/by/4.0/"><p>Open.</p></license></permissions>
<abstract><p>In short.</p></abstract></article-meta></front>
<body><sec id="a"><title>Results</title><p>They grow.</p>
<fig id="one"><label>Figure 1</label><caption><title>Growth.</title><p>In metres.</p></caption><graphic xlink:href="g1.tif"/></fig>
<fig id="two"><label>Figure 2</label><caption><p>Theirs.</p></caption><permissions><license><p>All rights reserved.</p></license></permissions></fig>
<table-wrap><label>Table 1</label><caption><p>Depths.</p></caption><table><thead><tr><th>Lake</th><th>m</th></tr></thead>
<tbody><tr><td>East</td><td>7</td></tr></tbody></table></table-wrap></sec></body>
<back><ref-list><ref id="b1"><label>1</label><element-citation><person-group><name><surname>Tern</surname><given-names>A</given-names></name></person-group>
<article-title>Rivers</article-title><source>J Water</source><year>2001</year><fpage>3</fpage><lpage>9</lpage>
<pub-id pub-id-type="doi">10.5555/rivers</pub-id></element-citation></ref>
<ref id="b2"><mixed-citation>Gull B. Seas. 1999.</mixed-citation></ref><ref id="b3"/></ref-list></back></article>"""


def test_all_of_an_article_has_an_anchor_and_comes_back_as_it_was():
    text = full_text(ARTICLE)
    assert (text.doi, text.language, text.title) == ("10.5555/lakes.1", "en", "Lakes")
    assert [(p.anchor, p.kind, p.titles) for p in text.passages] == [("s1", "abstract", ()), ("s2", "body", ("Results",))]
    assert [(f.anchor, f.label, f.href, f.may_be_shown, f.own_license) for f in text.figures] == [
        ("f1", "Figure 1", "g1.tif", True, False),
        ("f2", "Figure 2", "", False, True),
    ]
    assert text.tables[0].head == (("Lake", "m"),)
    assert text.tables[0].rows == (("East", "7"),)
    assert [(r.label, r.text, r.doi) for r in text.references] == [
        ("1", "Tern A. 2001. Rivers. J Water, 3–9", "10.5555/rivers"),
        ("", "Gull B. Seas. 1999.", ""),
    ]
    assert {"They grow.", "Growth.", "Depths."} <= set(text.words())
    assert decode(encode(text)) == text


def test_rows_of_a_table_are_told_from_its_headings_by_their_place_and_are_bounded():
    row = "<tr><td>Lake</td><td>m</td></tr>"
    raw = ARTICLE.decode().replace("<tbody>", row).replace("</tbody>", "")
    (table,) = full_text(raw.encode()).tables
    assert table.rows == (("Lake", "m"), ("East", "7"))
    (long,) = full_text(
        raw.replace("<thead>", f"<thead>{row * 1_000}").replace(row + "<tr>", f"{row * 1_000}<tr>").encode()
    ).tables
    assert (len(long.head), len(long.rows)) == (MOST_ROWS, MOST_ROWS)


def test_a_file_that_is_no_article_or_declares_entities_is_refused():
    for raw in (b"<html/>", b"", b'<!DOCTYPE a [<!ENTITY x "y">]><article>&x;</article>', ARTICLE[:200]):
        with pytest.raises(FormatError):
            full_text(raw)


@pytest.mark.parametrize(
    ("words", "rule", "allowed", "figures"),
    [
        ("CC BY 4.0", Rule.LICENSE, True, True),
        ("https://creativecommons.org/licenses/by-nc/3.0/", Rule.NON_COMMERCIAL, True, True),
        ("CC BY-NC-ND 4.0", Rule.NO_DERIVATIVES, True, False),
        ("CC0", Rule.PUBLIC_DOMAIN, True, True),
        ("public domain", Rule.PUBLIC_DOMAIN, True, True),
        ("", Rule.NO_LICENSE, False, False),
        ("publisher-specific-oa", Rule.OWN_WORDS, False, False),
        ("Elsevier user license", Rule.OWN_WORDS, False, False),
        ("MIT", Rule.NOT_OF_TEXTS, False, False),
    ],
)
def test_what_may_be_kept(words, rule, allowed, figures):
    found = keeping(license_of(words))
    assert (found.rule, found.allowed, found.figures) == (rule, allowed, figures)
    assert found.rule in SAID
    assert keeping(license_of(words), deposit=True).allowed
