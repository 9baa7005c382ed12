"""What any record must end as: a description, or one clear reason why not."""

import pytest

from lantai.core.formats.errors import Unreadable
from lantai.core.formats.marc.dialect import guess, to_bib
from lantai.core.formats.marc.fields import Field, MarcRecord
from lantai.core.formats.marc.tests.described import LEADERS, coded, described, fields
from lantai.core.formats.marc.write import to_marc21


def record(*lines: str, leader: str = LEADERS["marc21"]) -> MarcRecord:
    return MarcRecord(leader, fields(*lines))


@pytest.mark.parametrize(
    "given, dialect",
    [
        (record("001 1", "245 10 $aTitle"), "marc21"),
        (record("200 1  $aTitre", "100    $a20020204d1994    em y0frey0103    ba"), "unimarc"),
        (record("200 1  $a题名", "101 0  $achi"), "cnmarc"),
        (record("200 1  $aTitle", "690    $aF124"), "cnmarc"),
        (record("200 1  $a题名$ATi ming"), "cnmarc"),
        (record("200 1  $aTitle", "905    $aBNU"), "cnmarc"),
        (record("008 x", "260    $aParis"), "marc21"),
        (record("001 1"), "marc21"),
    ],
)
def test_guesses_the_dialect_by_evidence(given: MarcRecord, dialect: str) -> None:
    assert guess([given]) == dialect


def test_goes_with_most_of_the_records() -> None:
    chinese, western = record("200 1  $a题名", "905    $aBNU"), record("245 10 $aTitle")
    assert guess([chinese, western, chinese]) == "cnmarc"
    assert guess([]) == "marc21"


@pytest.mark.parametrize(
    "lines, leader, reason",
    [
        (["001 1", "500    $aNote"], LEADERS["marc21"], "nothing to find it by"),
        (["001 1", "100 1  $aCao, Xueqin"], "00000nz  a2200000n  4500", "another kind"),
        (["001 1", "852    $bMAIN"], "00000nx  a2200000n  4500", "another kind"),
        ([], "", "nothing to find it by"),
    ],
)
def test_refuses_what_describes_nothing_with_a_reason(lines: list[str], leader: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        to_bib(record(*lines, leader=leader), "marc21")


def test_takes_a_withdrawal_that_has_only_a_number() -> None:
    found = to_bib(record("001 1", leader="00000dam a2200000 a 4500"), "marc21")
    assert (found.deleted, found.control) == (True, "1")


@pytest.mark.parametrize(
    "lines, repair",
    [
        (["001 1", "001 2"], ("repeated", "001/2")),
        (["008 short"], ("008", "008")),
        (["020    $a7503717441"], ("isbn", "020")),
        (["880 10 $a原文"], ("880", "880")),
    ],
)
def test_notes_what_is_doubtful(lines: list[str], repair: tuple[str, str]) -> None:
    assert repair in {(one.code, one.at) for one in described(*lines).repairs}


def test_keeps_what_no_rule_takes_and_what_a_rule_leaves() -> None:
    found = described(
        "001 1", "003 DLC", "005 20200101", coded(), "043    $aa-cc---", "245 10 $aTitle$h[map]", "xyz    $alower case"
    )
    kept = {field.at: field.values for field in found.verbatim}
    assert (found.control, found.agency) == ("1", "DLC")
    assert kept["043"] == (("a", "a-cc---"),)
    assert kept["245"] == (("h", "[map]"),)
    assert kept["xyz"] == (("a", "lower case"),)
    assert kept["005"] == (("", "20200101"),)
    assert "008" in kept


def test_numbers_the_places_of_repeated_fields() -> None:
    found = described("500    $aOne", "500    $aTwo", "650  0 $aA", "500    $aThree")
    assert [note.at for note in found.notes] == ["500", "500/2", "500/3"]


@pytest.mark.parametrize("dialect", ["marc21", "unimarc", "cnmarc"])
@pytest.mark.parametrize(
    "strange",
    [
        Field("245"),
        Field("245", "", "", (("a", ""),)),
        Field("245", "", "10", (("", "x"), ("ab", "y"))),
        Field("008", ""),
        Field("008", "|" * 60),
        Field("", "", "  ", (("a", "no tag"),)),
        Field("2\t5", "", "10", (("a", "tab in the tag"), ("\t", "in a code"))),
        Field("\n4\n", "", "1\n", (("\n", "x"),)),
        Field("880", "", "  ", (("6", "880-01"),)),
        Field("880", "", "  ", (("6", "---"),)),
        Field("856", "", "4", (("u", " "),)),
        Field("949", "", "  ", (("i", ""), ("l", ""), ("m", ""))),
        Field("410", "", " 0", (("1", ""), ("1", "200"), ("1", "001x"))),
        Field("100", "", "  ", (("a", "20020204"),)),
    ],
)
def test_survives_strange_fields(dialect: str, strange: Field) -> None:
    title = Field("245", "", "10", (("a", "T"),)), Field("200", "", "1 ", (("a", "T"),))
    other_script = Field("880", "", "10", (("6", "500-00/$1"), ("a", "附")))
    for beside in ((), (other_script,)):
        found = to_bib(MarcRecord("", (strange, *title, *beside, strange)), dialect)
        assert found.titles
        assert to_marc21(found).fields
