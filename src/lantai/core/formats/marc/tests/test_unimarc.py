"""UNIMARC: a case a rule."""

from typing import Any

import pytest

from lantai.core.bib.record import Kind, NoteKind, Relation, Scheme
from lantai.core.formats.marc.tests.described import described

CODED = "100    $a20020204d1994    em y0frey0103    ba"


def unimarc(*lines: str, leader: str = ""):
    return described(CODED, *lines, dialect="unimarc", leader=leader)


@pytest.mark.parametrize(
    "line, titles",
    [
        ("200 1  $aNana$eroman$fÉmile Zola$gpréface de X", [("proper", "Nana", "roman", "", "Émile Zola ; préface de X")]),
        (
            "200 1  $aOne$aTwo$fBy A$cThree$fby B",
            [("proper", "One", "", "", ""), ("proper", "Two", "", "", "By A"), ("proper", "Three", "", "", "by B")],
        ),
        ("200 1  $aNana$dNana in English$esub", [("proper", "Nana", "", "", ""), ("parallel", "Nana in English", "sub", "", "")]),
        ("200 1  $aZoologie$hIV$iTétrapodes", [("proper", "Zoologie", "", "IV. Tétrapodes", "")]),
        ("200 1  $a\x88Les \x89Misérables", [("proper", "Les Misérables", "", "", "")]),
    ],
)
def test_reads_title_and_responsibility(line: str, titles: Any) -> None:
    found = [(t.kind, f.value, f.rest, f.part, f.by) for t in unimarc(line).titles for f in t.forms]
    assert found == titles


@pytest.mark.parametrize(
    "line, kind",
    [
        ("500 11 $aX", "uniform"),
        ("510 1  $aX", "parallel"),
        ("512 1  $aX", "cover"),
        ("515 1  $aX", "running"),
        ("516 1  $aX", "spine"),
        ("517 1  $aX", "alternative"),
        ("520 1  $aX", "former"),
        ("531 1  $aX", "abbreviated"),
        ("532 1  $aX", "alternative"),
        ("541 1  $aX", "translated"),
    ],
)
def test_tells_variant_titles_apart(line: str, kind: str) -> None:
    assert [t.kind for t in unimarc(line).titles if t.at == line[:3]] == [kind]


def test_reads_links_plain_and_embedded_and_the_original_title() -> None:
    plain = unimarc("101 1  $afre$ceng", "454  1 $tWar$y2070107965").links[0]
    record = unimarc("101 1  $afre$ceng", "454  0 $1001000123$12001 $aWar$v2$1010  $a2070107965")
    embedded = record.links[0]
    assert plain.relation is embedded.relation is Relation.ORIGINAL
    assert plain.titles[0].value == embedded.titles[0].value == "War"
    assert [i.value for i in embedded.identifiers] == ["000123", "9782070107964"]
    assert [(t.forms[0].value, t.forms[0].lang) for t in record.titles if t.kind == "original"] == [("War", "en")]


@pytest.mark.parametrize(
    "line, name, kind, roles, main",
    [
        ("700  1 $aZola$bÉmile$f1840-1902$4070", "Zola, Émile", "person", ("aut",), True),
        ("702  1 $aTétry$bAndrée$4340", "Tétry, Andrée", "person", ("edt",), False),
        ("710 02 $aUnesco$4650", "Unesco", "organization", ("pbl",), True),
        ("711 12 $aCongrès$4070", "Congrès", "meeting", ("aut",), False),
        ("720  1 $aMedici", "Medici", "family", (), True),
    ],
)
def test_reads_agents_with_codes_of_their_roles(line: str, name: str, kind: str, roles: Any, main: bool) -> None:
    found = unimarc(line).contributions[0]
    assert (found.forms[0].value, found.kind, found.roles, found.main) == (name, kind, roles, main)


def test_reads_the_coded_fields() -> None:
    record = unimarc("101 1  $afre$aeng$crus$dger", "102    $aFR$bIF", "801  0 $aFR$bAbes", "105    $ak   m   000yy")
    assert (record.languages, record.original_languages, record.summary_languages) == (("fr", "en"), ("ru",), ("de",))
    assert (record.countries, record.agency, record.kind) == (("fr",), "Abes", Kind.THESIS)
    assert [(d.start, d.at) for d in record.dates] == [(1994, "100")]


def test_reads_numbers_notes_series_classes_and_subjects() -> None:
    record = unimarc(
        "010    $a2-07-010796-5$brel.$d148 FRF",
        "011    $a0768-3138",
        "225 2  $aPléiade$v37",
        "410  | $tPléiade$x0768-3138",
        "330    $aRésumé.",
        "606    $3027238466$aMammifères$xDictionnaires$2rameau",
        "676    $a590.3$v19",
        "675    $a57",
    )
    assert [(i.scheme, i.value, i.qualifier) for i in record.identifiers] == [
        (Scheme.ISBN, "9782070107964", "rel."),
        (Scheme.ISSN, "0768-3138", ""),
    ]
    assert [(n.kind, n.forms[0].value) for n in record.notes] == [(NoteKind.PRICE, "148 FRF"), (NoteKind.SUMMARY, "Résumé.")]
    assert [(s.forms[0].value, s.number) for s in record.series] == [("Pléiade", "37")]
    subject = record.subjects[0]
    assert (subject.scheme, subject.forms[0].lang, subject.subdivisions) == ("rameau", "fr", ("Dictionnaires",))
    assert [(c.scheme, c.value, c.edition) for c in record.classifications] == [("ddc", "590.3", "19"), ("udc", "57", "")]


def test_reads_items_as_french_libraries_write_them() -> None:
    record = unimarc("995    $bMAIN$eMAG$f30001$kA 12$o0$rp", "995    $aREV$d2009")
    holding = record.holdings[0]
    assert (holding.library, holding.items[0].barcode, holding.items[0].call_number, holding.items[0].location) == (
        "MAIN",
        "30001",
        "A 12",
        "MAG",
    )
    assert [field.values[0] for field in record.verbatim if field.at == "995/2"] == [("a", "REV")]
