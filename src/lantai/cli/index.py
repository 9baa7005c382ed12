"""Bring the search index up to date, or make it anew beside the one in use (readers go on searching meanwhile)."""

import argparse

from lantai.cli import OK

from .output import progress, result, result_json
from .start import library_ready


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("--rebuild", action="store_true", help="make the next generation from all works, then swap it in")
    parser.add_argument("--json", action="store_true", help="end with one line of JSON")


def run(options: argparse.Namespace) -> int:
    """Refresh or rebuild."""
    library_ready(quiet=options.json)
    from lantai.catalog import index

    with progress("index", unit="works", shown=not options.json) as advance:
        bring = index.rebuild if options.rebuild else index.refresh
        done = bring(lambda done, total: advance(done, total, f"{done:,} of {total:,}"))
    found = {"works_indexed": done, "works": index.engine().count(), "generation": index.generations().name()}
    if options.json:
        result_json(found)
    else:
        result(f"{done:,} works indexed; {found['works']:,} can be found (generation {found['generation']})")
    return OK
