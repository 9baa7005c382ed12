"""What registries say of agreements with publishers and of charges, taken into the library.

lantai publishing FILE [FILE …] [--on DATE] [--json] [--confirm]

FILE: the ESAC registry; lists of agreements' journals and the table of their ISSNs (Journal Checker Tool); OpenAPC's institutions, contracts,
charges for articles, articles under agreements, charges for books. A table (CSV, packed or not) or Parquet; what it is, its headings tell. Agreements
come before the lists of their journals. Each may be taken in again: what changed is written. The first rows that cannot be used are named with file,
line and column, the others counted by what is wrong; --refused FILE has all. The day of a file is --on, else that in its name, else the file's own.
Where more than a tenth of the known journals would leave their lists, --confirm says that it is meant. Exit code 2 when a file, or every row of it,
cannot be used; the others are taken in.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from lantai.cli import OK, UNUSABLE, Refused
from lantai.core.formats.errors import FormatError

from .openness import day, day_of_list
from .output import result, result_json, say
from .problems import of_file
from .refusals import Row, of_rows, say_refused, write_refused
from .start import library_ready


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="files of ESAC, the Journal Checker Tool or OpenAPC")
    parser.add_argument("--on", type=day, metavar="DATE", help="the day of the files")
    parser.add_argument("--json", action="store_true", help="one line of JSON a file, with the counts, or what is wrong with it")
    parser.add_argument("--confirm", action="store_true", help="it is meant that more than a tenth of the journals goes")
    parser.add_argument("--refused", type=Path, metavar="FILE", help="write all rows that are not used there, as CSV")


def run(options: argparse.Namespace) -> int:
    """Take each file in, and go on with the next when one cannot be used; say what came of it, and name rows that cannot be used."""
    library_ready(quiet=True)
    code, refused = OK, list[tuple[Path, Sequence[Row]]]()
    for path in options.files:
        try:
            code = max(code, _take(path, options, refused))
        except Refused as problem:
            say(f"lantai: {problem}")
            code = max(code, problem.code)
            if options.json:
                result_json({"file": str(path), "kind": None, "error": str(problem)})
    if options.refused:
        write_refused(options.refused, refused)
    return code


def _take(path: Path, options: argparse.Namespace, refused: list[tuple[Path, Sequence[Row]]]) -> int:
    from django.utils import timezone

    from lantai.apps.publishing import actions

    try:
        on = options.on or day_of_list(path)
        taken = actions.take_file(by=None, path=path, on=on, now=timezone.now(), confirmed=options.confirm)
    except OSError as problem:
        raise Refused(of_file(problem), code=UNUSABLE) from problem
    except FormatError as problem:
        raise Refused(f"{path}: {problem}", code=UNUSABLE) from problem
    except actions.ListError as problem:
        raise Refused(f"{path}: {problem}{' (--confirm)' if isinstance(problem, actions.TooManyGone) else ''}") from problem
    refused.append((path, taken.refused))
    say_refused(path, taken.refused)
    counts = taken.counts()
    if options.json:
        result_json({"file": str(path), "kind": taken.kind} | counts)
    else:
        result(f"{path.name}: {taken.kind}: " + ", ".join(f"{name} {count:,}" for name, count in counts.items()))
    return of_rows(path, counts)
