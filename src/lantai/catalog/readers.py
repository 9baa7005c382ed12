"""Reader processes: chunks in, prepared records out, in order, with never more than a few batches under way.

Small files are read in this process; a pool costs half a second to start.
"""

import gc
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
from multiprocessing import get_context

from lantai.core.formats.protocol import Chunk

from .prepare import Desk, Prepared, Refused, decoded, encoded, prepare

BATCH_ROWS = 500
BATCH_BYTES = 2 << 20
"""A batch ends at whichever comes first, so that memory stays flat whatever the size of records."""

WORTH_A_POOL = 3
"""Batches from which on reader processes are started."""

SELDOM = 200_000
"""Objects after which a reader looks for cycles: it makes none."""

Outcomes = list[Prepared | Refused]


def read(chunks: Iterable[Chunk], desk: Desk, *, processes: int | None = None) -> Iterator[Outcomes]:
    """Yield the outcomes of ``chunks``, batch by batch in order. ``processes``: readers beside this process; 0: none."""
    batches = _batches(chunks)
    first = list(islice(batches, WORTH_A_POOL))
    readers = os.cpu_count() or 1 if processes is None else processes
    if not readers or len(first) < WORTH_A_POOL:
        for batch in chain(first, batches):
            yield prepare(batch, desk)
        return
    with _pool(readers) as submit:
        under_way: deque[Future[bytes]] = deque()
        for batch in chain(first, batches):
            under_way.append(submit(encoded, batch, desk))
            if len(under_way) > readers + 2:
                yield decoded(under_way.popleft().result())
        while under_way:
            yield decoded(under_way.popleft().result())


def _batches(chunks: Iterable[Chunk]) -> Iterator[list[Chunk]]:
    batch: list[Chunk] = []
    size = 0
    for chunk in chunks:
        batch.append(chunk)
        size += len(chunk.raw)
        if len(batch) >= BATCH_ROWS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Look for cycles seldom inside: what an import makes is values, which hold none."""
    usual = gc.get_threshold()
    gc.set_threshold(SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@contextmanager
def _pool(readers: int) -> Iterator[Callable[..., "Future[bytes]"]]:
    """Lend a pool whose processes end with this one, however it ends."""
    pool = ProcessPoolExecutor(readers, mp_context=get_context("spawn"), initializer=_end_with, initargs=(os.getpid(),))

    def submit(work: Callable[..., bytes], *given: object) -> "Future[bytes]":
        with interrupts_later():
            return pool.submit(work, *given)

    try:
        yield submit
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def interrupts_later() -> Iterator[None]:
    """Let processes that are started meanwhile never hear Ctrl-C, not even before they can ignore it themselves; this one hears
    it afterwards."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with(parent: int) -> None:
    """Leave when ``parent`` is gone: a reader of a killed import would wait for work for ever. Ctrl-C is the parent's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(SELDOM)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
