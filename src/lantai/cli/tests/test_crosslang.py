import json
from pathlib import Path

import pytest
from tests.conformance.embedders import tiny_model

from lantai.cli import main

DOCS = [
    {"id": "1", "lang": "en", "title": "Dream of the Red Chamber", "text": ""},
    {"id": "2", "lang": "en", "title": "Silk", "text": "trade along the road"},
    {"id": "3", "lang": "zh", "title": "丝绸之路", "text": "贸易"},
]
QUERIES = [{"id": "a", "lang": "zh", "text": "红楼梦"}, {"id": "b", "lang": "zh", "text": "丝绸"}]


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    found = {name: tmp_path / name for name in ("docs", "queries", "qrels", "train")}
    found["docs"].write_text("\n".join(map(json.dumps, DOCS)) + "\nnot json\n")
    found["queries"].write_text("\n".join(map(json.dumps, QUERIES)))
    found["qrels"].write_text("a\t1\nb\t2\nb\t3\n")
    found["train"].write_text("zh\ten\t红楼梦\tDream of the Red Chamber\n" * 3 + "zh\ten\t丝绸\tsilk\n" * 3)
    return found


def evaluate(files: dict[str, Path], *more: str) -> int:
    options = [text for name in ("docs", "queries", "qrels", "train") for text in (f"--{name}", str(files[name]))]
    return main(["crosslang", "evaluate", *options, "--no-lexicons", "--engine", "memory", *more])


def test_it_measures_each_way_of_asking_by_pairs_of_languages(files, capsys) -> None:
    assert evaluate(files, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["runs"]["words"] == {"recall_at_1": 1.0, "mrr_at_10": 1.0, "recall_at_10": 1.0, "queries": 2}
    assert {"full", "words", "untranslated", "learned", "monolingual"} <= set(told["runs"])
    assert told["pairs"]["zh-en"]["runs"]["untranslated"]["recall_at_10"] == 0.0
    in_one = told["pairs"]["zh-zh"]["runs"]
    assert {"monolingual", "full", "words", "untranslated"} <= set(in_one)
    assert in_one["monolingual"] == in_one["untranslated"]
    assert told["runs"]["monolingual"]["queries"] == 1
    assert told["refused"]["count"] == 1


def test_it_names_what_it_did_not_use(files, capsys) -> None:
    assert evaluate(files) == 0
    said = capsys.readouterr()
    assert "not used: docs, line 4: this is no line of JSON" in said.err
    assert "zh-en" in said.out


def test_a_file_without_a_good_row_is_refused_with_its_first_fault(files, capsys) -> None:
    files["qrels"].write_text("a 1\n")
    assert evaluate(files) == 2
    assert "has no usable answer: qrels, line 1: expected 2 columns" in capsys.readouterr().err


def test_answers_to_questions_that_were_not_used_are_told_with_the_faults_of_those(files, capsys) -> None:
    files["queries"].write_text('{"id": "a", "lang": "zh"}\n{"id": "c", "lang": "zh", "text": "红楼梦"}\n')
    files["qrels"].write_text("a\t1\n")
    assert evaluate(files) == 2
    said = capsys.readouterr().err
    assert "not used: queries, line 1, text: it is empty" in said
    assert "has no usable answer: qrels, line 1, query: there is no question 'a'" in said


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-16", "is written in UTF-16: save it as UTF-8"), ("gb18030", "queries, line 1: this is not UTF-8")],
)
def test_files_in_other_encodings_are_told(files, capsys, encoding, said) -> None:
    files["queries"].write_text('{"id": "a", "lang": "zh", "text": "红楼梦"}\n', encoding=encoding)
    assert evaluate(files) == 2
    assert said in capsys.readouterr().err


def test_a_lexicon_that_is_not_there_is_named(files, capsys) -> None:
    assert evaluate(files, "--lexicon", "terms-de-en.tsv") == 2
    assert "terms-de-en.tsv: there is no such file" in capsys.readouterr().err


def test_documents_and_questions_of_no_known_language_are_found_all_the_same(files, capsys) -> None:
    files["docs"].write_text(
        '{"id": 1, "title": "Xyzzy"}\n{"id": 2, "lang": "tlh", "title": "qapla"}\n{"id": 3, "lang": "en", "title": "plugh"}\n'
    )
    files["queries"].write_text(
        '{"id": 1, "text": "xyzzy"}\n{"id": 2, "lang": "tlh", "text": "qapla"}\n{"id": 9, "lang": "de", "text": "x"}\n'
    )
    files["qrels"].write_text("1\t1\n2\t2\n")
    assert evaluate(files, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert {pair: found["runs"]["full"]["recall_at_1"] for pair, found in told["pairs"].items()} == {
        "tlh-tlh": 1.0,
        "und-und": 1.0,
    }
    assert told["runs"]["full"]["queries"] == 2
    assert told["mended"]["count"] == 2


@pytest.mark.parametrize("name", ["docs", "queries", "qrels"])
@pytest.mark.parametrize("text", ["", "\n\n", "[]", "{}"])
def test_a_file_without_rows_is_named(files, capsys, name, text) -> None:
    files[name].write_text(text)
    assert evaluate(files) == 2
    assert f"{files[name]} has no usable" in capsys.readouterr().err


def test_without_pairs_to_learn_from_nothing_is_learned(files, capsys) -> None:
    files["train"].write_text("zh\ten\t红楼梦\nxx\tyy\ta\tb\n")
    assert evaluate(files, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["learned"] == 0
    assert told["runs"]["words"] == told["runs"]["untranslated"]
    assert [row.partition(":")[0] for row in told["refused"]["rows"] if row.startswith("train")] == [
        "train, line 1", "train, line 2, lang", "train, line 2, other lang",
    ]  # fmt: skip


def test_with_an_embedder_the_full_run_has_vectors_beside_the_words(files, capsys, tmp_path) -> None:
    files["train"].write_text("zh\ten\t红楼梦\tDream of the Red Chamber\n" * 3)
    options = ["--json", "--embedder", f"onnx={tiny_model(tmp_path / 'model')}"]
    assert evaluate(files, *options) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told["pairs"]["zh-en"]["runs"])[:2] == ["full", "words"]
    assert told["runs"]["words"]["recall_at_10"] < told["runs"]["full"]["recall_at_10"] == 1.0


def test_an_embedder_that_cannot_be_used_is_refused(files, capsys) -> None:
    assert evaluate(files, "--embedder", "onnx=/nowhere") == 2
    assert "/nowhere" in capsys.readouterr().err
