"""What an engine past one machine must do beyond what every engine does: generations that all machines see, many shards, lost nodes."""

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from tools.opensearch.cluster import lacking

from lantai.core.formats import open_file, read_chunk
from lantai.core.formats.errors import Unreadable
from lantai.core.query.parse import parse
from lantai.core.query.tree import AnyOf, Everything
from lantai.demo import FILES
from lantai.search import CLUSTERS, opener
from lantai.search.build import document
from lantai.search.document import Document
from lantai.search.engines.opensearch.address import address as read
from lantai.search.engines.opensearch.cluster import cluster
from lantai.search.protocol import EngineUnavailable, IndexOutdated, Request

from .engine_library import asked, found, opening, work

KILL_NODE = Path(__file__).resolve().parents[2] / "benchmarks" / "kill_node.py"
SHARDS = 3


@pytest.fixture
def address(tmp_path):
    """Give the address of a place of its own in the cluster; what is made there is removed."""
    at = os.environ.get("LANTAI_TEST_OPENSEARCH")
    if not at:
        pytest.skip("no cluster: LANTAI_TEST_OPENSEARCH is not set")
    name = f"{at.rpartition('/')[2]}_{abs(hash(tmp_path)) % 10**9}"
    place = f"{at.rpartition('/')[0]}/{name}?shards={SHARDS}&replicas=1"
    yield place
    ask = cluster(read(place)).ask
    for index in ask("GET", f"/{name}-*"):
        ask("DELETE", f"/{index}")


@pytest.fixture
def generations(address):
    return CLUSTERS["opensearch"].generations(address)


def made(generations, *numbers) -> str:
    name, engine = generations.start()
    with engine.writer() as writer:
        writer.put(Document(id=number, title="same") for number in numbers)
        writer.commit()
    return name


def numbers(generations) -> list[int]:
    return [hit.id for hit in generations.current().search(Request(tree=Everything())).hits]


class TestGenerations:
    def test_are_none_at_first_and_one_from_the_swap_on(self, generations):
        assert generations.current() is None
        name = made(generations, 1, 2)
        assert generations.name() is None
        generations.swap(name)
        assert generations.name() == name
        assert numbers(generations) == [1, 2]

    def test_are_the_same_for_all_machines(self, generations, address, monkeypatch):
        monkeypatch.setattr("lantai.search.engines.opensearch.aliases.SEEN_S", 0.0)
        elsewhere = CLUSTERS["opensearch"].generations(address)
        generations.swap(made(generations, 1))
        assert numbers(elsewhere) == [1]
        generations.swap(made(generations, 2))
        assert numbers(elsewhere) == [2]

    def test_out_of_use_are_swept_and_those_being_made_are_not(self, generations):
        old = made(generations, 1)
        generations.swap(old)
        generations.swap(made(generations, 2))
        being_made, engine = generations.start()
        with engine.writer():
            assert generations.sweep(3600) == []
            assert generations.sweep(-1) == [old]
        assert generations.sweep(-1) == [being_made]
        assert numbers(generations) == [2]

    def test_of_another_schema_must_be_made_anew(self, generations, monkeypatch):
        generations.swap(made(generations, 1))
        monkeypatch.setattr("lantai.search.engines.opensearch.aliases.fingerprint", lambda: "f00")
        with pytest.raises(IndexOutdated, match="lantai index"):
            generations.current()

    def test_that_are_not_there_are_not_swapped_in(self, generations):
        with pytest.raises(EngineUnavailable, match="no generation"):
            generations.swap("elsewhere-1")


