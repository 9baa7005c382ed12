"""Files of full texts kept with the works they are of, where a license or a deposit allows it.

lantai fulltext add FILE|DIRECTORY … [--work ID | --map CSV] [--license WORDS] [--version published|accepted|submitted] [--deposit]
                     [--shown-from DAY] [--json]
lantai fulltext datacite DIRECTORY [--json]
lantai fulltext fetch [--most N] [--json]
lantai fulltext passages WORK
lantai fulltext state [--json]

add: PDF or JATS (also packed). The work is --work, else what the map says, else that of the DOI in the file. The map is a table with the headings
file, work or doi, and if wanted license, version and shown_from. Pictures that an article in JATS names come along: from a folder of the article's
name beside it (a/fig1.jpg for a.xml), or from its own folder where no other article lies.
Every file is counted: in = new + same + refused, and each refused one is named with its reason. fetch: asks now for copies that may be kept, whether or not
the library has turned fetching on. datacite: writes a file of XML for each work of which something was deposited. passages: a line of JSON
a paragraph of a work's full text, as answers are made from it.
"""

import argparse
import csv
import dataclasses
import os
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from lantai.cli import FAILED, OK, UNUSABLE, Refused

from .output import result, result_json, say
from .start import library_ready

ENDINGS = frozenset({".pdf", ".xml", ".nxml", ".gz", ".xz"})
PICTURES = frozenset({".jpg", ".jpeg", ".png", ".gif", ".tif", ".tiff", ".webp"})
MOST_PACKED = 130_000_000


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    commands = parser.add_subparsers(dest="what", required=True, metavar="add|datacite|fetch|passages|state")
    add = commands.add_parser("add", help="keep files")
    add.add_argument("files", type=Path, nargs="+", metavar="FILE", help="files, or directories of them")
    add.add_argument("--work", type=int, metavar="ID", help="the work that the file is of")
    add.add_argument("--map", type=Path, metavar="CSV", help="a table that says of which work each file is")
    add.add_argument("--license", default="", metavar="WORDS", help="the license, where the files do not say it")
    add.add_argument("--version", default="", choices=("", "published", "accepted", "submitted"), help="which version it is")
    add.add_argument("--deposit", action="store_true", help="the authors gave it to this library to be shown")
    add.add_argument("--shown-from", default="", metavar="DAY", help="the first day on which readers see it, as 2027-03-01")
    add.add_argument("--json", action="store_true", help="one line of JSON a file, then the counts")
    fetch = commands.add_parser("fetch", help="ask for copies that may be kept")
    fetch.add_argument("--most", type=int, default=100, metavar="N", help="how many to ask for (100)")
    fetch.add_argument("--json", action="store_true", help="the counts as JSON")
    datacite = commands.add_parser("datacite", help="what was deposited as resources of DataCite")
    datacite.add_argument("directory", type=Path, metavar="DIRECTORY", help="where the files go, a file a work")
    datacite.add_argument("--json", action="store_true", help="the counts as JSON")
    passages = commands.add_parser("passages", help="the paragraphs of a work's full text")
    passages.add_argument("work", type=int, metavar="WORK")
    state = commands.add_parser("state", help="what is kept")
    state.add_argument("--json", action="store_true", help="as JSON")


def run(options: argparse.Namespace) -> int:
    """Do what is asked."""
    library_ready(quiet=True)
    return {"add": _add, "datacite": _datacite, "fetch": _fetch, "passages": _passages, "state": _state}[options.what](options)


def _add(options: argparse.Namespace) -> int:
    if options.work is not None and (options.map or len(options.files) > 1 or options.files[0].is_dir()):
        raise Refused("--work is for one file; a table (--map) says it of several", code=UNUSABLE)
    told = _told(options.map) if options.map else {}
    counts: Counter[str] = Counter()
    for path in _files(options.files):
        said = _keep(path, told.get(path.name, {}), options)
        counts[said["outcome"]] += 1
        if options.json:
            result_json(said)
        elif said["outcome"] == "refused":
            say(f"{path}: not kept: {said['reason']}")
        else:
            result(f"{path.name}: {said['outcome']}: work {said['work']}, {said['license'] or said['rule']}, {said['read']}")
    totals = {"in": sum(counts.values()), "new": counts["new"], "same": counts["same"], "refused": counts["refused"]}
    if options.json:
        result_json(totals)
    else:
        result(", ".join(f"{name} {count:,}" for name, count in totals.items()))
    return FAILED if counts["refused"] else OK


def _files(given: list[Path]) -> Iterator[Path]:
    for path in given:
        if path.is_dir():
            yield from (one for one in sorted(path.rglob("*")) if one.is_file() and one.suffix.lower() in ENDINGS)
        else:
            yield path


def _told(path: Path) -> dict[str, dict[str, str]]:
    """Return what the table says of files, by their names; raise Refused."""
    try:
        with path.open(newline="", encoding="utf-8-sig") as lines:
            rows = [{k.strip().lower(): (v or "").strip() for k, v in row.items() if k} for row in csv.DictReader(lines)]
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise Refused(f"{path}: {problem}", code=UNUSABLE) from problem
    if not rows or "file" not in rows[0] or not {"work", "doi"} & rows[0].keys():
        raise Refused(f"{path}: the headings must be file, and work or doi", code=UNUSABLE)
    return {row["file"]: row for row in rows if row["file"]}


