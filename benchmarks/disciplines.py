"""How often a discipline is told right: 67 from abstracts (CSLDCP), 13 from titles (CSL), learnt on the shared training splits.

    python -m benchmarks.disciplines [--embedder packaged] [--with-dev] [--json] [csldcp] [csl]

No test split is among the shared data, so the development split is parted by its texts' checksum: settings are chosen on one half, the figures are
of the other, asked once. --with-dev learns from the first half too, once settings are chosen. Where a test split is at hand,
``lantai disciplines evaluate TRAIN DEV TEST`` measures it.
"""

import argparse
import json
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from tests.shared_data import shared_directory

from lantai.cli.disciplines import embedder, evaluated
from lantai.core.classing.classifier import Embed
from lantai.core.classing.labelled import read

FOLDER = "openaccess/disciplines"
SETS = {
    "csldcp": ("csldcp_train_few_all.jsonl.gz", "csldcp_dev_few_all.jsonl.gz"),
    "csl": ("csl_category_train.tsv.gz", "csl_category_dev.tsv.gz"),
}


@contextmanager
def halves(path: Path) -> Iterator[tuple[Path, Path]]:
    """Yield the two halves of a labelled file."""
    rows, _refused = read([path])
    with tempfile.TemporaryDirectory() as folder:
        parts = Path(folder) / "choose.jsonl", Path(folder) / "try.jsonl"
        for number, part in enumerate(parts):
            chosen = [row for row in rows if zlib.crc32(row.text.encode()) % 2 == number]
            part.write_bytes(b"".join(msgspec.json.encode({"content": row.text, "label": row.label}) + b"\n" for row in chosen))
        yield parts


def measured(name: str, folder: Path, *, embed: Embed | None = None, with_dev: bool = False) -> dict[str, Any]:
    """Return what ``lantai disciplines evaluate`` says of a set."""
    train, dev = SETS[name]
    with halves(folder / dev) as (choose, try_once):
        return evaluated(folder / train, choose, try_once, embed=embed, with_dev=with_dev)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=list(SETS))
    parser.add_argument("--embedder", default="")
    parser.add_argument("--with-dev", action="store_true")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    for name in options.sets:
        found = measured(name, shared_directory() / FOLDER, embed=embedder(options.embedder), with_dev=options.with_dev)
        print(json.dumps({name: found}) if options.json else f"{name}: {found}", flush=True)


if __name__ == "__main__":
    main()
