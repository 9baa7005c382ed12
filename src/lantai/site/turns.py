"""How web processes share what readers ask: in the order in which it came, whichever process holds the connection.

A reader's connection stays with the process that took it, so that of two processes one may have seven busy readers and the other three; and threads
that all draw at once make each other slow. Here a connection on which something came goes into one queue of all processes, and each process takes
the next from it when it has a turn free. Enter at ``Worker``, which the web server is told to use.
"""

import socket
import time
from concurrent.futures import Future
from selectors import EVENT_READ

from django.conf import settings
from gunicorn.workers.gthread import DEFAULT_WORKER_DATA_TIMEOUT, TConn, ThreadWorker

LONG_S = 0.2
"""A request that takes longer waits for something, or for a slow line: it holds no turn any more, only its thread."""

WAITING, NEXT = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
"""The queue: connections go in at one end and come out at the other. Made before processes are forked, which share it; what waits outlives each."""
WAITING.setblocking(False)
NEXT.setblocking(False)


def turns() -> int:
    """Return how many requests a process works at: one, unless it often waits for a database or an engine that are not its own.

    Two or four at once answer no more pages on as many cores, and each of them later (docs/decisions/0127).
    """
    waits = settings.DATABASES["default"]["ENGINE"] != "django.db.backends.sqlite3" or "://" in settings.SEARCH_ENGINE
    return 3 if waits else 1


class Worker(ThreadWorker):
    """A web process that takes turns with those beside it; its threads, and all that is said on a connection, are the server's own."""

    def __init__(self, *given: object) -> None:
        super().__init__(*given)
        self._turns = turns()
        self._begun: dict[Future[object], float] = {}
        self._looks = False

    def accept(self, listener: socket.socket) -> None:
        """Take a connection, and wait without a thread until something comes on it."""
        try:
            taken, address = listener.accept()
        except OSError:  # another process was faster, or the reader is gone
            return
        conn = TConn(self.cfg, taken, address, listener.getsockname())
        conn.timeout = time.monotonic() + DEFAULT_WORKER_DATA_TIMEOUT + self.cfg.keepalive
        self.nr_conns += 1
        self.pending_conns.append(conn)
        self.poller.register(taken, EVENT_READ, lambda sock: self.on_pending_socket_readable(conn, sock))

    def enqueue_req(self, conn: TConn) -> None:
        """Let a connection wait for its turn in any process; here, where more of it was read already or the queue takes no more."""
        read_ahead = conn.parser is not None and conn.parser.unreader.buf.getvalue()
        try:
            if read_ahead or not self.alive:
                self._begin(conn)
                return
            socket.send_fds(WAITING, [b"1"], [conn.sock.fileno()])
        except OSError:
            self._begin(conn)
        else:
            self.nr_conns -= 1
            conn.close()

    def finish_request(self, conn: TConn, fs: Future[object]) -> None:
        """Give its turn back."""
        self._begun.pop(fs, None)
        super().finish_request(conn, fs)

    def wait_for_and_dispatch_events(self, timeout: float) -> None:
        """Wait until there is something to do, or a request is long under way; then begin what there are turns for."""
        if self._is_free() != self._looks:
            self._looks = not self._looks
            if self._looks:
                self.poller.register(NEXT, EVENT_READ, lambda _: None)
            else:
                self.poller.unregister(NEXT)
        now = time.monotonic()
        turns_end = (begun + LONG_S - now for begun in self._begun.values())
        super().wait_for_and_dispatch_events(min([timeout, *(left for left in turns_end if left > 0)]))
        while self._is_free() and (conn := self._next()):
            self._begin(conn)

    def _begin(self, conn: TConn) -> None:
        answered = self.tpool.submit(self.handle, conn)
        self._begun[answered] = time.monotonic()
        answered.add_done_callback(lambda answered: self.method_queue.defer(self.finish_request, conn, answered))

    def _is_free(self) -> bool:
        since = time.monotonic() - LONG_S
        return len(self._begun) < self.cfg.threads and sum(begun > since for begun in self._begun.values()) < self._turns

    def _next(self) -> TConn | None:
        """Return the connection that has waited longest; None where none waits, or another process was faster."""
        while True:
            try:
                _, (handle, *_), _, _ = socket.recv_fds(NEXT, 1, 1)
            except OSError:
                return None
            taken = socket.socket(fileno=handle)
            try:
                conn = TConn(self.cfg, taken, taken.getpeername(), taken.getsockname())
            except OSError:  # the reader is gone
                taken.close()
                continue
            conn.data_ready = True
            self.nr_conns += 1
            return conn
