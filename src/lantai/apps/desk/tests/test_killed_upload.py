"""A file sent through the web, the worker killed while it reads: the next worker takes the import up by itself, and no row is lost."""

import http.cookiejar
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from lantai.catalog.tests.conftest import lines, record

ROWS = 4_000
WITHIN_S = 240
"""The lease of a dead worker ends after 30 s; the rest is for machines that are busy."""


class Browser:
    """Somebody who signs in, sends forms and keeps cookies."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.cookies = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> str:
        with self.opener.open(self.address + path, timeout=30) as answer:
            return answer.read().decode()

    def post(self, path: str, fields: dict[str, str], file: bytes = b"") -> str:
        """Send a form as a browser does, and return the address that it led to."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(path))[1]
        parts = [f'name="{name}"\r\n\r\n{value}'.encode() for name, value in (fields | {"csrfmiddlewaretoken": token}).items()]
        if file:
            parts.append(b'name="file"; filename="sent.jsonl"\r\nContent-Type: text/plain\r\n\r\n' + file)
        body = b"".join(b"--edge\r\nContent-Disposition: form-data; " + part + b"\r\n" for part in parts) + b"--edge--\r\n"
        heads = {"Content-Type": "multipart/form-data; boundary=edge", "Referer": self.address}
        with self.opener.open(urllib.request.Request(self.address + path, body, heads), timeout=60) as answer:
            return answer.url


@pytest.fixture
def site(tmp_path):
    """Serve a library of its own with a web process, and a worker kept alive beside it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "LANTAI_"))}
    environ = kept | {"LANTAI_DATA": str(tmp_path), "LANTAI_SECOND_FACTOR": "off"}
    lantai = [sys.executable, "-m", "lantai"]
    account = [*lantai, "user", "add", "librarian", "--role", "cataloger"]
    subprocess.run(account, env=environ, input="a pass phrase for journeys\n", text=True, check=True, capture_output=True)
    served = subprocess.Popen([*lantai, "serve", "--port", str(port), "--processes", "1"], env=environ, stderr=subprocess.DEVNULL)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        served.send_signal(signal.SIGTERM)
        served.wait(timeout=60)


def seen(ask, wanted, within_s: float = WITHIN_S):
    """Ask again and again until the answer is what is wanted, and return it."""
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline:
        try:
            if wanted(answer := ask()):
                return answer
        except (OSError, sqlite3.OperationalError):
            pass
        time.sleep(0.1)
    pytest.fail("not seen in time")


def one(data: Path, sql: str):
    with sqlite3.connect(f"file:{data / 'lantai.sqlite3'}?mode=ro", uri=True) as database:
        return database.execute(sql).fetchone()


def test_a_file_sent_is_taken_up_again_by_the_next_worker(site, tmp_path):
    browser = Browser(site)
    seen(lambda: browser.get("/health"), bool)
    browser.post("/accounts/login/", {"username": "librarian", "password": "a pass phrase for journeys"})
    file = lines(record(str(n), f"Title number {n}", by=f"Author {n}", lang="en") for n in range(ROWS)) + b'{"titles": 7}\n'
    page = browser.post("/desk/import/", {"source": "library"}, file).removeprefix(site)
    rows = seen(lambda: one(tmp_path, "SELECT rows_done FROM catalog_harvest"), lambda row: row and row[0] > 0)[0]
    worker = one(tmp_path, "SELECT worker FROM infra_job WHERE name = 'catalog.import'")[0]
    os.kill(int(worker.split(":")[1]), signal.SIGKILL)
    assert rows < ROWS
    assert "Pause" in browser.get(page)  # to staff it still runs
    seen(lambda: browser.get(f"{page}?part=now"), lambda shown: "The sums agree" in shown and ">Finished<" in shown)
    asked = "SELECT state, attempts, worker FROM infra_job WHERE name = 'catalog.import'"
    job = seen(lambda: one(tmp_path, asked), lambda job: job[0] != "running")  # the import is finished before its job is
    assert job[:2] == ("done", 2)
    assert job[2] != worker
    counts = one(tmp_path, "SELECT rows_done, new, refused FROM catalog_harvest")
    assert counts == (ROWS + 1, ROWS, 1)
    assert one(tmp_path, "SELECT count(*), count(DISTINCT key) FROM catalog_sourcerecord") == (ROWS, ROWS)
