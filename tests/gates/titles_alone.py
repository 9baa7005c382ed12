"""Serials of real lists asked against a catalog made of all other lists and registries, with what numbers a real catalog has, or none.

The rows of all sources but the asked list are gathered by their numbers to 22,000 journals (``journal_sources``). A title is asked twice: as things are, and
with its own journal taken out of the catalog, where every tie is wrong; journals of the same name, supplements, sections and former titles are in
it as they are in life. ``hidden``: no numbers on either side, the hard case. ``mixed``: the row has its own; of the journals of the catalog as many have
none, one or all of theirs as of the serials of the shared MARC records. A wrong tie is one to a journal with another number of the same medium; where
the two name numbers of no medium in common nobody can tell, and it is counted apart.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import partial

from lantai.core.matching.listed import Match, Said, Tie, match
from lantai.core.matching.serial_titles import names

from .journal_sources import REGISTRIES, Serial, digest, is_held_out

MOST_ALIKE = 8
"""As an import: a name that more journals have says nothing."""

NO_NUMBER, ONE_NUMBER = round(0.61 * 256), round(0.98 * 256)
"""Of 567 serials in the shared MARC records 348 have no ISSN, 208 one, 11 both: by the title's digest, below the first none, below the second one."""


def counted(rows: Sequence[Serial], journal: Sequence[int], *, held_out: bool, mixed: bool) -> Counter[str]:
    """Return how many titles of a half were there or absent, and tied right, wrong, or to what nobody can tell."""
    found: Counter[str] = Counter()
    for file in sorted({row.at[0] for row in rows if row.at[0].split()[0] not in REGISTRIES}):
        catalog = Catalog(rows, journal, without=file, mixed=mixed)
        for row, own in zip(rows, journal, strict=True):
            if row.at[0] == file and is_held_out(row.titles[0]) is held_out:
                found.update(_outcomes(row, own, catalog, mixed=mixed))
    return found


class Catalog:
    """The journals of all sources but one, by their names and numbers."""

    def __init__(self, rows: Sequence[Serial], journal: Sequence[int], *, without: str, mixed: bool) -> None:
        self.members: dict[int, list[Serial]] = defaultdict(list)
        for row, number in zip(rows, journal, strict=True):
            if row.at[0] != without:
                self.members[number].append(row)
        self.known = {number: _described(number, of, mixed=mixed) for number, of in self.members.items()}
        self._named: dict[str, set[int]] = defaultdict(set)
        self._numbered: dict[str, set[int]] = defaultdict(set)
        for number, said in self.known.items():
            for name in {name for title in said.titles for name in names(title)}:
                self._named[name].add(number)
            for issn in said.numbers:
                self._numbered[issn].add(number)

    def ask(self, asked: Said, *, but: int) -> Match:
        """Match as an import does, by number, else by title; ``but``: a journal that is not in the catalog."""
        hits = {each for issn in asked.numbers for each in self._numbered.get(issn, ())} - {but}
        alike = {each for name in names(asked.titles[0]) if len(of := self._named.get(name, ())) <= MOST_ALIKE for each in of} - {
            but
        }
        return match(asked, [self.known[pk] for pk in sorted(hits)], [self.known[pk] for pk in sorted(alike)])


def _described(number: int, rows: list[Serial], *, mixed: bool) -> Said:
    rows = sorted(rows, key=lambda row: row.at[0] != "doaj")
    first = partial(_first, rows)
    return Said(
        titles=tuple(dict.fromkeys(title for row in rows for title in row.titles)), numbers=_numbers(rows) if mixed else frozenset(),
        publisher=first("publisher") or "", issue=first("issue"), began=first("began"), key=number, group=number,
    )  # fmt: skip


def _first(rows: list[Serial], name: str) -> object:
    return next((value for row in rows if (value := getattr(row, name))), None)


def _numbers(rows: list[Serial]) -> frozenset[str]:
    share = digest(f"numbers of {rows[0].titles[0]}")
    every = sorted({row.printed for row in rows} - {""}) + sorted({row.online for row in rows} - {""})
    return frozenset() if share < NO_NUMBER else frozenset(every[:1]) if share < ONE_NUMBER else frozenset(every)


def _outcomes(row: Serial, own: int, catalog: Catalog, *, mixed: bool) -> Iterator[str]:
    asked = Said(
        titles=row.titles, publisher=row.publisher, issue=row.issue, host="" if row.publisher else row.host, numbers=row.issns if mixed else frozenset(),
    )  # fmt: skip
    for there in (True, False) if own in catalog.known else (False,):
        yield "there" if there else "absent"
        found = catalog.ask(asked, but=-1 if there else own)
        if found.tie is Tie.MATCHED:
            yield "right" if found.key == own else "wrong" if _another(row, catalog.members[found.key]) else "untold"


def _another(row: Serial, members: Sequence[Serial]) -> bool:
    """Say whether the journal has other numbers of a medium of which the row names one."""
    printed, online = {each.printed for each in members} - {""}, {each.online for each in members} - {""}
    return bool((row.printed and printed and row.printed not in printed) or (row.online and online and row.online not in online))
