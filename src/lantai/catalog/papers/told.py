"""What areas know of papers beside the records: what publishing them cost, and which chances to open them were missed.

An area writes ``@amounts("publishing")`` or ``@chances("publishing")`` in its facts.py on a function that takes papers, all at once, and returns rows of any of
them; ``actions.touch(works)`` when they change. Enter at ``told``; what records and areas say of one paper is brought together by ``united``.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from .shapes import Affiliation, Amount, Chance, Contribution, Funding, Paper

OWN = "library"
"""Who says what the library's own requests say."""

CHARGED = frozenset(("gold", "hybrid"))
"""Colors of papers in journals that take a charge."""


class Known(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A paper as areas are asked about it. ``places``: institution -> its name, as in affiliations; ``leads``: those of the corresponding author, None where
    nobody says who that is; ``funders``: their names in the spelling that all share."""

    paper: Paper
    places: Mapping[str, str]
    leads: frozenset[str] | None
    funders: frozenset[str]


TellAmounts = Callable[[Sequence[Known]], Iterable[Amount]]
TellChances = Callable[[Sequence[Known]], Iterable[Chance]]
_amounts: dict[str, TellAmounts] = {}
_chances: dict[str, TellChances] = {}


def amounts(area: str) -> Callable[[TellAmounts], TellAmounts]:
    """Decorate a function that tells what papers cost, and who pays."""

    def register(tell: TellAmounts) -> TellAmounts:
        _amounts[area] = tell
        return tell

    return register


def chances(area: str) -> Callable[[TellChances], TellChances]:
    """Decorate a function that tells how closed papers might have been open, or could be."""

    def register(tell: TellChances) -> TellChances:
        _chances[area] = tell
        return tell

    return register


def told(rows: Iterable[tuple[str, object]]) -> list[tuple[str, object]]:
    """Return the rows of papers, with those of every area; of amounts what areas say in the place of what records say."""
    kept: list[tuple[str, object]] = []
    recorded: dict[int, list[Amount]] = defaultdict(list)
    for table, row in rows:
        if isinstance(row, Amount):
            recorded[row.work].append(row)
        else:
            kept.append((table, row))
    known = knowns(kept)
    said: dict[int, list[Amount]] = defaultdict(list)
    for tell in _amounts.values():
        for amount in tell(known):
            said[amount.work].append(amount)
    for one in known:
        work = one.paper.work
        kept += (("amounts", row) for row in united(one.paper, recorded[work], said[work]))
    closed = [one for one in known if one.paper.is_open is False]
    kept += (("chances", row) for ask in _chances.values() for row in ask(closed))
    return kept


def knowns(rows: Iterable[tuple[str, object]]) -> list[Known]:
    """Return the papers among rows as areas are asked about them."""
    papers: dict[int, Paper] = {}
    places: dict[int, dict[str, str]] = defaultdict(dict)
    writing: dict[int, set[int]] = defaultdict(set)
    at: dict[tuple[int, int], set[str]] = defaultdict(set)
    funders: dict[int, set[str]] = defaultdict(set)
    for _, row in rows:
        match row:
            case Paper():
                papers[row.work] = row
            case Affiliation() if row.institution:
                places[row.work].setdefault(row.institution, row.name)
                at[row.work, row.position].add(row.institution)
            case Contribution() if row.corresponding:
                writing[row.work].add(row.position)
            case Funding():
                funders[row.work].add(row.funder)
    return [
        Known(
            paper=paper,
            places=places[work],
            leads=frozenset(key for position in writing[work] for key in at[work, position]) if writing[work] else None,
            funders=frozenset(funders[work]),
        )
        for work, paper in papers.items()
    ]


def united(paper: Paper, recorded: Sequence[Amount], said: Sequence[Amount]) -> list[Amount]:
    """Return the amounts of a paper, and what follows from its list price. What was paid areas know better than the record, a list price the
    record, which says it of this paper. What follows from the library's own requests is told as theirs: such papers are not named. Pure."""
    priced = {row.kind for row in recorded if row.kind == "list"}
    told = {row.kind for row in said}
    rows = [
        *(row for row in said if row.kind not in priced),
        *(row for row in recorded if row.kind in priced or row.kind not in told),
    ]
    kinds = {row.kind for row in rows}
    price = next((row for row in rows if row.kind == "list"), None)
    covered = [row.said_by for row in rows if row.kind == "covered"]
    if price and covered:
        return [*rows, msgspec.structs.replace(price, kind="spared", said_by=OWN if OWN in covered else price.said_by)]
    if price and "paid" not in kinds and paper.color in CHARGED:
        return [*rows, msgspec.structs.replace(price, kind="estimate")]
    return rows
