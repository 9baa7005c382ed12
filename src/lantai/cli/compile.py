"""Compile the parts of Lantai that read records and make search documents, so that an import takes less of the processor.

Needs a C compiler, Python's headers and mypy's compiler; in a checkout, ./lantai compile brings the last. Takes a minute or two. What was compiled is
compared with what Python makes of the demo library's records before it is used, and is used only for the very sources that it was made of: after a
change or an update Lantai runs on Python's modules until it is compiled again. `lantai check` says which are in use; --remove goes back for good.
"""

import argparse
import os
import shutil
import subprocess
import sys
from datetime import date
from hashlib import blake2b
from pathlib import Path

from lantai import compiled
from lantai.cli import OK, Refused
from lantai.compiled import making

from .output import result, say

SAMPLES = Path(compiled.PACKAGE, "demo", "files")
READ = (".mrc", ".mrc.gz", ".xml.gz", ".iso", ".jsonl", ".ris", ".bib")
DAY = date(2026, 1, 1)
TRIED = "import sys; from lantai.cli.compile import fingerprint; sys.stdout.write(fingerprint())"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's options."""
    parser.add_argument("--remove", action="store_true", help="remove what was compiled")


def run(options: argparse.Namespace) -> int:
    """Compile, or remove what was."""
    if options.remove:
        where = compiled.place()
        if where:
            shutil.rmtree(where, ignore_errors=True)
        result("Python's own modules are in use")
        return OK
    try:
        count = making.make(making.listed(), tried=difference, telling=say)
    except making.CannotCompile as problem:
        raise Refused(str(problem)) from None
    result(f"{count} compiled modules are in use from the next start on")
    return OK


def difference(where: str) -> str:
    """Return what differs between what Python's modules and those at a place make, "" where nothing does."""
    said = []
    for place in ("no", where):
        environ = os.environ | {"LANTAI_COMPILED": place, "PYTHONHASHSEED": "0"}
        done = subprocess.run([sys.executable, "-c", TRIED], env=environ, capture_output=True, text=True)
        if done.returncode:
            return done.stderr.strip()[-2000:]
        said.append(done.stdout)
    python, other = said
    if not other.startswith("compiled"):
        return "they were not found"
    files = [line for line in other.split("\n")[1:] if line not in python.split("\n")]
    return f"what is made of {', '.join(line.split()[0] for line in files)}" if files else ""


def fingerprint() -> str:
    """Return whose modules these are, and a line for each file of the demo library: a digest of the descriptions and documents made of it."""
    from lantai.search import build

    files = sorted(SAMPLES.iterdir())
    whose = "compiled" if (build.__file__ or "").endswith(compiled.SUFFIX) else "Python's"
    return "\n".join([whose, *(f"{path.name} {said}" for path in files if path.name.endswith(READ) and (said := digest(path)))])


def digest(path: Path) -> str:
    """Return a digest of what reading, describing, comparing and indexing make of the records of a file."""
    import msgspec

    from lantai.core.formats import open_file, read_chunk
    from lantai.core.formats.errors import Unreadable
    from lantai.core.matching.keys import work_keys
    from lantai.core.matching.signs import signs
    from lantai.search.build import document

    said, made = blake2b(digest_size=16), msgspec.msgpack.Encoder().encode
    with path.open("rb") as stream:
        profile, chunks = open_file(stream, path.name)
        for chunk in chunks:
            if chunk.refused:
                continue
            try:
                record = read_chunk(chunk.raw, profile)
            except Unreadable as problem:
                said.update(problem.reason.encode())
                continue
            seen = signs(record)
            found = document([record], number=1, sources=("sample",), added=DAY.toordinal(), on=DAY)
            said.update(made((record, seen, work_keys(seen), found)))
    return said.hexdigest()
