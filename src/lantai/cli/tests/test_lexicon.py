import json

import pytest

from lantai.cli import UNUSABLE, Refused, lexicon, main

TABLE = "Bibliothek\tlibrary\nHaus\thouse|home\nno translation here\n"


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    monkeypatch.setattr(lexicon, "library_ready", lambda quiet: tmp_path / "data")
    return tmp_path / "data" / "lexicons"


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "terms-de-en.tsv"
    path.write_text(TABLE)
    return path


def said(capsys, *arguments):
    code = main(["lexicon", *map(str, arguments), "--json"])
    out, err = capsys.readouterr()
    return code, json.loads(out) if out else err


def test_a_lexicon_is_kept_with_what_is_said_of_it_and_its_bad_lines_are_told(shelf, table, capsys):
    code, answer = said(capsys, "add", table, "--licence", "CC0 1.0", "--title", "Terms")
    assert code == 0
    assert (answer["name"], answer["rows_in"], answer["entries"], answer["refused"]) == ("terms-de-en", 3, 2, 1)
    assert answer["refusals"][0]["line"] == 3
    assert (shelf / "terms-de-en" / "terms-de-en.tsv").read_text() == TABLE


def test_what_was_added_is_listed_and_read_and_removed(shelf, table, capsys):
    from lantai.search.lexicons import shelved

    said(capsys, "add", table, "--licence", "CC0 1.0", "--name", "terms")
    (one,) = shelved(shelf)
    assert (one.name, one.problem) == ("terms", "")
    assert {(row.source, row.text) for row in one.lexicon.rows()} >= {("de", "library"), ("en", "Bibliothek")}
    _, answer = said(capsys, "list")
    assert [one["name"] for one in answer["lexicons"]] == ["cc-cedict", "cldr", "terms"]
    assert said(capsys, "remove", "terms") == (0, {"removed": "terms"})
    assert list(shelved(shelf)) == []


def test_a_lexicon_without_a_licence_is_refused_and_nothing_is_kept(shelf, table, capsys):
    code, answer = said(capsys, "add", table)
    assert code == UNUSABLE
    assert "licence" in answer
    assert not shelf.exists()


def test_another_lexicon_of_that_name_does_not_take_its_place(shelf, table, capsys):
    said(capsys, "add", table, "--licence", "CC0 1.0")
    table.write_text("Buch\tbook\n")
    code, answer = said(capsys, "add", table, "--licence", "CC0 1.0")
    assert code == UNUSABLE
    assert "another lexicon named terms-de-en" in answer
    assert "Bibliothek" in (shelf / "terms-de-en" / "terms-de-en.tsv").read_text()


@pytest.mark.parametrize("name", ["../x", "cldr", "A B"])
def test_names_that_lead_elsewhere_or_are_taken_are_refused(shelf, table, capsys, name):
    assert said(capsys, "add", table, "--licence", "CC0 1.0", "--name", name)[0] == UNUSABLE


def test_a_file_that_is_no_lexicon_says_what_is_read(shelf, tmp_path, capsys):
    (tmp_path / "poem.txt").write_text("床前明月光\n疑是地上霜\n")
    code, answer = said(capsys, "add", tmp_path / "poem.txt")
    assert code == UNUSABLE
    assert "expected one of" in answer


def test_languages_are_two():
    assert lexicon.languages_in("rus-eng") == ("ru", "en")
    with pytest.raises(Refused):
        lexicon.languages_in("xx")


def test_a_damaged_packed_file_is_named(shelf, tmp_path, capsys):
    (tmp_path / "terms-de-en.tsv.gz").write_bytes(b"\x1f\x8b\x08 damaged")
    code, answer = said(capsys, "add", tmp_path / "terms-de-en.tsv.gz", "--licence", "CC0 1.0")
    assert code == UNUSABLE
    assert "terms-de-en.tsv.gz: the packed file is damaged" in answer
