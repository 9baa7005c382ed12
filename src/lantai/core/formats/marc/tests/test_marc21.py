"""MARC 21: a case a rule."""

from typing import Any

import pytest

from lantai.core.bib.record import DateKind, Kind, NoteKind, Relation, Scheme, Standing, TitleKind
from lantai.core.formats.marc.tests.described import coded, described


@pytest.mark.parametrize(
    "line, kind, value, rest, part, by, nonfiling",
    [
        (
            "245 14 $aThe whale :$bor, Moby-Dick /$cby Herman Melville.",
            "proper",
            "The whale",
            "or, Moby-Dick",
            "",
            "by Herman Melville",
            4,
        ),
        ("245 10 $aAnnals.$n2,$pHistory.", "proper", "Annals", "", "2. History", "", 0),
        ("245 00 $kLetters,$f1900.", "proper", "Letters", "", "", "", 0),
        ("245 00 $a\x98The\x9c whale", "proper", "The whale", "", "", "", 4),
        ("245 00 $a<<Der>> Zauberberg", "proper", "Der Zauberberg", "", "", "", 4),
        ("246 31 $aParallel", "parallel", "Parallel", "", "", "", 0),
        ("246 14 $aOn the cover", "cover", "On the cover", "", "", "", 0),
        ("246 18 $aOn the spine", "spine", "On the spine", "", "", "", 0),
        ("246 17 $aRunning", "running", "Running", "", "", "", 0),
        ("246 3  $iAlso:$aOther", "alternative", "Other", "", "", "", 0),
        ("247 10 $aBefore", "former", "Before", "", "", "", 0),
        ("130 0  $aBible.$pPsalms.", "uniform", "Bible Psalms", "", "", "", 0),
        ("240 10 $aHong lou meng.$lEnglish", "uniform", "Hong lou meng", "", "", "", 0),
        ("210 0  $aAnn. hist.", "abbreviated", "Ann. hist.", "", "", "", 0),
        ("242 10 $aDream", "translated", "Dream", "", "", "", 0),
        ("740 02 $aA tale", "alternative", "A tale", "", "", "", 0),
    ],
)
def test_tells_titles_apart(line: str, kind: str, value: str, rest: str, part: str, by: str, nonfiling: int) -> None:
    record = described(line, coded(language="eng"))
    found = next(title for title in record.titles if title.at == line[:3])
    form = found.forms[0]
    assert (found.kind, form.value, form.rest, form.part, form.by, form.nonfiling) == (kind, value, rest, part, by, nonfiling)


@pytest.mark.parametrize(
    "line, rest, parallels",
    [
        ("245 10 $aOne =$bUno", "", ["Uno"]),
        ("245 10 $aOne :$bsub = Uno : sotto = Un", "sub", ["Uno", "Un"]),
        ("245 10 $aOne$b= Uno", "", ["Uno"]),
        ("245 10 $aOne :$ba = b is no title", "a", ["b is no title"]),
    ],
)
def test_takes_what_follows_an_equals_sign_as_a_parallel_title(line: str, rest: str, parallels: list[str]) -> None:
    record = described(line)
    assert record.titles[0].forms[0].rest == rest
    assert [t.forms[0].value for t in record.titles if t.kind is TitleKind.PARALLEL] == parallels


def test_takes_the_original_title_from_765_and_from_a_note() -> None:
    linked = described("765 0  $aCao, Xueqin$tHong lou meng$z702000220X", coded(language="eng"), "041 1  $aeng$hchi")
    noted = described("500    $aTranslation of: Hong lou meng.")
    assert [(t.kind, t.forms[0].value, t.forms[0].lang) for t in linked.titles if t.at == "765"] == [
        ("original", "Hong lou meng", "zh-Latn")
    ]
    assert [t.forms[0].value for t in noted.titles if t.kind is TitleKind.ORIGINAL] == ["Hong lou meng"]
    assert linked.links[0].relation is Relation.ORIGINAL
    assert linked.links[0].identifiers[0].value == "9787020002207"


