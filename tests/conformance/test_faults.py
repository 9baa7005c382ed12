"""A library that is broken again and again under load loses nothing; benchmarks/faults.py does it a thousand times."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

COMMAND = Path(__file__).resolve().parents[2] / "benchmarks" / "faults.py"
ENVIRON = {name: value for name, value in os.environ.items() if not name.startswith(("LANTAI_", "DJANGO_"))}


@pytest.fixture
def template(django_db_setup) -> list[str]:
    """Give the option that has libraries begin with the tables of the tests, where these are made already."""
    return ["--template", str(connection.settings_dict["NAME"])] if connection.vendor == "sqlite" else []


def test_twenty_faults_lose_and_double_nothing_and_show_no_reader_an_error_page(template):
    command = [sys.executable, str(COMMAND), "--faults", "20", "--seed", "5", "--records", "300", "--pace", "0.3", *template]
    done = subprocess.run(command, env=ENVIRON, capture_output=True, text=True, timeout=400, check=False)
    assert done.stdout, done.stderr[-3_000:]
    outcome = json.loads(done.stdout)
    assert outcome["wrong"] == []
    assert sum(outcome["faults"].values()) == 20
    assert outcome["seen"]["200"] > 20
    assert done.returncode == 0
