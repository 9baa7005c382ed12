"""What the audit log shows has a name: every action that is noted down is called something in its area's audited.py."""

import ast
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from lantai.infra import audit

from .tree import modules, name_of


def noted(path: Path) -> Iterator[str]:
    """Yield the actions that a module's calls of ``audit.record`` name, ``*`` for what is put in when it runs."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record":
            action = next(word.value for word in node.keywords if word.arg == "action")
            for said in (action.body, action.orelse) if isinstance(action, ast.IfExp) else (action,):
                parts = said.values if isinstance(said, ast.JoinedStr) else [said]
                yield "".join(str(part.value) if isinstance(part, ast.Constant) else "*" for part in parts)


@pytest.fixture(scope="module")
def every() -> list[tuple[str, str]]:
    """Return all that is noted down, each with its module; read when it is tested, not by each process that collects tests."""
    return [(name_of(path), action) for path in modules() for action in noted(path)]


def test_every_action_has_a_name(every):
    assert len(every) > 40
    known = list(audit._names)
    nameless = [f"{where}: {action}" for where, action in every if not any(fnmatchcase(name, action) for name in known)]
    assert not nameless


def test_every_name_is_of_an_action(every):
    unused = [name for name in audit._names if not any(fnmatchcase(name, action) for _, action in every)]
    assert not unused
