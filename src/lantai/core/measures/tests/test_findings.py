"""What the checks find, and what they leave alone."""

from datetime import date

import pytest

from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import (
    Access,
    BibRecord,
    Classification,
    Contribution,
    Date,
    HoldingRecord,
    Imprint,
    ItemRecord,
    Kind,
    Repair,
    Scheme,
    Subject,
    Text,
    Title,
    TitleForm,
)
from lantai.core.measures import checks
from lantai.core.measures.findings import of_holding, of_item, of_record

TODAY = date(2026, 11, 28)
SOUND = BibRecord(
    control="1",
    kind=Kind.BOOK,
    titles=(Title(forms=(TitleForm("红楼梦", "zh"), TitleForm("Hong lou meng", "zh-Latn"))),),
    contributions=(Contribution(forms=(Text("曹雪芹", "zh"),)),),
    languages=("zh",),
    dates=(Date(text="1982", start=1982, end=1982),),
    imprints=(Imprint(places=((Text("北京"),),), publishers=((Text("人民文学出版社"),),)),),
    subjects=(Subject(forms=(Text("长篇小说"),)),),
    classifications=(Classification(scheme="clc", value="I242.4"),),
    identifiers=(identify(Scheme.ISBN, "9787020002207"),),
    access=(Access(url="https://example.org/1"),),
)


def title(*values: str) -> tuple[Title, ...]:
    return (Title(forms=tuple(TitleForm(value) for value in values)),)


def changed(**fields: object) -> BibRecord:
    return BibRecord(**({name: getattr(SOUND, name) for name in SOUND.__struct_fields__} | fields))


def test_a_sound_description_has_no_findings():
    assert of_record(SOUND, today=TODAY) == ()


@pytest.mark.parametrize(
    ("code", "words", "fields"),
    [
        ("title_missing", "", {"titles": ()}),
        ("title_missing", "…", {"titles": title("…")}),
        ("title_shouting", "A HISTORY OF ROADS", {"titles": title("A HISTORY OF ROADS"), "languages": ("en",)}),
        ("title_markup", "Roads<sub>2</sub>", {"titles": title("Roads<sub>2</sub>"), "languages": ("en",)}),
        ("title_markup", "Smith &amp; Sons", {"titles": title("Smith &amp; Sons"), "languages": ("en",)}),
        ("kind_unknown", "", {"kind": Kind.OTHER}),
        ("control_missing", "", {"control": ""}),
        ("creator_missing", "", {"contributions": ()}),
        ("year_missing", "[n.d.]", {"dates": (Date(text="[n.d.]"),)}),
        ("year_impossible", "2199", {"dates": (Date(text="2199", start=2199, end=2199),)}),
        ("year_impossible", "98", {"dates": (Date(text="98", start=98, end=98),)}),
        ("year_impossible", "1999-1990", {"dates": (Date(text="1999-1990", start=1999, end=1990),)}),
        ("publisher_missing", "", {"imprints": ()}),
        ("place_doubtful", "[S.l.]", {"imprints": (Imprint(places=((Text("[S.l.]"),),), publishers=((Text("X"),),)),)}),
        ("place_doubtful", "[Leiden?]", {"imprints": (Imprint(places=((Text("[Leiden?]"),),), publishers=((Text("X"),),)),)}),
        ("subject_missing", "", {"subjects": (), "classifications": ()}),
        ("record_damaged", "directory, tag 245", {"repairs": (Repair(code="directory"), Repair(code="tag", at="245"))}),
        ("letters_repaired", "charset 245", {"repairs": (Repair(code="charset", at="245"),)}),
        ("values_repaired", "008", {"repairs": (Repair(code="008"),)}),
        ("language_missing", "und", {"languages": ("und",)}),
        ("language_missing", "", {"languages": ()}),
        ("language_script", "en: Война и мир", {"languages": ("en",), "titles": title("Война и мир", "Voĭna i mir")}),
        ("script_missing", "Hong lou meng", {"titles": title("Hong lou meng")}),
        ("romanised_missing", "红楼梦", {"titles": title("红楼梦")}),
        ("link_880", "880/2", {"repairs": (Repair(code="880", at="880/2"),)}),
        ("mojibake", "Les MisÃ©rables", {"titles": title("Les MisÃ©rables"), "languages": ("fr",)}),
        ("mojibake", "ºìÂ¥ÃÎ", {"titles": title("ºìÂ¥ÃÎ"), "languages": ("fr",)}),
        ("mojibake", "Road\ufffd", {"titles": title("Road\ufffd"), "languages": ("en",)}),
        ("mojibake", "锟斤拷", {"contributions": (Contribution(forms=(Text("锟斤拷"),)),)}),
        ("isbn_wrong", "9787020002208", {"identifiers": (identify(Scheme.ISBN, "9787020002208"),)}),
        ("issn_wrong", "1234-5678", {"identifiers": (identify(Scheme.ISSN, "1234-5678"),)}),
        ("isbn_issn_swapped", "0378-5955", {"identifiers": (identify(Scheme.ISBN, "0378-5955"),)}),
        ("isbn_issn_swapped", "9787020002207", {"identifiers": (identify(Scheme.ISSN, "9787020002207"),)}),
        ("issn_missing", "", {"kind": Kind.JOURNAL, "identifiers": ()}),
        ("class_wrong", "clc 242.4", {"classifications": (Classification(scheme="clc", value="242.4"),)}),
        ("class_wrong", "ddc PL2727", {"classifications": (Classification(scheme="ddc", value="PL2727"),)}),
        ("address_wrong", "www.example.org", {"access": (Access(url="www.example.org"),)}),
        ("address_wrong", "https://exa mple", {"access": (Access(url="https://exa mple"),)}),
        ("address_wrong", "http://[::1", {"access": (Access(url="http://[::1"),)}),
        ("address_open", "http://example.org/", {"access": (Access(url="http://example.org/"),)}),
    ],
)
def test_it_finds(code, words, fields):
    assert (code, words) in of_record(changed(**fields), today=TODAY)


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("language_script", {"languages": ("sr",), "titles": title("Rat i mir")}),
        ("language_script", {"languages": ("en", "ru"), "titles": title("Война и мир")}),
        ("language_script", {"languages": ("ja",), "titles": title("雪国")}),
        ("script_missing", {"languages": ("tr",), "titles": title("Benim adım Kırmızı")}),
        ("mojibake", {"titles": title("Bogatyrskiĭ ėpos: «Ça ira», Ñandú, þú ætíð"), "languages": ("fr",)}),
        ("mojibake", {"titles": title("Truyện Kiều · Åland · ÀÉÎÕÜ"), "languages": ("vi",)}),
        ("year_impossible", {"dates": (Date(text="868", start=868, end=868),)}),
        ("year_impossible", {"kind": Kind.MANUSCRIPT, "dates": (Date(text="300 BC", start=-299, end=-299),)}),
        ("year_impossible", {"dates": (Date(text="2027", start=2027, end=2027),)}),
        ("creator_missing", {"contributions": (), "kind": Kind.JOURNAL}),
        ("title_shouting", {"titles": title("UNESCO"), "languages": ("en",)}),
        ("title_markup", {"titles": title("x < y and Q&A"), "languages": ("en",)}),
        ("class_wrong", {"classifications": (Classification(scheme="local", value="§ 7"),)}),
        ("isbn_wrong", {"identifiers": (identify(Scheme.ISBN, "0378-5955"),)}),
    ],
)
def test_it_leaves_alone(code, fields):
    assert code not in dict(of_record(changed(**fields), today=TODAY))


