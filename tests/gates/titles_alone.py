"""Serials of real lists asked by title, publisher and first volume alone, their numbers hidden: the labels come from what the matcher never sees.

The rows of all lists but the asked one are gathered by their numbers to journals, as a catalog has them, thousands of others among them. A title is
asked twice: as things are, and with its own journal taken out of the catalog, where every tie is wrong. A tie to a journal of which one of the two
has numbers of one medium only is left out: nobody can tell from numbers whether the two are one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from lantai.core.formats.kbart import Listed
from lantai.core.matching.listed import Said, Tie, issue_of, match
from lantai.core.matching.serial_titles import names

from .title_lists import Known, Row, labels, same_journal

MOST_ALIKE = 8
"""As an import: a name that more journals have says nothing."""


def counted(known: Mapping[str, Known], files: frozenset[str]) -> Counter[str]:
    """Return how many titles of these files were there or absent, and tied right, wrong, or to what nobody can tell."""
    rows = {(file, number): row for file, each in known.items() for number, row in each.listed.items()}
    journal = journals(rows)
    found: Counter[str] = Counter()
    for file in sorted(files):
        catalog = Catalog(rows, journal, without=file)
        for number, row in known[file].listed.items():
            found.update(_outcomes(row, journal[file, number], catalog))
    return found


def journals(rows: Mapping[Row, Listed]) -> dict[Row, int]:
    """Return the number of the journal that each row is of: rows that share an ISSN and are one journal, and theirs."""
    decided, sharing, of = labels(), defaultdict(list), {row: n for n, row in enumerate(rows, start=1)}
    for at, row in rows.items():
        for issn in row.issns:
            sharing[issn].append(at)
    for first, *others in sharing.values():
        for other in others:
            if same_journal(first, rows[first], other, rows[other], decided):
                one, two = of[first], of[other]
                of |= dict.fromkeys(_with(of, two), one) if one != two else {}
    return of


def _with(of: Mapping[Row, int], number: int) -> list[Row]:
    return [at for at, each in of.items() if each == number]


class Catalog:
    """The journals of all lists but one, by their names."""

    def __init__(self, rows: Mapping[Row, Listed], journal: Mapping[Row, int], *, without: str) -> None:
        members: dict[int, list[Listed]] = defaultdict(list)
        for at, row in rows.items():
            if at[0] != without:
                members[journal[at]].append(row)
        self.known = {number: _described(number, of) for number, of in members.items()}
        self._named: dict[str, set[int]] = defaultdict(set)
        for number, said in self.known.items():
            for title in said.titles:
                for name in names(title):
                    self._named[name].add(number)

    def alike(self, title: str) -> set[int]:
        """Return the journals that have one of the names of a title."""
        return {each for name in names(title) if len(self._named[name]) <= MOST_ALIKE for each in self._named[name]}


def _described(number: int, rows: list[Listed]) -> Said:
    return Said(
        titles=tuple(dict.fromkeys(row.title for row in rows)), numbers=frozenset(n for row in rows for n in row.issns), key=number, group=number,
        publisher=next((row.publisher for row in rows if row.publisher), ""), issue=next(filter(None, (issue_of(row.statements) for row in rows)), None),
    )  # fmt: skip


def _outcomes(row: Listed, own: int, catalog: Catalog) -> Iterator[str]:
    asked = Said(titles=(row.title,), publisher=row.publisher, issue=issue_of(row.statements))
    alike = catalog.alike(row.title)
    for there in (True, False) if own in catalog.known else (False,):
        yield "there" if there else "absent"
        found = match(asked, [], [catalog.known[pk] for pk in sorted(alike if there else alike - {own})])
        if found.tie is Tie.MATCHED:
            yield "right" if found.key == own else "unknown" if _untold(row, catalog.known[found.key]) else "wrong"


def _untold(row: Listed, known: Said) -> bool:
    return min(len(row.issns), len(known.numbers)) < 2
