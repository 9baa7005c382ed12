"""The command that harvests: counts as an import gives them, a snapshot part after part, and what cannot be said in one line."""

import argparse
import gzip
import json
from datetime import date

import pytest
from benchmarks.harvest_server import Repository, serving

from lantai.apps.scholars import said
from lantai.catalog.models import Harvest, HarvestPlan, SelectionProfile, SourceRecord
from lantai.catalog.tests.conftest import library  # noqa: F401
from lantai.cli import FAILED, OK, UNUSABLE, Refused, harvest


@pytest.fixture(autouse=True)
def _ready(library, monkeypatch, settings):  # noqa: F811
    monkeypatch.setattr(harvest, "library_ready", lambda quiet: None)
    settings.SERVICE_HOSTS, settings.HARVEST_PAUSE = {"127.0.0.1"}, 0


def run(*said: str) -> int:
    parser = argparse.ArgumentParser()
    harvest.arguments(parser)
    return harvest.run(parser.parse_args(said))


def test_it_is_set_up_and_harvested_at_once_and_again(capsys):
    with serving(Repository(records=30, page_size=10)) as address:
        assert run("--add", "Observatory", "--address", address, "--now", "--json") == OK
        assert json.loads(capsys.readouterr().out) == {
            "rows_in": 30,
            "new": 27,
            "changed": 0,
            "same": 0,
            "deleted": 3,
            "refused": 0,
        }
        assert run("Observatory", "--json") == OK
    assert json.loads(capsys.readouterr().out)["rows_in"] == 0
    assert run("--list", "--json") == OK
    listed = json.loads(capsys.readouterr().out)
    assert (listed["name"], listed["source"], listed["last"]["state"]) == ("Observatory", "observatory", "finished")


def test_what_stops_it_is_said_and_is_exit_code_one(capsys, settings):
    settings.SERVICE_HOSTS = set()
    assert run("--add", "House", "--address", "http://127.0.0.1:9/oai", "--now") == FAILED
    said = capsys.readouterr().err
    assert "LANTAI_SERVICE_HOSTS" in said
    assert "can allow the host, where it is one of your own" in said
    assert "House: nothing that came is lost; harvest it again to go on" in said


@pytest.mark.parametrize(
    "said", [["Nobody"], [], ["--add", "x", "--kind", "gopher"], ["--folder", "/nowhere"], ["--add", "x", "--address", "no"]]
)
def test_what_cannot_be_is_refused(said):
    with pytest.raises(Refused):
        run(*said)


def test_a_snapshot_is_taken_once_with_its_numbers_given_up(tmp_path, capsys):
    works = [
        {"id": f"https://openalex.org/W{n}", "title": f"A paper of number {n}", "publication_year": 2000 + n} for n in range(1, 7)
    ]
    for day, part in (("2026-01-01", works[:3]), ("2026-02-01", works[3:])):
        at = tmp_path / f"snapshot/data/works/updated_date={day}/part_000.gz"
        at.parent.mkdir(parents=True)
        at.write_bytes(gzip.compress("\n".join(map(json.dumps, part)).encode()))
    merged = tmp_path / "snapshot/data/merged_ids/works/2026-02-01.csv.gz"
    merged.parent.mkdir(parents=True)
    merged.write_bytes(gzip.compress(b"merge_date,id,merge_into_id\n2026-02-01,W1,W2\n"))
    folder = ("--folder", str(tmp_path / "snapshot"), "--source", "openalex", "--json", "--processes", "0")
    assert run(*folder) == OK
    assert json.loads(capsys.readouterr().out) == {"rows_in": 6, "new": 6, "changed": 0, "same": 0, "deleted": 0, "refused": 0}
    assert SourceRecord.objects.get(key="W1").withdrawn is not None
    assert run(*folder) == OK
    told = capsys.readouterr()
    assert (json.loads(told.out)["rows_in"], "2 parts were taken in before" in told.err) == (0, True)


def test_authors_of_a_snapshot_are_taken_in_with_their_numbers_given_up(tmp_path, capsys, settings):
    settings.DATA = str(tmp_path)
    part, merged = (
        tmp_path / "s" / name for name in ("authors/updated_date=2026-10-02/part_000.gz", "merged_ids/authors/2026-01-01.csv")
    )
    rows = [
        f'{{"id": "https://openalex.org/A{n}", "orcid": "{orcid}", "display_name": "Ana"}}'
        for n, orcid in ((1, "0000-0002-1825-0097"), (2, "0000-0001-5109-3700"))
    ]
    for path in (part, merged):
        path.parent.mkdir(parents=True)
    part.write_bytes(gzip.compress("\n".join([*rows, "{"]).encode()))
    merged.write_text("merge_date,id,merge_into_id\n2026-01-01,A2,A1\n")

    assert run("--folder", str(tmp_path / "s"), "--source", "openalex", "--json", "--processes", "0") == OK

    counted = "3 in, 1 with an ORCID kept, 0 without one, 0 earlier, 1 given up, 1 refused"
    assert counted in capsys.readouterr().err
    assert said.of(tmp_path / said.FILE, ["0000-0002-1825-0097"]).on == date(2026, 10, 2)


