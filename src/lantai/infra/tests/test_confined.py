"""Work on what strangers send is done in a process of its own, which ends when it takes too much."""

import sys
import textwrap

import pytest

from lantai.infra import confined
from lantai.infra.confined import Confined, Limits

WORK = """
def main(data):
    if data == b"time":
        while True: pass
    if data == b"memory":
        return b"x" * 4_000_000_000
    if data == b"crash":
        import os; os.abort()
    if data == b"write":
        import tempfile
        with tempfile.TemporaryFile() as file: file.write(b"x" * 10); file.flush()
    return data[::-1]
"""


@pytest.fixture
def module(tmp_path, monkeypatch):
    (tmp_path / "work_of_a_test.py").write_text(textwrap.dedent(WORK))
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return "work_of_a_test"


def test_bytes_go_in_and_come_out(module):
    assert confined.run(module, b"abc") == b"cba"


@pytest.mark.skipif(sys.platform != "linux", reason="limits of a process are Linux's")
@pytest.mark.parametrize(("data", "by_limit"), [(b"time", True), (b"memory", True), (b"crash", False), (b"write", False)])
def test_what_takes_too_much_is_ended_and_what_crashes_is_told(module, data, by_limit):
    with pytest.raises(Confined) as ended:
        confined.run(module, data, Limits(seconds=1, memory=600_000_000))
    assert ended.value.by_limit is by_limit
