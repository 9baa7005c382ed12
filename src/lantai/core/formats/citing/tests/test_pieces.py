"""Names, editions, degrees, dates and pages, each as a style wants it."""

from datetime import date

import pytest

from lantai.core.bib.record import AgentKind, Kind
from lantai.core.formats.citation import CitedName
from lantai.core.formats.citing.dates import Dated
from lantai.core.formats.citing.names import WHOLE, initials, listed, said
from lantai.core.formats.citing.pages import pages
from lantai.core.formats.citing.words import degree, edition, type_mark


def name(heading: str, kind: AgentKind = AgentKind.PERSON, **wanted: bool) -> dict[str, str]:
    return said(CitedName(heading, kind, ()), **{"initials": True, "apart": " "} | wanted)


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("曹雪芹", {"literal": f"{WHOLE}曹雪芹"}),
        ("夏目, 漱石", {"literal": f"{WHOLE}夏目漱石"}),
        ("김, 소월", {"literal": f"{WHOLE}김소월"}),
        ("(清) 曹雪芹", {"literal": f"{WHOLE}曹雪芹"}),
        ("シェイクスピア, ウィリアム", {"literal": f"{WHOLE}シェイクスピア ウィリアム"}),
        ("محفوظ، نجيب", {"literal": f"{WHOLE}محفوظ نجيب"}),
        ("Cao, Xueqin,", {"family": "Cao", "given": "Xueqin"}),
        ("King, Martin Luther, Jr.", {"family": "King", "given": "Martin Luther", "suffix": "Jr."}),
        ("Достоевский, Ф. М.", {"family": "Достоевский", "given": "Ф. М."}),
        ("Homer", {"family": "Homer"}),
    ],
)
def test_a_name_is_parted_where_its_script_parts_it(heading, expected):
    assert name(heading) == expected


def test_a_name_without_capitals_is_parted_where_nothing_is_cut():
    assert name("محفوظ، نجيب", initials=False) == {"family": "محفوظ", "given": "نجيب"}
    assert name("السقا، مصطفى", upright=True) == {"literal": f"{WHOLE}مصطفى السقا"}


@pytest.mark.parametrize(
    ("given", "mark", "expected"),
    [
        ("Thomas H.", ". ", "T. H."), ("Jean-Pierre", ". ", "J.-P."), ("Francis H. C.", "", "FHC"), ("Francis H. C.", " ", "F H C"), ("FHC", ". ", "F. H. C."),
        ("‘Alī ibn Aḥmad", ". ", "‘A. ibn A."), ("Muḥammad al-Dīn", ". ", "M. al-D."), ("Johann Wolfgang von", ". ", "J. W. von"), ("Élise", "", "É"),
        ("Михаил Михайлович", ". ", "М. М."), ("Ming-Wei", "", "MW"), ("Kang-hu", ". ", "K.-h."), ("Kang-hu", " ", "K H"), ("-", ". ", ""), ("", ". ", ""),
    ],
)  # fmt: skip
def test_given_names_are_cut_to_initials_and_particles_stay(given, mark, expected):
    assert initials(given, mark, hyphens=mark == ". ") == expected


def test_a_body_is_never_turned_into_a_person():
    body = name("World Health Organization, Regional Office", AgentKind.ORGANIZATION)
    assert body == {"literal": f"{WHOLE}World Health Organization, Regional Office"}


def test_of_five_thousand_authors_the_first_twenty_and_the_last_are_kept():
    kept = listed([{"family": str(n)} for n in range(5_000)])
    assert [kept[0], kept[19], kept[20]] == [{"family": "0"}, {"family": "19"}, {"family": "4999"}]
    assert len(kept) == 21


@pytest.mark.parametrize(
    ("statement", "language", "expected"),
    [
        ("3rd ed.", "en", "3"), ("Second edition", "en", "2"), ("1st ed.", "en", ""), ("第2版", "zh", "第2版"), ("第三版", "zh", "第三版"), ("第1版", "zh", ""),
        ("第2版", "ja", "第2版"), ("2-е изд.", "ru", "2-е изд."), ("الطبعة الأولى", "ar", ""), ("ط. 2", "ar", "ط. 2"), ("1re éd.", "fr", "1re éd."),
        ("Rev. ed.", "en", "Rev. ed."), ("2e éd. revue et augmentée", "fr", "2e éd. revue et augmentée"), ("修订本", "zh", "修订本"), ("", "en", ""),
    ],
)  # fmt: skip
def test_an_edition_is_a_number_where_it_says_no_more(statement, language, expected):
    assert edition(statement, language) == expected


