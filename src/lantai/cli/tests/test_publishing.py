"""The command that takes registries of agreements in."""

import argparse
import json

import pytest

from lantai.cli import OK, UNUSABLE, publishing
from lantai.core.openness.publishing.tests.test_reading import ESAC, TERN

pytestmark = pytest.mark.django_db


def run(*said: str) -> int:
    parser = argparse.ArgumentParser()
    publishing.arguments(parser)
    return publishing.run(parser.parse_args(said))


def test_the_command_says_the_counts_and_names_each_row_that_it_does_not_use(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(publishing, "library_ready", lambda quiet: None)
    file = tmp_path / "esac_20261101.csv"
    file.write_text(ESAC + TERN + TERN)
    assert run(str(file), "--json") == OK
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert (told["kind"], told["rows_in"], told["new"], told["refused"]) == ("agreements", 2, 1, 1)
    assert err == f"{file}, line 3, column 7: not used: line 2 has this id too\n"
    file.write_text(ESAC + TERN)
    assert run(str(file)) == OK
    lists = tmp_path / "lists.csv"
    for text, said in (("what,ever\n1,2\n", "no known table"), ("", "nothing in it")):
        lists.write_text(text)
        assert run(str(lists)) == UNUSABLE
        assert said in capsys.readouterr().err


def test_a_file_that_cannot_be_used_does_not_keep_the_next_out_and_says_so_as_json(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(publishing, "library_ready", lambda quiet: None)
    good, bad = tmp_path / "esac.csv", tmp_path / "empty.csv"
    good.write_text(ESAC + TERN)
    bad.write_text("")
    assert run(str(bad), str(tmp_path / "nowhere.csv"), str(good), "--json") == UNUSABLE
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(line["kind"], line.get("error", "").rpartition(": ")[2]) for line in told] == [
        (None, "there is nothing in it"),
        (None, f"there is no file {tmp_path / 'nowhere.csv'}"),
        ("agreements", ""),
    ]


def test_of_many_rows_the_first_are_named_the_others_counted_and_all_are_written_where_asked(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(publishing, "library_ready", lambda quiet: None)
    lists, to = tmp_path / "lists.csv", tmp_path / "refused.csv"
    lists.write_text("esac_id,issn_l\n" + "".join(f"acm20{n},2049-3630\n" for n in range(30)) + "x1,nothing\n" * 3)
    assert run(str(lists), "--json", "--refused", str(to)) == UNUSABLE
    err = capsys.readouterr().err.splitlines()
    assert len(err) == 20 + 1 + 2 + 1
    assert err[20].endswith("and 13 more rows (--refused FILE writes all of them):")
    assert err[21].startswith("  10 × no agreement has the number …")
    assert err[-1].endswith("not one row could be used")
    rows = to.read_text(encoding="utf-8-sig").splitlines()
    assert (len(rows), rows[0], rows[1].split(",")[:3]) == (34, "file,line,column,why", [str(lists), "2", "1"])


def test_a_table_of_charges_that_lacks_a_column_is_not_taken_for_one_of_numbers(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(publishing, "library_ready", lambda quiet: None)
    file = tmp_path / "apc.csv"
    file.write_text(
        "institution,period,euro,is_hybrid,publisher,journal_full_title,issn,issn_l\nA,2020,900,FALSE,P,J,2049-3630,2049-3630\n"
    )
    assert run(str(file)) == UNUSABLE
    assert "this looks like a table of charges, but has no column doi" in capsys.readouterr().err


def test_a_day_that_is_none_is_said(capsys):
    with pytest.raises(SystemExit):
        run("x.csv", "--on", "yesterday")
    assert "'yesterday' is no day; write it as 2026-12-31" in capsys.readouterr().err
