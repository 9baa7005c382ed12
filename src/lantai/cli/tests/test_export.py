"""The command that makes the files for everybody."""

import argparse
import json

import pytest

from lantai.catalog import locks, open_data
from lantai.catalog.tests.conftest import record
from lantai.cli import OK, Refused, export

pytestmark = pytest.mark.django_db


def run(*said: str) -> int:
    parser = argparse.ArgumentParser()
    export.arguments(parser)
    return export.run(parser.parse_args(said))


@pytest.fixture(autouse=True)
def at_hand(monkeypatch):
    monkeypatch.setattr(export, "library_ready", lambda quiet: None)


def test_it_makes_the_files_for_everybody(take, capsys):
    take([record("1", "A book of examples")])
    assert run("--public", "--json") == OK
    assert json.loads(capsys.readouterr().out) == {"works": 1, "papers": 0, "files": 2}
    assert open_data.standing().works == 1


def test_what_does_not_go_together_is_refused(library, tmp_path):
    for said in (("--public", str(tmp_path / "a")), ("--public", "--query", "a"), (), (str(tmp_path / "a"),)):
        with pytest.raises(Refused, match="--public"):
            run(*said)
    with locks.held("exports"), pytest.raises(Refused, match="another process"):
        run("--public")
