"""Importing a registry: what becomes of its records is counted, and the counts add up."""

import gzip
import json
import zipfile
from argparse import Namespace

import pytest

from lantai.cli import Refused, affiliations
from lantai.cli.affiliations import counted
from lantai.sources.protocols.polite import SourceError
from lantai.sources.ror.read import records


def body(number: int, **more: object) -> dict[str, object]:
    names = [{"lang": "en", "types": ["ror_display", "label"], "value": f"Example University {number}"}]
    place = {"geonames_details": {"name": "Basel", "country_subdivision_name": "Basel-City", "country_code": "CH"}}
    return {
        "id": f"https://ror.org/0exam{number:02}00",
        "status": "active",
        "types": ["education"],
        "names": names,
        "locations": [place],
    } | more


ROWS = [body(1), body(2), {"id": "https://ror.org/0nothing0"}, body(2, status="inactive"), body(3)]
WANTED = {"rows_in": 5, "kept": 3, "doubled": 1, "refused": 1}


@pytest.mark.parametrize("form", ["array", "lines", "zip", "gzip"])
def test_counts_add_up_in_every_form_of_the_file(tmp_path, form):
    array = json.dumps(ROWS, indent=1).encode()
    path = tmp_path / form
    if form == "zip":
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("v1.json", b"[]")
            packed.writestr("ror_schema_v2.json", array)
    else:
        lines = b"\n".join(json.dumps(row).encode() for row in ROWS)
        path.write_bytes({"array": b"\n " + array, "lines": lines, "gzip": gzip.compress(array)}[form])

    known, counts = counted(path)

    assert counts == WANTED
    assert [(one.id, one.status) for one in known] == [
        ("0exam0100", "active"),
        ("0exam0200", "inactive"),
        ("0exam0300", "active"),
    ]


def test_a_line_that_is_no_json_is_one_refused_record_and_half_an_array_is_no_file(tmp_path, capsys):
    path = tmp_path / "lines.jsonl"
    path.write_bytes(b'{"id": "half\n\n' + json.dumps(body(1)).encode())
    assert counted(path)[1] == {"rows_in": 2, "kept": 1, "doubled": 0, "refused": 1}
    assert "record 1: not JSON" in capsys.readouterr().err
    path.write_bytes(json.dumps(ROWS).encode()[:-40])
    with pytest.raises(SourceError, match="not whole JSON"):
        list(records(path))


def test_the_command_says_the_counts_as_json(tmp_path, capsys, settings, monkeypatch):
    settings.DATA = tmp_path / "data"
    monkeypatch.setattr(affiliations, "kept_registry", lambda: settings.DATA / "organizations.msgpack")
    path = tmp_path / "ror.json"
    path.write_bytes(json.dumps(ROWS).encode())

    assert affiliations.take(Namespace(file=path, json=True)) == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == WANTED


CSV = """id,external_ids.type.fundref.all,locations.geonames_details.country_code,locations.geonames_details.country_subdivision_name,\
locations.geonames_details.name,names.types.acronym,names.types.alias,names.types.label,names.types.ror_display,ror_display_lang,relationships,\
status,types
https://ror.org/0exam0100,100000001; 100000002,CH,Basel-City,Basel,no_lang_code: EXU,"en: Example; and Sons; no_lang_code: Exempel",\
"de: Universität Exempel; en: Example University",Example University,en,"child: https://ror.org/0exam0200, https://ror.org/0exam0300; \
parent: https://ror.org/0exam0400",active,education; funder
https://ror.org/0exam0200,too,many,cells,for,these,headings,,,,,,,,,,,x
"""
OLDER = """id,name,types,status,aliases,labels,acronyms,addresses[0].geonames_city.name,addresses[0].geonames_city.geonames_admin1.name,\
country.country_code,external_ids.FundRef.all,relationships
https://ror.org/0exam0100,Example University,Education,active,Exempel; Exemplum,de: Universität Exempel,EXU,Basel,Basel-City,CH,1; 2,
"""


@pytest.mark.parametrize("packed", [False, True])
def test_the_csv_says_what_the_json_says(tmp_path, packed, capsys):
    path = tmp_path / "ror"
    if packed:
        with zipfile.ZipFile(path, "w") as into:
            into.writestr("v2.1-ror-data.csv", "\ufeff" + CSV)
    else:
        path.write_text(CSV)
    [one], counts = counted(path)
    assert counts == {"rows_in": 2, "kept": 1, "doubled": 0, "refused": 1}
    assert "record 2: line 3" in capsys.readouterr().err
    assert one.names == (
        ("Example University", 2), ("EXU", 0), ("Example; and Sons", 1), ("Exempel", 1), ("Universität Exempel", 2), ("Example University", 2),
    )  # fmt: skip
    assert one.labels == (("en", "Example University"), ("de", "Universität Exempel"))
    assert (one.id, one.status, one.types, one.places) == (
        "0exam0100",
        "active",
        ("education", "funder"),
        (("Basel", "Basel-City", "CH"),),
    )
    assert (one.parents, one.standing) == (("0exam0400",), 5)


def test_the_older_csv_is_read_too(tmp_path):
    path = tmp_path / "v1.csv"
    path.write_text(OLDER)
    [one], _counts = counted(path)
    assert one.names == (("Example University", 2), ("EXU", 0), ("Exempel", 1), ("Exemplum", 1), ("Universität Exempel", 2))
    assert (one.places, one.types, one.standing) == ((("Basel", "Basel-City", "CH"),), ("education",), 2)


