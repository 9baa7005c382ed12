"""Write records to a file: all of them, or those that a query finds; one record an edition. Or, with --public, the files for everybody.

The file appears when it is whole: what an interrupted export leaves is named FILE.part.
"""

import argparse
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lantai.cli import FAILED, OK, UNUSABLE, Refused

from .output import Advance, progress, result_json, say
from .start import library_ready

if TYPE_CHECKING:
    from lantai.core.bib.record import BibRecord
    from lantai.core.bib.work import WorkDocument

PAGE = 200


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("file", metavar="FILE", nargs="?", help="where to write; - for standard output")
    parser.add_argument("--format", metavar="F", help="marc21, marcxml, mods, oai_dc, ris, bibtex, csl, csv, native …")
    parser.add_argument(
        "--public", action="store_true", help="make the files of the whole library anew that /exports/ offers to everybody"
    )
    parser.add_argument("--query", metavar="Q", help="only what this finds, the best first")
    parser.add_argument("--json", action="store_true", help="end with one line of JSON (on standard error when FILE is -)")


def run(options: argparse.Namespace) -> int:
    """Write the file and say how many records it has."""
    from lantai.core.formats.open import writer

    if options.public:
        return public(options)
    if not options.file or not options.format:
        raise Refused("say where to write, and --format; or --public", code=UNUSABLE)
    exported = 0
    try:
        writer(options.format)
        library_ready(quiet=True)
        with progress("export", unit="records", shown=not options.json) as advance:
            written = Counted(records(options.query), advance)
            if options.file == "-":
                write(options.format, written, sys.stdout.fileno())
            else:
                part = Path(f"{options.file}.part")
                write(options.format, written, part)
                os.replace(part, options.file)
            exported = written.number
    finally:
        if options.json:
            result_json({"records": exported}, to=sys.stderr if options.file == "-" else sys.stdout)
    if not options.json:
        say(f"{exported:,} records written")
    return OK


def public(options: argparse.Namespace) -> int:
    """Make the files for everybody."""
    if options.file or options.format or options.query:
        raise Refused(
            "--public writes all that is public into the library's directory; it takes no FILE, --format or --query",
            code=UNUSABLE,
        )
    library_ready(quiet=True)
    from django.utils import timezone

    from lantai.catalog import locks, open_data

    try:
        with progress("export", unit="works", shown=not options.json) as advance:
            said = open_data.make(now=timezone.now(), progress=lambda works: advance(works, 0, f"{works:,}"))
    except locks.Busy:
        raise Refused("another process is making these files; try again when it is done", code=FAILED) from None
    if said and options.json:
        result_json({"works": said.works, "papers": said.papers, "files": len(said.files)})
    elif said:
        say(f"{said.works:,} works and {said.papers:,} papers in {len(said.files):,} files: {open_data.root()}")
    return OK


class Counted:
    """Records passed on, counted as they go by."""

    def __init__(self, records: Iterator["BibRecord"], advance: Advance) -> None:
        self.number = 0
        self._records = records
        self._advance = advance

    def __iter__(self) -> Iterator["BibRecord"]:
        for record in self._records:
            self.number += 1
            self._advance(self.number, 0, f"{self.number:,}")
            yield record


def write(name: str, records: Counted, where: Path | int) -> None:
    """Write a whole file in a format."""
    from lantai.core.formats.open import write_file

    with open(where, "wb", closefd=not isinstance(where, int)) as stream:
        write_file(name, records, stream)


def records(query: str | None) -> Iterator["BibRecord"]:
    """Yield the editions of the works in question, each with its number as a local identifier of its origin."""
    for documents in found(query) if query else every():
        for document in documents:
            yield from (instance.record for instance in document.instances)


def every() -> Iterator[list["WorkDocument"]]:
    """Yield all works, some at a time."""
    from lantai.catalog import queries

    for page in queries.every_work():
        yield list(page.values())


def found(query: str) -> Iterator[list["WorkDocument"]]:
    """Yield the works that a query finds, some at a time; refuse more than paging reaches."""
    from lantai.catalog import index, queries
    from lantai.core.query.parse import parse
    from lantai.search.protocol import MAX_OFFSET, Request

    question = parse(query, languages=index.languages())
    if question.tree is None:
        return
    asked = {"tree": question.tree, "exact_key": question.exact_key, "identifiers": question.identifiers, "limit": PAGE}
    offset, total = 0, 1
    while offset < total:
        answer = index.engine().search(Request(**asked, offset=offset))
        total = answer.total
        if total > MAX_OFFSET:
            raise Refused(f"{total:,} works are found; at most {MAX_OFFSET:,} can be exported by a query", code=UNUSABLE)
        documents = queries.documents([hit.id for hit in answer.hits])
        yield [documents[hit.id] for hit in answer.hits if hit.id in documents]
        offset += PAGE
