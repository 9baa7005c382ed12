"""Run jobs and keep the search index up to date, until asked to stop (Ctrl-C or SIGTERM)."""

import argparse

from lantai.cli import OK

from .import_ import stopping
from .start import library_ready


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options: there are none."""


def run(options: argparse.Namespace) -> int:
    """Enter the loop."""
    library_ready()
    from lantai.infra import jobs, worker

    with stopping(jobs.stop):
        worker.run_worker()
    return OK
