"""How many figures and captions of the shared JATS articles are found, and how fast.

    python -m benchmarks.jats

A caption counts when its words are those of the XML, by an extraction that shares no code with ours; the counts a file are those of expected_dev.csv.
"""

import csv
import tarfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from tests.shared_data import shared_directory

from lantai.core.formats.errors import Unreadable
from lantai.core.formats.jats import Figure, article_of, figures, sections
from lantai.core.formats.jats.article import read
from lantai.core.formats.protocol import Profile

FOLDER = "openaccess/jats"


def articles(folder: Path) -> Iterator[tuple[dict[str, str], bytes]]:
    """Yield what is expected of each article, and its bytes."""
    with (folder / "expected_dev.csv").open(newline="") as lines:
        expected = {row["file"]: row for row in csv.DictReader(lines)}
    with tarfile.open(folder / "jats_dev.tar.xz") as archive:
        for member in archive:
            if member.isfile() and (file := archive.extractfile(member)):
                yield expected[member.name.removeprefix("./").removeprefix("jats_dev/")], file.read()


def captions(raw: bytes) -> list[str]:
    """Return the words of every figure's caption without white space, straight from the XML."""
    root = etree.fromstring(raw, etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True))
    return [
        "".join("".join("".join(map(str, c.itertext())) for c in fig.iterfind("caption")).split()) for fig in root.iter("fig")
    ]


def said(figure: Figure) -> str:
    """Return the words of a caption as we give them, without white space."""
    return "".join("".join((figure.title, *figure.caption)).split())


def counted(found: tuple[Figure, ...]) -> dict[str, int]:
    """Return the figures of an article by what the expected table counts."""
    return {
        "figs": len(found),
        "with_label": sum(bool(figure.label) for figure in found),
        "with_caption": sum(bool(said(figure)) for figure in found),
        "with_graphic": sum(bool(figure.graphics) for figure in found),
        "in_floats": sum(figure.floats for figure in found),
    }


def measured(folder: Path) -> Counter[str]:
    """Return the totals: figures, verbatim captions, articles whose counts agree, sections, records with title, supplements with parent."""
    totals: Counter[str] = Counter()
    for expected, raw in articles(folder):
        article, _repairs = article_of(raw)
        found = figures(article)
        totals["articles"] += 1
        totals["as counted"] += all(int(expected[name]) == count for name, count in counted(found).items())
        totals["figures"] += len(found)
        totals["captions verbatim"] += sum(said(f) == words for f, words in zip(found, captions(raw), strict=True))
        totals["supplements"] += sum(bool(figure.parent) for figure in found)
        totals["with text"] += any(section.kind == "body" for section in sections(article))
        totals["records"] += _is_described(raw, expected)
    return totals


def _is_described(raw: bytes, expected: dict[str, str]) -> bool:
    try:
        record = read(raw, Profile(format="jats"))
    except Unreadable:
        return False
    return bool(record.titles and record.contributions) and expected["doi"].lower() in ("", record.control)


def main() -> None:
    """Print the totals."""
    start = time.process_time()
    for name, count in measured(shared_directory() / FOLDER).items():
        print(f"{name:20} {count:>6,}")
    print(f"{'cpu s':20} {time.process_time() - start:>6.1f}")


if __name__ == "__main__":
    main()
