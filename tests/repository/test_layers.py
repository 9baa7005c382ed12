"""The rings and the shape of an app, as .importlinter declares them."""

import subprocess
import sys
from pathlib import Path

from .tree import ROOT


def test_the_layering_contracts_are_kept():
    # in a process of its own: the program configures logging and by that disables every logger that is there already
    command = [
        sys.executable,
        str(Path(sys.executable).with_name("lint-imports")),
        "--config",
        str(ROOT / ".importlinter"),
        "--no-logo",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