def test_a_profile_is_kept_and_leaves_out_what_is_not_wanted(tmp_path, capsys):
    assert run("--save-profile", "Late", "--years", "2003-", "--kinds", "other") == OK
    works = [
        {"id": f"https://openalex.org/W{n}", "title": f"A paper of number {n}", "publication_year": 2000 + n} for n in range(1, 7)
    ]
    part = tmp_path / "works/part_000.gz"
    part.parent.mkdir()
    part.write_bytes(gzip.compress("\n".join(map(json.dumps, works)).encode()))
    capsys.readouterr()
    run("--folder", str(part.parent), "--source", "late", "--profile", "Late", "--json", "--processes", "0")
    assert json.loads(capsys.readouterr().out) == {
        "rows_in": 6,
        "new": 4,
        "changed": 0,
        "same": 0,
        "deleted": 0,
        "refused": 0,
        "skipped": 2,
    }
    assert Harvest.objects.get().skips == {"year": 2}


@pytest.mark.parametrize(
    "said", [["--disciplines", "9999"], ["--kinds", "poem"], ["--years", "long ago"], ["--years", "2020-2010"]]
)
def test_a_profile_that_makes_no_sense_is_refused(said):
    with pytest.raises(Refused):
        run("--save-profile", "x", *said)
    assert not SelectionProfile.objects.exists()


def test_the_worker_is_asked_to_begin():
    assert run("--add", "Later", "--address", "https://r.example/oai", "--queue") == OK
    assert run("--add", "Later", "--queue") == FAILED
    assert (HarvestPlan.objects.count(), Harvest.objects.get().state) == (1, "waiting")


def part_of(tmp_path, raw):
    at = tmp_path / "snapshot/data/works/updated_date=2026-01-01/part_000.gz"
    at.parent.mkdir(parents=True, exist_ok=True)
    at.write_bytes(raw)
    return ("--folder", str(tmp_path / "snapshot"), "--source", "openalex", "--json", "--processes", "0")


def test_a_part_that_was_cut_off_gives_what_is_in_it_and_the_whole_one_the_rest(tmp_path, capsys):
    rows = [json.dumps({"id": f"https://openalex.org/W{n}", "title": f"Paper {n * n:x} of {n}"}) for n in range(400)]
    whole = gzip.compress("\n".join(rows).encode())
    assert run(*part_of(tmp_path, whole[: len(whole) // 2])) == FAILED
    told = capsys.readouterr()
    came = json.loads(told.out)
    assert 100 < came["rows_in"] == came["new"] < 300
    assert f"The {came['rows_in']} rows before it are in. Get the whole file once more" in told.err
    assert run(*part_of(tmp_path, whole)) == OK
    assert json.loads(capsys.readouterr().out) == {
        "rows_in": 400, "new": 400 - came["new"], "changed": 0, "same": came["new"], "deleted": 0, "refused": 0,
    }  # fmt: skip


@pytest.mark.parametrize(
    "raw, said", [(b"", "The file is empty"), (b"<html>Access denied</html>", "record 1: not used: This text stands between")]
)
def test_a_part_in_which_there_is_no_work_is_said_whenever_it_is_met(tmp_path, capsys, raw, said):
    for _ in range(2):
        assert run(*part_of(tmp_path, raw)) == UNUSABLE
        assert said in capsys.readouterr().err


def test_a_list_of_institutions_may_be_in_any_encoding(tmp_path, capsys):
    path = tmp_path / "list.txt"
    path.write_bytes("https://ror.org/05qwgg493\n北京大学图书馆学系的人\n".encode("gb18030"))
    assert run("--save-profile", "Ours", "--institutions", str(path)) == FAILED
    said = capsys.readouterr().err
    assert "line 2: 北京大学图书馆学系的人: no organization" in said
    assert "'lantai affiliations import ROR_FILE' brings one" in said
    assert SelectionProfile.objects.get(name="Ours").wanted.institutions == ("05qwgg493",)


@pytest.mark.parametrize(
    "said, why",
    [
        (["--years", "soon"], "'soon' are no years; write 2015-2026"), (["--languages", "Klingon"], "Klingon: languages are named by their codes"),
        (["--institutions", "/nowhere"], "there is no file /nowhere"),
    ],
)  # fmt: skip
def test_what_a_profile_cannot_say_is_said_with_what_it_could(said, why):
    with pytest.raises(Refused, match=why):
        run("--save-profile", "Ours", *said)


def test_an_address_that_is_none_is_repeated():
    with pytest.raises(Refused, match="--address no: "):
        run("--add", "x", "--address", "no")


def test_a_server_that_is_busy_is_said_to_be_waited_for_and_records_that_are_none_are_named(capsys, caplog):
    nameless = (
        Repository(records=3)
        .answer({"verb": "ListRecords"})
        .replace(b"<identifier>", b"<!--")
        .replace(b"</identifier>", b"-->", 1)
    )
    identified = Repository(records=3).answer({"verb": "Identify"})
    busy = (503, {"Retry-After": "0"}, b"busy")
    with serving(Repository(records=3, answers=[busy, (200, {}, identified), (200, {}, nameless)])) as address:
        run("--add", "Observatory", "--address", address, "--now", "--json")
    assert "Observatory: goes on in 0 s: " in caplog.text
    told = capsys.readouterr()
    refused = json.loads(told.out)["refused"]
    assert refused > 0
    assert told.err.count("not used: ") == refused
