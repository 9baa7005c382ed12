"""What gates share: the library of the relevance set's records, imported once however many gates and processes ask it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.made_once import demo_library, environ, made_once  # noqa: F401
from tests.shared_data import ROOT, shared


class Relevance:
    """The library: ``measured`` is what ``benchmarks/known_items.py`` printed while making it in ``directory``."""

    def __init__(self, directory: Path, measured: dict[str, Any]) -> None:
        self.directory, self.measured = directory, measured

    def evaluate(self, *files: Path) -> dict[str, Any]:
        """Return what ``lantai relevance evaluate`` says of lists of expectations."""
        return last_line("-m", "lantai", "relevance", "evaluate", *map(str, files), "--json", "--data", str(self.directory))

    def propose(self, path: Path, *, each: int) -> Path:
        """Write the expectations that the library's own records suggest, and return their file."""
        command = (sys.executable, "-m", "lantai", "relevance", "propose", "--each", str(each), "--data", str(self.directory))
        path.write_text(subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environ(), cwd=ROOT).stdout)
        return path


@pytest.fixture(scope="session")
def relevance(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Relevance:
    """Return the library, made by the first process that needs it."""
    shared("relevance/marc")
    folder, measured = made_once(
        tmp_path_factory, worker_id, "relevance", lambda folder: last_line("benchmarks/known_items.py", "--data", str(folder))
    )
    return Relevance(folder, measured)


def last_line(*arguments: str) -> dict[str, Any]:
    """Run Python and return the last line it printed, which is JSON."""
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True, env=environ())
    return json.loads(done.stdout.splitlines()[-1])
