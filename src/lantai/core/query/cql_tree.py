"""From CQL to the query tree that every engine compiles: what the indexes mean, and what of CQL a library's index can answer.

Enter at ``compiled``. Years and numbers of works narrow a whole search and are no part of a tree: they can be joined by ``and`` alone. What cannot
be answered raises CqlError, never something near it; two things are wider than CQL has them: ``==`` on titles beside other terms finds
the words as a phrase, and relations look past marks, cases and variant forms of characters, as the index does.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lantai.core.bib.headings import heading_key, key_of_address
from lantai.core.text.fold import key
from lantai.core.text.languages import bcp47

from . import words
from .cql import MASKED, Clause, Cql, CqlError, Joined, Modifier, Query, SortKey
from .cql_indexes import ALL, ANYWHERE, BARE, EXACT, INDEXES, NAME, NUMBER, SETS, SORTS, SUBJECT, TEXT, TITLE, WORK, YEAR, Index
from .tree import AllOf, AnyOf, Everything, Field, Having, Node, Not, Term

Years = tuple[int | None, int | None]
EARLIEST, LATEST = -9_999, 9_999

UNKNOWN_SET, UNKNOWN_INDEX, RELATION, RELATION_MODIFIER, PAIR = 15, 16, 19, 20, 22
EMPTY, MASKING, TOO_SHORT, ANCHORING, FORMAT = 27, 28, 29, 31, 36
BOOLEAN, PROXIMITY_RELATION, DISTANCE, UNIT, ORDERING, BOOLEAN_MODIFIER, FEATURE = 37, 40, 41, 42, 43, 46, 48
SORT, SORT_MODIFIER = 80, 82

_HARMLESS = frozenset(
    {"relevant", "ignorecase", "ignoreaccents", "word", "string", "unmasked", "masked", "isodate", "number", "locale"}
)
_KINDS = {"text": "book", "cartographic": "map", "notated music": "score", "sound recording": "sound", "moving image": "video"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A search. ``tree``: the words; ``years``: both included; ``among``: the only works that can be found, None all; ``exact_key``: find titles that
    are nothing else, and ``tree`` finds nothing; ``sort``: in our words, "" by relevance."""

    tree: Node
    years: Years = (None, None)
    among: frozenset[int] | None = None
    exact_key: str = ""
    sort: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    """What one clause comes to: nodes, or what narrows the whole."""

    node: Node | None
    years: tuple[int, int] | None = None
    among: frozenset[int] | None = field(default=None)

    @property
    def narrows(self) -> bool:
        return self.years is not None or self.among is not None


def compiled(query: Query) -> Compiled:
    """Return what to search for; raise CqlError."""
    sort = _sort(query.sort)
    if (title := _whole_title(query.root)) is not None:
        return Compiled(tree=NOTHING, exact_key=title, sort=sort)
    part = _part(query.root)
    years: Years = (None, None)
    if part.years:
        first, last = part.years
        years = (None if first == EARLIEST else first, None if last == LATEST else last)
    return Compiled(tree=part.node or Everything(), years=years, among=part.among, sort=sort)


NOTHING = Term(("\ue001",), "")
"""A word that no index has."""


def _whole_title(root: Cql) -> str | None:
    if isinstance(root, Clause) and root.relation in ("==", "exact") and index_of(root) is TITLE:
        return key(_plain(root)) or None
    return None


def _part(cql: Cql) -> _Part:
    return _joined(cql) if isinstance(cql, Joined) else _clause(cql)


