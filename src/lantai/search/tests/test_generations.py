import os
import threading
from pathlib import Path

import pytest

from lantai.core.query.tree import Everything
from lantai.search import ENGINES
from lantai.search.document import Document
from lantai.search.generations import Directories
from lantai.search.protocol import EngineUnavailable, IndexOutdated, Request


@pytest.fixture(params=list(ENGINES))
def generations(request: pytest.FixtureRequest, tmp_path: Path) -> Directories:
    return Directories(tmp_path / "index", request.param)


def made(generations: Directories, *ids: int) -> str:
    name, engine = generations.start()
    with engine.writer() as writer:
        writer.put(Document(id=number, title="same") for number in ids)
        writer.commit()
    return name


def numbers(generations: Directories) -> list[int]:
    engine = generations.current()
    assert engine is not None
    return [hit.id for hit in engine.search(Request(tree=Everything())).hits]


def test_there_is_none_at_first(generations: Directories) -> None:
    assert generations.current() is None
    assert generations.name() is None
    assert generations.sweep(0) == []


def test_one_is_in_use_from_the_swap_on(generations: Directories) -> None:
    name = made(generations, 1, 2)
    assert generations.current() is None
    generations.swap(name)
    assert generations.name() == name
    assert numbers(generations) == [1, 2]


def test_readers_notice_a_swap_by_another_process(generations: Directories, tmp_path: Path) -> None:
    generations.swap(made(generations, 1))
    reader = Directories(tmp_path / "index", generations._engine)
    assert numbers(reader) == [1]
    generations.swap(made(generations, 2))
    assert numbers(reader) == [2]
    assert reader.current() is reader.current()


def test_a_reader_goes_on_with_the_old_one_that_is_swept_away(generations: Directories, tmp_path: Path) -> None:
    generations.swap(made(generations, 1))
    old = generations.current()
    assert old is not None
    assert old.count() == 1
    generations.swap(made(generations, 2))
    assert len(generations.sweep(0)) == 1
    assert old.count() == 1
    assert [hit.id for hit in old.search(Request(tree=Everything())).hits] == [1]


def test_the_old_one_is_kept_for_a_while_from_the_swap_on(generations: Directories, tmp_path: Path) -> None:
    old = made(generations, 1)
    generations.swap(old)
    os.utime(tmp_path / "index" / old, (0, 0))
    generations.swap(made(generations, 2))
    assert generations.sweep(3600) == []
    assert generations.sweep(0) == [old]


def test_one_broken_off_harms_nothing(generations: Directories, tmp_path: Path) -> None:
    generations.swap(made(generations, 1))
    broken = made(generations, 8)
    (tmp_path / "index" / "0a-7").mkdir()
    (tmp_path / "index" / "current.999").write_text("")
    assert numbers(generations) == [1]
    name = made(generations, 2)
    assert name.endswith("-8")
    generations.swap(name)
    assert broken in generations.sweep(0)
    assert numbers(generations) == [2]


def test_one_of_another_schema_is_refused(generations: Directories, tmp_path: Path) -> None:
    generations.swap(made(generations, 1))
    (tmp_path / "index" / "abc-9").mkdir()
    generations.swap("abc-9")
    with pytest.raises(IndexOutdated, match="lantai index"):
        generations.current()
    generations.swap(made(generations, 2))
    assert numbers(generations) == [2]


def test_one_that_is_gone_is_said_to_be(generations: Directories, tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    fingerprint = ENGINES[generations._engine].fingerprint
    (tmp_path / "index" / "current").write_text(f"{fingerprint}-3")
    with pytest.raises(EngineUnavailable, match="lantai index"):
        generations.current()
    with pytest.raises(EngineUnavailable, match="no generation"):
        generations.swap("../other-1")


def test_searches_never_fail_while_generations_are_swapped(generations: Directories) -> None:
    generations.swap(made(generations, 1))
    done = threading.Event()
    failures: list[Exception] = []

    def search() -> None:
        while not done.is_set():
            try:
                assert len(numbers(generations)) == 1
            except Exception as problem:
                failures.append(problem)

    readers = [threading.Thread(target=search) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(2, 8):
        generations.swap(made(generations, number))
    done.set()
    for reader in readers:
        reader.join()
    assert failures == []
