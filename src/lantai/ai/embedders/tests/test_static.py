"""Word vectors trained on pairs: translations lie together, and the same pairs give the same bytes."""

import itertools

import numpy as np
import pytest

from lantai.ai.choice import Choice, Unusable
from lantai.ai.embedders.static import FILE, open_embedder
from lantai.ai.embedders.static.training import train
from lantai.core.bilingual.pair import Pair

WORDS = {
    "library": "图书馆",
    "river": "河流",
    "wheat": "小麦",
    "history": "历史",
    "music": "音乐",
    "physics": "物理学",
    "bridge": "桥梁",
    "law": "法律",
}


def pairs():
    combinations = itertools.permutations(WORDS.items(), 3)
    return [Pair("en", " ".join(en for en, _ in three), "zh", "".join(zh for _, zh in three)) for three in combinations]


@pytest.fixture(scope="module")
def embedder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("static")
    assert train(pairs(), folder) == 336
    return open_embedder(Choice(name="static", at=str(folder)))


@pytest.mark.parametrize(("en", "zh"), WORDS.items())
def test_a_word_lies_nearest_to_its_translation(embedder, en, zh):
    chinese = embedder.embed(list(WORDS.values()), ["zh"] * len(WORDS))
    nearest = np.argmax(chinese @ embedder.embed([en], ["en"])[0])
    assert list(WORDS.values())[nearest] == zh


def test_a_text_without_a_language_is_read_as_the_one_whose_words_it_has(embedder):
    assert embedder.languages == {"en", "zh"}
    assert embedder.embed(["历史音乐"]) == pytest.approx(embedder.embed(["历史音乐"], ["zh"]))
    assert not embedder.embed(["неизвестно"]).any()


def test_the_same_pairs_give_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        train(pairs(), tmp_path / name)
    assert (tmp_path / "one" / FILE).read_bytes() == (tmp_path / "two" / FILE).read_bytes()


def test_too_few_pairs_are_refused(tmp_path):
    with pytest.raises(Unusable, match="3 bilingual pairs"):
        train(pairs()[:3], tmp_path)


@pytest.mark.parametrize(("content", "says"), [(None, "no trained word vectors yet"), (b"PK harm", "cannot be read")])
def test_vectors_that_are_absent_or_damaged_say_what_to_do(tmp_path, content, says):
    if content:
        (tmp_path / FILE).write_bytes(content)
    with pytest.raises(Unusable, match=f"{says}.*lantai index --vectors"):
        open_embedder(Choice(name="static", at=str(tmp_path)))
