"""What takes long to make and several tests ask but none changes: made by the first process of a run that needs it, the others wait and share it."""

import fcntl
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.shared_data import ROOT

KEPT = ("DJANGO_", "LANTAI_")


def made_once(factory: pytest.TempPathFactory, worker_id: str, name: str, make: Callable[[Path], Any]) -> tuple[Path, Any]:
    """Return the folder of this name, and what ``make`` said of it (as JSON has it) when it made it."""
    base = factory.getbasetemp()
    base = base if worker_id == "master" else base.parent
    folder, said = base / name, base / f"{name}.json"
    with (base / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not said.exists():
            said.write_text(json.dumps(make(folder)))
    return folder, json.loads(said.read_text())


@pytest.fixture(scope="session")
def demo_library(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return the data directory of a demo library, whole, with its tables of translations."""

    def make(folder: Path) -> None:
        command = [sys.executable, "-m", "lantai", "--data", str(folder), "demo", "--no-serve"]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, env=environ())

    return made_once(tmp_path_factory, worker_id, "demo", make)[0]


@pytest.fixture(scope="session")
def demo_site(demo_library: Path) -> Iterator[str]:
    """Serve the demo library to readers, and return its address."""
    command = [
        sys.executable,
        "-m",
        "lantai",
        "--data",
        str(demo_library),
        "serve",
        "--port",
        "0",
        "--processes",
        "1",
        "--no-worker",
    ]
    served = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, env=environ())
    try:
        assert served.stdout is not None
        said = re.search(r"http://\S+", served.stdout.readline())
        assert said, "it was not served"
        yield said[0]
    finally:
        served.terminate()
        served.wait(timeout=60)


def environ() -> dict[str, str]:
    """Return the environment without settings of the tests' own."""
    return {name: value for name, value in os.environ.items() if not name.startswith(KEPT) or name == "LANTAI_SHARED_DATA"}
