"""The short cut of ``migrate`` in an empty database gives what the migrations give, one after the other: on each database, all of it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from lantai.infra.management.commands import migrate
from lantai.infra.upgrading import _on_disk, unapplied

DRAW_UP = Path(__file__).with_name("drawn_up.py")
SERVER = os.environ.get("LANTAI_TEST_DATABASE", "")
WAYS = ("short", "long")

pytestmark = pytest.mark.database


@pytest.fixture
def databases(tmp_path):
    """The surroundings of a program in each of two empty databases, by the way in which their tables will be made."""
    environs = {way: os.environ | {"LANTAI_DATA": str(tmp_path / way), "LANTAI_DATABASE": ""} for way in WAYS}
    for way in WAYS:
        (tmp_path / way).mkdir()
    if not SERVER:
        yield environs
        return
    import psycopg

    with psycopg.connect(SERVER, autocommit=True) as server:
        for way in WAYS:
            server.execute(f"DROP DATABASE IF EXISTS lantai_{way} WITH (FORCE)")
            server.execute(f"CREATE DATABASE lantai_{way}")
            environs[way]["LANTAI_DATABASE"] = f"{SERVER.rpartition('/')[0]}/lantai_{way}"
        yield environs
        for way in WAYS:
            server.execute(f"DROP DATABASE lantai_{way} WITH (FORCE)")


def drawn_up(way: str, environ: dict[str, str]) -> set[str]:
    command = [sys.executable, str(DRAW_UP), way]
    done = subprocess.run(
        command, env=environ | {"DJANGO_SETTINGS_MODULE": "lantai.site.settings"}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


def test_tables_made_at_once_are_those_that_the_migrations_make(databases):
    short, long = (drawn_up(way, environ) for way, environ in databases.items())
    assert len(long) > 3_000
    assert (sorted(short - long), sorted(long - short)) == ([], [])


def test_nothing_is_left_to_migrate(db):
    assert unapplied() == []


def test_what_was_not_seen_is_named(db):
    last = max(name for label, name in _on_disk() if label == "catalog")
    MigrationRecorder(connection).record_unapplied("catalog", last)
    assert unapplied() == [f"catalog.{last}"]


def test_a_database_with_a_history_takes_the_usual_way(db, monkeypatch):
    monkeypatch.setattr(migrate, "make_tables", lambda connection: pytest.fail("made anew"))
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    assert connection.introspection.table_names()
