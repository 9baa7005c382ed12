"""Train the compression dictionary for stored descriptions on the demo library, and write it as the next numbered file.

    python tools/train_dictionary.py [NUMBER]

A dictionary that a release has shipped is never changed: blobs name it by its number (see ``lantai.catalog.blobs``).
"""

import gzip
import io
import sys
from pathlib import Path

import zstandard

from lantai.core.bib.record import encode
from lantai.core.formats import open_file, read_chunk
from lantai.core.formats.errors import Unreadable
from lantai.core.formats.protocol import Profile

ROOT = Path(__file__).resolve().parents[1]
FILES = ROOT / "src" / "lantai" / "demo" / "files"
SIZE = 65_536


def main() -> None:
    """Train and write."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    samples = [sample for file in sorted(FILES.iterdir()) if ".json" not in file.suffixes for sample in described(file)]
    words = zstandard.train_dictionary(SIZE, samples)
    target = ROOT / "src" / "lantai" / "catalog" / "data" / f"dictionary-{number}.zdict"
    target.write_bytes(words.as_bytes())
    plain, dictionary = (zstandard.ZstdCompressor(3, dict_data=d) for d in (None, words))
    sizes = [sum(len(c.compress(s)) for s in samples) / len(samples) for c in (plain, dictionary)]
    print(
        f"{target.relative_to(ROOT)}: {len(samples)} descriptions, {sizes[0]:.0f} bytes each without it, {sizes[1]:.0f} with it"
    )


def described(file: Path) -> list[bytes]:
    """Return the descriptions in one file as they are stored."""
    data = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    profile, chunks = open_file(io.BytesIO(data), file.name, Profile())
    found = []
    for chunk in chunks:
        try:
            found.append(encode(read_chunk(chunk.raw, profile)))
        except Unreadable:
            continue
    return found


if __name__ == "__main__":
    main()
