"""How many of the kernel's own examples come back whole from reading and writing, and are valid by its schema.

    python -m benchmarks.datacite

Whole means: the same elements, attributes and words, in any order of the properties, which the schema leaves open. Then the records of the shared
JATS, Crossref and OpenAlex files are written as DataCite and validated too.
"""

import gzip
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree
from tests.shared_data import shared_directory

from lantai.core.bib.record import BibRecord
from lantai.core.formats import open_file, read_chunk
from lantai.core.formats.datacite import element_of, resource_of
from lantai.core.formats.datacite.writing import resource_from

KERNEL = "openaccess/datacite/kernel-4.7"
_IGNORED = ("schemaLocation", "}type")  # xsi's own


def canonical(element: etree._Element) -> Any:
    """Return all that an element says, without regard to the order of its properties or to white space between words."""
    said = tuple(sorted((str(k), str(v).strip()) for k, v in element.attrib.items() if not str(k).endswith(_IGNORED)))
    inside = [canonical(child) for child in element if isinstance(child.tag, str)]
    mixed = str(element.tag).endswith("description")
    words = (" ".join((element.text or "").split()), " ".join((element.tail or "").split()))
    return str(element.tag), said, words, tuple(inside if mixed else sorted(inside, key=lambda one: str(one[0])))


def schema(folder: Path) -> etree.XMLSchema:
    """Return the kernel's schema."""
    return etree.XMLSchema(etree.parse(str(folder / "metadata.xsd")))


def examples(folder: Path) -> Counter[str]:
    """Return how many examples there are, and how many come back whole and valid."""
    rules, totals = schema(folder), Counter[str]()
    for path in sorted((folder / "example").iterdir()):
        before = etree.parse(str(path)).getroot()
        resource, unknown = resource_of(before)
        after = etree.fromstring(etree.tostring(element_of(resource)))
        totals += Counter(
            examples=1, whole=int(canonical(before) == canonical(after) and not unknown), valid=int(rules.validate(after))
        )
    return totals


def records(path: Path) -> Iterator[BibRecord]:
    """Yield the records of a file."""
    with gzip.open(path) as stream:
        profile, chunks = open_file(stream, path.name.removesuffix(".gz"))  # type: ignore[arg-type]
        yield from (read_chunk(chunk.raw, profile) for chunk in chunks if not chunk.refused)


def written(path: Path, folder: Path) -> tuple[int, int, Counter[str]]:
    """Return how many records of a file are valid resources, how many there are, and what is wrong with others."""
    rules, wrong, count = schema(folder), Counter[str](), 0
    for record in records(path):
        count += 1
        if not rules.validate(etree.fromstring(etree.tostring(element_of(resource_from(record))))):
            wrong[str(rules.error_log.last_error.message)[:120] if rules.error_log.last_error else "?"] += 1
    return count - wrong.total(), count, wrong


def main() -> None:
    """Print the counts."""
    data = shared_directory()
    print(dict(examples(data / KERNEL)))
    for name in ("openaccess/crossref/works.jsonl.gz", "openaccess/oa_status/openalex_works.jsonl.gz"):
        valid, count, wrong = written(data / name, data / KERNEL)
        print(f"{name}: {valid} of {count} valid {dict(wrong.most_common(5))}")


if __name__ == "__main__":
    main()