class TestShards:
    @pytest.fixture
    def engine(self, address, tmp_path):
        engine = opener(address)(tmp_path, create=True)
        with engine.writer() as writer:
            writer.put(work(n, "Annual report", f"Volume {n}", facets={"subject": (f"s{n % 40}",)}) for n in range(300))
            writer.commit()
        yield engine
        engine.remove()

    def test_give_one_list_in_one_order(self, engine):
        pages = [number for page in range(10) for number in found(engine, "annual report", offset=30 * page, limit=30)]
        assert sorted(pages) == list(range(300))
        assert pages == found(engine, "annual report", limit=300)

    def test_count_facets_and_words_together(self, engine):
        assert dict(asked(engine, "report", facets=("subject",)).facets["subject"]) == {
            f"s{n}": 8 if n < 20 else 7 for n in range(40)
        }
        assert engine.frequencies(["report", "zzz"]) == {"report": 300, "zzz": 0}

    def test_count_once_more_what_each_of_them_reported_in_part(self, engine, monkeypatch):
        monkeypatch.setattr("lantai.search.engines.opensearch.answers._PER_SHARD", 4)
        whole = {f"s{n}": 8 if n < 20 else 7 for n in range(40)}
        told = asked(engine, "report", facets=("subject",), facet_size=4)
        values = dict(told.facets["subject"])
        assert len(values) == 4
        assert values == {value: whole[value] for value in values}
        assert told.untold["subject"] > min(values.values())
        chosen = asked(engine, "report", facets=("subject",), facet_size=4, filters={"subject": ("s1",)})
        assert (chosen.total, dict(chosen.facets["subject"]).items() <= whole.items()) == (8, True)
        narrowed = asked(engine, "report", facets=("subject",), facet_size=4, among=frozenset(range(80)))
        assert all(count == 2 for _, count in narrowed.facets["subject"])

    def test_are_asked_for_more_hits_than_one_question_reaches(self, engine, monkeypatch):
        monkeypatch.setattr("lantai.search.engines.opensearch.answers.WINDOW", 120)
        monkeypatch.setattr("lantai.search.engines.opensearch.engine.WINDOW", 120)
        assert found(engine, Everything(), limit=300) == list(range(300))
        assert found(engine, Everything(), offset=100, limit=150) == list(range(100, 250))


def test_real_records_come_in_nearly_the_same_order_from_one_machine_and_from_a_cluster(address, tmp_path):
    records = list(_records(FILES / "main-library-marc21.mrc.gz"))
    documents = [document([record], number=n, sources=(), added=1) for n, record in enumerate(records, start=1)]
    with opening("tantivy") as one:
        engines = [kind(tmp_path, create=True) for kind in (one, opener(address))]
        for engine in engines:
            with engine.writer() as writer:
                writer.put(documents)
                writer.commit()
        first = shared = 0.0
        questions = [_question(record.titles[0].forms[0].value) for record in records[::12] if record.titles]
        for question in questions:
            here, there = (engine.search(question) for engine in engines)
            assert (here.total, here.facets, here.years) == (there.total, there.facets, there.years)
            ids = [[hit.id for hit in result.hits] for result in (here, there)]
            first += ids[0][:1] == ids[1][:1]
            shared += len(set(ids[0]) & set(ids[1])) / max(len(ids[0]), 1)
        engines[1].remove()
    assert first / len(questions) >= 0.9
    assert shared / len(questions) >= 0.95


def test_nothing_acknowledged_is_lost_and_no_search_fails_when_a_node_is_killed():
    if not os.environ.get("LANTAI_TEST_OPENSEARCH") or lacking():
        pytest.skip(f"no cluster: {lacking() or 'LANTAI_TEST_OPENSEARCH is not set'}")
    command = [sys.executable, str(KILL_NODE), "--seconds", "6", "--readers", "2"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    outcome = json.loads(done.stdout)
    assert outcome["kills"] == 1
    assert outcome["searches"] > 20
    assert outcome["acknowledged"] >= 400
    assert (outcome["failed"], outcome["lost"]) == (0, 0)


def _records(path):
    with path.open("rb") as stream:
        profile, chunks = open_file(stream, path.name)
        for chunk in chunks:
            with suppress(Unreadable):
                yield read_chunk(chunk.raw, profile)


def _question(title: str) -> Request:
    question = parse(" ".join(title.split()[:4]), languages=("en",))
    return Request(
        tree=question.tree or AnyOf(()), exact_key=question.exact_key, limit=10, facets=("language", "kind", "subject")
    )
