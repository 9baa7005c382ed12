"""Anticipated failures of a command, as a sentence that says what to do and an exit code."""

import errno
import sqlite3

from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, OperationalError

from lantai.ai.choice import AiError, Unusable
from lantai.cli import FAILED, UNUSABLE
from lantai.core.bilingual.lexicons import LexiconError
from lantai.core.formats.errors import FormatError
from lantai.core.registry import MissingExtra, UnknownPlugin
from lantai.search.protocol import SearchError

UNUSABLE_INPUT = (
    FormatError,
    LexiconError,
    UnknownPlugin,
    MissingExtra,
    ImproperlyConfigured,
)

DAMAGED = "the database is damaged: stop Lantai and put a backup in its place (docs/operate/backup.md)"

SAID = {
    sqlite3.SQLITE_FULL: "the disk is full: make room, then do the same again; it goes on where it stopped",
    sqlite3.SQLITE_BUSY: "another process kept the database busy for too long: try again when it is done",
    sqlite3.SQLITE_LOCKED: "another process kept the database busy for too long: try again when it is done",
    sqlite3.SQLITE_READONLY: "the database cannot be written: look at the permissions of the data directory",
    sqlite3.SQLITE_CANTOPEN: "the database cannot be opened: look at the permissions of the data directory",
    sqlite3.SQLITE_CORRUPT: DAMAGED,
    sqlite3.SQLITE_NOTADB: DAMAGED,
}


def explained(problem: Exception) -> tuple[str, int]:
    """Return what to tell about a failure and the exit code; "" when it was not anticipated and is to be seen whole."""
    if isinstance(problem, (FileNotFoundError, IsADirectoryError, NotADirectoryError)):
        return of_file(problem), UNUSABLE
    if isinstance(problem, UNUSABLE_INPUT):
        return str(problem), UNUSABLE
    if (isinstance(problem, OSError) and problem.errno == errno.ENOSPC) or "No space left" in str(problem):
        return SAID[sqlite3.SQLITE_FULL], FAILED
    if isinstance(problem, AiError):
        return str(problem), UNUSABLE if isinstance(problem, Unusable) else FAILED
    if isinstance(problem, SearchError):
        return str(problem), FAILED
    if isinstance(problem, DatabaseError):
        return of_database(problem), FAILED
    if isinstance(problem, PermissionError):
        return f"no permission: {problem.filename}", FAILED
    return "", FAILED


def of_database(problem: DatabaseError) -> str:
    """Return what to tell when the database failed; "" when it was we who asked it wrongly."""
    code = getattr(problem.__cause__, "sqlite_errorcode", 0) & 0xFF
    return SAID.get(code) or (f"the database cannot be used: {problem}" if isinstance(problem, OperationalError) else "")


def of_file(problem: OSError) -> str:
    """Return what to tell when a file cannot be opened."""
    if isinstance(problem, FileNotFoundError):
        return f"there is no file {problem.filename}"
    if isinstance(problem, IsADirectoryError):
        return f"{problem.filename} is a folder; name a file in it"
    return f"{problem.filename} cannot be read: {problem.strerror}"
