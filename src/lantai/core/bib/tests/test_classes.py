import pytest

from lantai.core.bib.classes import sort_key


@pytest.mark.parametrize(
    "scheme, in_shelf_order",
    [
        (
            "clc",
            ["I2/5", "I206/3", "I206-53/1", "I206(2)/1", "I206=2/1", "I206:2/1", "I206.2/1", "I247.5/12", "I247.5/123", "I25/1"],
        ),
        ("clc", ["TP-43/1", "TP3/1", "TP312/1", "TP312C/1", "TP312PY/1", "TP39/1", "X/1"]),
        ("clc", ["K825.6/W23", "K825.6/W3", "K825.6/Z1"]),
        ("clc", ["I247.5/12:1", "I247.5/12:2", "I247.5/12:10"]),
        ("cas", ["37.5/1", "37.846/12", "37.846/123", "37.9/2"]),
        ("lcc", ["P1 .A1", "PL7 .B2", "PL2727 .S2 A21 1990", "PL2727 .S2 A3", "PL2727.5 .A1", "PL10000", "QA76"]),
        ("lcc", ["QA76 .M3 1999", "QA76 .M3 2004", "QA76 .M3 2004 V.2", "QA76 .M3 2004 V.10"]),
        ("ddc", ["005.1 A", "5.2 B", "895 C", "895.1 A", "895.1/3 C16h", "895.2 A"]),
        ("udc", ["59+636", "59/599", "59", "59:63", "59=20", "59(4)", '59"19"', "59A", "59-1", "59.01", "59'1", "591", "6"]),
        ("", ["MAG 2", "MAG 10", "ZZ 1"]),
        ("clc", ["Ｉ２０６/3", "I206/4"]),
    ],
)
def test_sorts_call_numbers_as_they_stand_on_the_shelf(scheme: str, in_shelf_order: list[str]) -> None:
    assert sorted(set(in_shelf_order), key=lambda number: sort_key(scheme, number)) == in_shelf_order


@pytest.mark.parametrize("scheme", ["clc", "lcc", "ddc", "udc", "cas", "unknown"])
@pytest.mark.parametrize("number", ["", " ", "/", "???", "一二三", "1" * 4000])
def test_gives_some_key_for_anything(scheme: str, number: str) -> None:
    assert isinstance(sort_key(scheme, number), str)