@pytest.mark.parametrize(
    "line, name, kind, roles, words, dates, main",
    [
        ("100 1  $aCao, Xueqin,$d1715?-1763,$eauthor.", "Cao, Xueqin", "person", ("aut",), ("author",), "1715?-1763", True),
        ("700 1  $aHawkes, David,$4trl$4edt", "Hawkes, David", "person", ("trl", "edt"), (), "", False),
        ("700 3  $aMedici family", "Medici family", "family", (), (), "", False),
        ("100 0  $aElizabeth$bII,$cQueen", "Elizabeth, II, Queen", "person", (), (), "", True),
        ("110 1  $aChina.$bGuo wu yuan.", "China. Guo wu yuan", "organization", (), (), "", True),
        ("711 2  $aCongress$n(2nd :$d1998 :$cBeijing)", "Congress (2nd Beijing)", "meeting", (), (), "1998", False),
        ("720    $aMo Yan$eÜbers.", "Mo Yan", "person", ("trl",), ("Übers",), "", False),
    ],
)
def test_reads_agents_with_roles(line: str, name: str, kind: str, roles: Any, words: Any, dates: str, main: bool) -> None:
    found = described(line).contributions[0]
    assert (found.forms[0].value, found.kind, found.roles, found.role_words, found.dates, found.main) == (
        name,
        kind,
        roles,
        words,
        dates,
        main,
    )


def test_keeps_the_work_of_a_name_title_entry_and_the_identifiers_of_agents() -> None:
    found = described("700 12 $aCao, Xueqin.$tHong lou meng.$0(DLC)n80011$1http://viaf.org/viaf/41839337").contributions[0]
    assert found.title == "Hong lou meng"
    assert [(i.scheme, i.value) for i in found.identifiers] == [(Scheme.AUTHORITY, "(DLC)n80011"), (Scheme.VIAF, "41839337")]


@pytest.mark.parametrize(
    "lines, text, original, summary",
    [
        ([coded(language="chi")], ("zh",), (), ()),
        (["041 0  $aeng$afre$bger"], ("en", "fr"), (), ("de",)),
        (["041 1  $aengfre$hchi"], ("en", "fr"), ("zh",), ()),
        (["041 17 $azh$2iso639-1"], ("zh",), (), ()),
        ([coded(language="und"), "041 0  $amul"], (), (), ()),
        ([coded(language="eng"), "041 0  $aeng$achi"], ("en", "zh"), (), ()),
    ],
)
def test_reads_languages_of_text_original_and_summary(lines: list[str], text: Any, original: Any, summary: Any) -> None:
    record = described(*lines)
    assert (record.languages, record.original_languages, record.summary_languages) == (text, original, summary)


@pytest.mark.parametrize(
    "leader, books, kind",
    [
        ("am", "", Kind.BOOK),
        ("am", "      m", Kind.THESIS),
        ("am", "      t", Kind.REPORT),
        ("am", "           1", Kind.CONFERENCE),
        ("aa", "", Kind.CHAPTER),
        ("ab", "", Kind.ARTICLE),
        ("as", "   p", Kind.JOURNAL),
        ("as", "   n", Kind.NEWSPAPER),
        ("as", "   m", Kind.SERIES),
        ("ai", "   d", Kind.DATABASE),
        ("ai", "", Kind.WEBSITE),
        ("cm", "", Kind.SCORE),
        ("em", "", Kind.MAP),
        ("gm", "               v", Kind.VIDEO),
        ("jm", "", Kind.SOUND),
        ("km", "", Kind.IMAGE),
        ("mm", "        a", Kind.DATASET),
        ("mm", "        b", Kind.SOFTWARE),
        ("rm", "", Kind.OBJECT),
        ("tm", "", Kind.MANUSCRIPT),
    ],
)
def test_tells_the_kind_by_leader_and_coded_field(leader: str, books: str, kind: Kind) -> None:
    assert described(coded(books=f"{books:<17}"), leader=f"00000n{leader} a2200000 a 4500").kind is kind


def test_calls_a_thesis_without_publisher_a_thesis_and_a_part_of_a_journal_an_article() -> None:
    assert described("502    $aThesis (Ph.D.)--Beijing").kind is Kind.THESIS
    assert described("502    $aOriginally a thesis", "264  1 $aBeijing :$bPress").kind is Kind.BOOK
    part = described("773 0  $tNature$x0028-0836$gVol. 24, no. 3 (1998), p. 12-34", leader="00000naa a2200000 a 4500")
    assert part.kind is Kind.ARTICLE
    link = part.links[0]
    assert (link.relation, link.volume, link.issue, link.pages, link.date) == (Relation.HOST, "24", "3", "12-34", "1998")


