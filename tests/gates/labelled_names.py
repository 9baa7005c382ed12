"""The labelled names: authors with their name in several scripts, parted by author into a training and a test half."""

import csv
import hashlib
from pathlib import Path

DATA = Path(__file__).parent / "data" / "names.tsv"

Author = dict[str, str]
"""Script -> the name in it."""


def training() -> list[Author]:
    """Return the authors that may be learned and calibrated from."""
    return [author for author in authors() if not _is_test(author)]


def testing() -> list[Author]:
    """Return the authors that nothing was learned from."""
    return [author for author in authors() if _is_test(author)]


def authors() -> list[Author]:
    """Return all of them."""
    with DATA.open(encoding="utf-8", newline="") as file:
        return [{script: form for script, form in row.items() if form} for row in csv.DictReader(file, delimiter="\t")]


def _is_test(author: Author) -> bool:
    return hashlib.sha1(author["Latn"].encode(), usedforsecurity=False).digest()[0] % 2 == 1