def _joined(cql: Joined) -> _Part:
    if cql.boolean == "prox":
        return _Part(_near(cql))
    if cql.modifiers:
        raise CqlError(BOOLEAN_MODIFIER, cql.modifiers[0].name, f"{cql.boolean} has no modifiers here")
    left, right = _part(cql.left), _part(cql.right)
    if cql.boolean == "and":
        nodes = tuple(node for node in (left.node, right.node) if node is not None)
        return _Part(
            AllOf(nodes) if len(nodes) > 1 else (nodes or (None,))[0],
            _both(left.years, right.years),
            _meet(left.among, right.among),
        )
    if left.narrows and cql.boolean == "not" and not right.narrows:
        return replace(left, node=AllOf((left.node or Everything(), Not(right.node or Everything()))))
    if left.narrows or right.narrows:
        raise CqlError(FEATURE, cql.boolean, "dates and numbers of works can be joined to other terms by “and” alone")
    one, other = left.node or Everything(), right.node or Everything()
    return _Part(AnyOf((one, other)) if cql.boolean == "or" else AllOf((one, Not(other))))


def _both(one: tuple[int, int] | None, other: tuple[int, int] | None) -> tuple[int, int] | None:
    return (max(one[0], other[0]), min(one[1], other[1])) if one and other else one or other


def _meet(one: frozenset[int] | None, other: frozenset[int] | None) -> frozenset[int] | None:
    return one & other if one is not None and other is not None else one if other is None else other


def _near(cql: Joined) -> Node:
    """Return two words side by side; no index knows greater distances."""
    ordered = False
    for modifier in cql.modifiers:
        if modifier.name == "distance" and (modifier.symbol, modifier.value) not in (
            ("<=", "1"),
            ("=", "1"),
            ("<", "2"),
            ("==", "1"),
        ):
            raise CqlError(DISTANCE, modifier.value, "words can be asked for side by side only: /distance=1")
        if modifier.name == "unit" and modifier.value != "word":
            raise CqlError(UNIT, modifier.value, "the unit can be “word” only")
        if modifier.name not in ("distance", "unit", "ordered", "unordered"):
            raise CqlError(BOOLEAN_MODIFIER, modifier.name, "this modifier of prox is not known")
        ordered |= modifier.name == "ordered"
    left, right = cql.left, cql.right
    if not (
        isinstance(left, Clause)
        and isinstance(right, Clause)
        and index_of(left) == index_of(right)
        and index_of(left).kind == TEXT
    ):
        raise CqlError(PROXIMITY_RELATION, "prox", "prox joins two terms of one index of words")
    if MASKED in left.term + right.term or _masking(left.term + right.term):
        raise CqlError(MASKING, "*", "no masks beside prox")
    pairs = [(left.term, right.term), *([] if ordered else [(right.term, left.term)])]
    found = [node for one, other in pairs for node in words.phrase(f"{one} {other}", Field(index_of(left).of))]
    return _any(found, left)


def _clause(clause: Clause) -> _Part:
    index = index_of(clause)
    for modifier in clause.modifiers:
        _check(modifier)
    if not clause.term.strip() and index.kind != ALL:
        raise CqlError(EMPTY, clause.index, "a term is empty")
    return _BY_KIND[index.kind](clause, index)


def index_of(clause: Clause) -> Index:
    """Return the index that a clause asks; raise CqlError."""
    name = clause.index.casefold()
    if not name:
        return ANYWHERE
    full = BARE.get(name, name)
    if full not in INDEXES:
        prefix, dot, _ = full.partition(".")
        known = prefix in SETS or not dot
        said = f"there is no index {clause.index[:60]!r}; explain names them"
        raise CqlError(UNKNOWN_INDEX if known else UNKNOWN_SET, clause.index[:60] if known else prefix[:60], said)
    return INDEXES[full]


def _check(modifier: Modifier) -> None:
    if modifier.name.rpartition(".")[2] not in (*_HARMLESS, "stem"):
        raise CqlError(RELATION_MODIFIER, modifier.name, f"the modifier {modifier.name[:40]!r} is not known")


