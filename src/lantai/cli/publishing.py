"""What registries say of agreements with publishers and of charges, taken into the library.

lantai publishing FILE [FILE …] [--on DATE] [--json] [--confirm]

FILE: the ESAC registry; lists of agreements' journals and the table of their ISSNs (Journal Checker Tool); OpenAPC's institutions, contracts,
charges for articles, articles under agreements, charges for books. A table (CSV, packed or not) or Parquet; what it is, its headings tell. Agreements
come before the lists of their journals. Each may be taken in again: what changed is written. A row that cannot be used is named with file,
line and column. The day of a file is --on, else that in its name, else the file's own. Where more than a tenth of the known journals would
leave their lists, --confirm says that it is meant.
"""

import argparse
import datetime
from pathlib import Path

from lantai.cli import OK, UNUSABLE, Refused
from lantai.core.formats.errors import FormatError

from .openness import day_of_list
from .output import result, result_json, say
from .start import library_ready


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="files of ESAC, the Journal Checker Tool or OpenAPC")
    parser.add_argument("--on", type=datetime.date.fromisoformat, metavar="DATE", help="the day of the files")
    parser.add_argument("--json", action="store_true", help="one line of JSON a file, with the counts")
    parser.add_argument("--confirm", action="store_true", help="it is meant that more than a tenth of the journals goes")


def run(options: argparse.Namespace) -> int:
    """Take each file in; say what came of it, and name each row that cannot be used."""
    library_ready(quiet=True)
    for path in options.files:
        _take(path, options)
    return OK


def _take(path: Path, options: argparse.Namespace) -> None:
    from django.utils import timezone

    from lantai.apps.publishing import actions

    on = options.on or day_of_list(path)
    try:
        taken = actions.take_file(by=None, path=path, on=on, now=timezone.now(), confirmed=options.confirm)
    except FormatError as problem:
        raise Refused(f"{path}: {problem}", code=UNUSABLE) from problem
    except actions.ListError as problem:
        raise Refused(f"{path}: {problem}{' (--confirm)' if isinstance(problem, actions.TooManyGone) else ''}") from problem
    for row in taken.refused:
        column = f", column {row.column}" if row.column else ""
        say(f"{path}, line {row.line}{column}: not used: {row.why}")
    counts = taken.counts()
    if options.json:
        result_json({"file": str(path), "kind": taken.kind} | counts)
    else:
        result(f"{path.name}: {taken.kind}: " + ", ".join(f"{name} {count:,}" for name, count in counts.items()))
