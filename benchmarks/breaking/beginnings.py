"""How a library begins: with copies of tables that were made once, so that a round does not wait for them."""

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from .library import Library
from .processes import free_port

HERE = Path(__file__).resolve().parents[1]
DATABASE = "lantai.sqlite3"
READY = "from lantai.cli.start import library_ready; library_ready(quiet=True)"


@contextmanager
def template_made(given: Path | None) -> Iterator[Path | None]:
    """Give an SQLite database whose tables are made, the given one or a new one; None where the database is another."""
    if given or os.environ.get("LANTAI_DATABASE"):
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="lantai-faults-") as folder:
        environ = os.environ | {
            "LANTAI_DATA": folder,
            "LANTAI_ENGINE": "memory",
            "DJANGO_SETTINGS_MODULE": "lantai.site.settings",
        }
        subprocess.run([sys.executable, "-c", READY], env=environ, check=True)
        yield Path(folder) / DATABASE


def prepared(folder: Path, disk: Path | None, records: int, *, template: Path | None) -> Library:
    """Return a library whose tables are made, with this process ready to ask them."""
    data = (disk or folder) / "data"
    if template:
        data.mkdir()
        with closing(sqlite3.connect(template)) as made, closing(sqlite3.connect(data / DATABASE)) as own:
            made.backup(own)
    os.environ |= {
        "LANTAI_DATA": str(data), "DJANGO_SETTINGS_MODULE": "breaking.settings", "PYTHONPATH": os.pathsep.join([str(HERE), os.environ.get("PYTHONPATH", "")]),
        "PGAPPNAME": "faults",
    }  # fmt: skip
    from lantai.cli.start import library_ready

    library_ready(quiet=True)
    return Library(data, free_port(), folder, records)
