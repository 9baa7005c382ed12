"""MARC 21 back from a BibRecord: exactly what came in, or well-formed fields for what came from elsewhere."""

import msgspec
import pytest

from lantai.core.bib.record import (
    BibRecord,
    Contribution,
    Date,
    Identifier,
    Imprint,
    Kind,
    Link,
    Note,
    Origin,
    Relation,
    Scheme,
    Subject,
    Text,
    Title,
    TitleForm,
    TitleKind,
)
from lantai.core.formats.marc.dialect import to_bib
from lantai.core.formats.marc.fields import Field, MarcRecord
from lantai.core.formats.marc.tests.described import LEADERS, coded, described, fields
from lantai.core.formats.marc.write import to_marc21


@pytest.mark.parametrize(
    "lines",
    [
        ["001 1", "003 DLC", "005 2020", coded(), "245 14 $aThe whale :$bor, Moby-Dick /$cby Herman Melville.$h[map]"],
        ["245 10 $aOne :$bsub = Uno : sotto /$cX.", "246 31 $iParallel:$aUno.", "500    $aTranslation of: X."],
        ["650  0 $aA$zChina$xHistory$y1900-$vMaps.$0x$0y", "600 10 $aCao, Xueqin,$d1715?-$tHong lou meng.", "500    $aafter 6XX"],
        ["245 10 $6880-01$aHong lou meng /$cCao.", "880 10 $6245-01/$1$a紅樓夢 /$c曹.", "880    $6500-00$a附"],
        ["245 10 $6880-01$aמכתבים", "880 10 $6245-01/(B$aMikhtavim"],
        [
            "020    $a7503717440 (pbk.) :$cCNY68.00$z123",
            "020    $a7503717441$qset",
            "022    $a00280836$l0028-0836$y1",
            "035    $a(OCoLC)ocm1",
        ],
        ["264  1 $aLondon ;$aNew York :$bWiley,$c1999, c1998.", "490 1  $aS ;$v1", "830  0 $aS ;$v1.", "041 1  $aengfre$hchi"],
        ["700 12 $aCao, X.,$eed.,$etrl.$4edt$4TRL.$tHong.$n1.$pA.", "710 2  $aA.$bB.$n(1)", "100 1  $a $d"],
        ["852 00 $bMAIN$hPL", "949    $aPN1$i36105$lSTACKS$mGREEN", "856 40 $uhttps://a$uhttps://b$y1$32", "xyz    $a1"],
        ["245 10 $a ", "650  0 $aArt$z $zParis$vX.", "653    $aone$atwo", "654    $6880-05$aX", "880    $6654-05$a文"],
    ],
)
def test_gives_back_the_very_fields_that_came_in(lines: list[str]) -> None:
    given = MarcRecord(LEADERS["marc21"], fields(*lines, "246    $aso that there is a title"))
    assert to_marc21(to_bib(given, "marc21")) == given


FOREIGN = BibRecord(
    control="k1",
    dialect="ris",
    kind=Kind.BOOK,
    languages=("zh",),
    countries=("cn",),
    titles=(
        Title(forms=(TitleForm("红楼梦", "zh", by="曹雪芹著"), TitleForm("Hong lou meng", "zh-Latn"))),
        Title(forms=(TitleForm("Dream of the Red Chamber", "en"),), kind=TitleKind.PARALLEL),
    ),
    contributions=(Contribution(forms=(Text("曹雪芹", "zh"), Text("Cao, Xueqin", "zh-Latn")), roles=("aut",)),),
    dates=(Date(text="1994", start=1994, end=1994),),
    imprints=(Imprint(places=((Text("北京"),),), publishers=((Text("人民文学出版社"),),), date="1994"),),
    identifiers=(Identifier(scheme=Scheme.ISBN, value="9787020002207"), Identifier(scheme=Scheme.DOI, value="10.1/x")),
    subjects=(Subject(forms=(Text("Chinese fiction"),), scheme="lcsh"), Subject(forms=(Text("小说"),), scheme="cct")),
    notes=(Note(forms=(Text("A note"),)),),
    links=(Link(relation=Relation.HOST, titles=(TitleForm("Collected"),), volume="2", pages="1-9"),),
)


def test_writes_a_record_of_another_origin_with_an_880_for_every_other_script() -> None:
    written = to_marc21(FOREIGN)
    texts = {(f.tag, f.ind): "".join(f"${c}{v}" for c, v in f.subfields) for f in written.fields if f.subfields}
    assert texts["245", "10"] == "$6880-02$aHong lou meng"
    assert texts["880", "10"] == "$6245-02/$1$a红楼梦$c曹雪芹著"
    assert texts["100", "1 "] == "$6880-01$aCao, Xueqin$4aut"
    assert texts["264", " 1"] == "$a北京$b人民文学出版社$c1994"
    assert texts["024", "7 "] == "$a10.1/x$2doi"
    assert texts["650", " 7"] == "$a小说$2cct"
    assert texts["773", "0 "] == "$tCollected$gvol. 2, p. 1-9"
    assert next(f.data for f in written.fields if f.tag == "008")[6:18] == "s1994    cc "


def test_reads_what_it_writes() -> None:
    read = to_bib(to_marc21(FOREIGN), "marc21")
    for name in ("languages", "countries", "kind", "year", "control"):
        assert getattr(read, name) == getattr(FOREIGN, name)
    assert [[f.value for f in t.forms] for t in read.titles] == [[f.value for f in t.forms] for t in FOREIGN.titles]
    assert [[f.value for f in c.forms] for c in read.contributions] == [["曹雪芹", "Cao, Xueqin"]]
    assert {(i.scheme, i.value) for i in read.identifiers} == {(i.scheme, i.value) for i in FOREIGN.identifiers}


def test_puts_new_parts_into_a_record_that_came_from_marc() -> None:
    record = described("245 10 $aTitle", "500    $aOld note", "650  0 $aArt")
    richer = msgspec.structs.replace(record, notes=(*record.notes, Note(forms=(Text("New note"),))))
    written = [(field.tag, field.first("a")) for field in to_marc21(richer).fields]
    assert written == [("245", "Title"), ("500", "Old note"), ("500", "New note"), ("650", "Art")]


def test_lets_a_correction_replace_what_the_source_said() -> None:
    record = described("245 10 $aTitel", "852    $bMAIN", "650  0 $aArt")
    corrected = msgspec.structs.replace(
        record,
        titles=(Title(forms=(TitleForm("Title"),), src=1),),
        sources=(Origin(record=1, source="a"), Origin(record=2, source="corrections")),
    )
    written = [(field.tag, field.first("ab") or field.first("b") or field.first("a")) for field in to_marc21(corrected).fields]
    assert written == [("245", "Title"), ("852", "MAIN"), ("650", "Art")]


def test_makes_no_field_of_an_empty_record() -> None:
    assert to_marc21(BibRecord()).fields == (Field("008", "||||||nuuuuuuuuxx |||||||||||||||||und d"),)
