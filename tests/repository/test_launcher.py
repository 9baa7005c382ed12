"""./lantai runs on a bare machine: nothing but the standard library, every step once, an interrupted one again."""

import ast
import json
import sys

import pytest

from .tree import ROOT

BARE = [ROOT / "lantai", ROOT / "tools" / "environment.py", ROOT / "tools" / "build_assets.py"]
OWN = {"environment", "build_assets"}


@pytest.mark.parametrize("path", BARE, ids=lambda path: path.name)
def test_it_imports_nothing_that_must_be_installed(path):
    tree = ast.parse(path.read_text())
    plain = {alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named = {(node.module or "").split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert (plain | named) - OWN <= sys.stdlib_module_names


def test_an_old_python_can_read_it_far_enough_to_say_so():
    ast.parse((ROOT / "lantai").read_text(), feature_version=(3, 7))


@pytest.fixture
def environment(tmp_path, monkeypatch):
    """The launcher's steps, at work in another folder."""
    monkeypatch.setattr(sys, "path", [str(ROOT / "tools"), *sys.path])
    import environment

    monkeypatch.setattr(environment, "NOTES", tmp_path / "notes.json")
    return environment


def test_a_step_is_done_once_for_a_digest(environment):
    done = []
    for digest in ("a", "a", "b"):
        environment.step("paint", "painting", digest, lambda: done.append(1))
    assert len(done) == 2


def test_an_interrupted_step_is_done_again(environment):
    def broken() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        environment.step("paint", "painting", "a", broken)
    done = []
    environment.step("paint", "painting", "a", lambda: done.append(1))
    assert done


def test_half_written_notes_count_as_none(environment):
    environment.NOTES.write_text(json.dumps({"paint": "a"})[:-3])
    assert environment.notes() == {}


def test_a_machine_without_venv_is_told_what_to_install(environment, monkeypatch, tmp_path):
    monkeypatch.setattr(environment, "PYTHON", tmp_path / "absent")
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(environment.CannotBuild, match="apt install python3-venv"):
        environment.make_environment()
