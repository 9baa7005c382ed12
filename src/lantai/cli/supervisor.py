"""Child processes kept alive together: one that dies is started again, all are stopped when the parent is."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

GRACE_S = 20.0
"""How long children may take to finish what they are at; then they are killed, which leases and imports survive."""

STEADY_S = 10.0
"""A child that lived shorter is restarted more and more slowly."""

LONGEST_PAUSE_S = 30.0
BEAT_S = 10.0
WAIT_S = 15.0
BEHIND = 15
"""How much nicer than others a child is that waits for them."""

PARENT_DIED = 1  # PR_SET_PDEATHSIG


@dataclass
class Child:
    """One kept process; one that ``waits`` leaves the machine to the others until they are ready (or WAIT_S are over), and comes after
    them in the queue for the processor for as long as it lives. ``keeps``: descriptors of open sockets that it is given."""

    name: str
    command: list[str]
    waits: bool = False
    keeps: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    failures: int = 0
    next_start: float = 0.0


@dataclass
class Supervisor:
    """Keeps children running until SIGTERM or Ctrl-C, or SIGHUP. ``beat`` is called every few seconds while the site answers."""

    children: list[Child]
    environ: Mapping[str, str]
    say: Callable[[str], None]
    beat: Callable[[], None] = lambda: None
    stopping: bool = field(default=False, init=False)
    again: bool = field(default=False, init=False)

    def run(self, *, ready: Callable[[], bool], when_ready: Callable[[], None]) -> bool:
        """Start the children and keep them; call ``when_ready`` once, as soon as ``ready`` says so. Return whether to begin anew."""
        before = {number: signal.signal(number, self._stop) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
        told, beaten = False, time.monotonic()
        begun = time.monotonic()
        try:
            while not self.stopping:
                for child in self.children:
                    if told or not child.waits or time.monotonic() - begun > WAIT_S:
                        self._keep(child)
                if not told and ready():
                    told = True
                    when_ready()
                if told and time.monotonic() - beaten > BEAT_S and ready():
                    beaten = time.monotonic()
                    self.beat()
                time.sleep(0.5 if told else 0.05)
        finally:
            self._end_all()
            for number, handler in before.items():
                signal.signal(number, handler)
        return self.again

    def _stop(self, number: int, frame: object) -> None:
        self.stopping = True
        self.again = number == signal.SIGHUP

    def _keep(self, child: Child) -> None:
        if child.process is not None:
            code = child.process.poll()
            if code is None:
                return
            steady = time.monotonic() - child.started > STEADY_S
            child.failures = 0 if steady else child.failures + 1
            pause = min(2.0**child.failures, LONGEST_PAUSE_S) if child.failures else 0.0
            child.next_start = time.monotonic() + pause
            child.process = None
            self.say(f"The {child.name} ended (code {code}); it is started again{f' in {pause:.0f} s' if pause else ''}.")
        if time.monotonic() >= child.next_start:
            child.started = time.monotonic()
            child.process = subprocess.Popen(
                child.command,
                env=dict(self.environ),
                start_new_session=True,
                stdin=subprocess.DEVNULL,
                pass_fds=child.keeps,
                preexec_fn=_after_the_others if child.waits else _die_with_parent,
            )

    def _end_all(self) -> None:
        alive = [child.process for child in self.children if child.process is not None and child.process.poll() is None]
        for process in alive:
            process.terminate()
        deadline = time.monotonic() + GRACE_S
        for process in alive:
            try:
                process.wait(timeout=max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def _die_with_parent() -> None:
    """Have the kernel end this child when the supervisor is killed, so that no port stays taken."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PARENT_DIED, signal.SIGTERM)


def _after_the_others() -> None:
    """Let whoever reads a page go before: a nightly check of 200,000 works doubled the time of every page while it ran."""
    _die_with_parent()
    os.nice(BEHIND)
