"""Take records from files.

Each file is one import, listed under Imports on the staff's pages with every row that was refused and why. The same file
again changes nothing; one that was interrupted goes on where it stopped. A folder stands for the files in it.
Exit code 2 when a file could not be used at all, 1 when something stopped it half-way (import it again to go on); refused rows
are no failure.
"""

import argparse
import json
import signal
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from lantai.cli import FAILED, INTERRUPTED, OK, UNUSABLE, Refused

from .output import progress, result, result_json, say
from .start import library_ready

if TYPE_CHECKING:
    from lantai.catalog.importing import Progress
    from lantai.catalog.models import Harvest
    from lantai.core.bib.selection import Selection
    from lantai.core.formats.protocol import Profile

MAPPING = ".mapping.json"
"""How the name of a mapping ends that belongs to the file beside it."""

SHOWN = 5
"""Refused rows of a file that are named."""

OUTCOMES = ("new", "changed", "same", "deleted", "refused")


def outcomes_of(selects: bool) -> tuple[str, ...]:
    """Return what can become of a row; one is passed over only where a profile says what is wanted."""
    return (*OUTCOMES, "skipped") if selects else OUTCOMES


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="files, or folders of files; packed ones too")
    parser.add_argument("--format", default="", metavar="F", help="marc21, unimarc, cnmarc, marcxml, ris, csv …; else detected")
    parser.add_argument("--source", default="library", metavar="NAME", help="where the records come from (default: library)")
    parser.add_argument("--encoding", default="", metavar="E", help="where detection would be wrong: utf-8, gb18030, marc8 …")
    parser.add_argument("--mapping", type=Path, metavar="FILE", help="for tables: JSON, column to field (else NAME.mapping.json)")
    parser.add_argument("--library", default="", metavar="CODE", help="the library of holdings that do not name one")
    parser.add_argument("--deletions", action="store_true", help="every record of the files is a withdrawal")
    parser.add_argument(
        "--profile", default="", metavar="NAME", help="take only what a profile wants (lantai harvest --save-profile)"
    )
    parser.add_argument("--processes", type=int, metavar="N", help="how many processes read (default: the machine's cores)")
    parser.add_argument("--json", action="store_true", help="end with one line of JSON: the counts")


def run(options: argparse.Namespace) -> int:
    """Import every file; go on with the next when one cannot be used."""
    total: Counter[str] = Counter()
    code = OK
    try:
        files = [(file, profile_of(file, options)) for file in expanded(options.files)]
        library_ready(quiet=options.json)
        options.selection = selection_of(options.profile)
        with stopping() as stop:
            for file, profile in files:
                code = max(code, take(file, profile, options, stop=stop, total=total))
                if stop.is_set():
                    say("Interrupted; import the same files again to go on.")
                    return INTERRUPTED
    finally:
        if options.json:
            result_json(counted(total, selects=bool(options.profile)))
    return code


def counted(total: Counter[str], *, selects: bool) -> dict[str, int]:
    """Return the counts as one line of JSON says them: ``rows_in`` is the sum of the others."""
    outcomes = outcomes_of(selects)
    return {"rows_in": sum(total[outcome] for outcome in outcomes)} | {outcome: total[outcome] for outcome in outcomes}


def selection_of(name: str) -> "Selection | None":
    """Return what a profile wants, None where none is named; refuse a name that none has."""
    from lantai.catalog.models import SelectionProfile

    if not name:
        return None
    found = SelectionProfile.objects.filter(name=name).first()
    if found is None:
        known = ", ".join(SelectionProfile.objects.order_by("name").values_list("name", flat=True)) or "none yet"
        raise Refused(f"there is no profile named {name!r}; there are: {known}", code=UNUSABLE)
    return found.wanted


