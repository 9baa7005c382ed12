"""Importing a registry: what becomes of its records is counted, and the counts add up."""

import gzip
import json
import zipfile
from argparse import Namespace

import pytest

from lantai.cli import affiliations
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
