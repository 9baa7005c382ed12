"""A library on PostgreSQL is backed up and restored too; runs where LANTAI_TEST_DATABASE names a server."""

import json
import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from .test_backup import lantai, record

SERVER = os.environ.get("LANTAI_TEST_DATABASE", "")
NAMES = ("lantai_backup_from", "lantai_backup_to")

pytestmark = [
    pytest.mark.database,
    pytest.mark.skipif(
        not SERVER.startswith("postgres") or not shutil.which("pg_dump"),
        reason="no PostgreSQL to test with: LANTAI_TEST_DATABASE, and pg_dump",
    ),
]


@pytest.fixture
def databases():
    """Two empty databases, by their addresses; removed afterwards."""
    import psycopg

    with psycopg.connect(SERVER, autocommit=True) as server:
        for name in NAMES:
            server.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
            server.execute(f"CREATE DATABASE {name}")
        yield [urlunsplit(urlsplit(SERVER)._replace(path=f"/{name}")) for name in NAMES]
        for name in NAMES:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_what_was_backed_up_comes_back_into_an_empty_database_and_into_no_other(databases, tmp_path: Path):
    one, two = databases
    (tmp_path / "books.mrc").write_bytes(b"".join(map(record, range(50))))
    assert lantai("import", tmp_path / "books.mrc", data=tmp_path / "one", LANTAI_DATABASE=one).returncode == 0
    made = lantai("backup", "--to", tmp_path / "backups", "--json", data=tmp_path / "one", LANTAI_DATABASE=one)
    assert made.returncode == 0, made.stderr
    said = json.loads(made.stdout)
    back = lantai("restore", said["backup"], "--json", data=tmp_path / "two", LANTAI_DATABASE=two)
    assert back.returncode == 0, back.stderr
    assert json.loads(back.stdout)["counts"] == said["counts"]
    assert json.loads(back.stdout)["works"] == 50
    again = lantai("restore", said["backup"], data=tmp_path / "three", LANTAI_DATABASE=two)
    assert again.returncode == 1
    assert "has tables" in again.stderr
