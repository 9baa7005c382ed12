"""SRU's scan: what it asks for, and the answer: a stretch of an index, as one turns the pages of a printed one."""

from collections.abc import Mapping
from typing import NamedTuple

from lxml import etree

from lantai.core.query import cql, cql_tree
from lantai.core.query.cql import Clause, CqlError
from lantai.core.query.cql_indexes import Index

from . import terms
from .answers import Names, diagnostic, xml
from .arguments import MISSING, STYLES, Diagnosed, whole_number

USUAL, MOST = 20, 50
"""Terms of one answer; whoever asks for more gets as many as this."""

INDEX, RELATION, POSITION, MANY = 16, 19, 120, 121
NEW_SCAN = "http://docs.oasis-open.org/ns/search-ws/scan"
RELATIONS = ("", "=", "any", "all", "adj")


class Scan(NamedTuple):
    """A stretch of an index. ``position``: of the clause's own term among those answered, from 1; 0: just before the first."""

    clause: Clause
    index: Index
    position: int
    most: int


def scan(given: Mapping[str, str]) -> Scan:
    """Return what is asked for; raise Diagnosed, CqlError."""
    if not given.get("scanClause", "").strip():
        raise Diagnosed(MISSING, "scanClause")
    if given.get("stylesheet"):
        raise Diagnosed(STYLES, "stylesheet")
    clause = _clause(given["scanClause"])
    index = cql_tree.index_of(clause)
    if not terms.can_be_listed(index):
        raise Diagnosed(INDEX, clause.index[:60], "the terms of this index cannot be listed")
    if clause.relation not in RELATIONS:
        raise Diagnosed(RELATION, clause.relation[:40], "lists are of words and values: =")
    most = min(whole_number(given, "maximumTerms", USUAL, least=1), MOST)
    position = whole_number(given, "responsePosition", 1, least=0)
    if position > most + 1:
        raise Diagnosed(POSITION, given["responsePosition"], f"it can be 0 to {most + 1}")
    return Scan(clause, index, position, most)


def scanned(asked: Scan, given: Mapping[str, str], names: Names) -> bytes:
    """Return the answer; raise CqlError, SearchError. ``names``: as ``named`` gives them."""
    before = max(asked.position - 1, 0)
    found = terms.around(asked.clause, asked.index, before=before, after=asked.most - before + 1)
    passed = asked.position == 0 and _is_own(found.after, asked.clause)
    here = found.after[1:] if passed else found.after[: asked.most - before]
    listed = [*found.before, *here]
    ends = {}
    if listed and found.from_first and not passed:
        ends[0] = "first"
    if here and found.to_last and here[-1] == found.after[-1]:
        ends[len(listed) - 1] = "only" if ends and len(listed) == 1 else "last"
    root = _response(names)
    if listed:
        into = names.element(root, "terms")
        for number, one in enumerate(listed):
            _term(into, names, one, ends.get(number, "inner"))
    _echo(root, given, names)
    return xml(root)


def refused(problem: Diagnosed, given: Mapping[str, str], names: Names) -> bytes:
    """Return the answer to what cannot be answered."""
    root = _response(names)
    _echo(root, given, names)
    diagnostic(names.element(root, "diagnostics"), names, problem)
    return xml(root)


def named(names: Names) -> Names:
    """Return what a version calls things in its answers to a scan."""
    return names._replace(namespace=NEW_SCAN) if names.version == "2.0" else names


def _echo(root: etree._Element, given: Mapping[str, str], names: Names) -> None:
    echoed = names.element(root, "echoedScanRequest")
    if names.version != "2.0":
        names.element(echoed, "version", names.version)
    for name in ("scanClause", "responsePosition", "maximumTerms"):
        if given.get(name):
            names.element(echoed, name, given[name])


def _clause(text: str) -> Clause:
    query = cql.parse(text)
    if not isinstance(query.root, Clause) or query.sort:
        raise CqlError(cql.SYNTAX, text[:60], "a scanClause is one index, one relation and one term")
    return query.root


def _is_own(listed: list[terms.Listed], clause: Clause) -> bool:
    return bool(listed) and listed[0].value.casefold() == clause.term.strip().casefold()


def _response(names: Names) -> etree._Element:
    root = names.element(None, "scanResponse")
    if names.version != "2.0":
        names.element(root, "version", names.version)
    return root


def _term(into: etree._Element, names: Names, listed: terms.Listed, where: str) -> None:
    element = names.element(into, "term")
    for name, text in (("value", listed.value), ("numberOfRecords", str(listed.works)), ("whereInList", where)):
        names.element(element, name, text)
