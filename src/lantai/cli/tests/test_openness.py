"""The command that takes in lists of open journals: its counts, and each row that it does not use."""

import argparse
import gzip
import json
import os
from datetime import date

import pytest

from lantai.apps.openaccess.tests.test_journals import TERN, facts, take
from lantai.cli import FAILED, OK, UNUSABLE, Refused, openness
from lantai.core.openness.tests.test_doaj import listed
from lantai.core.openness.tests.test_retraction_watch import listed as notices

pytestmark = pytest.mark.django_db


def run(*said: str) -> int:
    parser = argparse.ArgumentParser()
    openness.arguments(parser)
    return openness.run(parser.parse_args(said))


def test_the_command_says_the_counts_and_names_each_row_that_it_does_not_use(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(openness, "library_ready", lambda quiet: None)
    file = tmp_path / "journalcsv__doaj_20261101_0635_utf8.csv"
    file.write_bytes(listed({}, TERN | {"APC amount": "much"}))
    assert run("journals", str(file), "--json") == OK
    out, err = capsys.readouterr()
    assert json.loads(out) == {"rows_in": 2, "new": 1, "changed": 0, "same": 0, "gone": 0, "refused": 1}
    assert err == f"{file}, line 3, column 6: not used: 'much' is no amount with its currency\n"
    file.write_bytes(listed({}))
    assert (run("journals", str(file)), capsys.readouterr().out) == (
        OK,
        "rows_in 1, new 0, changed 0, same 1, gone 0, refused 0\n",
    )
    assert facts("Gull Letters").said_date == date(2026, 11, 1)


def test_the_command_says_what_to_do_with_a_list_that_is_not_taken_in(tmp_path, monkeypatch):
    monkeypatch.setattr(openness, "library_ready", lambda quiet: None)
    take({}, TERN)
    file = tmp_path / "list.csv"
    for data, more, said in (
        (b"no list", (), "no list of journals of DOAJ"),
        (listed({}), ("--on", "2026-11-08"), r"1 of 2 .* \(--confirm\)"),
        (listed({}), ("--on", "2026-10-01"), "2026-11-01 was taken in before"),
    ):
        file.write_bytes(data)
        with pytest.raises(Refused, match=said):
            run("journals", str(file), *more)
    with pytest.raises(Refused, match="name one list"):
        run("journals")


def test_a_list_of_notices_is_taken_in_and_each_row_that_it_does_not_use_is_named(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(openness, "library_ready", lambda quiet: None)
    file = tmp_path / "retraction_watch.csv"
    file.write_bytes(notices({}, {"Record ID": "43", "RetractionDate": "soon"}))
    assert run("retractions", str(file), "--json") == OK
    out, err = capsys.readouterr()
    assert json.loads(out) == {"rows_in": 2, "new": 1, "changed": 0, "same": 0, "gone": 0, "refused": 1}
    assert err == f"{file}, line 3, column 11: not used: 'soon' is no day; it must read month/day/year\n"
    file.write_bytes(notices({"Record ID": "44"}))
    with pytest.raises(Refused, match=r"1 of 1 .* \(--confirm\)"):
        run("retractions", str(file))
    file.write_bytes(b"no list")
    with pytest.raises(Refused, match="no list of notices"):
        run("retractions", str(file))
    with pytest.raises(Refused, match="name one list"):
        run("retractions")


@pytest.mark.parametrize("name, day", [
    ("journalcsv__doaj_20230322_0635_utf8.csv", date(2023, 3, 22)),
    ("doaj 2026-11-01.csv.gz", date(2026, 11, 1)),
    ("doaj_20269999.csv", date(1970, 1, 2)),
])  # fmt: skip
def test_the_day_of_a_list_is_that_in_its_name_else_the_files_own(tmp_path, name, day):
    (tmp_path / name).touch()
    os.utime(tmp_path / name, (86_400, 86_400))
    assert openness.day_of_list(tmp_path / name) == day


def test_records_before_the_cut_are_judged_and_the_cut_is_said(tmp_path, capsys):
    rows = [json.dumps({"doi": f"10.1234/{n * n:x}", "oa_locations": [], "oa_status": "closed"}) for n in range(300)]
    file = tmp_path / "unpaywall.jsonl.gz"
    file.write_bytes(gzip.compress("\n".join(rows).encode())[:-200])
    assert run(str(file), "--json") == FAILED
    out, err = capsys.readouterr()
    told = [json.loads(line) for line in out.splitlines()]
    assert (len(told) > 100, {line["color"] for line in told}) == (True, {"closed"})
    assert f"{file}: the packed file ends early" in err
    assert f"{len(told)} works, 0 records not used" in err


def test_a_list_of_which_no_row_can_be_used_is_exit_code_two(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(openness, "library_ready", lambda quiet: None)
    file = tmp_path / "retraction_watch.csv"
    file.write_bytes(notices({"RetractionDate": "soon"}))
    assert run("retractions", str(file), "--json") == UNUSABLE
    assert json.loads(capsys.readouterr().out)["refused"] == 1
