"""What a library expects of its search, tried: which expectations hold, by kind, language and script, and in which field records matched.

  lantai relevance evaluate FILE.jsonl [FILE.jsonl …] [--json] [--at-least SHARE]
  lantai relevance propose [--each N] > FILE.jsonl     a list to begin with, from the library's own records

A line is one expectation: {"kind": "title", "lang": "zh", "query": "红楼梦", "expect_first_any_of": ["isbn:9787020002207"]} and others;
docs/operate/relevance.md tells all forms. Lines that cannot be used are named and left out.
"""

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING

from lantai.cli import FAILED, OK, UNUSABLE, Refused

from .output import progress, result, result_json, say
from .start import library_ready

if TYPE_CHECKING:
    from lantai.search.evaluation.expectations import Expectation
    from lantai.search.evaluation.files import Refusals
    from lantai.search.evaluation.tally import Tally


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's commands and their options."""
    commands = parser.add_subparsers(dest="what", required=True, metavar="COMMAND")
    evaluate = commands.add_parser("evaluate", help="try a list of expectations on this library", description=__doc__)
    evaluate.formatter_class = argparse.RawDescriptionHelpFormatter
    evaluate.add_argument("files", type=Path, nargs="+", metavar="FILE", help="expectations, one JSON object a line")
    evaluate.add_argument("--at-least", type=_share, metavar="SHARE", help="exit with 1 when fewer hold: 0.97")
    evaluate.add_argument("--all", action="store_true", help='also those that say "active": false')
    evaluate.add_argument("--only-my-words", action="store_true", help="ask without translations")
    evaluate.add_argument("--lang", default="", metavar="TAG", help="the reader's language (default: none)")
    evaluate.add_argument("--failures", type=int, default=20, metavar="N", help="how many failures to list (default: 20)")
    evaluate.add_argument("--json", action="store_true", help="one line of JSON")
    propose = commands.add_parser("propose", help="write expectations that the library's own records suggest")
    propose.add_argument("--each", type=int, default=20, metavar="N", help="how many of each kind (default: 20)")


def run(options: argparse.Namespace) -> int:
    """Run the command that was chosen; nothing in the library is changed."""
    return _propose(options) if options.what == "propose" else _evaluate(options)


def _propose(options: argparse.Namespace) -> int:
    library_ready()
    from lantai.catalog.queries import every_work
    from lantai.search.evaluation.proposing import proposed

    for row in proposed((work for page in every_work() for work in page.values()), max(1, options.each)):
        result_json(row)
    return OK


def _evaluate(options: argparse.Namespace) -> int:
    from lantai.search.evaluation.files import Refusals, Unusable

    start = time.perf_counter()
    library_ready(quiet=options.json)
    refusals = Refusals()
    try:
        rows = _read(options, refusals)
    except Unusable as problem:
        raise Refused(str(problem), code=UNUSABLE) from problem
    tally, inactive = _tried(options, rows)
    _report(options, tally, refusals, inactive=inactive, seconds=time.perf_counter() - start)
    if options.at_least is not None and tally.share < options.at_least:
        say(f"{tally.share:.2%} hold, fewer than {options.at_least:.2%}")
        return FAILED
    return OK


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no share: expected a number from 0 to 1")
    return share


def _read(options: argparse.Namespace, refusals: "Refusals") -> "list[Expectation]":
    from lantai.search.evaluation.expectations import expectations
    from lantai.search.evaluation.files import Unusable

    rows = [row for path in options.files for row in expectations(path, refusals)]
    for refused in refusals.first:
        say(f"not used: {refused}")
    if refusals.count > len(refusals.first):
        say(f"not used: {refusals.count - len(refusals.first):,} more lines")
    if not rows:
        names = ", ".join(map(str, options.files))
        first = f": {refusals.first[0]}" if refusals.first else ""
        raise Unusable(f"{names} has no usable expectation{first}")
    return rows


def _tried(options: argparse.Namespace, rows: "list[Expectation]") -> "tuple[Tally, int]":
    """Return the outcomes, and how many expectations are switched off."""
    from lantai.catalog.relevance import Asked
    from lantai.search.evaluation.relevance import tried
    from lantai.search.evaluation.tally import Tally

    library, tally = Asked(own=options.only_my_words, lang=options.lang), Tally()
    active = [row for row in rows if row.active or options.all]
    places = library.places(name for row in active for name in row.references())
    with progress("ask", unit="questions", shown=not options.json) as advance:
        for done, row in enumerate(active, start=1):
            tally.add(row, tried(row, library, places))
            advance(done, len(active), f"{done:,} of {len(active):,}")
    return tally, len(rows) - len(active)


def _report(options: argparse.Namespace, tally: "Tally", refusals: "Refusals", *, inactive: int, seconds: float) -> None:
    if options.json:
        refused = {"count": refusals.count, "rows": list(map(str, refusals.first))}
        result_json(tally.as_data() | {"inactive": inactive, "refused": refused})
        return
    for line in tally.as_lines(failures=max(0, options.failures)):
        result(line)
    off = f", {inactive:,} switched off" if inactive else ""
    refused_too = f", {refusals.count:,} lines not used" if refusals.count else ""
    result(f"{tally.share:.2%} of {tally.asked:,} expectations hold{off}{refused_too} ({seconds:.1f} s)")
