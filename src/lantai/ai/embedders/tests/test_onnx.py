"""A library's own encoder: what its folder must hold, and what its file of particulars changes."""

import pytest
from tests.conformance.embedders import tiny_model

from lantai.ai.choice import Choice, Unusable
from lantai.ai.embedders.onnx import open_embedder


def opened(folder, **rest):
    return open_embedder(Choice(name="onnx", at=str(folder), **rest))


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(Unusable, match=r"none.*LANTAI_EMBEDDER_AT"):
        opened(tmp_path / "none")


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_file_that_is_missing_is_named(tmp_path, name):
    (tiny_model(tmp_path) / name).unlink()
    with pytest.raises(Unusable, match=f"there is no {name}"):
        opened(tmp_path)


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json", "lantai.json"])
def test_a_file_that_cannot_be_read_is_refused(tmp_path, name):
    (tiny_model(tmp_path) / name).write_bytes(b'{"no": "model"}')
    with pytest.raises(Unusable, match=str(tmp_path)):
        opened(tmp_path)


def test_the_mean_leaves_out_what_only_fills_up(tmp_path):
    embedder = opened(tiny_model(tmp_path))
    short, _ = embedder.embed(["library", "library books river river"])
    assert short == pytest.approx(embedder.embed(["library"])[0], abs=1e-6)


def test_questions_and_works_get_their_prefixes(tmp_path):
    embedder = opened(tiny_model(tmp_path, about={"question_prefix": "books ", "passage_prefix": "river "}))
    asked, works = embedder.embed(["library"], asked=True)[0], embedder.embed(["library"])[0]
    assert asked @ works < 0.99


def test_its_particulars_are_told(tmp_path):
    embedder = opened(tiny_model(tmp_path, about={"title": "Own", "version": "3", "licence": "MIT", "languages": ["zh", "hi"]}))
    assert (embedder.title, embedder.version, embedder.licence, embedder.languages) == ("Own", "3", "MIT", {"zh", "hi"})


def test_another_model_has_another_digest(tmp_path):
    before = opened(tiny_model(tmp_path)).digest
    assert opened(tiny_model(tmp_path, about={"pooling": "cls"})).digest != before
