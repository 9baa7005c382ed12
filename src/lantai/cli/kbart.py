"""Title lists of providers (KBART) and what packages hold.

lantai kbart check FILE            read a list, match it and compare it with its package; nothing is changed
lantai kbart import FILE           the same, and apply what it changes
lantai kbart export REFERENCE      write what a package holds as KBART, to --out FILE or to standard output
lantai kbart issnl FILE            take the ISSN centre's table of ISSN-L in: "ISSN<tab>ISSN-L" a line

A list that holds several packages, each with a column of marks, is taken in package by package: --only "Humanities Collection". What
columns of marks there are, check says.

A list belongs to the package that --package names; else to the one of its file's name without date and version. A package that is not there
is made. Where a list would remove more than a tenth of its package, import stops unless --confirm says that it is meant.
Exit code 2 when the file is no list of titles, 1 when the import stopped.
"""

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lantai.cli import FAILED, OK, UNUSABLE, Refused

from .output import result, result_json, say
from .start import library_ready

if TYPE_CHECKING:
    from lantai.apps.holdings.differing import Plan
    from lantai.apps.holdings.models import Package, Run

_VERSION = re.compile(r"(?:[_ -](?:\d{4}-\d{2}-\d{2}|\d{8}|v\d+))+$", re.IGNORECASE)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be done."""
    kinds = parser.add_subparsers(dest="what", required=True, metavar="|".join(DO))
    for name, help_ in (("check", "read, match and compare a list"), ("import", "take a list in")):
        one = kinds.add_parser(name, help=help_)
        one.add_argument("file", type=Path, metavar="FILE")
        one.add_argument("--package", default="", metavar="REF", help="the package's reference (default: from the file's name)")
        one.add_argument("--name", default="", help="what a new package is called")
        one.add_argument("--provider", default="", help="whose a new package is")
        one.add_argument(
            "--map", action="append", default=[], metavar="COLUMN=HEADING", help="which heading a KBART column has in this file"
        )
        one.add_argument(
            "--only",
            default="",
            metavar="HEADING",
            help="take the rows that are marked in this column: a list of several packages",
        )
        one.add_argument("--json", action="store_true", help="one line of JSON: the counts, the differences, each refused row")
    one.add_argument("--confirm", action="store_true", help="it is meant that more than a tenth of the package goes")
    one.add_argument("--no-catalog", action="store_true", help="leave it to the worker to bring new titles into the catalog")
    export = kinds.add_parser("export", help="write a package as KBART")
    export.add_argument("package", metavar="REF")
    export.add_argument("--out", type=Path, metavar="FILE")
    issnl = kinds.add_parser("issnl", help="take the table of ISSN-L in")
    issnl.add_argument("file", type=Path, metavar="FILE")
    issnl.add_argument("--json", action="store_true", help="one line of JSON")


def run(options: argparse.Namespace) -> int:
    """Do one of them."""
    library_ready(quiet=True)
    return DO[options.what](options)


def check(options: argparse.Namespace) -> int:
    """Say what a list would change."""
    from django.utils import timezone

    from lantai.apps.holdings import checking

    report = checking.report(_file(options), reference=reference_of(options), mapping=mapping_of(options), now=timezone.now())
    return told(report, options)


def take(options: argparse.Namespace) -> int:
    """Take a list in."""
    from django.utils import timezone

    from lantai.apps.holdings import actions, checking, files

    file, now = _file(options), timezone.now()
    package = package_of(options)
    run = actions.lay_down(
        by=None, package=package, name=file.name, pieces=files.pieces_of(file), mapping=mapping_of(options), now=now
    )
    found = actions.read_and_compared(run, now=now)
    report = checking.report_of(run)
    stopped = applied(run, found[1], options) if found else ""
    return told(report | {"applied": not stopped and not report["error"], "stopped": stopped}, options)


def applied(run: "Run", plan: "Plan", options: argparse.Namespace) -> str:
    """Apply a checked list; return why that stopped, "" when it did not."""
    from django.utils import timezone

    from lantai.apps.holdings import actions, cataloging
    from lantai.catalog.actions import NotPossible

    now = timezone.now()
    try:
        actions.begin(by=None, run=run, confirmed=options.confirm, now=now)
    except NotPossible as problem:
        return str(problem).format(gone=run.gone, held=actions.held_by(run))
    actions.carry_out(run, plan=plan, now=now)
    if not options.no_catalog:
        cataloging.describe(run.package, since=now)
    return ""


def export(options: argparse.Namespace) -> int:
    """Write a package."""
    import sys

    from lantai.apps.holdings import exporting
    from lantai.apps.holdings.models import Package

    package = Package.objects.filter(reference=options.package).first()
    if package is None:
        raise Refused(f"there is no package {options.package!r}", code=UNUSABLE)
    if options.out is None:
        sys.stdout.writelines(exporting.lines(package))
        return OK
    with options.out.open("w", encoding="utf-8", newline="") as out:
        out.writelines(exporting.lines(package))
    say(f"{options.out}: written")
    return OK


def issnl(options: argparse.Namespace) -> int:
    """Take the table of ISSN-L in."""
    from django.utils import timezone

    from lantai.apps.holdings import actions

    with _file(options).open(encoding="utf-8", errors="replace") as lines:
        counts = actions.take_families(by=None, lines=lines, now=timezone.now())
    result_json(counts) if options.json else result(", ".join(f"{name} {count}" for name, count in counts.items()))
    return OK


def told(report: dict[str, Any], options: argparse.Namespace) -> int:
    """Print a report, for people or for machines; return the exit code."""
    if options.json:
        result_json(report)
    elif not report["error"]:
        for name in ("rows_in", "matched", "new", "queued", "refused", "added", "changed", "coverage_changes", "gone", "same"):
            result(f"{name:17}{report[name]:>9}")
        for row in report["refusals"]:
            result(f"row {row['row']}: {row['column'] or 'row'}: {row['rule']}: {row['value']}")
        if report["left_out"]:
            result(f"rows of other packages {report['left_out']:>9,}")
        for heading, count in report.get("packages", {}).items():
            result(f'a package of its own? --only "{heading}" {count:>9,} titles')
    if report["error"]:
        raise Refused(report["error"], code=UNUSABLE)
    if report.get("stopped"):
        say(report["stopped"] + " --confirm")
        return FAILED
    return OK


def _file(options: argparse.Namespace) -> Path:
    if not options.file.is_file():
        raise Refused(f"{options.file}: there is no such file", code=UNUSABLE)
    return options.file


def reference_of(options: argparse.Namespace) -> str:
    """Return the package that a file belongs to: named, or by the file's name without date and version."""
    return options.package or _VERSION.sub("", options.file.name.split(".")[0]) or options.file.name


def mapping_of(options: argparse.Namespace) -> dict[str, str]:
    """Return KBART column -> heading, as given."""
    from lantai.core.formats.kbart import PACKAGE

    pairs = [given.partition("=") for given in options.map]
    wrong = [given for given, (column, _, heading) in zip(options.map, pairs, strict=True) if not column or not heading]
    if wrong:
        raise Refused(f"--map takes COLUMN=HEADING, not {wrong[0]!r}", code=UNUSABLE)
    only = {PACKAGE: options.only} if options.only else {}
    return only | {column.strip(): heading.strip() for column, _, heading in pairs}


def package_of(options: argparse.Namespace) -> "Package":
    """Return the package, made where it is not there."""
    from django.utils import timezone

    from lantai.apps.holdings import actions
    from lantai.apps.holdings.models import Package

    reference = reference_of(options)
    found = Package.objects.filter(reference=reference).first()
    values = {"name": options.name or reference, "reference": reference, "provider": options.provider}
    return found or actions.make_package(by=None, values=values, now=timezone.now())


DO = {"check": check, "import": take, "export": export, "issnl": issnl}
