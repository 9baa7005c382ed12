"""Lexicons that come with Lantai as tables of their own, made once for an account of the machine; each library's training takes them over.

What lies there can be made again at any time. A file is named after all that its rows are made of, so it never changes; one that is damaged is made
anew, and where the place cannot be written to, a lexicon is read as if there were none.
"""

import logging
import os
import sqlite3
import time
from pathlib import Path

from lantai.core.bilingual.entry import Origin
from lantai.core.bilingual.lexicons import Lexicon, LexiconError
from lantai.core.bilingual.words import key

from .protocol import TablesUnavailable
from .store import Store
from .writing import Writer

log = logging.getLogger(__name__)

UNUSED_S = 30 * 24 * 3_600
"""Seconds after which the tables of another version, that no training took over, are swept away."""


def ready(directory: Path, lexicon: Lexicon, stamp: str, *, anew: bool = False) -> Store | None:
    """Return tables of this lexicon alone; None where there are none and none could be made.

    ``stamp``: stands for all that its rows are made of. ``anew``: make them though they are there.
    """
    path = directory / f"{lexicon.layer.name}-{stamp}.tables"
    if not anew and (store := _opened(path)):
        return store
    try:
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make(path, lexicon)
        _sweep(directory, lexicon.layer.name)
    except (OSError, sqlite3.Error, LexiconError) as problem:
        log.info("The lexicon %s is not kept ready in %s: %s", lexicon.layer.name, directory, problem)
        return None
    return _opened(path)


def fill(writer: Writer, lexicon: Lexicon) -> None:
    """Read a lexicon whole into tables; raise LexiconError or OSError where it cannot be used."""
    if lexicon.layer.origin is Origin.AUTHORITY:
        writer.layer(lexicon.layer, labels=lexicon.labels())
    else:
        writer.layer(lexicon.layer, rows=lexicon.rows())


def _opened(path: Path) -> Store | None:
    if not path.is_file():
        return None
    try:
        store = Store(path)
        os.utime(path)
    except (TablesUnavailable, OSError) as problem:
        log.warning("The lexicon kept ready in %s is made anew: %s", path, problem)
        return None
    return store


def _make(path: Path, lexicon: Lexicon) -> None:
    draft = path.with_name(f"making-{os.getpid()}-{path.name}")
    try:
        with Writer(draft, key_of=key) as writer:
            fill(writer, lexicon)
            writer.finish()
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _sweep(directory: Path, name: str) -> None:
    before = time.time() - UNUSED_S
    for left in directory.glob(f"*{name}-*.tables*"):
        if left.stat().st_mtime < before:
            left.unlink(missing_ok=True)
