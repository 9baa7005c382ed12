"""The numbers of values: each has one for ever, whoever writes, and however a writer ends."""

from pathlib import Path

import pytest

from lantai.core.query.tree import Everything
from lantai.search.document import Document
from lantai.search.engines.tantivy import numbering as module
from lantai.search.engines.tantivy import open_engine
from lantai.search.engines.tantivy.numbered import Named
from lantai.search.engines.tantivy.numbering import Numbered
from lantai.search.protocol import IndexDamaged, Request, WriterDied

VALUES = [f"{letter}{number}\n行" for letter in "ab" for number in range(30)]


def opened(directory: Path) -> Numbered:
    given = Numbered(directory, "subject")
    given.read_on()
    return given


@pytest.fixture(params=[0, 1_000], ids=["forgotten", "remembered"], autouse=True)
def most_recent(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_RECENT", request.param)


def test_a_value_keeps_its_number_and_numbers_keep_their_names(tmp_path: Path) -> None:
    given, named = opened(tmp_path), Named(tmp_path, "subject")
    for some in (VALUES[:7], VALUES[:40], VALUES):
        assert given.of(some) == list(range(len(some)))
        given.save()
        assert [named[number] for number in range(len(some))] == some
    assert opened(tmp_path).of(["new", *reversed(VALUES)]) == [60, *range(59, -1, -1)]


def test_what_others_have_written_is_read_on(tmp_path: Path) -> None:
    first, second = opened(tmp_path), opened(tmp_path)
    for writer, other, value in ((first, second, "a"), (second, first, "b"), (first, second, "c")):
        other.of(["undone"])
        writer.read_on()
        writer.of([value])
        writer.save()
    second.read_on()
    assert second.of(["c", "b", "a", "d"]) == [2, 1, 0, 3]


def test_a_value_whose_writer_was_killed_has_its_number_or_none(tmp_path: Path) -> None:
    given = opened(tmp_path)
    given.of(VALUES[:20])
    given.save()
    with (tmp_path / "subject.names").open("ab") as file:
        file.write(b"whole\xff" * 1 + "half a value, longer than what comes next 行".encode()[:-1])
    with (tmp_path / "subject.places").open("ab") as file:
        file.write(bytes(11))
    again, named = opened(tmp_path), Named(tmp_path, "subject")
    assert named[19] == VALUES[19]
    assert again.of([*VALUES[:20], "whole", "next"]) == list(range(22))
    again.of(VALUES)
    again.save()
    assert [named[number] for number in (19, 20, 21, 22, 61)] == [VALUES[19], "whole", "next", VALUES[20], VALUES[59]]
    assert opened(tmp_path).of(VALUES[20:]) == list(range(22, 62))


def test_values_with_one_hash_are_told_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "crc32", len)
    given = opened(tmp_path)
    assert given.of(["ab", "cd", "ef"]) == [0, 1, 2]
    given.save()
    assert opened(tmp_path).of(["gh", "ef", "cd", "ab"]) == [3, 2, 1, 0]


def test_what_is_no_text_is_refused(tmp_path: Path) -> None:
    given = opened(tmp_path)
    with pytest.raises(TypeError):
        given.of([7])  # type: ignore[list-item]
    with pytest.raises(ValueError, match="surrogates"):
        given.of(["\ud800"])
    assert given.of(["a"]) == [0]


def test_a_number_that_nobody_gave_is_an_error(tmp_path: Path) -> None:
    given, named = opened(tmp_path), Named(tmp_path, "subject")
    given.of(["a"])
    with pytest.raises(OSError):
        named[0]
    given.save()
    assert named[0] == "a"
    with pytest.raises(OSError, match="has no value 16"):
        named[16]


def test_a_commit_whose_values_cannot_be_written_is_told_and_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = open_engine(tmp_path / "index", create=True)
    documents = [Document(id=number, facets={"subject": (value,)}) for number, value in enumerate(VALUES)]
    with engine.writer() as writer:
        writer.put(documents[:30])
        with monkeypatch.context() as broken:
            broken.setattr(module.os, "fsync", lambda file: (_ for _ in ()).throw(OSError("no space left")))
            with pytest.raises(WriterDied, match="no space left"):
                writer.commit()
        writer.put(documents[20:])
        writer.commit()
    found = engine.search(Request(tree=Everything(), facets=("subject",), facet_size=100))
    assert dict(found.facets["subject"]) == dict.fromkeys(VALUES[20:], 1)


@pytest.mark.parametrize("create", [True, False])
def test_an_index_that_has_lost_a_file_of_names_is_damaged(tmp_path: Path, create: bool) -> None:
    with open_engine(tmp_path / "index", create=True).writer() as writer:
        writer.put([Document(id=1, facets={"subject": ("a",)})])
        writer.commit()
    assert open_engine(tmp_path / "index", create=create).count() == 1
    (tmp_path / "index" / "subject.names").unlink()
    with pytest.raises(IndexDamaged, match=r"subject\.names.*lantai index --rebuild"):
        open_engine(tmp_path / "index", create=create)