@pytest.mark.parametrize(
    "dates, spans",
    [
        ("s1994    ", [(DateKind.PUBLISHED, 1994, 1994)]),
        ("t19941993", [(DateKind.PUBLISHED, 1994, 1994), (DateKind.COPYRIGHT, 1993, 1993)]),
        ("r20011888", [(DateKind.PUBLISHED, 2001, 2001), (DateKind.ORIGINAL, 1888, 1888)]),
        ("q19901999", [(DateKind.PUBLISHED, 1990, 1999)]),
        ("m19982003", [(DateKind.PUBLISHED, 1998, 2003)]),
        ("m19989999", [(DateKind.PUBLISHED, 1998, None)]),
        ("c19989999", [(DateKind.RUNNING, 1998, None)]),
        ("d19982003", [(DateKind.RUNNING, 1998, 2003)]),
        ("s199u    ", [(DateKind.PUBLISHED, 1990, 1999)]),
        ("s19uu    ", [(DateKind.PUBLISHED, 1900, 1999)]),
        ("nuuuuuuuu", []),
        ("b        ", []),
        ("s||||||||", []),
    ],
)
def test_reads_coded_dates_by_their_type(dates: str, spans: Any) -> None:
    assert [(date.kind, date.start, date.end) for date in described(coded(dates=dates)).dates] == spans


def test_prefers_the_words_of_the_imprint_where_the_years_agree() -> None:
    record = described(coded(dates="s1931    "), "264  1 $aShanghai :$bShang wu,$c民国二十年 [1931]")
    assert [(d.text, d.at, d.calendar) for d in record.dates] == [("民国二十年 [1931]", "264", "minguo")]
    assert record.year == 1931


def test_reads_imprints_by_function() -> None:
    record = described("264  1 $aLondon ;$aNew York :$bWiley,$c1999.", "264  4 $c©1998", "260    $aParis :$bSeuil")
    first, second, third = record.imprints
    assert [forms[0].value for forms in first.places] == ["London", "New York"]
    assert (first.publishers[0][0].value, first.date, second.function, third.publishers[0][0].value) == (
        "Wiley",
        "1999",
        "copyright",
        "Seuil",
    )


@pytest.mark.parametrize(
    "line, scheme, value, standing",
    [
        ("010    $a   85153773 ", Scheme.LCCN, "85153773", Standing.VALID),
        ("020    $a7503717440 (pbk.)", Scheme.ISBN, "9787503717444", Standing.VALID),
        ("020    $z7503717440", Scheme.ISBN, "9787503717444", Standing.CANCELLED),
        ("020    $a7503717441", Scheme.ISBN, "7503717441", Standing.INVALID),
        ("020    $a7503717440$q(set)", Scheme.ISBN, "9787503717444", Standing.RELATED),
        ("022    $a00280836", Scheme.ISSN, "0028-0836", Standing.VALID),
        ("022    $l0028-0836", Scheme.ISSN_L, "0028-0836", Standing.VALID),
        ("022    $y0028-0836", Scheme.ISSN, "0028-0836", Standing.CANCELLED),
        ("024 7  $a10.1000/XYZ$2doi", Scheme.DOI, "10.1000/xyz", Standing.VALID),
        ("024 2  $aM230671187", Scheme.ISMN, "9790230671187", Standing.VALID),
        ("024 1  $a012345678905", Scheme.EAN, "0012345678905", Standing.VALID),
        ("035    $a(OCoLC)ocm00012345", Scheme.OCLC, "12345", Standing.VALID),
        ("035    $z(OCoLC)777", Scheme.OCLC, "777", Standing.CANCELLED),
        ("035    $a(DE-627)010000011", Scheme.LOCAL, "(DE-627)010000011", Standing.VALID),
        ("028 02 $aSK 1$bDecca", Scheme.PUBLISHER, "SK 1", Standing.VALID),
        ("088    $aNASA-RP-1", Scheme.REPORT, "NASA-RP-1", Standing.VALID),
    ],
)
def test_gives_each_number_its_scheme_and_standing(line: str, scheme: Scheme, value: str, standing: Standing) -> None:
    found = described(line).identifiers[0]
    assert (found.scheme, found.value, found.standing, found.at) == (scheme, value, standing, line[:3])


@pytest.mark.parametrize(
    "lines, standing",
    [
        (["020    $a7503717440$q(electronic bk.)", "300    $a320 pages"], Standing.RELATED),
        (["020    $a7503717440 (ebook)", "300    $a1 online resource"], Standing.VALID),
        (["020    $a7503717440 (ebook)", coded(books="     o")], Standing.VALID),
        (["020    $a7503717440 (pbk.)", "300    $a320 pages"], Standing.VALID),
    ],
)
def test_does_not_take_the_isbn_of_the_ebook_for_that_of_the_printed_book(lines: list[str], standing: Standing) -> None:
    assert described(*lines).identifiers[0].standing is standing


