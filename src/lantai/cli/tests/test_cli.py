"""The command line from outside: what it prints for machines, its exit codes, and what it leaves behind."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from argparse import Namespace
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing

import pytest

from lantai.catalog.importing import Counts, ImportFailed, Progress
from lantai.catalog.readers import forked, interrupts_later
from lantai.cli import import_
from lantai.core.formats.protocol import Profile
from lantai.sources.protocols.oaipmh import keeping

ENVIRON = {name: value for name, value in os.environ.items() if not name.startswith(("LANTAI_", "DJANGO_"))}


def lantai(library, *arguments, stdin=""):
    command = [sys.executable, "-m", "lantai", *arguments, "--data", str(library)]
    return subprocess.run(command, env=ENVIRON, input=stdin, capture_output=True, text=True, timeout=120)


def last_json(done):
    return json.loads(done.stdout.splitlines()[-1])


RIS = "TY  - BOOK\nTI  - 红楼梦\nAU  - 曹雪芹\nPY  - 1996\nLA  - chi\nER  - \n\nTY  - BOOK\nTI  - Don Quixote\nAU  - Cervantes\nLA  - eng\nER  - \n"


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    path = tmp_path_factory.mktemp("files") / "books.ris"
    path.write_text(RIS)
    return path


@pytest.fixture(scope="module")
def library(tmp_path_factory, books):
    """A data directory, made by importing two books into it."""
    directory = tmp_path_factory.mktemp("cli") / "made" / "library"
    lantai(directory, "import", str(books))
    return directory


def test_a_file_is_imported_and_found(books, tmp_path):
    library = tmp_path / "made" / "when absent"
    done = lantai(library, "import", str(books), "--json")
    assert done.returncode == 0, done.stderr
    assert last_json(done) == {"rows_in": 2, "new": 2, "changed": 0, "same": 0, "deleted": 0, "refused": 0}
    found = last_json(lantai(library, "search", "紅樓夢", "--json"))
    assert found["total"] == 1
    assert [(hit["title"], hit["language"]) for hit in found["hits"]] == [("红楼梦", "zh")]
    assert set(found["hits"][0]) == {"id", "title", "language", "score", "matched"}


def test_the_same_file_again_changes_nothing(library, books):
    done = lantai(library, "import", str(books), "--json")
    assert last_json(done) == {"rows_in": 2, "new": 0, "changed": 0, "same": 2, "deleted": 0, "refused": 0}


def test_a_file_that_cannot_be_used_is_code_2_and_still_ends_with_counts(library, tmp_path):
    (tmp_path / "empty.mrc").write_bytes(b"")
    done = lantai(library, "import", str(tmp_path / "empty.mrc"), "--json")
    assert done.returncode == 2
    counts = last_json(done)
    assert counts.pop("rows_in") == sum(counts.values())


def test_a_file_of_which_every_row_is_refused_is_code_2(library, tmp_path):
    (tmp_path / "works.jsonl").write_text("[1]\n[2]\n")
    done = lantai(library, "import", str(tmp_path / "works.jsonl"), "--format", "openalex", "--json")
    assert (done.returncode, last_json(done)["rows_in"], last_json(done)["refused"]) == (2, 2, 2)
    assert "not one row could be used" in done.stderr


def test_what_columns_were_taken_for_and_rows_that_were_refused_are_told(tmp_path):
    (tmp_path / "papers.csv").write_text('题名;年;颜色\n沙丘;2020;红\n"潮汐;2021;蓝\n')
    done = lantai(tmp_path / "library", "import", str(tmp_path / "papers.csv"), "--json")
    assert (done.returncode, last_json(done)["refused"]) == (0, 1)
    notes, refused = done.stderr.splitlines()
    assert notes.endswith("papers.csv: columns were guessed: 题名 = title; 年 = date; 颜色 = kept as it is")
    assert "papers.csv, line 3: not used: " in refused


def test_a_file_that_is_not_there_is_code_2(library, tmp_path):
    done = lantai(library, "import", str(tmp_path / "nothing.mrc"), "--json")
    assert done.returncode == 2
    assert "there is no file" in done.stderr
    assert last_json(done)["rows_in"] == 0


def test_what_was_imported_can_be_exported(library, tmp_path):
    out = tmp_path / "out.ris"
    assert lantai(library, "export", str(out), "--format", "ris").returncode == 0
    assert {"红楼梦", "Don Quixote"} <= {line[6:] for line in out.read_text().splitlines() if line.startswith("TI  - ")}
    assert not out.with_name("out.ris.part").exists()


def test_an_export_may_be_of_what_a_query_finds(library, tmp_path):
    out = tmp_path / "one.ris"
    lantai(library, "export", str(out), "--format", "ris", "--query", "Quixote")
    assert out.read_text().count("TY  - ") == 1


def test_an_unknown_format_is_refused_with_those_there_are(library, tmp_path):
    done = lantai(library, "export", str(tmp_path / "x"), "--format", "papyrus")
    assert done.returncode == 2
    assert "ris" in done.stderr


def test_of_a_folder_what_stands_beside_its_records_is_no_file_to_import(tmp_path):
    names = ("00001.xml", "list.csv", "list.mapping.json", keeping.STATE, ".hidden.xml", "more/00002.xml")
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    assert [path.name for path in import_.expanded([tmp_path])] == ["00001.xml", "list.csv", "00002.xml"]


def test_the_index_can_be_rebuilt(library):
    done = lantai(library, "index", "--rebuild", "--json")
    assert last_json(done)["works"] == 2


def test_a_library_without_an_index_is_given_one_once(library):
    shutil.rmtree(library / "index")
    found = last_json(lantai(library, "index", "--rebuild", "--json"))
    made = [path.name for path in (library / "index").iterdir() if path.name.rpartition("-")[2].isdecimal()]
    assert (found["works"], made) == (2, [found["generation"]])


def test_accounts_are_made_with_a_role(library):
    done = lantai(library, "user", "add", "zhang", "--role", "librarian", stdin="correct horse 9\n")
    assert done.returncode == 0, done.stderr
    assert last_json(lantai(library, "user", "list", "--json")) == {"name": "zhang", "roles": ["librarian"], "active": True}


def test_somebody_is_invited_by_a_link_that_says_for_how_long(library):
    said = last_json(lantai(library, "user", "invite", "li@example.org", "--role", "cataloger", "--json"))
    assert (said["email"], said["role"]) == ("li@example.org", "cataloger")
    assert "/accounts/invitation/" in said["link"]
    assert "good once" in lantai(library, "user", "invite", "li@example.org").stdout
    assert lantai(library, "user", "invite", "not an address").returncode == 2
    assert "LANTAI_MAIL" in lantai(library, "user", "invite", "li@example.org", "--send").stderr


def test_the_last_administrator_stays_and_says_why(library):
    lantai(library, "user", "add", "chief", "--role", "administrator", stdin="correct horse 9\n")
    for refused in (("disable", "chief"), ("role", "chief", "reader")):
        done = lantai(library, "user", *refused)
        assert done.returncode == 2
        assert "last administrator" in done.stderr


def test_an_account_is_closed_opened_and_helped(library):
    lantai(library, "user", "add", "wang", stdin="correct horse 9\n")
    assert last_json(lantai(library, "user", "disable", "wang", "--json")) == {"name": "wang", "active": False}
    assert lantai(library, "user", "password-link", "wang").returncode == 2
    assert last_json(lantai(library, "user", "enable", "wang", "--json")) == {"name": "wang", "active": True}
    assert "/accounts/new-password/" in last_json(lantai(library, "user", "password-link", "wang", "--json"))["link"]
    assert last_json(lantai(library, "user", "reset-second-factor", "wang", "--json")) == {"name": "wang"}
    assert lantai(library, "user", "disable", "nobody").returncode == 2


def test_an_easy_password_is_refused(library):
    done = lantai(library, "user", "add", "li", stdin="12345678\n")
    assert done.returncode == 2
    assert "too common" in done.stderr


def test_check_says_that_no_worker_runs_and_what_to_do(library):
    done = lantai(library, "check", "--json")
    findings = {finding["name"]: finding for finding in map(json.loads, done.stdout.splitlines())}
    assert done.returncode == 1
    assert "lantai serve" in findings["worker"]["to_do"]
    assert findings["database"]["to_do"] == ""
    assert findings["index"]["to_do"] == ""


def test_an_unknown_command_names_those_there_are(library):
    done = lantai(library, "catalogue")
    assert done.returncode == 2
    assert "import" in done.stderr


MANY = 8_000


def rows_done(library) -> int:
    """Return how far the one import of a library has come, 0 while there is no table yet."""
    try:
        with closing(sqlite3.connect(f"file:{library}/lantai.sqlite3?mode=ro", uri=True)) as database:
            return database.execute("SELECT max(rows_done) FROM catalog_harvest").fetchone()[0] or 0
    except sqlite3.OperationalError:
        return 0


def test_ctrl_c_leaves_an_import_that_goes_on(tmp_path):
    file, library = tmp_path / "many.ris", tmp_path / "library"
    file.write_text("".join(f"TY  - BOOK\nTI  - Book number {n}\nID  - {n}\nER  - \n\n" for n in range(MANY)))
    command = [sys.executable, "-m", "lantai", "import", str(file), "--format", "ris", "--json", "--data", str(library)]
    piped = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    running = subprocess.Popen(command, env=ENVIRON, start_new_session=True, **piped)
    while running.poll() is None and not rows_done(library):
        time.sleep(0.02)
    os.killpg(running.pid, signal.SIGINT)  # as a terminal does: the whole group hears it
    said, complained = running.communicate(timeout=60)
    assert running.returncode == 130, complained
    assert "Traceback" not in complained
    assert 0 < json.loads(said.splitlines()[-1])["rows_in"] < MANY
    again = last_json(lantai(library, "import", str(file), "--format", "ris", "--json"))
    assert (again["rows_in"], again["new"]) == (MANY, MANY)


@pytest.mark.parametrize("name", ["unimarc", "cnmarc", "endnote", "nonsense"])
def test_a_format_that_is_not_written_is_refused_before_anything_is(library, tmp_path, name):
    done = lantai(library, "export", str(tmp_path / "out"), "--format", name, "--json")
    assert done.returncode == 2
    assert name in done.stderr
    assert last_json(done) == {"records": 0}
    assert not list(tmp_path.iterdir())


def test_a_search_in_a_new_library_finds_nothing(tmp_path):
    done = lantai(tmp_path, "search", "x", "--json")
    assert (done.returncode, last_json(done)) == (0, {"total": 0, "hits": []})


def test_a_search_in_a_broken_index_says_what_to_do_and_still_ends_with_json(tmp_path):
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "current").write_text("gone-1")
    done = lantai(tmp_path, "search", "x", "--json")
    assert done.returncode == 1
    assert "lantai index" in done.stderr
    assert last_json(done) == {"total": 0, "hits": []}


@pytest.mark.parametrize(
    "reason, rows, code",
    [
        (ImportFailed("locked"), 500, 1),
        (ImportFailed("cut off", resumable=False), 500, 1),
        (ImportFailed("no records", resumable=False), 0, 2),
    ],
)
def test_rows_that_went_in_before_a_failure_are_counted(monkeypatch, tmp_path, reason, rows, code):
    def fails(path, *, progress, **reading):
        progress(Progress(Counts(rows, rows, 0, 0, 0, 0), bytes_done=1, bytes_total=2))
        raise reason

    monkeypatch.setattr("lantai.catalog.importing.import_file", fails)
    total = Counter()
    options = Namespace(json=True, source="library", processes=0, profile=None, selection=None)
    assert import_.take(tmp_path / "books.ris", Profile(), options, stop=threading.Event(), total=total) == code
    assert total["new"] == rows


def test_readers_that_are_still_starting_do_not_hear_ctrl_c():
    with ProcessPoolExecutor(1, mp_context=forked()) as pool, interrupts_later():
        asleep = pool.submit(time.sleep, 0.5)
        os.kill(next(iter(pool._processes)), signal.SIGINT)
    assert asleep.result(timeout=30) is None


def test_a_damaged_database_is_said_plainly_with_what_to_do(tmp_path):
    assert lantai(tmp_path, "index").returncode == 0
    (tmp_path / "lantai.sqlite3").write_bytes(b"garbage" * 1000)
    (tmp_path / "lantai.sqlite3-wal").unlink(missing_ok=True)
    for command in (["search", "x"], ["check"]):
        done = lantai(tmp_path, *command)
        assert done.returncode == 1
        assert "put a backup in its place" in done.stdout + done.stderr
        assert "Traceback" not in done.stderr