def take(file: Path, profile: "Profile", options: argparse.Namespace, *, stop: threading.Event, total: Counter[str]) -> int:
    """Import one file, add its counts to the total and return an exit code."""
    from django.utils import timezone

    from lantai.catalog.importing import ImportFailed, import_file

    counts: Counter[str] = Counter()
    outcomes = outcomes_of(bool(options.profile))
    begun = time.monotonic()
    with progress(file.name, unit="", shown=not options.json) as advance:

        def watch(so_far: "Progress") -> None:
            counts.update({key: n - counts[key] for key, n in asdict(so_far.counts).items()})
            rate = counts["rows_in"] / max(0.1, time.monotonic() - begun)
            advance(so_far.bytes_done, so_far.bytes_total, f"{counts['rows_in']:,} rows, {rate:,.0f} rows/s")

        try:
            reading = {"profile": profile, "processes": options.processes, "selection": options.selection}
            harvest = import_file(file, source=options.source, now=timezone.now, progress=watch, stop=stop, **reading)
        except (ImportFailed, OSError) as problem:
            say(f"{file}: {problem}")
            came = counts["rows_in"] or (isinstance(problem, ImportFailed) and problem.resumable)
            failed = FAILED if came else UNUSABLE
        else:
            counts.update({key: getattr(harvest, key) - counts[key] for key in ("rows_in", *outcomes)})
            failed = OK
            if counts["rows_in"] and counts["refused"] == counts["rows_in"]:
                say(f"{file}: not one row could be used: is it of the format that it was taken for? --format names one")
                failed = UNUSABLE
            elif not counts["rows_in"]:
                say(f"{file}: there is no record in it")
            for note in harvest.profile.get("notes", ()):
                say(f"{file}: {note}")
            say_refused(harvest, file)
        finally:
            total.update({outcome: counts[outcome] for outcome in outcomes})
    if not options.json:
        result(f"{file.name}: {counts['rows_in']:,} rows: " + ", ".join(f"{counts[o]:,} {o}" for o in outcomes))
    return failed


def say_refused(harvest: "Harvest", name: Path | str, *, since: int = 0) -> None:
    """Name the first rows that were refused, and where the others are; ``since``: how many were refused, and named, before."""
    from lantai.catalog.queries import refusals

    shown = list(refusals(harvest.pk)[since : since + SHOWN])
    for row in shown:
        field = f", {row.field}" if row.field else ""
        place = f"line {row.position:,}" if harvest.profile.get("format") == "table" else f"record {row.number:,}"
        say(f"{name}, {place}{field}: not used: {row.reason.format(**row.values) if row.values else row.reason}")
    if (more := harvest.refused - since - len(shown)) > 0:
        say(f"{name}: and {more:,} more; Imports, on the staff's pages, has each with its bytes")


def profile_of(file: Path, options: argparse.Namespace) -> "Profile":
    """Return how a file is to be read, as far as the options and a mapping beside it (NAME.mapping.json) say."""
    from lantai.core.formats.protocol import Profile

    beside = file.with_name(f"{file.stem}{MAPPING}")
    chosen = options.mapping or (beside if beside.is_file() else None)
    mapping = {}
    if chosen:
        try:
            mapping = json.loads(chosen.read_text(encoding="utf-8-sig"))
        except (OSError, ValueError) as problem:
            raise Refused(f"the mapping {chosen} cannot be read: {problem}", code=UNUSABLE) from problem
    return Profile(
        format=options.format, encoding=options.encoding, mapping=mapping, library=options.library, deletions=options.deletions
    )


def expanded(paths: list[Path]) -> Iterator[Path]:
    """Yield the files, folders replaced by what is in them; refuse a path that is not there before anything is begun."""
    for path in paths:
        if path.is_dir():
            yield from sorted(p for p in path.rglob("*") if p.is_file() and not _is_beside(p.name))
        elif path.exists():
            yield path
        else:
            raise Refused(f"there is no file {path}", code=UNUSABLE)


def _is_beside(name: str) -> bool:
    """Say whether a file of a folder has no records: hidden, how columns are read, where a harvest stands."""
    from lantai.sources.protocols.oaipmh.keeping import STATE

    return name.startswith(".") or name.endswith(MAPPING) or name == STATE


@contextmanager
def stopping(stop: threading.Event | None = None) -> Iterator[threading.Event]:
    """Let the first Ctrl-C or SIGTERM ask for a stop after the current batch; the second interrupts at once."""
    stop = stop or threading.Event()

    def ask(number: int, frame: object) -> None:
        if stop.is_set():
            raise KeyboardInterrupt
        stop.set()

    before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
