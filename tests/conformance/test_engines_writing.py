"""What every search engine must do when it is changed, opened and shared."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from lantai.core.query.tree import Everything
from lantai.search.protocol import EngineUnavailable, IndexOutdated, WriterBusy

from .engine_library import EVERY, asked, found, opening, work


@pytest.fixture(params=EVERY)
def open_engine(request):
    with opening(request.param) as kind:
        yield kind


@pytest.fixture
def directory(tmp_path):
    return tmp_path / "index"


@pytest.fixture
def engine(open_engine, directory):
    engine = open_engine(directory, create=True)
    put(engine, work(1, "First"), work(2, "Second"))
    return engine


def put(engine, *documents):
    with engine.writer() as writer:
        writer.put(documents)
        writer.commit()


class TestChanges:
    def test_are_seen_after_commit_and_not_before(self, engine):
        with engine.writer() as writer:
            writer.put([work(3, "Third")])
            writer.delete([1])
            assert engine.count() == 2
            writer.commit()
            assert found(engine, Everything()) == [2, 3]

    def test_put_a_document_in_place_of_the_one_with_its_id(self, engine):
        put(engine, work(2, "Changed"), work(2, "Changed again"))
        assert engine.count() == 2
        assert found(engine, "second") == []
        assert found(engine, "again") == [2]

    def test_can_be_asked_which_of_many_are_there(self, engine):
        put(engine, work(3, "Third"))
        assert engine.among([1, 3, 4, 99]) == {1, 3}
        assert engine.among([]) == set()

    def test_delete_and_put_in_the_order_given(self, engine):
        with engine.writer() as writer:
            writer.delete([1, 2, 99])
            writer.put([work(1, "Back")])
            writer.commit()
        assert found(engine, Everything()) == [1]

    def test_are_undone_when_not_committed(self, engine):
        with engine.writer() as writer:
            writer.put([work(3, "Third")])
            writer.commit()
            writer.put([work(4, "Fourth")])
            writer.delete([1])
        assert found(engine, Everything()) == [1, 2, 3]
        put(engine, work(5, "Fifth"))
        assert found(engine, Everything()) == [1, 2, 3, 5]

    def test_are_undone_when_the_block_fails(self, engine):
        def fail():
            raise KeyError

        with pytest.raises(KeyError), engine.writer() as writer:
            writer.put(work(3, "Third") if n < 1 else fail() for n in range(2))
        put(engine)
        assert engine.count() == 2

    def test_may_be_none(self, engine):
        put(engine)
        assert engine.count() == 2

    def test_take_any_number_as_id(self, engine):
        put(engine, work(2**39, "Far"), work(0, "Zero"))
        assert found(engine, "far") == [2**39]
        assert found(engine, Everything()) == [0, 1, 2, 2**39]


class TestOpening:
    def test_finds_what_was_committed(self, open_engine, directory, engine):
        engine.close()
        assert found(open_engine(directory), "second") == [2]

    def test_twice_shares_commits(self, open_engine, directory, engine):
        reader = open_engine(directory)
        assert reader.count() == 2
        put(engine, work(3, "Third"))
        assert found(reader, "third") == [3]

    def test_while_empty_does_not_hide_what_another_put_since(self, open_engine, directory):
        early = open_engine(directory, create=True)
        put(open_engine(directory), work(1, "First"))
        put(early, work(1, "Changed"), work(1, "Changed again"))
        assert early.count() == 1
        assert found(early, "again") == [1]

    def test_creates_no_index_unasked(self, open_engine, directory):
        with pytest.raises(EngineUnavailable, match="lantai index"):
            open_engine(directory)
        assert not directory.exists()
        directory.mkdir()
        with pytest.raises(EngineUnavailable, match="lantai index"):
            open_engine(directory)

    def test_keeps_what_is_there_when_asked_to_create(self, open_engine, directory, engine):
        assert open_engine(directory, create=True).count() == 2

    def test_refuses_an_index_of_another_schema(self, open_engine, directory, engine):
        if hasattr(engine, "remove"):
            engine._cluster.ask("PUT", f"/{engine.index}/_mapping", {"_meta": {"fingerprint": "another"}})
        for path in directory.glob("*"):
            if path.suffix in (".json", ".msgpack"):
                path.write_bytes(
                    path.read_bytes().replace(b"names", b"nomes").replace(open_engine.fingerprint.encode(), b"0" * 12)
                )
        with pytest.raises(IndexOutdated, match="lantai index"):
            open_engine(directory)

    def test_is_fingerprinted(self, open_engine):
        assert open_engine.fingerprint == open_engine.fingerprint
        assert open_engine.fingerprint.isalnum()


class TestSharing:
    def test_lets_one_write_at_a_time(self, open_engine, directory, engine):
        with engine.writer(), pytest.raises(WriterBusy, match="another process"):
            open_engine(directory).writer()
        put(open_engine(directory), work(3, "Third"))
        assert engine.count() == 3

    def test_answers_each_question_from_one_commit(self, engine):
        """Every commit replaces both works; a reader never sees one of each."""
        done = threading.Event()

        def read() -> set[tuple[int, ...]]:
            seen = set()
            while not done.is_set():
                result = asked(engine, Everything(), facets=("kind",))
                seen.add((result.total, *(count for _, count in result.facets["kind"])))
            return seen

        with ThreadPoolExecutor(3) as pool:
            readers = [pool.submit(read) for _ in range(3)]
            for turn in range(8):
                put(engine, *(work(n, "Same", facets={"kind": (f"turn {turn}",)}) for n in (1, 2)))
            done.set()
        assert set().union(*(reader.result() for reader in readers)) <= {(2,), (2, 2)}
