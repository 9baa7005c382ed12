"""How long the lexicons take to read and compile: ``python benchmarks/lexicons.py [FILE …]``; those that come with Lantai without a file.

Seconds of processor time (other work on the machine does not count), rows, and the peak of memory so far. Measured: CC-CEDICT
5.6 s (345,000 rows), CLDR 3.6 s (158,000 labels), FreeDict ara-eng 3.1 s (138,000 rows), deu-eng 23 s and 405 MB (1,032,000 rows).
"""

import resource
import sys
import time
from pathlib import Path

from lantai.core.bilingual.lexicons import About, Lexicon, Report, detect, lexicon, packaged
from lantai.search.lexicons import belonging, english_wordnet, files_of


def of_file(path: Path) -> Lexicon:
    """Return the lexicon in a file."""
    paths = [path, *belonging(path)]
    files = files_of(path.name, paths)
    with files.open() as stream:
        reader = detect(stream.read(65536), path.name)
    return lexicon(path.name, reader, files_of(path.name, [*paths, *english_wordnet()]) if reader == "omw" else files, About())


def main(paths: list[str]) -> None:
    """Print a line for each lexicon."""
    for one in [of_file(Path(path)) for path in paths] or packaged():
        begun, report = time.process_time(), Report()
        rows = sum(1 for _ in one.rows(report))
        labels = 0 if rows else sum(1 for _ in one.labels())
        spent, peak = time.process_time() - begun, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{one.layer.name:24} {report.rows:>9,} in {rows:>9,} rows {labels:>9,} labels {spent:6.1f} s {peak:>5} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
