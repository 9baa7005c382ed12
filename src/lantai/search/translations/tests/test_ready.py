"""A lexicon that comes with Lantai is compiled once for an account; libraries take it over, and read it themselves where it cannot be kept."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from lantai.core.bilingual.entry import Label, Layer, Origin, Row
from lantai.core.bilingual.lexicons import LexiconError
from lantai.core.bilingual.words import key
from lantai.search.translations.ready import UNUSED_S, fill, ready
from lantai.search.translations.writing import Writer


@dataclass
class Dictionary:
    """Counts how often it was read; ``broken``: cannot be."""

    origin: Origin = Origin.LEXICON
    broken: bool = False
    readings: list[str] = field(default_factory=list)

    @property
    def layer(self) -> Layer:
        return Layer(name="made", origin=self.origin, title="Made")

    def rows(self) -> Iterator[Row]:
        self.readings.append("rows")
        if self.broken:
            raise LexiconError("made.txt", "it is cut short")
        yield Row("zh", "龟", "en", "turtle", 0.7)
        yield Row("en", "turtl", "zh", "龟", 1.0)
        yield Row("zh", "龟", "en", "tortoise", 0.3)

    def labels(self) -> Iterator[Label]:
        self.readings.append("labels")
        yield Label("1", "en", "China")
        yield Label("1", "ar", "الصين")


@pytest.mark.parametrize("origin", [Origin.LEXICON, Origin.AUTHORITY])
def test_what_is_taken_over_is_to_the_byte_what_is_read(tmp_path, origin):
    one = Dictionary(origin)
    store = ready(tmp_path / "kept", one, "v1")
    assert store is not None
    with Writer(tmp_path / "taken", key_of=key) as writer:
        writer.reuse(one.layer, store)
        writer.finish()
    with Writer(tmp_path / "read", key_of=key) as writer:
        fill(writer, one)
        writer.finish()
    assert (tmp_path / "taken").read_bytes() == (tmp_path / "read").read_bytes()


def test_what_cannot_be_taken_over_leaves_nothing_behind(tmp_path):
    one = Dictionary()
    store = ready(tmp_path, one, "v1")
    with Writer(tmp_path / "taken", key_of=key) as writer:
        with pytest.raises(KeyError):
            writer.reuse(Layer(name="another", origin=Origin.LEXICON, title="Another"), store)
        writer.reuse(one.layer, store)
        writer.finish()
    with Writer(tmp_path / "read", key_of=key) as writer:
        with pytest.raises(LexiconError):
            fill(writer, Dictionary(broken=True))
        fill(writer, one)
        writer.finish()
    assert (tmp_path / "taken").read_bytes() == (tmp_path / "read").read_bytes()


def test_it_is_read_once_and_again_when_it_changed_or_is_asked_for(tmp_path):
    one = Dictionary()
    ready(tmp_path, one, "v1"), ready(tmp_path, one, "v1")
    assert len(one.readings) == 1
    ready(tmp_path, one, "v2"), ready(tmp_path, one, "v2", anew=True)
    assert len(one.readings) == 3


def test_a_damaged_file_is_made_anew(tmp_path):
    one = Dictionary()
    ready(tmp_path, one, "v1")
    (tmp_path / "made-v1.tables").write_bytes(b"cut short")
    store = ready(tmp_path, one, "v1")
    assert store is not None
    assert store.is_whole() == ""
    assert len(one.readings) == 2


def test_where_nothing_can_be_kept_there_is_nothing(tmp_path):
    (tmp_path / "file").touch()
    assert ready(tmp_path / "file" / "below", Dictionary(), "v1") is None
    assert ready(tmp_path / "kept", Dictionary(broken=True), "v1") is None
    assert list((tmp_path / "kept").iterdir()) == []


def test_what_no_training_took_over_for_a_month_is_swept_away(tmp_path):
    one = Dictionary()
    for stamp in ("v1", "v2"):
        ready(tmp_path, one, stamp)
    old = (tmp_path / "made-v1.tables").stat().st_mtime - UNUSED_S - 60
    os.utime(tmp_path / "made-v1.tables", (old, old))
    ready(tmp_path, one, "v3")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["made-v2.tables", "made-v3.tables"]