def _keep(path: Path, told: dict[str, str], options: argparse.Namespace) -> dict[str, Any]:
    """Keep one file; return what came of it."""
    from django.utils import timezone

    from lantai.apps.fulltext import actions
    from lantai.apps.fulltext.models import TextOrigin

    try:
        kept = actions.keep(
            by=None, work=_work(told, options.work), data=_bytes(path), file_name=path.name, origin=TextOrigin.COMMAND, now=timezone.now(),
            license=told.get("license") or options.license, version=told.get("version") or options.version, deposit=options.deposit,
            pictures=_pictures(path), shown_from=_day(told.get("shown_from") or options.shown_from),
        )  # fmt: skip
    except actions.NotKept as refused:
        return {"file": str(path), "outcome": "refused", "code": refused.code, "reason": str(refused)}
    except (OSError, EOFError) as problem:
        return {"file": str(path), "outcome": "refused", "code": "unreadable", "reason": str(problem)}
    one = kept.full_text
    return {
        "file": str(path), "outcome": "new" if kept.is_new else "same", "id": one.pk, "work": one.work_id, "kind": one.kind, "version": one.version,
        "license": one.label, "rule": one.rule, "read": one.outcome, "characters": one.characters, "pages": one.page_count,
        "figures": one.figures.count(), "pictures": one.figures.exclude(picture="").count(), "sha256": one.digest,
    }  # fmt: skip


def _work(told: dict[str, str], given: int | None) -> int | None:
    from lantai.apps.fulltext import actions, queries
    from lantai.core.bib.identifiers import identify
    from lantai.core.bib.record import Scheme

    if told.get("work", "").isdecimal():
        return int(told["work"])
    if doi := told.get("doi"):
        found = queries.works_with_doi(identify(Scheme.DOI, doi, at="").value)
        if len(found) != 1:
            raise actions.NotKept("no-work", "The catalog has {n} works with the DOI {doi}.", n=len(found), doi=doi)
        return found[0].pk
    return given


def _bytes(path: Path) -> bytes:
    """Return the bytes of a file, of a packed one those inside; one that grows without end is cut where no file is that large."""
    from lantai.core.formats.unpack import unpacked

    with path.open("rb") as stream:
        data: bytes = unpacked(stream).read(MOST_PACKED) if path.suffix in (".gz", ".xz") else stream.read(MOST_PACKED)
    return data


class _Beside(Mapping[str, bytes]):
    """Pictures of a folder by name, each read when it is asked for."""

    def __init__(self, folder: Path) -> None:
        found = (one for one in sorted(folder.iterdir()) if one.suffix.lower() in PICTURES and one.is_file())
        self._places = {one.name: one for one in found if one.stat().st_size < MOST_PACKED}

    def __getitem__(self, name: str) -> bytes:
        return self._places[name].read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def _pictures(path: Path) -> Mapping[str, bytes]:
    """Return the pictures beside an article: of the folder of its name, else of its own folder where no other article lies, as each has its "fig1"."""
    name = _article(path)
    if not name:
        return {}
    own = path.parent / name
    if own.is_dir():
        return _Beside(own)
    with os.scandir(path.parent) as there:
        is_alone = all(_article(Path(one.name)) in (name, "") for one in there)
    return _Beside(path.parent) if is_alone else {}


def _article(path: Path) -> str:
    """Return the name of an article's file without its endings; "" for what is no XML, packed or not."""
    plain = path.with_suffix("") if path.suffix.lower() in (".gz", ".xz") else path
    return plain.stem if plain.suffix.lower() in (".xml", ".nxml") else ""


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given) if given else None
    except ValueError as problem:
        raise Refused(f"{given!r} is no day; write it as 2027-03-01", code=UNUSABLE) from problem


def _datacite(options: argparse.Namespace) -> int:
    from django.conf import settings
    from django.urls import reverse
    from django.utils.timezone import localdate

    from lantai.apps.fulltext import deposits

    if not settings.ADDRESS:
        raise Refused("LANTAI_ADDRESS is not set: without it nobody can say where the works are", code=UNUSABLE)
    options.directory.mkdir(parents=True, exist_ok=True)
    count = 0
    pages = deposits.every(
        lambda work: settings.ADDRESS + reverse("discovery:work", args=[work]), library=settings.LIBRARY_NAME, on=localdate()
    )
    for work, described in pages:
        count += 1
        (options.directory / f"{work}.xml").write_bytes(described)
    result_json({"works": count}) if options.json else result(f"{count:,} works written to {options.directory}")
    return OK


def _fetch(options: argparse.Namespace) -> int:
    from django.utils import timezone

    from lantai.apps.fulltext import actions
    from lantai.apps.fulltext.actions.fetching import asker

    began = time.monotonic()
    found = actions.gather(now=timezone.now())
    done = actions.fetch_due(now=timezone.now, most=options.most, asks=asker())
    counts = {"found": found} | dataclasses.asdict(done)
    if options.json:
        result_json(counts | {"seconds": round(time.monotonic() - began, 1)})
    else:
        result(", ".join(f"{name} {count:,}" for name, count in counts.items()))
    return OK


def _passages(options: argparse.Namespace) -> int:
    from lantai.catalog.kept_texts import passages_of

    found = passages_of([options.work]).get(options.work, [])
    for one in found:
        result_json(dataclasses.asdict(one))
    return OK if found else FAILED


def _state(options: argparse.Namespace) -> int:
    from lantai.apps.fulltext import queries, store

    told = dataclasses.asdict(queries.standing()) | {"disk_bytes": store.total_bytes()}
    if options.json:
        result_json(told)
    else:
        for name, value in told.items():
            result(f"{name}: {value}")
    return OK
