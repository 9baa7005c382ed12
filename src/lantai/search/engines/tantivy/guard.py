"""What goes wrong inside tantivy, in the words of the protocol."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lantai.search.protocol import EngineUnavailable, IndexOutdated, SearchError, WriterBusy

_MEANINGS: tuple[tuple[str, type[SearchError], str], ...] = (
    ("LockBusy", WriterBusy, "another process is writing to the index in {}"),
    ("schema does not match", IndexOutdated, "the index in {} was made by another version and must be made anew: lantai index"),
    ("", EngineUnavailable, "the index in {} cannot be used: {}"),
)
"""Part of tantivy's message, and what it means here; the first that fits."""


@contextmanager
def guarded(directory: Path) -> Iterator[None]:
    """Raise the protocol's errors for tantivy's, a panic of its threads included."""
    try:
        yield
    except SearchError:
        raise
    except BaseException as problem:
        if not is_tantivys(problem):
            raise
        raise _meaning(directory, problem) from problem


def is_tantivys(problem: BaseException) -> bool:
    """Return whether tantivy failed. A panic of a Rust thread comes as a BaseException that nothing but its name tells."""
    return isinstance(problem, (OSError, RuntimeError, ValueError)) or type(problem).__name__ == "PanicException"


def _meaning(directory: Path, problem: BaseException) -> SearchError:
    error, text = next((error, text) for part, error, text in _MEANINGS if part in str(problem))
    return error(text.format(directory, problem))
