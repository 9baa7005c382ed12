"""Where a library keeps what is its own: one data directory, named by LANTAI_DATA or found from how Lantai was installed."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

PACKAGE = Path(__file__).resolve().parents[1]


def data_directory(environ: Mapping[str, str]) -> Path:
    """Return the data directory, made when absent.

    LANTAI_DATA names it. Else a checkout keeps it in ``var`` at its root, and an installed package where the desktop's
    conventions put data (XDG_DATA_HOME, else ``~/.local/share``).
    """
    named = environ.get("LANTAI_DATA")
    if named:
        directory = Path(named).expanduser().absolute()
    elif (root := checkout()) is not None:
        directory = root / "var"
    else:
        directory = Path(environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "lantai"
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)  # sessions and passwords' hashes: nobody else's on this machine
    return directory


def cache_directory(environ: Mapping[str, str]) -> Path | None:
    """Return where lies what all libraries of an account share and can make again; it need not be there. None where LANTAI_CACHE is "off".

    LANTAI_CACHE names it, else the desktop's conventions (XDG_CACHE_HOME, else ``~/.cache``).
    """
    named = environ.get("LANTAI_CACHE", "")
    if named == "off":
        return None
    if named:
        return Path(named).expanduser().absolute()
    try:
        return Path(environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "lantai"
    except RuntimeError:  # an account without a home
        return None


def checkout() -> Path | None:
    """Return the root of the checkout that this package runs from, or None when it was installed from a wheel."""
    root = PACKAGE.parents[1]
    return root if PACKAGE.parent.name == "src" and (root / "pyproject.toml").is_file() else None


def secret_key(directory: Path) -> str:
    """Return the key that signs sessions and forms, made once per data directory and readable by its owner only."""
    path = directory / "secret-key"
    if not path.exists():
        fresh = directory / f"secret-key.{os.getpid()}"
        handle = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w") as stream:
            stream.write(secrets.token_urlsafe(50))
        try:
            os.link(fresh, path)  # fails where another process was quicker; its key is then everyone's
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text().strip()


DEMO_MARK = "demo-open"
"""Lies in the directory of a library that ``lantai demo`` made from nothing: its staff need no second factor, and its pages say so."""


def second_factor(environ: Mapping[str, str], directory: Path) -> tuple[bool, bool]:
    """Return whether staff need a second factor, and whether they need none because this is a demonstration.

    LANTAI_SECOND_FACTOR says it ("staff", or "off" where something in front of Lantai asks for one); else it is needed, but in a demonstration.
    """
    said = environ.get("LANTAI_SECOND_FACTOR", "").lower()
    if said not in ("", "staff", "off"):
        raise ImproperlyConfigured(f"LANTAI_SECOND_FACTOR is {said!r}; it may be 'staff' or 'off'")
    demo = not said and (directory / DEMO_MARK).exists()
    return said != "off" and not demo, demo