def test_takes_a_price_out_of_the_isbn_field_and_doubts_one_in_its_place() -> None:
    priced, doubtful = described("020    $a7503717440 :$cCNY68.00"), described("020    $aCNY68.00")
    assert [(note.kind, note.forms[0].value) for note in priced.notes] == [(NoteKind.PRICE, "CNY68.00")]
    assert doubtful.identifiers[0].standing is Standing.INVALID
    assert [(repair.code, repair.at) for repair in doubtful.repairs] == [("isbn", "020")]


@pytest.mark.parametrize(
    "line, kind, scheme, words, subdivisions",
    [
        ("650  0 $aChinese fiction$yQing dynasty$vCriticism.", "topic", "lcsh", "Chinese fiction", ("Qing dynasty", "Criticism")),
        ("650  2 $aAnemia", "topic", "mesh", "Anemia", ()),
        ("650  7 $aFiction$2fast$0(OCoLC)fst00923709", "topic", "fast", "Fiction", ()),
        ("650  7 $a小说$2cct", "topic", "cct", "小说", ()),
        ("650  4 $aLocal", "topic", "", "Local", ()),
        ("651  0 $aChina$xHistory", "place", "lcsh", "China", ("History",)),
        ("655  7 $aNovels.$2lcgft", "genre", "lcgft", "Novels", ()),
        ("600 10 $aCao, Xueqin,$d1715?-1763.$tHong lou meng.", "person", "lcsh", "Cao, Xueqin, 1715?-1763. Hong lou meng", ()),
        ("610 20 $aUnited Nations.$bCouncil", "organization", "lcsh", "United Nations. Council", ()),
        ("648  7 $a1900-1999$2fast", "period", "fast", "1900-1999", ()),
        ("653    $afree words", "keyword", "", "free words", ()),
    ],
)
def test_keeps_the_scheme_and_subdivisions_of_subjects(line: str, kind: str, scheme: str, words: str, subdivisions: Any) -> None:
    found = described(line).subjects[0]
    assert (found.kind, found.scheme, found.forms[0].value, found.subdivisions) == (kind, scheme, words, subdivisions)


@pytest.mark.parametrize(
    "line, scheme, value, item, edition",
    [
        ("050 00 $aPL2727.S2$bA21 1990", "lcc", "PL2727.S2", "A21 1990", ""),
        ("082 04 $a895.1$223", "ddc", "895.1", "", "23"),
        ("080    $a821.581", "udc", "821.581", "", ""),
        ("060    $aWH 155", "nlm", "WH 155", "", ""),
        ("084    $aI242.4$2clc", "clc", "I242.4", "", ""),
        ("084    $a58.55$2bkl", "bkl", "58.55", "", ""),
    ],
)
def test_reads_class_numbers_with_their_scheme(line: str, scheme: str, value: str, item: str, edition: str) -> None:
    found = described(line).classifications[0]
    assert (found.scheme, found.value, found.item, found.edition) == (scheme, value, item, edition)


@pytest.mark.parametrize(
    "lines, names",
    [
        (["490 1  $aPenguin classics ;$v12", "830  0 $aPenguin classics ;$v12."], ["Penguin classics"]),
        (["490 1  $aWorking paper", "830  0 $aWorking paper (National Bureau)."], ["Working paper"]),
        (["490 1  $aWorking paper", "830  0 $aSomething else"], ["Working paper", "Something else"]),
        (["830  0 $aAlone"], ["Alone"]),
        (["440  0 $aOld style ;$v3"], ["Old style"]),
    ],
)
def test_does_not_double_a_series_that_is_stated_and_traced(lines: list[str], names: list[str]) -> None:
    assert [series.forms[0].value for series in described(*lines).series] == names


def test_reads_addresses_with_what_they_lead_to() -> None:
    found = described("856 40 $uhttps://a.example/1$uhttps://b.example/2$yText$zfree", "856 42 $uhttps://c.example").access
    assert [(a.url, a.kind, a.label) for a in found] == [
        ("https://a.example/1", "resource", "Text"),
        ("https://b.example/2", "resource", "Text"),
        ("https://c.example", "related", ""),
    ]


def test_speaks_of_notes_in_the_cataloguers_language_and_of_contents_in_the_things() -> None:
    record = described(coded(language="ger"), "040    $beng", "500    $aIncludes index.", "505 0  $aErster Teil.")
    assert [(note.forms[0].value, note.forms[0].lang) for note in record.notes] == [
        ("Includes index.", "en"),
        ("Erster Teil.", "de"),
    ]
