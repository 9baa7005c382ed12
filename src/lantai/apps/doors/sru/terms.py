"""What stands in an index, in its order: the terms around a place, each with the number of works that a search for it finds.

Words are those of suggestions, which know them in their order; values and years are counted by the engine, numbers lie in the tables.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice, takewhile
from typing import NamedTuple

from lantai.catalog import index, suggestions
from lantai.catalog.models import Identifier, Work
from lantai.core.query import cql_tree
from lantai.core.query.cql import Clause, CqlError, Query
from lantai.core.query.cql_indexes import EXACT, NUMBER, TEXT, WORK, YEAR, Index
from lantai.core.query.tree import Everything, Field
from lantai.core.text.segment import sequence
from lantai.search.protocol import EngineUnavailable, Request
from lantai.search.suggest.described import Kind

MOST_VALUES = 1_000
"""Values of one facet that an engine counts; facets that may have more have no list here."""

SPARE = 200
"""Words looked at beyond those wanted: some stand in other columns only, or in works that are gone."""

WORDS = {Field.ANY: Kind.TITLE, Field.TITLE: Kind.TITLE, Field.NAME: Kind.PERSON, Field.SUBJECT: Kind.SUBJECT}
VALUES = ("language", "kind", "country", "location", "source")


class Listed(NamedTuple):
    """A term of an index and the number of works it finds."""

    value: str
    works: int


class Around(NamedTuple):
    """Terms ``before`` a place and ``after`` it, both in the index's order; whether they are its first and its last."""

    before: list[Listed]
    after: list[Listed]
    from_first: bool
    to_last: bool


def can_be_listed(of: Index) -> bool:
    """Say whether the terms of an index can be listed."""
    return of.kind in (NUMBER, YEAR, WORK) or (of.kind == TEXT and of.of in WORDS) or (of.kind == EXACT and of.of in VALUES)


def around(clause: Clause, of: Index, *, before: int, after: int) -> Around:
    """Return the terms before and from the clause's on; raise CqlError for a term that the index cannot have, SearchError."""
    back, on = _BY_KIND[of.kind](clause, of, max(before, after) + SPARE)
    first, last = list(islice(back, before + 1)), list(islice(on, after + 1))
    return Around(first[:before][::-1], last[:after], len(first) <= before, len(last) <= after)


Both = tuple[Iterator[Listed], Iterator[Listed]]
"""Terms from a place backwards, and from it on."""


def _words(clause: Clause, of: Index, most: int) -> Both:
    known = suggestions.current()
    if known is None:
        raise EngineUnavailable("The list of words is not there yet.")
    word = next(iter(sequence(clause.term)), "")
    before, after = known.words_around(word, WORDS[Field(of.of)], most)
    return _found(clause, before), _found(clause, after)


def _found(clause: Clause, words: Iterable[str]) -> Iterator[Listed]:
    """Yield those that a search for them in the clause's index finds."""
    for word in words:
        if works := _works(clause.index, word):
            yield Listed(word, works)


def _works(name: str, term: str) -> int:
    compiled = cql_tree.compiled(Query(Clause(term, name, "=" if name else "", quoted=True)))
    return index.engine().search(Request(tree=compiled.tree, limit=0, bare=True)).total


def _values(clause: Clause, of: Index, most: int) -> Both:
    counted = index.engine().search(Request(tree=Everything(), limit=0, facets=(of.of,), facet_size=MOST_VALUES)).facets[of.of]
    return _parted([Listed(value, works) for value, works in sorted(counted)], lambda listed: listed.value < clause.term)


def _years(clause: Clause, of: Index, most: int) -> Both:
    counted = index.engine().search(Request(tree=Everything(), limit=0, facets=("kind",), facet_size=1)).years
    place = cql_tree.year(clause) if clause.term.strip() else cql_tree.EARLIEST
    return _parted([Listed(str(year), works) for year, works in counted], lambda listed: int(listed.value) < place)


def _parted(listed: list[Listed], is_before: Callable[[Listed], bool]) -> Both:
    before = list(takewhile(is_before, listed))
    return reversed(before), iter(listed[len(before) :])


def _numbers(clause: Clause, of: Index, most: int) -> Both:
    rows = Identifier.objects.filter(instance__work__state=Work.State.LIVE, **({"scheme": of.of} if of.of else {}))
    place = clause.term.replace("-", "").strip() if of.of in ("isbn", "issn") else clause.term.strip()
    back = rows.filter(value__lt=place).order_by("-value").values_list("value", flat=True).distinct()
    on = rows.filter(value__gte=place).order_by("value").values_list("value", flat=True).distinct()
    return _found(clause, back[:most]), _found(clause, on[:most])


def _work_numbers(clause: Clause, of: Index, most: int) -> Both:
    given = clause.term.strip()
    if given and not (given.isascii() and given.isdecimal() and len(given) < 19):
        raise CqlError(cql_tree.FORMAT, given[:60], "a work has a number")
    rows, place = Work.objects.filter(state=Work.State.LIVE), int(given or 0)
    back = rows.filter(pk__lt=place).order_by("-pk").values_list("pk", flat=True)[:most]
    on = rows.filter(pk__gte=place).order_by("pk").values_list("pk", flat=True)[:most]
    return (Listed(str(number), 1) for number in back), (Listed(str(number), 1) for number in on)


_BY_KIND: dict[str, Callable[[Clause, Index, int], Both]] = {
    TEXT: _words, EXACT: _values, YEAR: _years, NUMBER: _numbers, WORK: _work_numbers,
}  # fmt: skip
