"""Write docs/data/bibrecord.md: where each MARC 21, UNIMARC and CNMARC field goes, as a table made from the rules themselves.

``python tools/make_field_map.py`` after a rule has changed; a test checks that the page is fresh.
"""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from lantai.core.bib import record
from lantai.core.formats.marc.cnmarc import RULES as CNMARC
from lantai.core.formats.marc.marc21 import RULES as MARC21
from lantai.core.formats.marc.rules import Rule
from lantai.core.formats.marc.unimarc import RULES as UNIMARC

PAGE = Path(__file__).resolve().parents[1] / "docs" / "data" / "bibrecord.md"

HEAD = """# BibRecord, and where each field of a MARC record goes

<!-- Made by tools/make_field_map.py from the rules and the record; do not edit by hand. -->

A BibRecord is one description of one thing, as one source gives it. Every part of it knows the field it came from (`at`: the tag, from
the second field of that tag on with its number, "650/3"). Nothing that a source says is lost:

- a field that no rule takes is kept as it stands, in `verbatim`;
- so is every subfield that the parts do not hold exactly, under the same place as the parts made of the field;
- a field marked "kept whole" below gives parts *and* is kept as it stands;
- what was mended or is doubtful is listed in `repairs`.

MARC 21 therefore comes back field by field when it is written again: one verbatim part named `layout` holds the order of the fields, their
indicators and the punctuation that was taken off the values. Records of other origin are written with new fields, each other script in an 880.
A merged record keeps the layout of its first MARC 21 source. UNIMARC and CNMARC are read, not written: their verbatim fields have no place in MARC 21.

**Other scripts.** An 880 and the field that it names by tag and number are one part with two forms, the original script first. Number 00, or a
missing partner, makes the 880 a field of its own (place "880"). In UNIMARC, fields of one tag with one $6 number and different $7 are one
part; in CNMARC the capital codes ($A of $a, $F of $f) and pinyin in $9 are the romanised form.

**Languages.** Titles, names and imprints are in the language of the thing, uniform titles in that of the original, notes and extents in the
cataloguer's, subjects in that of their scheme; a script that is not the language's usual one is said ("zh-Latn").

"Holds": subfields that the parts give back exactly; "x+" each of several, "(np)" joined into one text, exact where one of them stands alone.
"""


def parts() -> Iterator[str]:
    """Yield the table of the record's lists."""
    yield "\n## The record\n\n| field | holds |\n|---|---|"
    kinds = {
        "titles": record.Title,
        "contributions": record.Contribution,
        "dates": record.Date,
        "imprints": record.Imprint,
        "editions": record.Statement,
        "extents": record.Statement,
        "series": record.Series,
        "notes": record.Note,
        "subjects": record.Subject,
        "classifications": record.Classification,
        "identifiers": record.Identifier,
        "links": record.Link,
        "access": record.Access,
        "holdings": record.HoldingRecord,
        "verbatim": record.Verbatim,
        "repairs": record.Repair,
    }
    for name, kind in kinds.items():
        own = [f.name for f in msgspec.structs.fields(kind) if f.name not in ("at", "src")]
        yield f"| `{name}` | {sentence(kind)} `{'`, `'.join(own)}` |"


def sentence(kind: type) -> str:
    """Return the first sentence of a docstring."""
    return (kind.__doc__ or "").strip().split("\n")[0].split(". ")[0].rstrip(".:") + ":"


def table(title: str, rules: Mapping[str, Rule], *, without: Mapping[str, Rule] | None = None) -> Iterator[str]:
    """Yield the table of a dialect; ``without``: rules of another dialect, which are not said again."""
    yield f"\n## {title}\n\n| tag | goes into | holds | says |\n|---|---|---|---|"
    for tag in sorted(rules):
        rule = rules[tag]
        if without is None or without.get(tag) is not rule:
            held = "kept whole" if rule.whole else " ".join(f"${word}" if len(word) == 1 else word for word in rule.holds.split())
            says = rule.says.replace("|", "\\|")
            yield f"| {tag} | {rule.into} | {held} | {says} |"


def page() -> str:
    """Return the page."""
    lines = [
        HEAD.rstrip(),
        *parts(),
        *table("MARC 21", MARC21),
        *table("UNIMARC", UNIMARC),
        *table("CNMARC: what differs from UNIMARC", CNMARC, without=UNIMARC),
    ]
    coded = (
        "\nBesides: the leader tells the kind and whether the record is withdrawn (leader/05); 001 and 003 are number and agency; "
        "MARC 21 008 gives dates, country, language and kind, UNIMARC 100-110 dates, languages and kind. All of these are kept as they stand too.\n"
    )
    return "\n".join(lines) + "\n" + coded


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE} written\n")
