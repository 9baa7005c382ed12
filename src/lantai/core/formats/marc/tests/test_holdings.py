"""Holdings and items as libraries and vendors write them."""

import time

import pytest

from lantai.core.formats.marc.dialect import to_bib
from lantai.core.formats.marc.fields import MarcRecord
from lantai.core.formats.marc.tests.described import LEADERS, described, fields


@pytest.mark.parametrize(
    "lines, library, location, call_number, barcodes, coverage",
    [
        (["852 00 $bMAIN$cSTACKS$hPL2727$i.S2 A21$p30001"], "MAIN", "STACKS", "PL2727 .S2 A21", ["30001"], ()),
        (["852    $aBritish Library$bHMNTS$jZC.9.a.134"], "British Library", "HMNTS", "ZC.9.a.134", [], ()),
        (["852    $81.1$bA$cX", "852    $82.1$bB$cY", "866    $82.1$av.1-5"], "A", "X", "", [], ()),
        (["852    $bA$cX", "866    $av.1-5 (1990-1995)"], "A", "X", "", [], ("v.1-5 (1990-1995)",)),
        (["852    $81$bA$cX", "863    $81.1$a65$j21$i1999"], "A", "X", "", [], ("65 (21/1999)",)),
        (["949    $aPN1 .A1$wLC$i36105$lSTACKS$mGREEN$tBOOK"], "GREEN", "STACKS", "PN1 .A1", ["36105"], ()),
        (["999    $a330.9 .T6$wDEWEY$c1$i36106$lSTACKS$mSAL3$tBOOK"], "SAL3", "STACKS", "330.9 .T6", ["36106"], ()),
        (["945    $lxsfca$i31223$a970$bB221w$cv.1"], "", "xsfca", "970 B221w", ["31223"], ()),
        (["952    $aCPL$bCPL$cGEN$oA 12$p39999$yBK"], "CPL", "GEN", "A 12", ["39999"], ()),
        (["852    $822$bQ$cR$hA 1", "876    $022$p32101$3vol.2"], "Q", "R", "A 1", ["32101"], ()),
        (["AVA    $bfire$cStacks$dPQ 1$eavailable$qFirestone$tv.1-2"], "Firestone", "Stacks", "PQ 1", [], ("v.1-2",)),
    ],
)
def test_reads_where_a_thing_stands(lines, library, location, call_number, barcodes, coverage) -> None:
    holding = described(*lines).holdings[0]
    assert (holding.library, holding.location, holding.call_number, holding.coverage) == (
        library,
        location,
        call_number,
        coverage,
    )
    assert [item.barcode for item in holding.items] == barcodes


@pytest.mark.parametrize(
    "line", ["999    $aADB1504001", "949    $a2010", "995    $aAUTH$b19821120$cREV", "952    $adigital files"]
)
def test_leaves_local_fields_of_another_habit_verbatim(line: str) -> None:
    record = described(line)
    assert record.holdings == ()
    assert line[:3] in {field.name for field in record.verbatim}


def test_puts_pieces_of_one_place_into_one_holding() -> None:
    record = described(*(f"949    $aPN1 v.{n % 2}$i3610{n}$lSTACKS$mGREEN" for n in range(6)))
    assert [(holding.call_number, len(holding.items)) for holding in record.holdings] == [("PN1 v.0", 3), ("PN1 v.1", 3)]


def test_takes_ten_thousand_local_fields_in_its_stride() -> None:
    many = fields("245 10 $aT", *(f"949    $aPN1 v.{n}$i{n}$lSTACKS$mGREEN" for n in range(10_000)))
    began = time.process_time()
    record = to_bib(MarcRecord(LEADERS["marc21"], many), "marc21")
    assert sum(len(holding.items) for holding in record.holdings) == 10_000
    assert time.process_time() - began < 20  # a second; but never minutes
