"""Work on what strangers send, in a process of its own with little memory, little time and no files to write.

``run`` starts it; the process sets its own limits before it imports what does the work, so nothing has to happen between fork and exec.
"""

import importlib
import os
import subprocess
import sys
from dataclasses import dataclass


class Confined(Exception):
    """The process ended without an answer: it was stopped by a limit, or it crashed. ``by_limit`` tells the two apart."""

    def __init__(self, message: str, *, by_limit: bool) -> None:
        super().__init__(message)
        self.by_limit = by_limit


@dataclass(frozen=True, slots=True)
class Limits:
    """``seconds``: of the clock, and of the processor; ``memory``: bytes of address space; ``answer``: bytes that may come back."""

    seconds: int = 90
    memory: int = 1_500_000_000
    answer: int = 120_000_000


def run(module: str, data: bytes, limits: Limits = Limits()) -> bytes:
    """Return what ``main(data)`` of a module returns, called in a process of its own; raise Confined."""
    command = [sys.executable, "-m", __name__, module, str(limits.seconds), str(limits.memory)]
    environ = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "LD_LIBRARY_PATH", "SYSTEMROOT") if name in os.environ}
    child = subprocess.Popen(
        command, env=environ | {"OMP_NUM_THREADS": "1"}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        answer, _nothing = child.communicate(data, timeout=limits.seconds)
    except subprocess.TimeoutExpired as late:
        child.kill()
        child.communicate()
        raise Confined(f"it was not done after {limits.seconds} s", by_limit=True) from late
    if child.returncode or len(answer) > limits.answer:
        raise Confined(
            f"its process ended with code {child.returncode}", by_limit=child.returncode in _BY_LIMIT or not child.returncode
        )
    return answer


_BY_LIMIT = (-24, -9, -25, 77)
"""SIGXCPU, SIGKILL, SIGXFSZ; 77 is said by ``main`` for lack of memory."""


def _limit(seconds: int, memory: int) -> None:
    import resource

    for what, most in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (most, most))


def main(arguments: list[str]) -> int:
    """Run the work of a module on standard input; called in the process of its own."""
    module, seconds, memory = arguments
    data = sys.stdin.buffer.read()
    _limit(int(seconds), int(memory))
    try:
        answer: bytes = importlib.import_module(module).main(data)
    except MemoryError:
        return 77
    sys.stdout.buffer.write(answer)
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.dont_write_bytecode = True
    raise SystemExit(main(sys.argv[1:]))
