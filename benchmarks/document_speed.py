"""How much processor time it takes to make the search document of a record: the demo library's MARC files.

    python -m benchmarks.document_speed

Prints one line of JSON: records, and microseconds a document, the least of six rounds.
"""

import json
import time
from collections.abc import Iterator

from lantai.core.bib.record import BibRecord
from lantai.core.formats.errors import Unreadable
from lantai.core.formats.open import open_file, read_chunk
from lantai.demo import FILES
from lantai.search.build import document

NAMES = ("main-library-marc21.mrc.gz", "chinese-books-cnmarc-gbk.iso", "east-asian-marc21.mrc")


def records() -> Iterator[BibRecord]:
    """Yield the records that can be read."""
    for name in NAMES:
        with (FILES / name).open("rb") as stream:
            profile, chunks = open_file(stream, name)
            for chunk in chunks:
                try:
                    yield read_chunk(chunk.raw, profile)
                except Unreadable:
                    continue


def main() -> None:
    """Measure and print."""
    read, rounds = list(records()), []
    for _ in range(6):
        began = time.process_time()
        for number, record in enumerate(read, 1):
            document([record], number=number, sources=("demo",), added=1)
        rounds.append(time.process_time() - began)
    print(json.dumps({"records": len(read), "us_per_document": round(min(rounds) / len(read) * 1e6, 1)}))


if __name__ == "__main__":
    main()