def _text(clause: Clause, index: Index) -> _Part:
    where, relation = Field(index.of), clause.relation or "="
    if where is Field.CALL_NUMBER and relation in ("=", "==", "exact", "adj"):
        return _Part(_any(words.phrase(_plain(clause), where, beginning=True), clause))
    if relation in ("==", "exact") and index in (NAME, SUBJECT):
        return _Part(_heading(clause, "name" if index is NAME else "heading"))
    stems = ("en",) if any(m.name.endswith("stem") for m in clause.modifiers) else ()
    if relation in ("=", "adj", "==", "exact"):
        return _Part(_phrase(clause, where))
    if relation == "<>":
        return _Part(AllOf((Everything(), Not(_phrase(clause, where)))))
    if relation not in ("all", "any"):
        raise CqlError(
            RELATION, relation[:40], f"{relation[:40]!r} cannot be asked of words; =, ==, <>, any, all, exact and adj can"
        )
    found = [node for piece in clause.term.split() if (node := _word(piece, where, clause, stems)) is not None]
    if not found:
        raise CqlError(FORMAT, clause.term[:60], "the term has no letters and digits")
    return _Part(found[0] if len(found) == 1 else (AllOf if relation == "all" else AnyOf)(tuple(found)))


def _phrase(clause: Clause, where: Field) -> Node:
    text, beginning = _unmasked(clause.term)
    return _any(words.phrase(text, where, beginning=beginning), clause)


def _word(piece: str, where: Field, clause: Clause, stems: tuple[str, ...]) -> Node | None:
    text, beginning = _unmasked(piece)
    found = words.word(text, where, beginning=beginning, languages=stems)
    return None if not found else found[0] if len(found) == 1 else AllOf(tuple(found))


def _heading(clause: Clause, facet: str) -> Node:
    value = (heading_key if facet == "name" else key_of_address)(_plain(clause))
    if not value:
        raise CqlError(FORMAT, clause.term[:60], "the term has no letters and digits")
    return Having(facet, (value,))


def _any(found: list[Node], clause: Clause) -> Node:
    if not found:
        raise CqlError(FORMAT, clause.term[:60], "the term has no letters and digits")
    return found[0] if len(found) == 1 else AnyOf(tuple(found))


def _exact(clause: Clause, index: Index) -> _Part:
    if clause.relation not in ("", "=", "==", "exact", "any", "<>"):
        raise CqlError(
            PAIR, f"{clause.index} {clause.relation}"[:60], "values of this index are asked for whole: =, ==, exact, any, <>"
        )
    given = _plain(clause).split() if clause.relation == "any" else [_plain(clause).strip()]
    values = tuple(value for one in given if (value := _value(index.of, one)))
    if not values:
        raise CqlError(FORMAT, clause.term[:60], f"this is no value of {index.title.lower()}")
    node: Node = Having(index.of, values)
    return _Part(AllOf((Everything(), Not(node))) if clause.relation == "<>" else node)


def _value(facet: str, given: str) -> str:
    if facet == "language":
        return bcp47(given)
    return _KINDS.get(given.lower(), given.lower()) if facet in ("kind", "country") else given


def _number(clause: Clause, index: Index) -> _Part:
    if clause.relation not in ("", "=", "==", "exact", "adj", "any"):
        raise CqlError(PAIR, f"{clause.index} {clause.relation}"[:60], "numbers are asked for whole: =, ==, exact, any")
    given = _plain(clause).split() if clause.relation == "any" else [_plain(clause)]
    return _Part(_any([node for one in given for node in words.identifier(one, scheme=index.of)], clause))


_YEAR = re.compile(r"-?\d{1,4}")


def year(clause: Clause) -> int:
    """Return the one year that a clause names; raise CqlError."""
    return _of_date(clause.term.strip(), clause)


def _year(clause: Clause, index: Index) -> _Part:
    relation = clause.relation or "="
    given = [_of_date(piece, clause) for piece in clause.term.split()]
    if relation == "within" and len(given) == 2:
        return _Part(None, (min(given), max(given)))
    if relation in _SPANS and len(given) == 1:
        return _Part(None, _SPANS[relation](given[0]))
    wrong = relation != "within" and relation not in _SPANS
    said = f"{relation[:40]!r} cannot be asked of years" if wrong else "give one year, or two to “within”"
    raise CqlError(PAIR if wrong else FORMAT, f"{clause.index} {relation}"[:60] if wrong else clause.term[:60], said)


