"""Disciplines at the command line: told by the lists alone, and measured on any labelled file."""

import argparse
import json

import numpy as np
import pytest

from lantai.cli import OK, Refused, disciplines
from lantai.core.classing import Told

TEXTS = {
    "林学": ["杉木人工林林分生长模型", "马尾松天然林生物量估算", "落叶松林木材积"],
    "法学": ["刑法中犯罪构成的司法认定", "民法典中的侵权责任", "行政诉讼的举证责任"],
}


def run(*said: object) -> int:
    parser = argparse.ArgumentParser()
    disciplines.arguments(parser)
    return disciplines.run(parser.parse_args([str(word) for word in said]))


@pytest.fixture
def labelled(tmp_path):
    file = tmp_path / "texts.tsv"
    file.write_text("".join(f"{text}\t{label}\n" for label, texts in TEXTS.items() for text in texts))
    return file


def test_the_lists_alone_tell_and_are_measured(labelled, capsys):
    assert run("tell", "lists", "杉木人工林土壤", "--json") == OK
    first = json.loads(capsys.readouterr().out)["disciplines"][0]
    assert first["codes"] == ["0907"]
    assert "杉木" in first["reasons"]
    assert run("evaluate", labelled, "--model", "lists", "--json") == OK
    found = json.loads(capsys.readouterr().out)
    assert (found["top1"], found["told"], found["told_right"]) == (1, 1, 1)
    assert run("evaluate", labelled, "--model", "lists") == OK
    assert "unsure of 0.0%, right of the others 100.0%" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "。", "Zzz", "本文研究了", "2026"])
def test_of_a_weak_text_it_is_unsure_and_names_no_discipline(text, labelled, tmp_path, capsys):
    run("train", labelled, "--to", tmp_path / "model.npz", "--json")
    capsys.readouterr()
    for model in ("lists", tmp_path / "model.npz"):
        run("tell", model, text, "--json")
        said = json.loads(capsys.readouterr().out)
        assert (said["unsure"], said["disciplines"], len(said["perhaps"])) == (True, [], 3 if model == "lists" else 2)
        run("tell", model, text)
        assert capsys.readouterr().out == "unsure\n"


def test_what_speaks_a_little_is_said_to_be_perhaps_so(capsys):
    run("tell", "lists", "通过分析得出结论")
    assert capsys.readouterr().out.startswith("unsure: perhaps ")


def test_what_was_trained_is_measured_later_as_it_was_at_once(labelled, tmp_path, capsys):
    assert run("train", labelled, "--to", tmp_path / "model.npz") == OK
    assert run("evaluate", labelled, "--model", tmp_path / "model.npz", "--json") == OK
    later = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (later["texts"], later["labels"], later["top1"]) == (6, 2, 1)
    assert run("evaluate", labelled, labelled, labelled, "--with-dev", "--json") == OK
    assert json.loads(capsys.readouterr().out)["trained_on"] == 12


def test_an_embedder_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(Refused, match="no embedder named"):
        run("tell", "lists", "森林", "--embedder", "none")


def test_what_told_is_said_where_it_was_not_the_words():
    assert (
        disciplines.why(Told("林学", 0.9, ("森林",), {"words": 0.1, "pieces": 0.05, "meaning": 0.3}))
        == "森林, + likeness of meaning"
    )


def test_neither_a_model_nor_three_files_is_refused(labelled):
    with pytest.raises(Refused, match="TRAIN DEV TEST"):
        run("evaluate", labelled)


def test_an_encoder_reads_each_text_once_also_where_the_tuning_set_is_learnt_from(tmp_path):
    asked: list[str] = []

    def embed(texts):
        asked.extend(texts)
        return np.ones((len(texts), 2), np.float32) / np.float32(2**0.5)

    files = []
    for name in ("train", "dev", "test"):
        files.append(tmp_path / f"{name}.tsv")
        files[-1].write_text("".join(f"{text} {name}\t{label}\n" for label, texts in TEXTS.items() for text in texts))
    found = disciplines.evaluated(*files, embed=embed, with_dev=True)
    assert (found["texts"], len(asked), len(set(asked))) == (6, 18, 18)
