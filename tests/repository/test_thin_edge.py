"""The web edge is thin: views, APIs, forms, tasks and panels parse, call and render; they never write, and stay short."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from .tree import modules, name_of

EDGE = {"views", "api", "forms", "tasks", "panels"}
WRITES = {"save", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "delete"}
SETS = {"filter", "exclude", "all", "objects"}
LONGEST_FUNCTION = 40


def edge_modules() -> list[Path]:
    return [path for path in modules() if path.stem in EDGE or path.parent.name in EDGE]


def writes(tree: ast.AST) -> Iterator[ast.Call]:
    """Yield calls that write to the database; ``update`` only of what comes from a query (dictionaries have one too)."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name = node.func.attr
            if name in WRITES or (name == "update" and _from_query(node.func.value)):
                yield node


def _from_query(node: ast.AST) -> bool:
    return any(isinstance(part, ast.Attribute) and part.attr in SETS for part in ast.walk(node))


def test_the_edge_does_not_write():
    trees = {path: ast.parse(path.read_text()) for path in edge_modules()}
    found = [f"{name_of(path)}:{call.lineno}: {ast.unparse(call)[:80]}" for path, tree in trees.items() for call in writes(tree)]
    assert not found, "writes to the database; that belongs in actions"


def test_no_function_at_the_edge_is_longer_than_a_screen():
    trees = {path: ast.walk(ast.parse(path.read_text())) for path in edge_modules()}
    functions = [(p, n) for p, nodes in trees.items() for n in nodes if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [f"{name_of(path)}: {f.name}" for path, f in functions if (f.end_lineno or f.lineno) - f.lineno >= LONGEST_FUNCTION]
    assert not long, f"longer than {LONGEST_FUNCTION} lines"


@pytest.mark.parametrize(
    ("code", "count"),
    [("Work.objects.filter(pk=1).update(title='')", 1), ("row.save()", 1), ("seen.update(other)", 0), ("actions.add(by=me)", 0)],
)
def test_writes_are_told_from_what_only_looks_like_them(code, count):
    assert len(list(writes(ast.parse(code)))) == count
