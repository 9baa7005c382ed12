"""What every embedder must do, run against all that are registered."""

import numpy as np
import pytest

from lantai.ai.embedders import EMBEDDERS
from lantai.ai.embedders.protocol import knows

from .embedders import chosen

TEXTS = ("library books", "river", "图书馆", "مكتبة", "library books")


@pytest.fixture(scope="module", params=list(EMBEDDERS))
def embedder(request, tmp_path_factory):
    with chosen(request.param, tmp_path_factory.mktemp(request.param)) as choice:
        yield EMBEDDERS[request.param](choice)


def test_it_gives_a_row_of_unit_length_a_text(embedder):
    vectors = embedder.embed(TEXTS, ("en", "en", "zh", "ar", "en"))
    assert vectors.dtype == np.float32
    assert vectors.shape[0] == len(TEXTS)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1, abs=1e-4)


def test_it_gives_the_same_text_the_same_vector_in_whatever_company(embedder):
    together, alone = embedder.embed(TEXTS), embedder.embed([TEXTS[2]])
    assert together[0] == pytest.approx(together[4], abs=1e-5)
    assert together[2] == pytest.approx(alone[0], abs=1e-4)
    assert together[0] @ together[1] < 0.99


def test_it_takes_no_texts_empty_ones_and_very_long_ones(embedder):
    assert len(embedder.embed([])) == 0
    assert np.isfinite(embedder.embed(["", " ", "library " * 3_000, "a\x00b", "\ud800"])).all()


def test_it_takes_questions_too(embedder):
    assert embedder.embed(["library"], ["en"], asked=True).shape[0] == 1


def test_it_says_what_it_is_and_what_it_knows(embedder):
    assert embedder.name in EMBEDDERS
    assert embedder.title
    assert embedder.digest
    assert isinstance(embedder.licence, str)
    assert knows(embedder, "zh") == knows(embedder, "zh-Hant")
