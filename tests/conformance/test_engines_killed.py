"""An engine that keeps files survives kill -9; benchmarks/kill_index.py does it fifty times."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = Path(__file__).resolve().parents[2] / "benchmarks" / "kill_index.py"


@pytest.mark.parametrize("engine", ["memory", "tantivy"])
def test_nothing_acknowledged_is_lost_in_five_kills(engine):
    done = subprocess.run(
        [sys.executable, str(COMMAND), "--times", "5", "--seed", "7", "--engine", engine, "--works", "300"],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    outcome = json.loads(done.stdout)
    assert outcome["kills"] == 5
    assert outcome["wrong"] == []
    assert outcome["batches"] >= 5
