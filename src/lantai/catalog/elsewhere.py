"""Reader processes on other machines: a Dask scheduler lends them where LANTAI_WORKERS names one.

They do the pure half of imports and rebuilds, from values to bytes, and need neither database nor index. A task whose machine is lost is done
again on another one: the result is the same.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from lantai import __version__
from lantai.search import analysis

FOUND_WITHIN_S = 15
ATTEMPTS = 3
"""How often a task is done again whose machine is lost."""


class NoWorkers(OSError):
    """The workers cannot be had, or are lost; the message says why."""


class Task:
    """What a worker has been given to do."""

    def __init__(self, future: Any) -> None:
        self._future = future

    def result(self) -> bytes:
        """Wait for what it gives; raise NoWorkers when worker after worker was lost over it."""
        from distributed import CancelledError, KilledWorker

        try:
            found: bytes = self._future.result()
        except (CancelledError, KilledWorker, OSError) as problem:
            raise NoWorkers(f"the workers on other machines are lost: {problem}") from problem
        return found


class Elsewhere:
    """Workers of a scheduler, lent as reader processes of this machine are. ``count``: tasks that are done at once."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self.count = sum(client.nthreads().values())

    def are_there(self) -> bool:
        """Tell whether work that is given now is begun at once: the workers were there before."""
        return True

    def end(self) -> None:
        """Nothing to end: the workers are others' too."""

    def submit(self, work: Callable[..., bytes], *given: object) -> Task:
        """Have one of the workers do it."""
        return Task(self._client.submit(work, *given, pure=False, retries=ATTEMPTS))


@contextmanager
def elsewhere(address: str) -> Iterator[Elsewhere]:
    """Lend the workers of the scheduler at an address; raise NoWorkers when there are none, or of another version."""
    try:
        from distributed import Client
    except ImportError as problem:
        raise NoWorkers(
            f"LANTAI_WORKERS needs a package that is missing ({problem.name}): pip install 'lantai[distributed]'"
        ) from problem
    try:
        client = Client(address, timeout=FOUND_WITHIN_S, set_as_default=False)
    except (OSError, ValueError) as problem:
        raise NoWorkers(f"the scheduler at {address} does not answer: {problem}") from problem
    with client:
        told = client.run(version)
        if not told:
            raise NoWorkers(f"the scheduler at {address} has no workers")
        if others := sorted(worker for worker, other in told.items() if other != version()):
            raise NoWorkers(
                f"workers of another version would give other results; install this one, {version()}, there: {', '.join(others)}"
            )
        yield Elsewhere(client)


def version() -> str:
    """Return what makes two installations read, cut and fold alike."""
    return f"{__version__} {analysis.fingerprint()}"
