"""What commands say: results on standard output, the way there on standard error, one JSON line for machines."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol, TextIO

_ENDS = {sign: f"\\u{sign:04x}" for sign in (0x85, 0x2028, 0x2029)}


class Advance(Protocol):
    """Reports how far something is: ``done`` of ``total``, and what to say beside the bar."""

    def __call__(self, done: int, total: int, saying: str = "") -> None:
        """Move on."""


def say(text: str) -> None:
    """Write a line about the way there; a person reads it."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def result(text: str) -> None:
    """Write a line that was asked for."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def result_json(value: Any, *, to: TextIO | None = None) -> None:
    """Write one line of JSON, in UTF-8 as it is but for what some programs take for the end of a line; ``to``: elsewhere than standard output."""
    stream = to or sys.stdout
    stream.write(json.dumps(value, ensure_ascii=False, separators=(", ", ": ")).translate(_ENDS) + "\n")
    stream.flush()


@contextmanager
def progress(title: str, *, unit: str, shown: bool) -> Iterator[Advance]:
    """Show a bar with rate and remaining time while the block runs; nothing when not wanted or not on a terminal.

    ``unit`` "": the block says the rate itself, because what it counts is not what the bar measures.
    """
    if not (shown and sys.stderr.isatty()):
        yield lambda done, total, saying="": None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn, TimeElapsedColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """How many units a second."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed:,.0f} {unit}/s" if unit and task.speed else "")

    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[saying]}"), Rate())
    with Progress(*columns, TimeElapsedColumn(), TimeRemainingColumn(), console=Console(stderr=True)) as bar:
        task = bar.add_task(title, total=None, saying="")
        yield lambda done, total, saying="": bar.update(task, completed=done, total=total or None, saying=saying)
