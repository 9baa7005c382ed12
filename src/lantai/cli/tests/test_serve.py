"""Serving: the address is said once it answers, a dead process is replaced, and all end together."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

import pytest

ENVIRON = {name: value for name, value in os.environ.items() if not name.startswith(("LANTAI_", "DJANGO_"))}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A running ``lantai serve``: its process, its address and its data directory."""
    data, port = tmp_path_factory.mktemp("served"), free_port()
    command = [sys.executable, "-m", "lantai", "serve", "--port", str(port), "--processes", "1", "--data", str(data)]
    process = subprocess.Popen(command, env=ENVIRON, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        said = process.stdout.readline()
        yield process, re.search(r"http://\S+", said)[0], data
    finally:
        process.terminate()
        process.wait(timeout=30)


def children(pid: int) -> dict[int, str]:
    """Return the direct children of a process with their command lines."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
            if parent == pid:
                found[int(path.parent.name)] = (path.parent / "cmdline").read_text()
        except (OSError, ValueError, IndexError):
            continue  # it ended while we looked
    return found


def worker_of(process) -> int | None:
    return next((pid for pid, command in children(process.pid).items() if command.endswith("\0worker\0")), None)


def worker_seen(process, *, other_than) -> int | None:
    deadline = time.monotonic() + 60
    while worker_of(process) in (None, other_than) and time.monotonic() < deadline:
        time.sleep(0.2)
    return worker_of(process)


def test_the_address_that_is_said_answers(served):
    with urllib.request.urlopen(f"{served[1]}health", timeout=10) as response:
        assert response.status == 200


def test_a_question_of_ten_thousand_characters_is_answered(served):
    with urllib.request.urlopen(f"{served[1]}?q={'%E7%BA%A2' * 10_000}", timeout=10) as response:
        assert response.status == 200


def test_an_idle_web_process_stays_small(served):
    web = next(pid for pid, command in children(served[0].pid).items() if "gunicorn" in command)
    with urllib.request.urlopen(f"{served[1]}health", timeout=10):
        pass
    for pid in (web, *children(web)):
        resident = int(re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())[1])
        assert resident < 160_000


def test_a_killed_worker_is_replaced(served):
    before = worker_seen(served[0], other_than=None)
    os.kill(before, signal.SIGKILL)
    assert worker_seen(served[0], other_than=before) not in (None, before)


def test_a_busy_port_is_said_plainly(served):
    port = served[1].rstrip("/").rpartition(":")[2]
    command = [sys.executable, "-m", "lantai", "serve", "--port", port, "--data", str(served[2])]
    done = subprocess.run(command, env=ENVIRON, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert f"port {port}" in done.stderr
    assert f"--port {int(port) + 1}" in done.stderr


def test_nobody_is_turned_away_while_it_begins_anew(served):
    before, answered, failed, stop = set(children(served[0].pid)), [], [], threading.Event()

    def read() -> None:
        while not stop.is_set():
            try:
                with urllib.request.urlopen(f"{served[1]}health/live", timeout=60) as response:
                    answered.append(response.status)
            except OSError as problem:
                failed.append(problem)
            time.sleep(0.02)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    served[0].send_signal(signal.SIGHUP)
    deadline = time.monotonic() + 90
    while (
        len(answered) < 10 or before & set(children(served[0].pid)) or not children(served[0].pid)
    ) and time.monotonic() < deadline:
        time.sleep(0.2)
    since = len(answered)
    while len(answered) < since + 10 and time.monotonic() < deadline:
        time.sleep(0.1)
    stop.set()
    for reader in readers:
        reader.join()
    assert failed == []
    assert len(answered) >= since + 10
    assert not before & set(children(served[0].pid))


def test_all_web_processes_count_together(served):
    for _ in range(5):
        with urllib.request.urlopen(f"{served[1]}robots.txt", timeout=30):
            pass
    with urllib.request.urlopen(f"{served[1]}metrics", timeout=30) as response:
        told = response.read().decode()
    counted = re.search(r'lantai_requests_total\{method="GET",status="200",view="robots"\} (\d+)', told)
    assert int(counted[1]) >= 5
    assert re.search(r"lantai_web_processes 1\.0", told)


def test_all_processes_end_together(served):
    process = served[0]
    pids = children(process.pid)
    process.terminate()
    assert process.wait(timeout=30) == 0
    assert not [pid for pid in pids if Path(f"/proc/{pid}").exists()]
