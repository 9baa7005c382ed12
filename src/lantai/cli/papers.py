"""The store of papers that analytics counts in: who wrote them where, who paid, how open they are.

lantai papers build [--anew] [--read-again] [--json]
                                        bring it up to date with the works, or make it anew beside the one in use
lantai papers status [--json]           say what is in it, and how far behind it is

The worker brings it up to date by itself, a minute after works changed. What it holds: docs/data/papers.md.
"""

import argparse

from lantai.cli import FAILED, OK, Refused

from .output import progress, result, result_json
from .start import library_ready


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be done."""
    kinds = parser.add_subparsers(dest="what", required=True, metavar="build|status")
    make = kinds.add_parser("build", help="bring the store up to date with the works")
    make.add_argument("--anew", action="store_true", help="make the next generation from all works, then swap it in")
    make.add_argument(
        "--read-again",
        action="store_true",
        help="first describe papers again from their kept bytes: once, after an update from before authors' institutions were kept",
    )
    state = kinds.add_parser("status", help="say what is in the store")
    for one in (make, state):
        one.add_argument("--json", action="store_true", help="end with one line of JSON")


def run(options: argparse.Namespace) -> int:
    """Do one of them."""
    library_ready(quiet=options.json)
    if options.what == "status":
        return status(as_json=options.json)
    if options.read_again:
        read_again(shown=not options.json)
    return build(anew=options.anew, as_json=options.json)


def read_again(*, shown: bool) -> None:
    """Describe papers again; the search index follows."""
    from lantai.catalog.papers.again import describe_again

    with progress("reading again", unit="editions", shown=shown) as advance:
        describe_again(progress=lambda done, total: advance(done, total, f"{done:,} of {total:,}"))


def build(*, anew: bool, as_json: bool) -> int:
    """Follow the works, or begin again."""
    from django.utils import timezone

    from lantai.catalog import locks
    from lantai.catalog.papers import building

    make = building.build if anew else building.follow
    try:
        with progress("papers", unit="works", shown=not as_json) as advance:
            make(now=timezone.now(), progress=lambda done, total: advance(done, total, f"{done:,} of {total:,}"))
    except locks.Busy:
        raise Refused("another process is making the store of papers; try again when it is done", code=FAILED) from None
    return status(as_json=as_json)


def status(*, as_json: bool) -> int:
    """Say what there is."""
    from lantai.catalog.models import Work
    from lantai.catalog.papers import standing

    known = standing()
    lag = Work.objects.filter(changed__gt=known.reached).count()
    if as_json:
        made = known.made_at.isoformat() if known.made_at else None
        result_json(
            {
                "generation": known.generation,
                "papers": known.papers,
                "made_at": made,
                "lag": lag,
                "registry": bool(known.registry),
            }
        )
    elif not known.generation:
        result("There is no store of papers yet: run 'lantai papers build'.")
    else:
        result(
            f"{known.papers:,} papers (generation {known.generation}, of {known.made_at:%Y-%m-%d %H:%M}); {lag:,} works changed since"
        )
    return OK
