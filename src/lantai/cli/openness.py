"""How open works are: a line a work with its colour, the rule that gave it, and according to whom.

lantai openness FILE [FILE …] [--on DATE] [--json]

FILE: records of Unpaywall or works of OpenAlex, JSON Lines or an array, packed or not. Each line says our colour from the facts of that
service, beside the colour that the service gives itself. A record that cannot be used is named with its file and number, and counted.
"""

import argparse
import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lantai.cli import FAILED, OK, UNUSABLE, Refused
from lantai.core.formats.errors import Unreadable
from lantai.core.formats.jsonstream import loaded, split_values
from lantai.core.formats.unpack import unpacked
from lantai.core.openness.copies import Described
from lantai.core.openness.reading import Unknown, work_of
from lantai.core.openness.verdicts import SAID, Verdict, judge

from .output import result, result_json, say

_PATHS = frozenset({("results",)})


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE", help="records of Unpaywall, or works of OpenAlex")
    parser.add_argument("--on", type=datetime.date.fromisoformat, metavar="DATE", help="as it is on that day (default: today)")
    parser.add_argument("--json", action="store_true", help="one line of JSON a work")


def run(options: argparse.Namespace) -> int:
    """Judge every work of the files."""
    on = options.on or datetime.datetime.now(datetime.UTC).date()
    read = same = said = refused = 0
    for path in options.files:
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
    agreed = f"; {same:,} of {said:,} have the color that the service gives ({same / said:.2%})" if said else ""
    say(f"{read:,} works, {refused:,} records not used{agreed}")
    if not read:
        raise Refused("nothing in there could be used", code=UNUSABLE)
    return FAILED if refused else OK


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
        "best": {"url": best.pdf_url or best.url, "host": best.host.value, "evidence": best.evidence} if best else None,
        "shadowed_green": verdict.shadowed_green,
        "opens_on": verdict.opens_on.isoformat() if verdict.opens_on else None,
    }  # fmt: skip


def _show(work: Described, verdict: Verdict, *, json: bool) -> None:
    if json:
        result_json(shaped(work, verdict))
        return
    other = f" ({work.by} says {work.said.value})" if work.said and work.said is not verdict.color else ""
    result(f"{verdict.color.value:8} {verdict.rule.value:28} {work.id}{other}")
