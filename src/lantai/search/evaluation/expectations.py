"""What a library expects of its search, one expectation a line of JSON: read and checked, whatever form it has.

The forms are those of known items (``expect_first_any_of``), of two questions compared (``other``), of records that must be found (``known_ids``,
``match``) and of counts. A line that cannot be tried is refused with its file, line and field, and the others go in.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec

from lantai.core.query.rows import Row, text_of
from lantai.core.query.tree import Field
from lantai.search.document import FACETS
from lantai.search.protocol import Sort

from .files import Refusals, Refused, explained, lines

FIELDS: Mapping[str, Field] = {
    **{field.value: field for field in Field},
    "": Field.ANY, "everything": Field.ANY, "advanced": Field.ANY, "author_title": Field.ANY, "pub_info": Field.ANY, "cjk": Field.ANY,
}  # fmt: skip
"""What a field is called, here and in the lists that other libraries publish."""

COMPARED = ("same_hits", "same_count", "about_same_count", "fewer", "more")
FOUND = ("found", "found_in_first", "found_before", "each_of_first_matches")
COUNTED = ("count", "count_at_stanford", "has_results")
FACETED = "has_facet"

_POSIX = {"space": r"\s", "alnum": r"\w", "alpha": r"^\W\d_", "digit": r"\d", "punct": r"!-/:-@\[-`{-~", "word": r"\w"}
_POSIX_CLASS = re.compile(r"\[:(\w+):\]")
_LONGEST_PATTERN = 500


class Clause(msgspec.Struct, frozen=True):
    """A row of an advanced search."""

    query: str
    field: str = ""


class Asked(msgspec.Struct, frozen=True):
    """A question. ``clauses``: of an advanced search, joined by ``operators``; then ``query`` only says it for people. ``filter``: "facet:value"."""

    query: str = ""
    field: str = ""
    clauses: tuple[Clause, ...] = ()
    operators: tuple[str, ...] = ()
    filter: tuple[str, ...] = ()
    sort: str = ""

    def question(self) -> tuple[str, Field]:
        """Return the text as a reader would type it, and the field chosen beside it."""
        if not self.clauses:
            return self.query, FIELDS[self.field]
        joins = ("and", *(operator.lower() for operator in self.operators), *("and" for _ in self.clauses))
        rows = (Row(clause.query, FIELDS[clause.field], join) for clause, join in zip(self.clauses, joins, strict=False))
        return text_of(rows), Field.ANY

    def order(self) -> Sort:
        """Return the order of the hits; the names of Blacklight's sorts are understood."""
        if self.sort in tuple(Sort):
            return Sort(self.sort)
        if self.sort.startswith("title"):
            return Sort.TITLE
        if self.sort.startswith("author"):
            return Sort.AUTHOR
        return (
            Sort.OLDEST
            if self.sort.startswith("pub_date") and "asc" in self.sort
            else Sort.NEWEST
            if self.sort
            else Sort.RELEVANCE
        )


class Match(msgspec.Struct, frozen=True):
    """A regular expression that a field of a record must match. ``field``: its name says "title", "author" or "topic", else all words count."""

    regex: str
    field: str = ""
    ignore_case: bool = False

    def pattern(self) -> re.Pattern[str]:
        """Return it as Python reads it; raise ValueError, saying why, when that cannot be."""
        if len(self.regex) > _LONGEST_PATTERN:
            raise ValueError(f"it is longer than {_LONGEST_PATTERN} characters")
        try:
            plain = _POSIX_CLASS.sub(lambda found: _POSIX[found[1]], self.regex).replace(r"\h", r"\s").replace(r"\p{L}", r"\w")
            return re.compile(plain, re.IGNORECASE if self.ignore_case else 0)
        except (re.error, KeyError) as problem:
            raise ValueError(f"it cannot be read: {problem}") from problem


class Before(msgspec.Struct, frozen=True):
    """Records that must come after others."""

    known_ids: tuple[str, ...] = ()
    match: tuple[Match, ...] = ()


