"""How open works are: a line a work with its colour, the rule that gave it, and according to whom. And what lists say of journals and papers.

lantai openness FILE [FILE …] [--on DATE] [--json]
lantai openness journals FILE [--on DATE] [--json] [--confirm]
lantai openness retractions FILE [--json] [--confirm]

FILE: records of Unpaywall or works of OpenAlex, JSON Lines or an array, packed or not. Each line says our colour from the facts of that
service, beside the colour that the service gives itself. A record that cannot be used is named with its file and number, and counted.

journals takes DOAJ's list of journals (its CSV, whole, packed or not) into the library, to be shown on the pages of journals. It may be taken in again
and again: what changed is written, what left the list is marked. The first rows that cannot be used are named with file, line and column, the others
counted by what is wrong with them; --refused FILE has all. The day of the list is --on, else that in the file's name, else the file's own. Where more
than a tenth of the known journals would go, --confirm says that it is meant.

retractions takes Retraction Watch's list of notices (the CSV that Crossref keeps, whole) into the library: the papers are marked as retracted, corrected or
reinstated wherever they are shown. It too may be taken in again and again; a notice that left the list marks its paper no longer.
"""

import argparse
import datetime
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lantai.cli import FAILED, OK, UNUSABLE, Refused
from lantai.core.formats.errors import FormatError, Unreadable
from lantai.core.formats.jsonstream import loaded, split_values
from lantai.core.formats.unpack import unpacked
from lantai.core.openness.copies import Described
from lantai.core.openness.reading import Unknown, work_of
from lantai.core.openness.verdicts import SAID, Verdict, judge

from .output import result, result_json, say
from .refusals import of_rows, say_refused, write_refused
from .start import library_ready

if TYPE_CHECKING:
    from lantai.apps.openaccess.actions import Taken

_DAY = re.compile(r"(?<!\d)(20\d\d)-?(\d\d)-?(\d\d)(?!\d)")
_PATHS = frozenset({("results",)})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument(
        "files",
        type=Path,
        nargs="+",
        metavar="FILE",
        help="records of Unpaywall, or works of OpenAlex; 'journals' and one list of DOAJ's; 'retractions' and one of Retraction Watch's",
    )
    parser.add_argument(
        "--on",
        type=day,
        metavar="DATE",
        help="as it is on that day (default: today); of journals: the list's day",
    )
    parser.add_argument("--json", action="store_true", help="one line of JSON a work; of a list: one line with the counts")
    parser.add_argument(
        "--confirm", action="store_true", help="it is meant that more than a tenth of the journals or notices goes"
    )
    parser.add_argument("--refused", type=Path, metavar="FILE", help="of a list: write all rows that are not used there, as CSV")


def run(options: argparse.Namespace) -> int:
    """Judge every work of the files, or take a list of journals or of notices in."""
    if (taken := {"journals": journals, "retractions": retractions}.get(str(options.files[0]))) is not None:
        return taken(options)
    on = options.on or datetime.datetime.now(datetime.UTC).date()
    read = same = said = refused = 0
    code = OK
    for path in options.files:
        try:
            for at, work in works(path):
                if isinstance(work, str):
                    refused += 1
                    say(f"{at}: not used: {work}")
                    continue
                verdict = judge(work.copies, year=work.year, on=on)
                read += 1
                said += work.said is not None
                same += work.said is verdict.color
                _show(work, verdict, json=options.json)
        except FormatError as problem:
            say(f"{path}: {problem}; what came before it is above")
            code = FAILED
    agreed = f"; {same:,} of {said:,} have the color that the service gives ({same / said:.2%})" if said else ""
    say(f"{read:,} works, {refused:,} records not used{agreed}")
    if not read:
        raise Refused("nothing in there could be used", code=UNUSABLE)
    return code


