"""Training in a process of its own: the worker that waits for it stays small, and goes on with what is short."""

import os
import subprocess
import sys
from collections.abc import Callable
from threading import Event

from django.conf import settings
from django.utils import timezone

from lantai.vocab import actions as training_actions
from lantai.vocab.models import Training

LOOK_EVERY_S = 1.0
PATIENCE_S = 20.0
"""How long a training that is to end may take until it is ended."""


def run(training: Training, *, stop: Event, meanwhile: Callable[[], object]) -> bool:
    """Run a training to its end, good or bad, and return True; False when ``stop`` was set, and it is to be taken up again.

    What became of it stands on its row, also when its process was killed. ``meanwhile`` is called about once a second.
    """
    command = [sys.executable, "-m", "lantai", "train", "--json", "--training", str(training.pk)]
    environ = os.environ | {"LANTAI_DATA": str(settings.DATA)}
    with subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as child:
        while child.poll() is None:
            if stop.wait(LOOK_EVERY_S):
                _end(child)
                return False
            meanwhile()
        said = child.stderr.read() if child.stderr else ""
    if child.returncode:
        training_actions.give_up(
            training, error=said.strip() or f"its process ended with code {child.returncode}", now=timezone.now()
        )
    return True


def _end(child: "subprocess.Popen[str]") -> None:
    """End the process: what it read is kept, the tables in use stay."""
    child.terminate()
    try:
        child.wait(PATIENCE_S)
    except subprocess.TimeoutExpired:
        child.kill()