class Expectation(Asked, frozen=True, kw_only=True):
    """One line. ``negated``: it must not hold; ``active`` False: switched off. ``n``: among how many first hits.

    ``expect_first_any_of``, ``known_ids``: records by their control number, by "isbn:…" and the like, by "work:NUMBER", or by "FILE#PLACE", counted
    from 0. ``tolerance``: share by which counts may differ.
    """

    kind: str
    id: str = ""
    lang: str = ""
    negated: bool = False
    active: bool = True
    other: Asked | str | None = None
    tolerance: float = 0.01
    n: int = 0
    min: int = 0
    max: int | None = None
    expect_first_any_of: tuple[str, ...] = ()
    known_ids: tuple[str, ...] = ()
    match: tuple[Match, ...] = ()
    before: Before | None = None
    facet: str = ""
    values: tuple[str, ...] = ()

    @property
    def counterpart(self) -> Asked | None:
        """Return the question that this one is compared with; of a text alone the field and the filters are the same."""
        return Asked(self.other, self.field, filter=self.filter) if isinstance(self.other, str) else self.other

    def references(self) -> Iterator[str]:
        """Yield the names of all records it speaks of."""
        yield from self.expect_first_any_of
        yield from self.known_ids
        if self.before:
            yield from self.before.known_ids


def expectations(path: Path, refusals: Refusals) -> Iterator[Expectation]:
    """Yield the expectations of a file that can be tried."""
    decode = msgspec.json.Decoder(Expectation).decode
    for number, line in lines(path, refusals):
        try:
            row = decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as problem:
            said, field = explained(str(problem))
            refusals.add(Refused(path.name, number, field, said))
            continue
        if fault := _fault(row):
            refusals.add(Refused(path.name, number, *fault))
        else:
            yield row


def _fault(row: Expectation) -> tuple[str, str] | None:
    """Return which field cannot be used, and why; None where all can."""
    for asked in (row, row.counterpart):
        if asked and (fault := _fault_in_question(asked)):
            return fault
    return _fault_in_form(row) or _fault_in_patterns(row)


def _fault_in_question(asked: Asked) -> tuple[str, str] | None:
    for name in (asked.field, *(clause.field for clause in asked.clauses)):
        if name not in FIELDS:
            return "field", f"there is no field {name!r}; there are: {', '.join(filter(None, FIELDS))}"
    if not any(text.strip() for text in (asked.query, *(clause.query for clause in asked.clauses))):
        return "query", "it is empty: there is nothing to ask"
    return None


def _fault_in_form(row: Expectation) -> tuple[str, str] | None:
    for faulty, field, said in _FAULTS:
        if faulty(row):
            return field, said
    known = (*COMPARED, *FOUND, *COUNTED, FACETED)
    if row.kind not in known and not row.expect_first_any_of:
        return "kind", f"{row.kind!r} needs expect_first_any_of, or is one of: {', '.join(known)}"
    return None


def _fault_in_patterns(row: Expectation) -> tuple[str, str] | None:
    for match in (*row.match, *(row.before.match if row.before else ())):
        try:
            match.pattern()
        except ValueError as problem:
            return "match", str(problem)
    return None


def _names_nothing(row: Expectation) -> bool:
    if row.kind == "each_of_first_matches":
        return not row.match
    return row.kind in FOUND and not (row.known_ids or row.match)


_FAULTS: tuple[tuple[Callable[[Expectation], bool], str, str], ...] = (
    (lambda row: row.kind in COMPARED and row.other is None, "other", "it is missing: there is nothing to compare with"),
    (_names_nothing, "known_ids", "no record is named, and no match: nothing says what is expected"),
    (lambda row: row.kind == "found_before" and row.before is None, "before", "it is missing"),
    (lambda row: row.kind in ("found_in_first", "each_of_first_matches") and row.n < 1, "n", "among how many hits is not said"),
    (lambda row: row.kind == FACETED and row.facet not in (*FACETS, *FACETS_ELSEWHERE), "facet", f"there are: {', '.join(FACETS)}"),
    (lambda row: row.tolerance < 0 or row.tolerance > 1, "tolerance", "expected a share, 0 to 1"),
)  # fmt: skip

FACETS_ELSEWHERE: Mapping[str, str] = {
    "author_person_facet": "name", "author_other_facet": "name", "topic_facet": "heading", "geographic_facet": "heading",
    "format_main_ssim": "kind", "building_facet": "location",
}  # fmt: skip
"""Facets as Blacklight's libraries call them -> here."""
