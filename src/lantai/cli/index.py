"""Bring the search index up to date, or make it anew beside the one in use (readers go on searching meanwhile).

With --suggestions what is suggested while typing too; otherwise the worker brings it up to date in its own time. With --vectors the vectors of
works too, where an embedder is chosen (LANTAI_EMBEDDER); broken off, they go on where they stopped.
"""

import argparse

from lantai.cli import OK, UNUSABLE, Refused

from .output import progress, result, result_json
from .start import library_ready


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("--rebuild", action="store_true", help="make the next generation from all works, then swap it in")
    parser.add_argument("--vectors", action="store_true", help="make the vectors of works too; with --rebuild all of them anew")
    parser.add_argument("--suggestions", action="store_true", help="bring suggestions up to date too, now")
    parser.add_argument("--json", action="store_true", help="end with one line of JSON")


def run(options: argparse.Namespace) -> int:
    """Refresh or rebuild."""
    library_ready(quiet=options.json, index=False)
    from lantai.catalog import index

    with progress("index", unit="works", shown=not options.json) as advance:
        bring = index.rebuild if options.rebuild else index.refresh
        done = bring(lambda done, total: advance(done, total, f"{done:,} of {total:,}"))
    found = {"works_indexed": done, "works": index.engine().count(), "generation": index.generations().name()}
    if options.suggestions:
        found["suggested"] = suggestions(shown=not options.json)
    if options.vectors:
        found |= vectors(anew=options.rebuild, shown=not options.json)
    if options.json:
        result_json(found)
    else:
        result(f"{done:,} works indexed; {found['works']:,} can be found (generation {found['generation']})")
        if options.vectors:
            result(f"{found['vectors_made']:,} works looked at; {found['vectors']:,} have a vector ({found['embedder']})")
    return OK


def suggestions(*, shown: bool) -> int:
    """Bring what is suggested while typing up to date; return how many works were looked at."""
    from lantai.catalog import suggestions
    from lantai.search.protocol import WriterBusy

    try:
        with progress("suggestions", unit="works", shown=shown) as advance:
            return suggestions.follow(progress=lambda done, total: advance(done, total, f"{done:,} of {total:,}"))
    except WriterBusy:  # the worker is at it
        return 0


def vectors(*, anew: bool, shown: bool) -> dict[str, object]:
    """Bring the vectors up to date and return what there is then."""
    from lantai.catalog import meaning

    try:
        with progress("vectors", unit="works", shown=shown) as advance:
            done = meaning.follow(anew=anew, progress=lambda done, total: advance(done, total, f"{done:,} of {total:,}"))
        embedder = meaning.chosen()
    except meaning.NoEmbedder as problem:
        raise Refused(str(problem), code=UNUSABLE) from problem
    assert embedder is not None
    return {"vectors_made": done, "vectors": meaning.store(embedder).count(), "embedder": embedder.title}
