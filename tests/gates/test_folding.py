"""Floors of folding: spellings that must find the same works, on the shared pairs of spellings.

The numbers stand in floors/folding.json with the digests of the data they were measured on. They only go up.
"""

import hashlib
import json
from functools import cache
from pathlib import Path

import pytest

from lantai.core.query.parse import parse
from lantai.core.query.tree import AllOf, AnyOf, Everything, Field, Node, Not, Term
from lantai.core.text.fold import fold
from lantai.core.text.segment import tokens
from tests.shared_data import shared

pytestmark = pytest.mark.gate

FLOORS = json.loads((Path(__file__).parent / "floors" / "folding.json").read_text(encoding="utf-8"))
FIELDS = {"everything": Field.ANY, "author_title": Field.ANY, "title": Field.TITLE, "author": Field.NAME}
FIELDS |= {"subject": Field.SUBJECT, "series": Field.SERIES}


def rows(name: str) -> list[dict]:
    path = shared(f"relevance/{name}")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    assert digest == FLOORS[name]["sha256"], f"{name} is not the data that its floor was measured on: measure again"
    lines = path.read_text(encoding="utf-8").splitlines()
    if name.endswith(".tsv"):
        header = lines[0].split("\t")
        return [dict(zip(header, line.split("\t"), strict=True)) for line in lines[1:]]
    return [json.loads(line) for line in lines]


@cache
def collection() -> tuple[tuple[str, ...], ...]:
    """Titles and names as the records have them: the first of each pair, and the known items that nobody has rewritten."""
    as_written = ("title", "title_vernacular", "author_and_title", "author_and_title_vernacular")
    texts = {row["query"] for row in rows("own-pairs.jsonl")}
    texts |= {row["query"] for row in rows("known-items.jsonl") if row["kind"] in as_written}
    return tuple(tuple(tokens(text)) for text in sorted(texts))


def matches(node: Node | None, text: tuple[str, ...]) -> bool:
    match node:
        case Term(tokens=wanted):
            places = (text[at : at + len(wanted)] for at in range(len(text) - len(wanted) + 1))
            return any(place == wanted or (node.prefix and _begins(place, wanted)) for place in places)
        case AnyOf(nodes=nodes):
            return any(matches(child, text) for child in nodes)
        case AllOf(nodes=nodes):
            return all(matches(child, text) for child in nodes)
        case Not(node=inner):
            return not matches(inner, text)
    return isinstance(node, Everything)


def _begins(place: tuple[str, ...], wanted: tuple[str, ...]) -> bool:
    return place[:-1] == wanted[:-1] and place[-1].startswith(wanted[-1])


def found(text: str) -> list[int]:
    tree = parse(text).tree
    return [number for number, words in enumerate(collection()) if matches(tree, words)]


def analysed(node: Node | None) -> object:
    """Return a tree without what the reader typed, and without the order of words that all must match."""
    match node:
        case Term():
            return node.tokens, node.prefix, node.field
        case AnyOf(nodes=nodes) | AllOf(nodes=nodes):
            return type(node).__name__, frozenset(map(analysed, nodes))
        case Not(node=inner):
            return "Not", analysed(inner)
    return node


def enough(name: str, reached: int, failed: list[str]) -> None:
    assert reached >= FLOORS[name]["floor"], f"{reached} of {reached + len(failed)}; failed: {failed}"


def test_two_spellings_find_the_same_works():
    pairs = rows("own-pairs.jsonl")
    failed = [
        f"{p['rule']}: {p['query']} | {p['other']}" for p in pairs if not (one := found(p["query"])) or one != found(p["other"])
    ]
    enough("own-pairs.jsonl", len(pairs) - len(failed), failed)


def test_forms_of_a_han_character_are_one():
    pairs = rows("han-variant-pairs.tsv")
    failed = [f"{p['a']}{p['b']}" for p in pairs if fold(p["a"]) != fold(p["b"])]
    enough("han-variant-pairs.tsv", len(pairs) - len(failed), failed)


def test_queries_that_another_library_demands_equal_are_analysed_alike():
    pairs = [
        p
        for p in rows("stanford-pairs.jsonl")
        if p["active"] and p["kind"] in ("same_count", "about_same_count") and not p["negated"]
    ]
    pairs = [p for p in pairs if p["field"] in FIELDS and p["other"]["field"] in FIELDS]
    failed = [f"{p['query']} | {p['other']['query']}" for p in pairs if _tree(p) != _tree(p["other"])]
    enough("stanford-pairs.jsonl", len(pairs) - len(failed), failed)


def _tree(question: dict) -> object:
    return analysed(parse(question["query"], field=FIELDS[question["field"]]).tree)
