"""Titles of real lists asked against other real lists, with the truth known from facts: the labelled set of the matching gate.

Facts: two rows that share an ISSN under one title are one journal; two with ISSNs of both media that share none are two. Rows that share an
ISSN under different titles were looked at one by one (``data/title_lists.tsv``: renamed journals and typing errors in a list are no match).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lantai.core.formats.kbart import Listed, read
from lantai.core.matching.listed import Match, Said, issue_of, match
from lantai.core.matching.serial_titles import forms, likeness
from tests.shared_data import shared

DATA = Path(__file__).parent / "data" / "title_lists.tsv"
FILES = (
    "cup_journals_2015.txt", "cup_nesli2_2013.txt", "cup_master_2013_gokb.csv", "wiley_nesli2_gokb.csv", "brill_master_2013_gokb.csv",
    "muse_alltitles_latin1.tsv", "muse_2013_packages.tsv", "annualreviews_2011.txt", "folio_annualreviews_kbart.tsv", "cufts_doaj_latin1.tsv.gz",
)  # fmt: skip
TODAY = date(2026, 11, 28)
Row = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Case:
    """A title asked against a list; ``right``: which of its rows it is, none where it is none."""

    asked: Said
    row: Row
    against: str
    right: frozenset[int]


class Known:
    """A list as a catalog: by number and by form of title."""

    def __init__(self, file: str, rows: list[Listed]) -> None:
        self.said = {each.number: said(each) for each in rows}
        self.listed = {each.number: each for each in rows}
        self._numbers: dict[str, list[int]] = defaultdict(list)
        self._forms: dict[str, list[int]] = defaultdict(list)
        for each in rows:
            for number in each.issns:
                self._numbers[number].append(each.number)
            for form in forms(each.title):
                self._forms[form].append(each.number)

    def ask(self, asked: Said) -> Match:
        """Match as an import does: by number, else by title."""
        hits = {pk for number in asked.numbers for pk in self._numbers.get(number, ())}
        alike = {pk for form in forms(asked.titles[0]) for pk in self._forms.get(form, ())}
        return match(asked, [self.said[pk] for pk in sorted(hits)], [self.said[pk] for pk in sorted(alike)])


def said(listed: Listed) -> Said:
    """Return a row as it is compared."""
    return Said(
        titles=(listed.title,),
        numbers=frozenset(listed.issns),
        publisher=listed.publisher,
        online=listed.online_identifier,
        issue=issue_of(listed.statements),
        key=listed.number,
        group=listed.number,
    )


def lists() -> dict[str, Known]:
    """Return the real lists; skip where they are absent."""
    folder = shared("resources/kbart")
    found = {}
    for file in FILES:
        with (folder / file).open("rb") as stream:
            rows = [each for each in read(stream, today=TODAY).titles.values() if each.kind == "serial"]
        found[file] = Known(file, rows)
    return found


def labels() -> dict[frozenset[Row], bool]:
    """Return what was decided by hand of pairs of rows that share a number under different titles."""
    found = {}
    for line in DATA.read_text().splitlines():
        if line and not line.startswith("#"):
            one, other, same = line.split("\t")[:3]
            found[frozenset((_row(one), _row(other)))] = same == "same"
    return found


def _row(text: str) -> Row:
    file, _, number = text.rpartition(":")
    return file, int(number)


def cases(known: dict[str, Known]) -> Iterator[Case]:
    """Yield every serial of every list asked against every other list: all that are there, or are nearly there; of the rest every tenth."""
    decided = labels()
    for file, asking in known.items():
        for other, catalog in known.items():
            if file == other:
                continue
            for number, row in asking.listed.items():
                yield from _cases((file, number), row, other, catalog, decided)


def _cases(at: Row, row: Listed, other: str, catalog: Known, decided: dict[frozenset[Row], bool]) -> Iterator[Case]:
    sharing = {pk for issn in row.issns for pk in catalog._numbers.get(issn, ())}
    alike = {pk for form in forms(row.title) for pk in catalog._forms.get(form, ())}
    if not sharing and not alike and at[1] % 10:
        return
    right = frozenset(pk for pk in sharing | alike if _same(at, row, (other, pk), catalog.listed[pk], decided, pk in sharing))
    own = said(row)
    if not any(_unknown(row, catalog.listed[pk]) for pk in alike - sharing):
        yield Case(own, at, other, right)


def same_journal(one: Row, a: Listed, other: Row, b: Listed, decided: dict[frozenset[Row], bool]) -> bool:
    """Say whether two rows that share a number are one journal."""
    return _same(one, a, other, b, decided, share=True)


def _same(one: Row, a: Listed, other: Row, b: Listed, decided: dict[frozenset[Row], bool], share: bool) -> bool:
    pair = frozenset((one, other))
    return decided[pair] if pair in decided else share and likeness(a.title, b.title) == 1.0


def _unknown(a: Listed, b: Listed) -> bool:
    """Say whether nobody can tell from numbers whether two rows of one title are one journal: a medium is missing in one of them."""
    return min(len(a.issns), len(b.issns)) < 2
