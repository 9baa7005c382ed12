"""Reader processes: chunks in, prepared records out, in order, with never more than a few batches under way.

Small files are read in this process, and so is what comes before the first reader is there: a pool takes a quarter of a second to start, on a processor
that would else do nothing. Its processes are forked from one that has loaded what they need: each by itself would load it again.
"""

import gc
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context, parent_process
from multiprocessing.context import BaseContext
from typing import Protocol

from lantai.core.formats.errors import FormatError
from lantai.core.formats.protocol import Chunk

from .elsewhere import elsewhere
from .prepare import Desk, Outcome, decoded, encoded, prepare

BATCH_ROWS = 700
BATCH_BYTES = 2 << 20
"""A batch ends at whichever comes first, so that memory stays flat whatever the size of records."""

JOINED = 6
"""Batches that bytes have ended which are stored together: a transaction takes as long as ten works do, besides what each of its works takes. While they are
stored readers have as many more to read."""

FIRST_ROWS = 100
"""Rows of the first batch; each further one has twice as many, so that there is something to store while the readers begin."""

WORTH_A_POOL = 1 << 20
"""Bytes that are left to read from which on reader processes are started."""

LOADED = ["lantai.catalog.readers", "lantai.core.formats.marc.iso2709"]
"""What the process has loaded from which readers are forked: with what reads MARC, the format of all large files."""

SELDOM = 200_000
"""Objects after which the process that stores looks for cycles: what it takes and makes of a batch holds none."""

Outcomes = list[Outcome]


def read(
    chunks: Iterable[Chunk], desk: Desk, readers: "Lent | None" = None, *, renew: Callable[[Desk], Desk] = lambda desk: desk
) -> Iterator[Outcomes]:
    """Yield the outcomes of ``chunks``, batch by batch in order, read in this process where there are no ``readers``.

    ``renew``: gives the desk for the batches that follow, before each. Where the chunks end with a FormatError, as those of a file that was cut off do,
    it is raised when the outcomes of all that came before it have been given.
    """
    held: list[FormatError] = []
    yield from _joined(_read(_until_problem(chunks, held), desk, readers, renew))
    if held:
        raise held[0]


def _until_problem(chunks: Iterable[Chunk], held: list[FormatError]) -> Iterator[Chunk]:
    try:
        yield from chunks
    except FormatError as problem:
        held.append(problem)


def _read(chunks: Iterable[Chunk], desk: Desk, readers: "Lent | None", renew: Callable[[Desk], Desk]) -> Iterator[Outcomes]:
    if readers is None:
        for batch in _batches(chunks):
            desk = renew(desk)
            yield prepare(batch, desk)
        return
    under_way: deque[Coming] = deque()
    for batch in _batches(chunks):
        desk = renew(desk)
        if not (under_way or readers.are_there()):
            yield prepare(batch, desk)
            continue
        under_way.append(readers.submit(encoded, batch, desk))
        if len(under_way) > readers.count + JOINED:
            yield decoded(under_way.popleft().result())
    while under_way:
        yield decoded(under_way.popleft().result())


def _batches(chunks: Iterable[Chunk]) -> Iterator[list[Chunk]]:
    batch: list[Chunk] = []
    size, limits = 0, _limits()
    rows = next(limits)
    for chunk in chunks:
        batch.append(chunk)
        size += len(chunk.raw)
        if len(batch) >= rows or size >= BATCH_BYTES:
            yield batch
            batch, size, rows = [], 0, next(limits)
    if batch:
        yield batch


def _joined(batches: Iterable[Outcomes]) -> Iterator[Outcomes]:
    """Yield batches, up to ``JOINED`` that bytes have ended together."""
    together: Outcomes = []
    held = 0
    for outcomes, rows in zip(batches, _limits(), strict=False):
        together += outcomes
        held += 1
        if len(outcomes) >= rows or len(together) >= BATCH_ROWS or held >= JOINED:
            yield together
            together, held = [], 0
    if together:
        yield together


def _limits() -> Iterator[int]:
    """Yield the most rows of each batch."""
    rows = min(FIRST_ROWS, BATCH_ROWS)
    while True:
        yield rows
        rows = min(2 * rows, BATCH_ROWS)


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Look for cycles seldom inside: what an import makes is values, which hold none."""
    usual = gc.get_threshold()
    gc.set_threshold(SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


class Coming(Protocol):
    """What a reader will give."""

    def result(self) -> bytes:
        """Wait for it."""


class Lent(Protocol):
    """Reader processes, wherever they run. ``count``: how many work at once."""

    count: int

    def are_there(self) -> bool:
        """Tell whether one of them could begin at once."""

    def submit(self, work: Callable[..., bytes], *given: object) -> Coming:
        """Have one of them do it."""

    def end(self) -> None:
        """Take no more work."""


class Readers:
    """A pool of ``count`` processes that are started at once, while this one goes on: to start them is to wait for the process they are forked from."""

    def __init__(self, pool: ProcessPoolExecutor, count: int) -> None:
        self.count = count
        self._pool = pool
        self._there = threading.Event()
        self._starting = threading.Thread(target=self._start)
        self._starting.start()

    def _start(self) -> None:
        try:
            for _ in range(self.count):
                self.submit(_begin).add_done_callback(lambda _: self._there.set())
        except (OSError, RuntimeError):  # whoever submits next hears of it
            self._there.set()

    def are_there(self) -> bool:
        """Tell whether one of them could begin at once."""
        return self._there.is_set()

    def started(self) -> None:
        """Wait until all have been started."""
        self._starting.join()

    def end(self) -> None:
        """Take no more work: the processes leave when they have done what they were given, while others still use it."""
        self._pool.shutdown(wait=False)

    def submit(self, work: Callable[..., bytes], *given: object) -> "Future[bytes]":
        """Have one of the processes do it."""
        with interrupts_later():
            return self._pool.submit(_done, work, *given)


@contextmanager
def readers(size: int, count: int | None = None, *, at: str = "") -> Iterator["Lent | None"]:
    """Lend ``count`` processes (None: the cores; 0: none) that end with this one, however it ends; none for few bytes.

    ``at``: where a scheduler lends others instead, on other machines; raise NoWorkers when it does not.
    """
    wanted = os.cpu_count() or 1 if count is None else count
    if not wanted or size < WORTH_A_POOL:
        yield None
        return
    if at:
        with elsewhere(at) as lent:
            yield lent
        return
    pool = ProcessPoolExecutor(wanted, mp_context=forked(), initializer=_end_with_parent)
    lent = Readers(pool, wanted)
    try:
        yield lent
    finally:
        lent.started()
        pool.shutdown(cancel_futures=True)


def forked() -> BaseContext:
    """Return how readers are started. No fork of this process itself: it has threads."""
    context = get_context("forkserver")
    context.set_forkserver_preload(LOADED)
    return context


def _done(work: Callable[..., bytes], *given: object) -> bytes:
    """Return the outcome of some work. Cycles are looked for between two pieces of it alone, when little is left of the first."""
    found = work(*given)
    gc.collect(0)
    return found


def _begin() -> bytes:
    """Be there: importing this module is what takes time."""
    return b""


@contextmanager
def interrupts_later() -> Iterator[None]:
    """Let processes that are started meanwhile never hear Ctrl-C, not even before they can ignore it themselves; this one hears
    it afterwards."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with_parent() -> None:
    """Leave when the process that reads is gone: a reader of a killed import would wait for work for ever. Ctrl-C is its to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.disable()

    def watch() -> None:
        if (parent := parent_process()) is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
