"""Which fields of real MARC files the rules understand: how often each tag gives a part, or is only kept verbatim.

``python benchmarks/marc_coverage.py FILE…`` lists what is kept only, the most frequent first; ``--all`` lists every tag.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lantai.core.bib.record import BibRecord
from lantai.core.formats import FORMATS, open_file
from lantai.core.formats.errors import FormatError
from lantai.core.formats.marc.dialect import DIALECTS, LAYOUT, to_bib
from lantai.core.formats.marc.fields import MarcRecord
from lantai.core.formats.marc.rules import places


def loaded(path: Path) -> Iterator[tuple[MarcRecord, str]]:
    """Yield the records of a file with their dialect."""
    with path.open("rb") as stream:
        profile, chunks = open_file(stream, path.name)
        for chunk in chunks:
            try:
                yield FORMATS[profile.format].read_marc(chunk.raw, profile), profile.dialect
            except FormatError:
                continue


def count(record: MarcRecord, description: BibRecord, dialect: str, counts: dict[str, Counter[str]]) -> None:
    """Add to {tag: {"fields", "mapped", "kept", "$x" …}}: mapped where a part came of the field, $x what no part holds of it."""
    rules = DIALECTS[dialect].rules
    kept = {field.at: field for field in description.verbatim if field.name != LAYOUT}
    mapped = {part.at for name in LISTS for part in getattr(description, name)}
    for field, at in places(record.fields):
        tag = f"880-{field.first('6')[:3]}" if field.tag == "880" else field.tag
        rule = rules.get(tag.removeprefix("880-"))
        row = counts.setdefault(tag, Counter())
        row["fields"] += 1
        understood = (
            at in mapped or (rule is not None and rule.into in CODED) or field.tag in CONTROL or (rule and field.tag == "880")
        )
        row["mapped" if understood else "kept"] += 1
        if understood and rule and not rule.whole and at in kept:
            row.update(f"${code}" for code, _ in kept[at].values if code not in rule.holds)


LISTS = ("titles", "contributions", "dates", "imprints", "editions", "extents", "series", "notes", "subjects", "classifications", "identifiers",
         "links", "access", "holdings")  # fmt: skip
CODED = ("languages", "countries", "dates", "kind", "agency", "verbatim", "holdings", "series")
CONTROL = ("001", "003", "008")


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--all", action="store_true", help="every tag, not only what is kept verbatim")
    parser.add_argument("--json", action="store_true", help="one line for machines")
    arguments = parser.parse_args()
    counts: dict[str, Counter[str]] = {}
    records = refused = 0
    for path in arguments.files:
        for record, dialect in loaded(path):
            records += 1
            try:
                count(record, to_bib(record, dialect), dialect, counts)
            except FormatError:
                refused += 1
    total = sum((Counter(row) for row in counts.values()), Counter())
    if arguments.json:
        print(json.dumps({"records": records, "refused": refused, "tags": counts}))
        return
    print(f"{records} records, {refused} refused; {total['fields']} fields: {total['mapped']} mapped, {total['kept']} kept only")
    print(f"{'tag':8} {'fields':>8} {'mapped':>8} {'kept':>8}  subfields that no part holds")
    rows = sorted(counts.items(), key=lambda item: item[0] if arguments.all else -item[1]["kept"])
    for tag, row in rows:
        if arguments.all or row["kept"]:
            left = " ".join(f"{code} {number}" for code, number in row.most_common() if code.startswith("$"))
            print(f"{tag:8} {row['fields']:8} {row['mapped']:8} {row['kept']:8}  {left}")


if __name__ == "__main__":
    main()