SHELF = HoldingRecord(
    library="Main", location="Level 3", call_number="I242.4/C1", scheme="clc", items=(ItemRecord(barcode="B1"),)
)


@pytest.mark.parametrize(
    ("code", "holding"),
    [
        ("holding_without_items", HoldingRecord(location="Level 3", call_number="I242.4")),
        ("holding_without_location", HoldingRecord(call_number="I242.4", items=(ItemRecord(barcode="B1"),))),
        ("holding_without_call_number", HoldingRecord(location="Level 3", items=(ItemRecord(barcode="B1"),))),
        ("call_number_wrong", HoldingRecord(location="L", call_number="242.4", scheme="clc")),
        ("coverage_unreadable", HoldingRecord(location="L", call_number="I1", coverage=("some issues missing",))),
        ("coverage_unreadable", HoldingRecord(location="L", call_number="I1", coverage=("2004-1998",))),
    ],
)
def test_it_finds_of_a_holding(code, holding):
    plain = changed(access=())
    assert code in dict(of_holding(holding, plain))
    assert of_holding(SHELF, plain) == ()


@pytest.mark.parametrize(
    ("code", "item", "holding"),
    [
        ("item_without_barcode", ItemRecord(location="Level 3"), SHELF),
        ("item_without_location", ItemRecord(barcode="B2"), HoldingRecord(call_number="I1")),
        ("status_unknown", ItemRecord(barcode="B2", status="in limbo"), SHELF),
    ],
)
def test_it_finds_of_a_piece(code, item, holding):
    assert code in dict(of_item(item, holding))


@pytest.mark.parametrize("line", ["v.1-12 (1990-2001)", "1998-", "第1卷", "no. 4", "vol. XII"])
def test_a_coverage_statement_that_names_a_volume_or_year_can_be_read(line):
    assert "coverage_unreadable" not in dict(of_holding(HoldingRecord(location="L", call_number="I1", coverage=(line,)), SOUND))


def test_words_found_are_cut_to_what_a_page_can_show():
    (found,) = (w for c, w in of_record(changed(titles=title("Ã©" * 900)), today=TODAY) if c == "mojibake")
    assert len(found) == 200


def test_every_check_says_what_it_is_for():
    every = (*checks.records.values(), *checks.holdings.values(), *checks.items.values())
    assert all(check.__doc__ for check in every)
    assert len(every) >= 30