def test_an_answer_of_the_interface_and_a_mark_of_order_are_read(tmp_path):
    path = tmp_path / "answer.json"
    path.write_bytes(json.dumps({"number_of_results": 2, "items": [body(1), body(2)]}).encode())
    assert counted(path)[1]["kept"] == 2
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps([body(1)]).encode())
    assert counted(path)[1]["kept"] == 1


@pytest.mark.parametrize(
    "spoil", [lambda raw: raw[:200] + bytes(byte ^ 0x5A for byte in raw[200:240]) + raw[240:], lambda raw: raw[: len(raw) // 2]]
)
@pytest.mark.parametrize("form", ["zip", "gzip"])
def test_a_damaged_file_is_refused_with_its_name(tmp_path, spoil, form):
    array, path = json.dumps([body(n) for n in range(200)]).encode(), tmp_path / form
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("ror_schema_v2.json", array)
    path.write_bytes(spoil(path.read_bytes() if form == "zip" else gzip.compress(array)))
    with pytest.raises(Refused, match=f"{form}: cannot be unpacked"):
        counted(path)


@pytest.fixture
def registry(tmp_path):
    path = tmp_path / "registry.json"
    path.write_bytes(json.dumps([body(1)]).encode())
    return path


def matched(tmp_path, registry, capsys, data):
    """Return what a file of strings is answered with: the texts, and which of them name the university; and what is said beside."""
    path = tmp_path / "strings"
    path.write_bytes(data)
    assert affiliations.match(Namespace(file=path, ror=registry, json=True)) == 0
    told = capsys.readouterr()
    lines = [json.loads(line) for line in told.out.splitlines()]
    return [line["text"] for line in lines], [bool(line["matches"]) for line in lines], told.err


EXAMPLE = "Example University 1, Basel, Switzerland"


@pytest.mark.parametrize(
    "data, texts",
    [
        (f"{EXAMPLE}\n\n {EXAMPLE}\r\n".encode(), [EXAMPLE, "", f" {EXAMPLE}"]),
        (
            f"Example University 1\u2028Basel, Switzerland\n\u0085{EXAMPLE}".encode(),
            ["Example University 1\u2028Basel, Switzerland", f"\u0085{EXAMPLE}"],
        ),
        (f"{EXAMPLE}\r{EXAMPLE}\r".encode("utf-16"), [EXAMPLE, EXAMPLE]),
        (b"", []),
    ],
)
def test_every_line_of_a_file_has_its_line_in_the_answer(tmp_path, registry, capsys, data, texts):
    found, named, _ = matched(tmp_path, registry, capsys, data)
    assert (found, named) == (texts, [bool(text) for text in texts])


def test_lines_of_json_are_the_strings_that_they_hold_and_those_that_hold_none_are_named(tmp_path, registry, capsys):
    lines = [
        json.dumps({"text": EXAMPLE}),
        json.dumps({"affiliation": ""}),
        json.dumps(EXAMPLE),
        "7",
        "{broken",
        "",
        '{"other": 1}',
    ]
    texts, named, said = matched(tmp_path, registry, capsys, "\n".join(lines).encode())
    assert texts == [EXAMPLE, "", EXAMPLE, "", "", "", ""]
    assert named == [True, False, True, False, False, False, False]
    assert [line.partition(": ")[0].rpartition(" ")[2] for line in said.splitlines()] == ["4", "5", "7"]


def test_a_row_of_a_table_that_cannot_be_cut_into_cells_is_named_and_answered_with_nothing(tmp_path, registry, capsys):
    data = f'id;affiliation\n1;{EXAMPLE}\n2;a;b;c\n3;"{EXAMPLE}\n'.encode()
    texts, named, said = matched(tmp_path, registry, capsys, data)
    assert (texts, named) == ([EXAMPLE, "", ""], [True, False, False])
    assert [line.rpartition("/strings, ")[2] for line in said.splitlines()] == [
        "line 3, column 3: not used: 4 cells where the first row has 2",
        "line 4, column 2: not used: a quotation mark opens and is never closed",
    ]


@pytest.mark.parametrize(
    "more",
    [{"names": None}, {"names": 5}, {"names": [{"value": 5}]}, {"id": ""}, {"locations": 3}],
)
def test_what_is_wrong_with_a_record_is_said_in_words(tmp_path, capsys, more):
    path = tmp_path / "ror.jsonl"
    path.write_bytes(b"\n".join(json.dumps(row).encode() for row in (body(1) | more, body(2))))
    assert counted(path)[1] == {"rows_in": 2, "kept": 1, "doubled": 0, "refused": 1}
    said = capsys.readouterr().err
    assert "record 1: " in said
    assert "Error" not in said


def test_a_file_saved_in_utf_16_and_lines_nested_for_ever_are_read(tmp_path):
    path = tmp_path / "ror.json"
    path.write_bytes(json.dumps(ROWS, ensure_ascii=False).encode("utf-16"))
    assert counted(path)[1] == WANTED
    path.write_bytes(b"\n".join([json.dumps(body(1)).encode(), b"[" * 50_000]))
    assert counted(path)[1] == {"rows_in": 2, "kept": 1, "doubled": 0, "refused": 1}


def test_a_registry_that_shrinks_is_asked_about(tmp_path, capsys, settings, monkeypatch):
    settings.DATA = tmp_path / "data"
    monkeypatch.setattr(affiliations, "kept_registry", lambda: settings.DATA / "organizations.msgpack")
    path = tmp_path / "ror.json"
    for rows, said in (
        ([body(n) for n in range(1, 9)], ""),
        ([body(1)], "had 8 organizations and has 1 now; is this file the whole of ROR's?"),
    ):
        path.write_bytes(json.dumps(rows).encode())
        affiliations.take(Namespace(file=path, json=True))
        assert said in capsys.readouterr().err
