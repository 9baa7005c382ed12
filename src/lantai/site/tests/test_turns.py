"""Web processes take turns: what came first is answered first, by whichever process is free. Two workers are driven by hand, in one process."""

import selectors
import socket
import threading
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from gunicorn.config import Config
from gunicorn.glogging import Logger

from lantai.site import turns

THREADS = 2


class Held:
    """An application that answers which worker took a request, and a request for /slow only when it is let go."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.go = threading.Event()

    def of(self, name: str) -> Callable[..., list[bytes]]:
        def answer(environ, start_response):
            self.begun.append(environ["PATH_INFO"])
            if environ["PATH_INFO"].startswith("/slow"):
                assert self.go.wait(60)
            start_response("200 OK", [("Content-Length", str(len(name)))])
            return [name.encode()]

        return answer


class Reader:
    """A connection that is kept."""

    def __init__(self, listener: socket.socket) -> None:
        self.line = socket.create_connection(listener.getsockname())
        self.line.settimeout(60)

    def ask(self, *paths: str) -> None:
        self.line.sendall("".join(f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n" for path in paths).encode())

    def answer(self) -> str:
        got = b""
        while not got.endswith((b"one", b"two")):
            more = self.line.recv(4096)
            assert more, got
            got += more
        return got[-3:].decode()


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.setblocking(False)
        yield listening


@pytest.fixture
def held():
    held = Held()
    yield held
    held.go.set()


@pytest.fixture
def workers(listener, held, monkeypatch):
    """Two workers, as they are after the fork and before their loop."""
    ends = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    for name, end in zip(("WAITING", "NEXT"), ends, strict=True):
        end.setblocking(False)
        monkeypatch.setattr(turns, name, end)
    monkeypatch.setattr(turns, "LONG_S", 3_600.0)
    config = Config()
    config.set("threads", THREADS)
    config.set("keepalive", 60)
    made = []
    for name in ("one", "two"):
        worker = turns.Worker(0, 0, [listener], None, 60, config, Logger(config))
        worker.wsgi = held.of(name)
        worker.tpool, worker.poller = worker.get_thread_pool(), selectors.DefaultSelector()
        worker.method_queue.init()
        worker.poller.register(worker.method_queue.fileno(), selectors.EVENT_READ, worker.method_queue.run_callbacks)
        made.append(worker)
    yield made
    held.go.set()
    for worker in made:
        worker.tpool.shutdown()
        worker.murder_keepalived(force=True)
        worker.poller.close()
        worker.method_queue.close()
    for end in ends:
        end.close()


def until(condition, *workers) -> None:
    """Let the workers do what there is to do until something is so."""
    while not condition():
        for worker in workers:
            worker.wait_for_and_dispatch_events(0.01)


def taken_by(worker, listener) -> Reader:
    """Return a reader whose connection a worker has taken."""
    reader, had = Reader(listener), worker.nr_conns
    worker.set_accept_enabled(True)
    until(lambda: worker.nr_conns > had, worker)
    worker.set_accept_enabled(False)
    return reader


def test_another_process_answers_when_the_one_with_the_connection_has_no_turn_free(workers, listener, held):
    one, two = workers
    first, second = taken_by(one, listener), taken_by(one, listener)
    first.ask("/slow")
    until(lambda: held.begun, one)
    second.ask("/quick")
    until(lambda: one.nr_conns == 1, one)
    until(lambda: "/quick" in held.begun, two)
    assert second.answer() == "two"


def test_what_came_first_is_answered_first(workers, listener, held):
    one, two = workers
    busy = taken_by(one, listener)
    busy.ask("/slow")
    until(lambda: held.begun, one)
    waiting = [taken_by(one, listener) for _ in range(3)]
    for left, (reader, path) in enumerate(zip(waiting, ("/a", "/b", "/c"), strict=True)):
        reader.ask(path)
        until(lambda gone=3 - left: one.nr_conns == gone, one)
    until(lambda: len(held.begun) == 4, two)
    assert held.begun == ["/slow", "/a", "/b", "/c"]
    assert [reader.answer() for reader in waiting] == ["two"] * 3


def test_a_connection_stays_open_from_process_to_process(workers, listener, held):
    one, two = workers
    reader = taken_by(one, listener)
    for worker, name in ((one, "one"), (two, "two")):
        reader.ask("/quick")
        had = len(held.begun)
        if name == "two":
            one._begun["busy"] = turns.time.monotonic()
            until(lambda: one.nr_conns == 0, one)
        until(lambda had=had: len(held.begun) > had, worker)
        assert reader.answer() == name
        until(lambda worker=worker: worker.keepalived_conns, worker)


def test_a_request_that_takes_long_holds_no_turn_and_no_more_run_than_there_are_threads(workers, listener, held, monkeypatch):
    one, two = workers
    monkeypatch.setattr(turns, "LONG_S", 0.0)
    readers = [taken_by(one, listener) for _ in range(THREADS + 1)]
    for number, reader in enumerate(readers):
        reader.ask(f"/slow/{number}")
        until(
            lambda asked=number + 1: (
                len(held.begun) == min(asked, THREADS) and one.nr_conns == len(readers) - max(0, asked - THREADS)
            ),
            one,
        )
    assert held.begun == ["/slow/0", "/slow/1"]
    held.go.set()
    until(lambda: len(held.begun) == THREADS + 1, two)
    assert readers[-1].answer() == "two"


def test_what_was_read_ahead_of_is_answered_where_it_was_read(workers, listener, held):
    one, _ = workers
    reader = taken_by(one, listener)
    reader.ask("/first", "/second")
    until(lambda: len(held.begun) == 2, one)
    assert held.begun == ["/first", "/second"]
    assert reader.answer() == "one"


def test_a_reader_who_says_nothing_takes_no_thread(workers, listener, held):
    one, _ = workers
    silent, asking = taken_by(one, listener), taken_by(one, listener)
    asking.ask("/quick")
    until(lambda: held.begun, one)
    assert asking.answer() == "one"
    assert [conn.client for conn in one.pending_conns] == [silent.line.getsockname()]


@pytest.mark.parametrize(
    ("database", "engine", "turns_of_each"),
    [("sqlite3", "tantivy", 1), ("postgresql", "tantivy", 3), ("sqlite3", "opensearch://search.example/", 3)],
)
def test_a_process_that_waits_for_others_works_at_more_at_once(monkeypatch, database, engine, turns_of_each):
    known = SimpleNamespace(DATABASES={"default": {"ENGINE": f"django.db.backends.{database}"}}, SEARCH_ENGINE=engine)
    monkeypatch.setattr(turns, "settings", known)
    assert turns.turns() == turns_of_each
