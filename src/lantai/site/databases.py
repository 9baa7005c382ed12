"""Which database a library uses: SQLite in its data directory, or the PostgreSQL that LANTAI_DATABASE names."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BUSY_TIMEOUT_S = 30
"""How long a writer waits for another: longer than the longest batch of an import holds the database."""


def database(url: str, *, directory: Path) -> dict[str, Any]:
    """Return Django's description of the database that ``url`` names.

    ``postgresql://user:password@host:port/name``, ``sqlite:///path``, or "" for SQLite in the data directory.
    """
    parts = urlsplit(url)
    if not url:
        return sqlite(directory / "lantai.sqlite3")
    if parts.scheme == "sqlite":
        return sqlite(Path(unquote(parts.path)))
    if parts.scheme in {"postgres", "postgresql"}:
        _never_send_nul()
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    raise ImproperlyConfigured(f"LANTAI_DATABASE begins with {parts.scheme}://; it may be postgresql:// or sqlite://")


def sqlite(path: Path) -> dict[str, Any]:
    """Describe a SQLite database that web processes read while one worker writes.

    WAL lets them; IMMEDIATE takes the write lock when a transaction begins, so that waiting for it works (a lock upgraded
    later fails at once instead); NORMAL is safe against kill -9 in WAL mode. Pages of 8 KiB, which only a new file takes, hold some fifteen
    records: less room lies empty behind the last one than in pages of 4, and fewer pages are written.
    """
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": BUSY_TIMEOUT_S,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; "
                "PRAGMA cache_size = -16000; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 268435456;"
            ),
        },
    }


def _never_send_nul() -> None:
    """Have the character that PostgreSQL refuses, whoever typed or catalogued it, stand there as U+FFFD: it is in no text that could be looked for."""
    try:
        import psycopg
        from psycopg.types.string import StrDumperUnknown
    except ImportError:
        return  # Django says what is missing when it connects

    class Sendable(StrDumperUnknown):
        def dump(self, obj: str) -> Any:
            return super().dump(obj.replace("\0", "\ufffd"))

    psycopg.adapters.register_dumper(str, Sendable)