_SPANS: dict[str, Callable[[int], tuple[int, int]]] = {
    **{relation: (lambda year: (year, year)) for relation in ("=", "==", "exact", "adj", "any", "all")},
    "<": lambda year: (EARLIEST, year - 1),
    "<=": lambda year: (EARLIEST, year),
    ">": lambda year: (year + 1, LATEST),
    ">=": lambda year: (year, LATEST),
}


def _of_date(piece: str, clause: Clause) -> int:
    found = _YEAR.match(piece)
    if found is None or not re.fullmatch(r"-?\d{1,4}(?:-\d\d(?:-\d\d)?)?", piece, re.ASCII):
        raise CqlError(FORMAT, clause.term[:60], "a date reads 1998 or 1998-05-30; years count")
    return int(found[0])


def _work(clause: Clause, index: Index) -> _Part:
    if clause.relation not in ("", "=", "==", "exact", "any"):
        raise CqlError(PAIR, f"{clause.index} {clause.relation}"[:60], "numbers are asked for whole: =, ==, exact, any")
    given = clause.term.split()
    if not all(n.isascii() and n.isdecimal() and len(n) < 19 for n in given):
        raise CqlError(FORMAT, clause.term[:60], "a work has a number")
    return _Part(None, among=frozenset(map(int, given)))


def _all(clause: Clause, index: Index) -> _Part:
    return _Part(Everything())


_BY_KIND: dict[str, Callable[[Clause, Index], _Part]] = {
    TEXT: _text, EXACT: _exact, NUMBER: _number, YEAR: _year, ALL: _all, WORK: _work,
}  # fmt: skip


def _plain(clause: Clause) -> str:
    """Return the term; raise CqlError where it is masked."""
    if mask := _masking(clause.term):
        raise CqlError(mask, clause.term[:60], "this is asked for whole, without masks")
    return clause.term.replace(MASKED, "")


def _unmasked(term: str) -> tuple[str, bool]:
    """Return the term, and whether it is the beginning of a word: ``*`` at its end is the one mask that an index can answer."""
    beginning = term.endswith("*") and not term.endswith(MASKED + "*")
    text = term[:-1] if beginning else term
    if mask := _masking(text):
        raise CqlError(mask, term[:60], "a mask can stand at the end only, as *")
    plain = text.replace(MASKED, "")
    if beginning and sum(character.isalnum() for character in plain) < 1:
        raise CqlError(TOO_SHORT, term[:60], "at least one letter must stand before *")
    return plain, beginning


def _masking(text: str) -> int:
    """Return what says that the first mask or anchor of a text is not known here, 0 where there is none."""
    first = re.search(rf"(?<!{MASKED})[*?^]", text)
    return (ANCHORING if first[0] == "^" else MASKING) if first else 0


def _sort(keys: tuple[SortKey, ...]) -> str:
    """Return the order by the first key; further ones order nothing here."""
    for one in keys[:1]:
        full = BARE.get(one.by.casefold(), one.by.casefold())
        if full not in SORTS:
            raise CqlError(SORT, one.by[:60], f"works are sorted by {', '.join(SORTS)}")
        names = {modifier.name.rpartition(".")[2] for modifier in one.modifiers}
        down = "descending" in names
        if unknown := names - {"ascending", "descending", "ignorecase", "respectcase"}:
            raise CqlError(SORT_MODIFIER, min(unknown)[:60], "ascending and descending are known")
        if down and full != "dc.date":
            raise CqlError(SORT_MODIFIER, "descending", "only dates are sorted downwards")
        return "newest" if down else SORTS[full]
    return ""
