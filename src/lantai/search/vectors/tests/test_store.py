"""The vector store: what is found again, what survives, what is refused."""

import numpy as np
import pytest

from lantai.search.protocol import EngineUnavailable, WriterBusy
from lantai.search.vectors import files
from lantai.search.vectors.files import read_manifest, writing
from lantai.search.vectors.store import VectorStore

DIMENSIONS = 96


@pytest.fixture(scope="module")
def vectors():
    made = np.random.default_rng(7).standard_normal((3_000, DIMENSIONS)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


def filled(directory, vectors, *, first=1):
    with writing(directory, "digest") as writer:
        works = list(range(first, first + len(vectors)))
        writer.put(works, [f"text {work}" for work in works], vectors)
        writer.commit(reached=5)


def test_a_work_is_nearest_to_its_own_vector(tmp_path, vectors):
    filled(tmp_path, vectors)
    [(work, cosine), *rest] = VectorStore(tmp_path).nearest(vectors[41], 10)
    assert work == 42
    assert cosine == pytest.approx(1, abs=0.01)
    assert len(rest) == 9


def test_the_nearest_are_those_of_float_vectors(tmp_path, vectors):
    filled(tmp_path, vectors)
    asked = vectors[:50].mean(axis=0)
    asked /= np.linalg.norm(asked)
    right = set((np.argsort(-(vectors @ asked))[:20] + 1).tolist())
    assert len(right & {work for work, _ in VectorStore(tmp_path).nearest(asked, 20)}) >= 19


def test_the_coarse_look_finds_what_the_exact_one_finds_first(tmp_path, vectors):
    filled(tmp_path, vectors)
    exact, coarse = VectorStore(tmp_path), VectorStore(tmp_path, exactly=100)
    asked = (vectors[10] + 0.3 * vectors[11]) / np.linalg.norm(vectors[10] + 0.3 * vectors[11])
    assert [work for work, _ in coarse.nearest(asked, 2)] == [work for work, _ in exact.nearest(asked, 2)] == [11, 12]


def test_a_changed_work_counts_once_with_its_new_vector(tmp_path, vectors):
    filled(tmp_path, vectors[:10])
    store = VectorStore(tmp_path, exactly=5)
    assert store.nearest(vectors[3], 1)[0][0] == 4
    with writing(tmp_path, "digest") as writer:
        writer.put([4], ["changed"], vectors[20:21])
        writer.commit(reached=6)
    assert store.nearest(vectors[20], 1)[0][0] == 4
    assert store.nearest(vectors[3], 1)[0][0] != 4
    assert store.count() == 10


def test_a_deleted_work_is_found_no_more(tmp_path, vectors):
    filled(tmp_path, vectors[:10])
    with writing(tmp_path, "digest") as writer:
        writer.delete([4, 99])
        writer.commit(reached=6)
    store = VectorStore(tmp_path)
    assert store.count() == 9
    assert 4 not in {work for work, _ in store.nearest(vectors[3], 10)}


def test_a_work_that_says_nothing_is_near_to_nothing_and_known_again(tmp_path, vectors):
    with writing(tmp_path, "digest") as writer:
        writer.put([1], [""], np.zeros((1, DIMENSIONS), np.float32))
        writer.commit(reached=1)
        assert writer.marks([1, 2]) == {1: files.mark("")}
    assert VectorStore(tmp_path).nearest(vectors[0], 5) == []


def test_what_was_not_committed_is_no_part_of_the_store(tmp_path, vectors):
    filled(tmp_path, vectors[:10])
    with writing(tmp_path, "digest") as writer:
        writer.put([11], ["eleven"], vectors[10:11])
    filled(tmp_path, vectors[11:12], first=12)
    store = VectorStore(tmp_path)
    assert store.count() == 11
    assert store.nearest(vectors[11], 1)[0][0] == 12


def test_rows_that_no_longer_count_are_dropped_when_there_are_too_many(tmp_path, vectors):
    filled(tmp_path, vectors)
    for _ in range(2):
        filled(tmp_path, vectors[::-1])
    manifest = read_manifest(tmp_path)
    assert manifest.rows == 3_000
    assert sorted(path.name for path in tmp_path.glob("*-*")) == sorted(manifest.names)
    assert VectorStore(tmp_path).nearest(vectors[0], 1)[0][0] == 3_000


def test_a_second_writer_is_told_that_there_is_one(tmp_path):
    with writing(tmp_path, "digest"), pytest.raises(WriterBusy), writing(tmp_path, "digest"):
        pass


def test_vectors_of_another_length_are_refused(tmp_path, vectors):
    filled(tmp_path, vectors[:3])
    with writing(tmp_path, "digest") as writer, pytest.raises(EngineUnavailable, match=r"96.*rebuild"):
        writer.put([9], ["nine"], vectors[:1, :32])


@pytest.mark.parametrize("harm", ["manifest", "rows"])
def test_a_damaged_store_says_what_to_do(tmp_path, vectors, harm):
    filled(tmp_path, vectors[:3])
    name = "manifest.json" if harm == "manifest" else read_manifest(tmp_path).names[0]
    (tmp_path / name).write_bytes(b"{")
    with pytest.raises(EngineUnavailable, match="lantai index --vectors"):
        VectorStore(tmp_path).nearest(vectors[0], 1)


def test_given_works_are_compared_whether_near_or_not(tmp_path, vectors):
    filled(tmp_path, vectors[:50])
    found = VectorStore(tmp_path, exactly=5).alike(vectors[3], [4, 5, 999])
    assert set(found) == {4, 5}
    assert found[4] == pytest.approx(1, abs=0.01)
    assert found[5] == pytest.approx(max(float(vectors[3] @ vectors[4]), 0), abs=0.01)


def test_a_store_that_is_not_there_finds_nothing(tmp_path, vectors):
    assert VectorStore(tmp_path / "none").nearest(vectors[0], 5) == ()
