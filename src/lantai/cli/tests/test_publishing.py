"""The command that takes registries of agreements in."""

import argparse
import json

import pytest

from lantai.cli import OK, Refused, publishing
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
        with pytest.raises(Refused, match=said):
            run(str(lists))
