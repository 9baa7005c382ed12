"""How fast ISO 2709 becomes fields, and records, beside pymarc in the same run.

    python benchmarks/marc_reading.py FILE… [--rounds 3] [--json]

FILE: ISO 2709, packed or not. Carrier: leader and fields as text; whole: up to the BibRecord; pymarc: MARCReader's records.
Each is the best of its rounds, in records per second of one core. Goal: the carrier is no slower than pymarc.
"""

import argparse
import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pymarc import MARCReader

from lantai.core.formats import open_file, read_chunk
from lantai.core.formats.errors import Unreadable
from lantai.core.formats.marc import iso2709
from lantai.core.formats.protocol import Profile
from lantai.core.formats.unpack import unpacked

ISO2709 = Profile(format="iso2709")


def ours(data: bytes, read: Callable[[bytes, Profile], object]) -> int:
    """Return how many records ``read`` made of the file."""
    count = 0
    profile, chunks = open_file(io.BytesIO(data), "x.mrc", ISO2709)
    for chunk in chunks:
        try:
            count += not chunk.refused and read(chunk.raw, profile) is not None
        except Unreadable:
            continue
    return count


def pymarcs(data: bytes) -> int:
    """Return how many records pymarc made of the file."""
    return sum(record is not None for record in MARCReader(io.BytesIO(data)))


def rate(count: Callable[[bytes], int], files: list[bytes], rounds: int) -> tuple[int, float]:
    """Return how many records there were, and how many a second in the best round."""
    best, found = 0.0, 0
    for _ in range(rounds):
        began = time.process_time()
        found = sum(map(count, files))
        best = max(best, found / (time.process_time() - began))
    return found, best


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    files = [unpacked(io.BytesIO(path.read_bytes())).read() for path in options.files]
    sys.stderr = io.StringIO()  # where pymarc says what it cannot decode
    ways: dict[str, Callable[[bytes], int]] = {
        "carrier": lambda data: ours(data, iso2709.read_marc),
        "whole": lambda data: ours(data, read_chunk),
        "pymarc": pymarcs,
    }
    measured = {name: rate(count, files, options.rounds) for name, count in ways.items()}
    peer = measured["pymarc"][1]
    rows = {
        n: {"records": found, "per_s": round(per_s), "of_pymarc": round(per_s / peer, 2)}
        for n, (found, per_s) in measured.items()
    }
    print(
        json.dumps(rows)
        if options.json
        else "\n".join(f"{n:8} {r['records']:7} records {r['per_s']:7}/s  {r['of_pymarc']}x pymarc" for n, r in rows.items())
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
