"""What is sent again, and what is not; a cluster of the tests' own that answers as real ones do."""

import json
from typing import Any

import pytest

from lantai.search.engines.opensearch import bulk
from lantai.search.engines.opensearch.bulk import Bulk, Piece
from lantai.search.engines.opensearch.cluster import Refused
from lantai.search.protocol import EngineUnavailable, SearchError, WriterDied

BASE = 5 << 36


class Answering:
    """Says of each change what it is told to say at each turn, and keeps what it took."""

    def __init__(self, *turns: Any) -> None:
        self.turns = list(turns)
        self.sizes: list[int] = []

    def ask(self, method: str, path: str, body: bytes, **params: Any) -> Any:
        ids = [json.loads(line)["index"]["_id"] for line in body.splitlines()[::2]]
        self.sizes.append(len(ids))
        turn = self.turns.pop(0) if self.turns else {}
        if isinstance(turn, Exception):
            raise turn
        items = [{"index": {"_id": one, **({"status": 201} if one not in turn else {**turn[one]})}} for one in ids]
        return {"errors": any(item["index"]["status"] > 299 for item in items), "items": items}


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk.time, "sleep", lambda seconds: None)


def piece(count: int) -> Piece:
    return [(json.dumps({"index": {"_id": str(n)}}).encode() + b"\n", b"{}\n") for n in range(count)]


def failing(status: int, kind: str, reason: str = "") -> dict[str, Any]:
    return {"status": status, "error": {"type": kind, "reason": reason}}


def sent(*turns: Any, count: int = 8) -> list[int]:
    cluster = Answering(*turns)
    Bulk(cluster, "x").send(piece(count), least_version=BASE)  # type: ignore[arg-type]
    return cluster.sizes


def test_what_is_taken_is_sent_once() -> None:
    assert sent() == [8]


def test_only_what_was_not_taken_is_sent_again_and_less_at_a_time() -> None:
    busy = failing(429, "rejected_execution_exception")
    assert sent({str(n): busy for n in range(6)}) == [8, 4, 2]


def test_a_lost_node_and_a_missing_shard_are_waited_for() -> None:
    assert sent(EngineUnavailable("no node"), {"3": failing(503, "unavailable_shards_exception")}) == [8, 4, 2, 2, 1]


def test_a_request_that_is_too_large_is_halved() -> None:
    assert sent(Refused(413, "", "too large")) == [8, 4, 4]


def test_an_older_change_of_the_same_writer_is_passed_over() -> None:
    reason = f"[1]: version conflict, current version [{BASE + 9}] is higher than the one provided [{BASE + 3}]"
    assert sent({"1": failing(409, "version_conflict_engine_exception", reason)}) == [8]


def test_a_later_writer_ends_this_one() -> None:
    reason = f"[1]: version conflict, current version [{(6 << 36) + 1}] is higher than the one provided [{BASE + 3}]"
    with pytest.raises(WriterDied, match="took over"):
        sent({"1": failing(409, "version_conflict_engine_exception", reason)})


def test_a_document_that_will_never_be_taken_is_named() -> None:
    with pytest.raises(SearchError, match="work 2"):
        sent({"2": failing(400, "strict_dynamic_mapping_exception", "field is not allowed")})


def test_patience_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    cluster = Answering(*(EngineUnavailable("nobody answers") for _ in range(5)))
    with pytest.raises(WriterDied, match="put them again"):
        Bulk(cluster, "x", patience_s=0.0).send(piece(2), least_version=BASE)  # type: ignore[arg-type]
