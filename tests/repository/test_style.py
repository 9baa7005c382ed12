"""Ruff, mypy, docstrings and sizes, over the whole project."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .tree import ROOT, modules, name_of

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


@pytest.mark.parametrize("path", modules(), ids=name_of)
def test_every_module_says_what_it_is_for(path):
    assert path.stat().st_size == 0 or ast.get_docstring(ast.parse(path.read_text())), "no docstring"


def test_modules_hold_one_idea():
    long = {name_of(p): n for p in modules() if (n := p.read_text().count("\n")) > LONGEST_MODULE}
    assert not long


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{name_of(path)}:{node.lineno} {node.name}", (node.end_lineno or node.lineno) - node.lineno + 1


def test_functions_fit_a_screen():
    long = {name: lines for path in modules() for name, lines in functions(path) if lines > LONGEST_FUNCTION}
    assert not long


def test_nothing_is_left_unfinished_or_swallowed():
    marks = ("TO" + "DO", "FIX" + "ME", "XXX:")
    found = [f"{name_of(p)}: {mark}" for p in modules() for mark in marks if mark in p.read_text()]
    assert not found


KEEPS_ALL = re.compile(r"\)[*+?]\+|\)\{[0-9,]+\}\+|\(\?>")
"""A group of a pattern that gives nothing back."""


def constants(path: Path) -> Iterator[str]:
    nodes = ast.walk(ast.parse(path.read_text()))
    return (repr(node.value) for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes))


def test_no_group_of_a_pattern_keeps_all_it_took():
    """Before Python 3.11.5 (Debian 12 has 3.11.2) such a group with alternatives matches what it should not."""
    found = {f"{name_of(path)}: {told}" for path in modules() for told in constants(path) if KEEPS_ALL.search(told)}
    assert not found
