"""An import and a training killed at random moments lose nothing; the whole measurement of imports is ``benchmarks/kill_import.py --times 50``."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]


def test_five_kills_lose_nothing():
    command = [sys.executable, "benchmarks/kill_import.py", "--times", "5", "--records", "4000", "--seed", "3"]
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "LANTAI_"))}
    told = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=300, env=environ)
    assert json.loads(told.stdout)["failures"] == [], told.stderr


def test_killed_trainings_leave_whole_tables_and_the_next_makes_the_same_bytes():
    """The whole measurement is ``benchmarks/kill_train.py``."""
    command = [sys.executable, "benchmarks/kill_train.py", "--times", "2", "--seed", "3"]
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "LANTAI_"))}
    told = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=300, env=environ)
    assert json.loads(told.stdout)["failures"] == [], told.stderr
