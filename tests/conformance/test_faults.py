"""A library that is broken again and again under load loses nothing; benchmarks/faults.py does it a thousand times."""

import json
import os
import subprocess
import sys
from pathlib import Path

COMMAND = Path(__file__).resolve().parents[2] / "benchmarks" / "faults.py"
ENVIRON = {name: value for name, value in os.environ.items() if not name.startswith(("LANTAI_", "DJANGO_"))}


def test_twenty_faults_lose_and_double_nothing_and_show_no_reader_an_error_page():
    command = [sys.executable, str(COMMAND), "--faults", "20", "--seed", "5", "--records", "600"]
    done = subprocess.run(command, env=ENVIRON, capture_output=True, text=True, timeout=400, check=False)
    assert done.stdout, done.stderr[-3_000:]
    outcome = json.loads(done.stdout)
    assert outcome["wrong"] == []
    assert sum(outcome["faults"].values()) == 20
    assert outcome["seen"]["200"] > 100
    assert done.returncode == 0
