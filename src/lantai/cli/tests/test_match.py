"""The command that measures how papers are matched: which table the pairs name first, and what is said of files that cannot be used."""

import argparse
import gzip
import json

import pytest

from lantai.cli import OK, Refused, match
from lantai.core.formats.errors import FormatError

TITLES = ["Sands of the northern desert", "Tides under a winter moon", "Gulls and their letters", "The machine that read maps"]
LEFT = "id,title,authors,year\n" + "".join(f"a{n},{title},Ann Ayn,2001\n" for n, title in enumerate(TITLES))
RIGHT = "id,title,authors,year\n" + "".join(f"b{n},{title},Ann Ayn,2001\n" for n, title in enumerate(TITLES))


@pytest.fixture
def files(tmp_path):
    def written(gold, left=LEFT, right=RIGHT):
        paths = []
        for name, data in (("left.csv", left), ("right.csv", right), ("gold.csv", gold)):
            (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
            paths.append(str(tmp_path / name))
        return paths

    return written


def run(*said: str) -> int:
    parser = argparse.ArgumentParser()
    match.arguments(parser)
    return match.run(parser.parse_args(["evaluate", *said, "--json"]))


@pytest.mark.parametrize("turned", [False, True])
def test_pairs_may_name_either_table_first(files, capsys, turned):
    pairs = [(f"b{n}", f"a{n}") if turned else (f"a{n}", f"b{n}") for n in range(4)]
    assert run(*files("one,other\n" + "".join(f"{a},{b}\n" for a, b in pairs))) == OK
    told = capsys.readouterr()
    assert json.loads(told.out)["f1"] == 1.0
    assert ("names the ids of" in told.err) == turned


def test_a_list_of_which_nothing_is_found_is_asked_about(files, capsys):
    numbers = [text.replace("a", "", 1) if text[:1] == "a" else text for text in LEFT.splitlines(keepends=True)]
    right = [text.replace("b", "", 1) if text[:1] == "b" else text for text in RIGHT.splitlines(keepends=True)]
    assert run(*files("one,other\n0,3\n1,2\n", "".join(numbers), "".join(right).replace("2001", "2002"))) == OK
    told = capsys.readouterr()
    assert json.loads(told.out)["recall"] == 0.0
    assert "hardly one of its 2 pairs was taken as the same" in told.err


def test_of_two_tables_with_numbers_the_order_counts_in_which_more_of_them_are_known(files, capsys):
    numbered = "id,title,authors,year\n" + "".join(f"{n},{title},Ann Ayn,2001\n" for n, title in enumerate(TITLES))
    later = "id,title,authors,year\n" + "".join(f"{n + 2},{title},Ann Ayn,2001\n" for n, title in enumerate(TITLES))
    assert run(*files("one,other\n2,0\n3,1\n4,2\n5,3\n", numbered, later)) == OK
    told = capsys.readouterr()
    assert (json.loads(told.out)["f1"], "names the ids of" in told.err) == (1.0, True)


def test_a_file_that_cannot_be_read_is_named(files, tmp_path):
    with pytest.raises(FormatError, match=r"left\.csv: the packed file ends early"):
        run(*files("one,other\na1,b1\n", left=gzip.compress(LEFT.encode())[:60]))
    paths = files("one,other\na1,b1\n")
    (tmp_path / "right.csv").unlink()
    with pytest.raises(Refused, match=r"right\.csv: there is no such file"):
        run(*paths)
