"""Digests of everything that reading and importing make of files: two versions of the program that print the same do the same.

    python benchmarks/import_outcomes.py [--read-only] [FILE …]

Without files: the relevance set and every other bibliographic file of the shared data. A line for each file is the digest of what readers
make of its rows (descriptions with their places, keys, signs, search documents, repairs, refusals); a line for each table is of all its rows
after the first file has been imported, but for clocks and packing.
"""

import argparse
import hashlib
import os
import sys
import tempfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import import_speed

BATCH = 500
DAY = 739_000
TABLES = ("Work", "Instance", "SourceRecord", "Identifier", "WorkKey", "Holding", "Item", "Judgement", "Moved", "Refusal")
CLOCKS = frozenset(("added_at", "at", "undone_at"))


def main() -> None:
    """Print the digests."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--read-only", action="store_true", help="import nothing")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"LANTAI_DATA": f"{folder}/data", "DJANGO_SETTINGS_MODULE": "lantai.site.settings"}
        files = options.files or [*_shared(Path(folder) / "relevance.mrc")]
        for file in files:
            print(*_read(file), flush=True)
        if not options.read_only:
            for line in _imported(files[0]):
                print(*line, flush=True)


def _shared(whole: Path) -> Iterator[Path]:
    """Yield the relevance set as one file, then the files of the shared data one by one."""
    import_speed.gather(whole, 0, 0)
    yield whole
    for part in ("marc", "citations"):
        yield from sorted(p for p in (import_speed.SHARED / "resources" / part).rglob("*") if p.is_file())


def _read(file: Path) -> tuple[str, int, str]:
    """Return the digest of what readers make of a file, the number of its rows and its name."""
    from lantai.catalog.prepare import Desk, encoded
    from lantai.core.formats import open_file
    from lantai.core.formats.errors import FormatError

    digest, rows = hashlib.sha256(), 0
    with file.open("rb") as stream:
        try:
            profile, chunks = open_file(stream, file.name)
            desk = Desk(profile=profile, source="library", added=DAY)
            while batch := list(islice(chunks, BATCH)):
                digest.update(encoded(batch, desk))
                rows += len(batch)
        except FormatError as problem:
            digest.update(str(problem).encode())
    return digest.hexdigest()[:16], rows, file.name


def _imported(file: Path) -> Iterator[tuple[str, int, str]]:
    """Import a file into a fresh library and yield the digest of each table, the number of its rows and its name."""
    import django

    django.setup()
    from django.core.management import call_command
    from django.utils import timezone

    from lantai.catalog import documents, importing, models
    from lantai.catalog.blobs import unpack

    call_command("migrate", verbosity=0)
    importing.import_file(file, now=timezone.now)
    for name in TABLES:
        model = getattr(models, name)
        columns = [f.attname for f in model._meta.concrete_fields if f.attname not in CLOCKS]
        packed = [columns.index(c) for c in ("document", "raw") if c in columns]
        digest, rows = hashlib.sha256(), 0
        for row in model.objects.order_by("pk").values_list(*columns).iterator():
            plain = [unpack(v) if n in packed and v else bytes(v) if isinstance(v, memoryview) else v for n, v in enumerate(row)]
            digest.update(repr(plain).encode())
            rows += 1
        yield digest.hexdigest()[:16], rows, name
    works = list(models.Work.objects.filter(state="live").order_by("pk").values_list("pk", flat=True))
    digest = hashlib.sha256()
    for start in range(0, len(works), BATCH):
        for document in documents.of_works(works[start : start + BATCH]):
            digest.update(repr(document).encode())
    yield digest.hexdigest()[:16], len(works), "documents"


if __name__ == "__main__":
    if os.environ.get("PYTHONHASHSEED") != "0":  # sets come in one order
        os.execve(sys.executable, [sys.executable, *sys.argv], os.environ | {"PYTHONHASHSEED": "0"})
    main()
