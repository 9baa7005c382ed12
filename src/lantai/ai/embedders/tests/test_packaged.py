"""The packaged encoder: only the weights that were measured, and meaning across languages."""

import pytest

from lantai.ai.choice import Choice, Unusable
from lantai.ai.embedders.packaged import RESOURCES, open_embedder
from lantai.ai.embedders.protocol import knows


def test_other_weights_are_refused(tmp_path):
    for path in RESOURCES.glob("*.*"):
        (tmp_path / path.name).symlink_to(path)
    (tmp_path / "weights.npz").unlink()
    (tmp_path / "weights.npz").write_bytes(b"something else")
    with pytest.raises(Unusable, match=r"weights.npz.*lantai\[vectors\]"):
        open_embedder(Choice(name="packaged"), resources=tmp_path)


def test_a_sentence_lies_nearer_to_its_translation_than_to_another_sentence():
    embedder = open_embedder(Choice(name="packaged"))
    zh, en, other = embedder.embed(["图书馆的开放时间", "opening hours of the library", "diseases of wheat"])
    assert zh @ en > zh @ other + 0.2
    assert knows(embedder, "zh-Hant")
    assert not knows(embedder, "hi")
