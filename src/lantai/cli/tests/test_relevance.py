"""``lantai relevance evaluate`` from outside: its report, its JSON, and what it does with lines that it cannot use."""

import json

import pytest

from .test_cli import RIS, lantai, last_json

LIST = [
    {"kind": "title", "lang": "chi", "query": "紅樓夢", "expect_first_any_of": ["books.ris#0"]},
    {"kind": "title", "lang": "eng", "query": "Don Quixote", "expect_first_any_of": ["books.ris#0"]},
    {"kind": "same_hits", "query": "quixote", "other": "QUIXOTE"},
    {"kind": "has_results", "query": "zzz", "active": False},
]


@pytest.fixture(scope="module")
def library(tmp_path_factory):
    directory = tmp_path_factory.mktemp("relevance")
    (directory / "books.ris").write_text(RIS)
    lantai(directory / "library", "import", str(directory / "books.ris"))
    (directory / "list.jsonl").write_text("\n".join(map(json.dumps, LIST)) + '\n{"kind": "title"}\nnot json\n')
    (directory / "bad.jsonl").write_text('{"kind": "title", "query": "x"}\n')
    return directory / "library"


def evaluate(library, name, *more):
    return lantai(library, "relevance", "evaluate", str(library.parent / name), *more)


def test_it_counts_what_holds_by_kind(library):
    done = evaluate(library, "list.jsonl", "--json")
    assert done.returncode == 0, done.stderr
    told = last_json(done)
    shown = {kind: (one["asked"], one["right"]) for kind, one in told["kinds"].items()}
    assert shown == {"title": (2, 1), "same_hits": (1, 1)}
    assert (told["inactive"], told["refused"]["count"]) == (1, 2)
    assert [one["query"] for one in told["failures"]] == ["Don Quixote"]


def test_it_names_the_lines_that_it_did_not_use(library):
    done = evaluate(library, "list.jsonl")
    assert "not used: list.jsonl, line 5, query: it is empty" in done.stderr
    assert "not used: list.jsonl, line 6: this is no line of JSON" in done.stderr
    assert "failed: title, 'Don Quixote'" in done.stdout
    assert "66.67% of 3 expectations hold, 1 switched off, 2 lines not used" in done.stdout


@pytest.mark.parametrize(
    "name, more, code, said",
    [
        ("list.jsonl", ["--at-least", "0.9"], 1, "66.67% hold, fewer than 90.00%"),
        ("list.jsonl", ["--at-least", "0.5", "--all"], 0, ""),
        ("list.jsonl", ["--at-least", "lots"], 2, "is no share"),
        ("bad.jsonl", [], 2, "has no usable expectation: bad.jsonl, line 1, kind"),
        ("absent.jsonl", [], 2, "cannot be read"),
    ],
)
def test_its_exit_code_says_what_is_to_be_done(library, name, more, code, said):
    done = evaluate(library, name, *more)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
