"""A backup is made while the library is used, and a library is made of it on an empty machine: the same rows, a new index."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

ENVIRON = {name: value for name, value in os.environ.items() if not name.startswith(("LANTAI_", "DJANGO_"))}


def lantai(*arguments: str | Path, data: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lantai", "--data", str(data), *map(str, arguments)]
    return subprocess.run(command, env=ENVIRON | environ, capture_output=True, text=True, check=False)


def record(number: int) -> bytes:
    title = f"Annals of river {number}"
    fields = [("001", f"r{number}"), ("245", f"00\x1fa{title}")]
    body = b"".join(content.encode() + b"\x1e" for _, content in fields)
    directory, at = "", 0
    for tag, content in fields:
        size = len(content.encode()) + 1
        directory += f"{tag}{size:04}{at:05}"
        at += size
    base = 24 + len(directory) + 1
    leader = f"{base + len(body) + 1:05}nam a22{base:05} i 4500"
    return leader.encode() + directory.encode() + b"\x1e" + body + b"\x1d"


@pytest.fixture(scope="module")
def library(tmp_path_factory) -> Path:
    """A library of 400 records, with a file and a dictionary in it."""
    folder = tmp_path_factory.mktemp("library")
    (folder / "first.mrc").write_bytes(b"".join(map(record, range(400))))
    data = folder / "data"
    done = lantai("import", folder / "first.mrc", data=data)
    assert done.returncode == 0, done.stderr
    (data / "files").mkdir(exist_ok=True)
    (data / "files" / "picture.png").write_bytes(b"not really one")
    return data


@pytest.fixture(scope="module")
def backup(library, tmp_path_factory) -> Path:
    """A backup of it."""
    done = lantai("backup", "--to", tmp_path_factory.mktemp("backups"), "--json", data=library)
    assert done.returncode == 0, done.stderr
    return Path(json.loads(done.stdout)["backup"])


def test_a_restored_library_has_the_same_rows_files_and_key_and_an_index_of_all_works(library, backup, tmp_path):
    done = lantai("restore", backup, "--json", data=tmp_path / "new")
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["works"] == said["counts"]["catalog_work"] == 400
    assert (tmp_path / "new" / "files" / "picture.png").read_bytes() == b"not really one"
    assert (tmp_path / "new" / "secret-key").read_text() == (library / "secret-key").read_text()
    assert "Annals of river 17" in lantai("search", "annals river 17", data=tmp_path / "new").stdout


def test_nothing_is_restored_over_a_library(library, backup):
    before = (library / "lantai.sqlite3").stat()
    done = lantai("restore", backup, data=library)
    assert done.returncode == 1
    assert "holds a library" in done.stderr
    assert (library / "lantai.sqlite3").stat().st_ino == before.st_ino


@pytest.mark.parametrize("name", ["database.sqlite3", "files/picture.png"])
def test_one_changed_byte_is_noticed_before_anything_is_restored(backup, tmp_path, name):
    shutil.copytree(backup, tmp_path / "copy")
    with (tmp_path / "copy" / name).open("r+b") as file:
        file.seek(5)
        file.write(b"?")
    done = lantai("restore", tmp_path / "copy", data=tmp_path / "new")
    assert done.returncode == 1
    assert f"{name} is not as it was written" in done.stderr
    assert not (tmp_path / "new" / "lantai.sqlite3").exists()


def test_one_that_was_broken_off_is_not_taken_for_whole(backup, tmp_path):
    shutil.copytree(backup, tmp_path / "copy")
    (tmp_path / "copy" / "manifest.json").unlink()
    done = lantai("backup", "--examine", tmp_path / "copy", data=tmp_path / "any")
    assert done.returncode == 1
    assert "broken off" in done.stderr


def test_a_place_within_the_library_is_refused(library):
    done = lantai("backup", "--to", library / "backups", data=library)
    assert done.returncode == 1
    assert "on another disk" in done.stderr


def test_without_a_place_it_says_what_to_name(library):
    done = lantai("backup", data=library)
    assert done.returncode == 2
    assert "LANTAI_BACKUP_TO" in done.stderr


def test_a_backup_taken_in_the_middle_of_an_import_is_of_one_moment_and_the_import_goes_on(library, tmp_path):
    (tmp_path / "more.mrc").write_bytes(b"".join(map(record, range(1_000, 9_000))))
    running = subprocess.Popen(
        [sys.executable, "-m", "lantai", "--data", str(library), "import", str(tmp_path / "more.mrc"), "--json"],
        env=ENVIRON, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    wait_for_rows(library, more_than=400)
    running.send_signal(signal.SIGSTOP)  # wherever it is: perhaps in the middle of a transaction
    done = lantai("backup", "--to", tmp_path / "backups", "--json", data=library)
    running.send_signal(signal.SIGCONT)
    told, _ = running.communicate(timeout=300)
    assert done.returncode == 0, done.stderr
    assert json.loads(told.splitlines()[-1])["new"] == 8_000
    with closing(sqlite3.connect(Path(json.loads(done.stdout)["backup"]) / "database.sqlite3")) as copy:
        rows, new = copy.execute("select sum(rows_done), sum(new) from catalog_harvest").fetchone()
        assert rows == new == copy.execute("select count(*) from catalog_sourcerecord").fetchone()[0]
        assert 400 < rows < 8_400


def wait_for_rows(data: Path, *, more_than: int) -> None:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        with closing(sqlite3.connect(data / "lantai.sqlite3")) as database:
            if database.execute("select sum(rows_done) from catalog_harvest").fetchone()[0] > more_than:
                return
        time.sleep(0.02)
    pytest.fail("the import did not begin")