@pytest.mark.parametrize(
    ("note", "language", "expected"),
    [
        ("Thesis (Ph.D.)--Columbia University, 2003.", "en", ("Doctoral dissertation", "Columbia University")),
        ("Thesis (M.A.) - University of Chicago, 1960", "en", ("Master’s thesis", "University of Chicago")),
        ("学位论文(博士)--北京大学, 2010", "zh", ("博士学位论文", "北京大学")),
        ("修士論文", "ja", ("修士論文", "")),
        ("Thèse de doctorat : Lettres : Université de Paris : 1961", "fr", ("Thèse de doctorat", "Université de Paris")),
        ("Дис. … канд. филос. наук", "ru", ("Кандидатская диссертация", "")),
        ("رسالة ماجستير - جامعة القاهرة، 1998", "ar", ("رسالة ماجستير", "جامعة القاهرة")),
        ("", "sw", ("Thesis", "")),
    ],
)
def test_a_thesis_note_says_degree_and_school(note, language, expected):
    assert degree(note, language) == expected


DAY = date(2019, 5, 7)


@pytest.mark.parametrize(
    ("style", "language", "expected"),
    [
        ("apa", "en", "2019, May 7"), ("mla", "en", "7 May 2019"), ("chicago", "en", "May 7, 2019"), ("vancouver", "fr", "2019 May 7"),
        ("iso690", "ru", "7 May 2019"), ("gbt7714", "en", "2019-05-07"), ("mla", "ja", "2019年5月7日"), ("mla", "zh-Hant", "2019年5月7日"),
        ("apa", "fr", "2019, 7 mai"), ("mla", "ru", "7 мая 2019"), ("chicago", "ar", "7 مايو 2019"), ("mla", "ko", "2019년 5월 7일"),
        ("apa", "xx-unknown", "2019, May 7"),
    ],
)  # fmt: skip
def test_a_day_is_written_as_its_style_and_language_do(style, language, expected):
    assert Dated("2019", style, language, DAY).said(("year", "month", "day")) == expected


def test_parts_of_a_date_are_given_apart():
    assert Dated("2019", "chicago", "en", DAY).said(("month", "day")) == "May 7"
    assert Dated("2019", "chicago", "zh", DAY).said(("month", "day")) == "5月7日"
    assert Dated("[1994?]", "apa").said(("year", "month", "day")) == "[1994?]"
    assert Dated("1994", "apa").said(("month", "day")) == ""


@pytest.mark.parametrize(
    ("style", "given", "expected"),
    [
        ("mla", "737-738", "737-38"), ("mla", "3-46", "3-46"), ("mla", "198-203", "198-203"), ("mla", "1504–1508", "1504-08"),
        ("vancouver", "737-738", "737-8"), ("vancouver", "3-46", "3-46"), ("vancouver", "99-101", "99-101"),
        ("chicago", "71-72", "71-72"), ("chicago", "100-104", "100-104"), ("chicago", "101-108", "101-8"), ("chicago", "321-328", "321-28"),
        ("chicago", "1087-1089", "1087-89"), ("chicago", "1496-1500", "1496-500"), ("apa", "737-738", "737-738"), ("mla", "e12-e15", "e12-e15"),
        ("mla", "12-15, 140-145", "12-15, 140-45"), ("mla", "", ""),
    ],
)  # fmt: skip
def test_pages_are_abridged_as_the_style_does(style, given, expected):
    assert pages(given, style=style) == expected


@pytest.mark.parametrize(
    ("kind", "online", "expected"),
    [(Kind.BOOK, False, "M"), (Kind.ARTICLE, True, "J/OL"), (Kind.DATABASE, True, "DB/OL"), (Kind.WEBSITE, False, "EB/OL"),
     (Kind.STANDARD, False, "S"), (Kind.PATENT, False, "P"), (Kind.OBJECT, False, "Z")],
)  # fmt: skip
def test_the_standards_marks(kind, online, expected):
    assert type_mark(kind, online=online) == expected
    assert type_mark(Kind.ARTICLE, online=False, newspaper=True) == "N"