def journals(options: argparse.Namespace) -> int:
    """Take DOAJ's list in; say what came of it, and name each row that cannot be used."""
    if len(options.files) != 2:
        raise Refused("name one list of DOAJ's: lantai openness journals FILE", code=UNUSABLE)
    path: Path = options.files[1]
    on = options.on or day_of_list(path)
    library_ready(quiet=True)
    from django.utils import timezone

    from lantai.apps.openaccess import actions
    from lantai.core.openness import doaj

    try:
        with path.open("rb") as stream:
            rows = doaj.read(stream, on=on)
            taken = actions.take_journals(source=doaj.BY, journals=rows, on=on, now=timezone.now(), confirmed=options.confirm)
    except FormatError as problem:
        raise Refused(f"{path}: {problem}", code=UNUSABLE) from problem
    except actions.ListError as problem:
        raise Refused(f"{path}: {problem}{' (--confirm)' if isinstance(problem, actions.TooManyGone) else ''}") from problem
    return _came_of(path, taken, options)


def retractions(options: argparse.Namespace) -> int:
    """Take Retraction Watch's list in; say what came of it, and name each row that cannot be used."""
    if len(options.files) != 2:
        raise Refused("name one list of Retraction Watch's: lantai openness retractions FILE", code=UNUSABLE)
    path: Path = options.files[1]
    library_ready(quiet=True)
    from django.utils import timezone

    from lantai.apps.openaccess import actions
    from lantai.core.openness import retraction_watch

    try:
        with path.open("rb") as stream:
            rows = retraction_watch.read(stream)
            taken = actions.take_notices(source=retraction_watch.BY, notices=rows, now=timezone.now(), confirmed=options.confirm)
    except FormatError as problem:
        raise Refused(f"{path}: {problem}", code=UNUSABLE) from problem
    except actions.ListError as problem:
        raise Refused(f"{path}: {problem} (--confirm)") from problem
    return _came_of(path, taken, options)


def _came_of(path: Path, taken: "Taken", options: argparse.Namespace) -> int:
    """Say what came of a list, and name rows that cannot be used."""
    say_refused(path, taken.refused)
    if options.refused:
        write_refused(options.refused, [(path, taken.refused)])
    counts = taken.counts()
    result_json(counts) if options.json else result(", ".join(f"{name} {count:,}" for name, count in counts.items()))
    return of_rows(path, counts)


def day(words: str) -> datetime.date:
    """Return a day as options say it."""
    try:
        return datetime.date.fromisoformat(words)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{words!r} is no day; write it as 2026-12-31") from None


def day_of_list(path: Path) -> datetime.date:
    """Return the day that a file's name says ("journalcsv__doaj_20230322_0635_utf8.csv"), else the day on which it was last written."""
    for found in _DAY.finditer(path.name):
        try:
            return datetime.date(*map(int, found.groups()))
        except ValueError:
            continue
    return datetime.datetime.fromtimestamp(path.stat().st_mtime, datetime.UTC).date()


def works(path: Path) -> Iterator[tuple[str, Described | str]]:
    """Yield where each record stands and the work it describes, or why it cannot be used."""
    with path.open("rb") as stream:
        for chunk in split_values(unpacked(stream), _PATHS):
            at = f"{path}, record {chunk.number}"
            try:
                yield at, chunk.refused or work_of(loaded(chunk.raw)[0])
            except (Unreadable, Unknown) as problem:
                yield at, str(problem)


def shaped(work: Described, verdict: Verdict) -> dict[str, Any]:
    """Return what a line of JSON says of a work."""
    best, granted = verdict.best, verdict.license
    return {
        "id": work.id,
        "color": verdict.color.value,
        "rule": verdict.rule.value,
        "why": SAID[verdict.rule],
        "sure": verdict.is_sure,
        "according_to": work.by,
        "said": work.said.value if work.said else None,
        "agrees": work.said is verdict.color if work.said else None,
        "year": work.year,
        "version": verdict.version.value or None,
        "license": {"spdx": granted.spdx, "family": granted.family, "version": granted.version, "jurisdiction": granted.jurisdiction,
                    "reuse": granted.reuse, "given": granted.given} if granted else None,
        "best": {"url": best.pdf_url or best.url, "host": best.host.value} if best else None,
        "shadowed_green": verdict.shadowed_green,
        "opens_on": verdict.opens_on.isoformat() if verdict.opens_on else None,
    }  # fmt: skip


def _show(work: Described, verdict: Verdict, *, json: bool) -> None:
    if json:
        result_json(shaped(work, verdict))
        return
    other = f" ({work.by} says {work.said.value})" if work.said and work.said is not verdict.color else ""
    result(f"{verdict.color.value:8} {verdict.rule.value:28} {work.id}{other}")
