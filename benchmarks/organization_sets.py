"""Strings of affiliations with the organizations that they name: read, matched, counted; ``train_organizations`` and the gate ask them.

python benchmarks/organization_sets.py        precision, recall, F1, the share of absent bodies for which something is returned, and strings a second
"""

import csv
import gzip
import io
import json
import os
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lantai.core.matching.organizations.compiled import Table
from lantai.core.matching.organizations.naming import Finder
from lantai.core.matching.organizations.registry import Organization, organizations

ROOT = Path(os.environ.get("LANTAI_SHARED_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data") / "openaccess"
SETS = ("springer_dev", "s2aff_gold_dev", "crossref_asserted_dev")


@dataclass(frozen=True, slots=True)
class Asked:
    """A string and its organizations; ``there``: whether the registry has them."""

    text: str
    gold: frozenset[str]
    there: bool


def registry() -> Table:
    """Return the shared part of ROR, compiled."""
    with gzip.open(ROOT / "ror/ror_organizations.jsonl.gz") as lines:
        return Table.of([each for each in organizations(map(json.loads, lines)) if isinstance(each, Organization)])


def asked(name: str) -> list[Asked]:
    """Read a set."""
    with gzip.open(ROOT / f"affiliations/{name}.csv.gz") as stream:
        rows = list(csv.DictReader(io.TextIOWrapper(stream, encoding="utf-8")))
    return [Asked(row["affiliation"], frozenset(row["ror_ids"].split()), row["in_subset"] == "1") for row in rows]


def counted(rows: Sequence[Asked], found: Iterable[set[str]]) -> dict[str, float]:
    """Return precision, recall and F1 over strings whose body is there, pair by pair, and for how many of the others something came back.

    ``returned_for_absent``: share of all others, also of those for which people said no body, or whose parent is there. ``wrong_for_absent``: share
    of strings with bodies that people named and the registry lacks, for which a body came back that they did not name.
    """
    right = given = wanted = absent = returned = lacking = wrong = 0
    for row, given_here in zip(rows, found, strict=True):
        if row.there:
            right, given, wanted = right + len(row.gold & given_here), given + len(given_here), wanted + len(row.gold)
        else:
            absent, returned = absent + 1, returned + bool(given_here)
            lacking, wrong = lacking + bool(row.gold), wrong + bool(row.gold and given_here - row.gold)
    precision, recall = right / max(1, given), right / max(1, wanted)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    told = {"precision": precision, "recall": recall, "f1": f1}
    return told | {"returned_for_absent": returned / max(1, absent), "wrong_for_absent": wrong / max(1, lacking)}


def main() -> None:
    """Measure the sets."""
    finder = Finder(registry())
    for name in SETS:
        rows, began = asked(name), time.process_time()
        found = [{match.ror for match in finder.matches(row.text)} for row in rows]
        speed = len(rows) / (time.process_time() - began)
        print(
            json.dumps(
                {"set": name}
                | {k: round(v, 3) for k, v in counted(rows, found).items()}
                | {"per_second_of_processor": round(speed)}
            )
        )


if __name__ == "__main__":
    main()
