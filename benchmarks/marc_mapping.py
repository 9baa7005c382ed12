"""How long the rules take from MarcRecord to BibRecord and back, beside what pymarc takes to parse the same files.

``python benchmarks/marc_mapping.py FILE…`` (ISO 2709, packed or not); processor time, the best of some rounds. What is loaded
beforehand is frozen, so that the garbage collector does not count it: an import holds no thousands of records either.
"""

import argparse
import gc
import gzip
import io
import json
from collections.abc import Callable
from contextlib import redirect_stderr
from pathlib import Path
from time import process_time

import pymarc

from lantai.core.formats import FORMATS, open_file
from lantai.core.formats.errors import FormatError
from lantai.core.formats.marc.dialect import to_bib
from lantai.core.formats.marc.fields import MarcRecord
from lantai.core.formats.marc.write import to_marc21


def loaded(path: Path) -> list[tuple[MarcRecord, str]]:
    """Return the records of a file with their dialect."""
    found = []
    with path.open("rb") as stream:
        profile, chunks = open_file(stream, path.name)
        for chunk in chunks:
            try:
                record = FORMATS[profile.format].read_marc(chunk.raw, profile)
                to_bib(record, profile.dialect)
                found.append((record, profile.dialect))
            except FormatError:
                continue
    return found


def parsed_by_pymarc(files: list[bytes]) -> None:
    """Parse as pymarc does by default, for comparison."""
    with redirect_stderr(io.StringIO()):
        for data in files:
            for _ in pymarc.MARCReader(data, to_unicode=True, permissive=True, utf8_handling="replace"):
                pass


def seconds(work: Callable[[], object], rounds: int) -> float:
    """Return the best processor time of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        began = process_time()
        work()
        best = min(best, process_time() - began)
    return best


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="one line for machines")
    arguments = parser.parse_args()
    records = [pair for path in arguments.files for pair in loaded(path)]
    raw = [gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data for data in (path.read_bytes() for path in arguments.files)]
    bibs = [to_bib(record, dialect) for record, dialect in records]
    gc.freeze()
    peer = seconds(lambda: parsed_by_pymarc(raw), arguments.rounds)
    mapping = seconds(lambda: [to_bib(record, dialect) and None for record, dialect in records], arguments.rounds)
    writing = seconds(lambda: [to_marc21(bib) and None for bib in bibs], arguments.rounds)
    found = {
        "records": len(records),
        "to_bib_us": round(mapping / len(records) * 1e6),
        "to_marc21_us": round(writing / len(records) * 1e6),
        "pymarc_parse_us": round(peer / len(records) * 1e6),
        "to_bib_times_pymarc": round(mapping / peer, 2),
    }
    print(json.dumps(found) if arguments.json else "\n".join(f"{name:22} {value}" for name, value in found.items()))


if __name__ == "__main__":
    main()
