"""A worker killed with SIGKILL in the middle of a job: another takes the job up by itself and finishes it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

RUN = """
import sys, threading
from datetime import timedelta
from pathlib import Path
import django
django.setup()
from lantai.infra import jobs, worker
jobs.LEASE = timedelta(seconds=1)

@jobs.job("test.slow")
def slow(marks):
    with open(marks, "a") as stream:
        stream.write("begun\\n")
    if Path(marks).read_text().count("begun") == 1:
        threading.Event().wait(60)
    with open(marks, "a") as stream:
        stream.write("ended\\n")

worker.run_worker(threading.Event())
"""


def start(environ) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", RUN], env=environ, stderr=subprocess.DEVNULL)


def wait_for(marks: Path, text: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if marks.exists() and text in marks.read_text():
            return
        time.sleep(0.1)
    pytest.fail(f"{text!r} not seen within 30 s")


def test_a_job_of_a_killed_worker_is_taken_up_again(tmp_path):
    environ = os.environ | {"LANTAI_DATA": str(tmp_path / "data"), "DJANGO_SETTINGS_MODULE": "lantai.site.settings"}
    marks = tmp_path / "marks"
    django = [sys.executable, "-m", "django"]
    subprocess.run([*django, "migrate", "--skip-checks", "--verbosity", "0"], env=environ, check=True)
    ask = f"from lantai.infra import jobs; jobs.enqueue('test.slow', marks={str(marks)!r})"
    subprocess.run([*django, "shell", "--verbosity", "0", "-c", ask], env=environ, check=True)
    first, second = start(environ), None
    try:
        wait_for(marks, "begun")
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
        second = start(environ)
        wait_for(marks, "ended")
    finally:
        for process in filter(None, (first, second)):
            process.kill()
            process.wait()
    assert marks.read_text().split() == ["begun", "begun", "ended"]
