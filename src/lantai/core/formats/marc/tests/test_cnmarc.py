"""CNMARC: what it does otherwise than UNIMARC."""

import pytest

from lantai.core.bib.record import Scheme
from lantai.core.formats.marc.tests.described import described

CODED = ("100    $a20020204d1994    em y0chiy0120    ea", "101 0  $achi", "102    $aCN$b110000")


def cnmarc(*lines: str):
    return described(*CODED, *lines, dialect="cnmarc")


@pytest.mark.parametrize(
    "line",
    [
        "200 1  $a中国发展报告$AZhong Guo Fa Zhan Bao Gao$f国家统计局编$FGuo Jia Tong Ji Ju Bian",
        "200 1  $a中国发展报告$9Zhong Guo Fa Zhan Bao Gao$f国家统计局编",
    ],
)
def test_takes_pinyin_in_capital_codes_or_nine_as_a_romanised_form(line: str) -> None:
    forms = cnmarc(line).titles[0].forms
    assert [(form.value, form.lang) for form in forms] == [("中国发展报告", "zh-Hans"), ("Zhong Guo Fa Zhan Bao Gao", "zh-Latn")]


@pytest.mark.parametrize(
    "line, name, roles, words",
    [
        ("701  0 $a叶震$AYe Zhen$4主编", ["叶震", "Ye Zhen"], ("edt",), ("主编",)),
        ("702  0 $a杨宪益$4译", ["杨宪益"], ("trl",), ("译",)),
        ("711 02 $a国家统计局$4编", ["国家统计局"], ("edt",), ("编",)),
        ("701  0 $c(美)$a海明威$g(Hemingway, Ernest)$4著", ["海明威", "Hemingway, Ernest"], ("aut",), ("著",)),
        (
            "701  0 $c(美)$a海明威$Ahai ming wei$c(Hemingway, Ernest)$4著",
            ["海明威", "hai ming wei", "Hemingway, Ernest"],
            ("aut",),
            ("著",),
        ),
    ],
)
def test_reads_whole_names_with_the_words_of_their_roles(line: str, name, roles, words) -> None:
    found = cnmarc(line).contributions[0]
    assert ([form.value for form in found.forms], found.roles, found.role_words) == (name, roles, words)


def test_reads_chinese_classes_and_subjects() -> None:
    record = cnmarc("690    $aF124$v3", "692    $a28.2$v3", "606    $a经济发展$x概况$y中国", "610 0  $a经济$a统计")
    assert [(c.scheme, c.value, c.edition) for c in record.classifications] == [("clc", "F124", "3"), ("cas", "28.2", "3")]
    assert [(s.scheme, s.forms[0].value, s.kind) for s in record.subjects] == [
        ("cct", "经济发展", "topic"),
        ("", "经济", "keyword"),
        ("", "统计", "keyword"),
    ]


def test_reads_the_number_of_a_chinese_serial_and_the_price_of_a_book() -> None:
    record = cnmarc("091    $aCN11-1234/G4", "010    $a7-5037-1744-0$dCNY68.00")
    assert [(i.scheme, i.value) for i in record.identifiers] == [
        (Scheme.CN_SERIAL, "CN11-1234/G4"),
        (Scheme.ISBN, "9787503717444"),
    ]
    assert record.notes[0].forms[0].value == "CNY68.00"


@pytest.mark.parametrize(
    "lines, call_number, barcodes",
    [
        (["905    $aBNU$b1683011$b1683012$dF124$e26"], "F124/26", ["1683011", "1683012"]),
        (
            ["905    $aBNU$dF124$e26$sF124/26", "906    $b1683011$dF124$e26", "906    $b1683012$dF124$e26"],
            "F124/26",
            ["1683011", "1683012"],
        ),
        (["905    $aBNU$fF124/26", "935    $b1683011-3$dF124$e26"], "F124/26", ["1683011", "1683012", "1683013"]),
        (["906    $b1683011$dF124$e26", "935    $b1683011-3$dF124$e26"], "F124/26", ["1683011"]),
    ],
)
def test_puts_905_906_and_935_together(lines: list[str], call_number: str, barcodes: list[str]) -> None:
    holdings = cnmarc(*lines).holdings
    assert [holding.call_number for holding in holdings] == [call_number]
    assert [item.barcode for item in holdings[0].items] == barcodes


def test_loses_no_subfield() -> None:
    record = cnmarc("200 1  $a题名$ATi ming$b图书$vx", "701  0 $a叶震$AYe Zhen$f1950-$c(男)$4主编$ZX")
    kept = {(field.at, pair) for field in record.verbatim for pair in field.values}
    assert {("200", ("b", "图书")), ("200", ("v", "x")), ("701", ("c", "(男)")), ("701", ("Z", "X"))} <= kept
