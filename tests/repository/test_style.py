"""Ruff, mypy, docstrings and sizes, over the whole project."""

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

from .tree import ROOT, modules, name_of

KEEPS_ALL = re.compile(r"\)[*+?]\+|\)\{[0-9,]+\}\+|\(\?>")
"""A group of a pattern that gives nothing back."""

LONGEST_MODULE = 500
LONGEST_FUNCTION = 60


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True)


def test_ruff_finds_nothing():
    done = run("ruff", "check", "--output-format=concise", ".", "lantai")
    assert done.returncode == 0, done.stdout[-6000:]


def test_the_code_is_formatted():
    done = run("ruff", "format", "--check", ".", "lantai")
    assert done.returncode == 0, done.stdout[-6000:]


def test_types_hold_strictly_in_the_pure_rings():
    done = run("mypy")
    assert done.returncode == 0, done.stdout[-6000:]


class Told(NamedTuple):
    """What is asked of a module: whether it says what it is for, how long its functions are, and patterns in which a group keeps all it took."""

    has_purpose: bool
    functions: tuple[tuple[str, int], ...]
    keeping: tuple[str, ...]


@cache
def told(path: Path) -> Told:
    """Read a module, once for all checks."""
    tree = ast.parse(path.read_text())
    nodes = list(ast.walk(tree))
    functions = (node for node in nodes if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    values = (repr(node.value) for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes))
    return Told(
        has_purpose=bool(ast.get_docstring(tree)),
        functions=tuple((f"{name_of(path)}:{f.lineno} {f.name}", (f.end_lineno or f.lineno) - f.lineno + 1) for f in functions),
        keeping=tuple(value for value in values if KEEPS_ALL.search(value)),
    )


def test_every_module_says_what_it_is_for():
    assert not [name_of(path) for path in modules() if path.stat().st_size and not told(path).has_purpose], "no docstring"


def test_modules_hold_one_idea():
    long = {name_of(p): n for p in modules() if (n := p.read_text().count("\n")) > LONGEST_MODULE}
    assert not long


def test_functions_fit_a_screen():
    long = {name: lines for path in modules() for name, lines in told(path).functions if lines > LONGEST_FUNCTION}
    assert not long


def test_nothing_is_left_unfinished_or_swallowed():
    marks = ("TO" + "DO", "FIX" + "ME", "XXX:")
    found = [f"{name_of(p)}: {mark}" for p in modules() for mark in marks if mark in p.read_text()]
    assert not found


def test_no_group_of_a_pattern_keeps_all_it_took():
    """Before Python 3.11.5 (Debian 12 has 3.11.2) such a group with alternatives matches what it should not."""
    found = {f"{name_of(path)}: {value}" for path in modules() for value in told(path).keeping}
    assert not found
