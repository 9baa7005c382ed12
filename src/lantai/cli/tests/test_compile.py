"""Compiled modules: used for the very sources that they were made of, and for no others; nothing depends on them."""

import ast
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lantai import compiled
from lantai.cli import compile as command
from lantai.cli import main
from lantai.compiled import making

PART = "lantai.core.formats.marc.punctuation"
ASK = f"import {PART} as p; print(p.__file__); print([p.trim(v) for v in ('Hong lou meng.', 'Lewis, C. S.', 'Inc.', ' 中国 :', 'a ;')])"


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A place with one small module compiled."""
    place = tmp_path_factory.mktemp("compiled")
    where = place / os.path.basename(with_place(str(place), compiled.place))
    try:
        making.check()
    except making.CannotCompile as problem:
        pytest.skip(str(problem))
    assert making.make([PART], tried=lambda trial: "" if ".so" in asked(trial)[0] else "not found", where=str(where)) == 1
    return place


def with_place(place, do):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LANTAI_COMPILED", place)
        return do()


def asked(place, code=ASK, **environ) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"LANTAI_COMPILED": str(place)} | environ,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.splitlines()


def test_it_is_used_and_does_what_pythons_own_does(made):
    (file, said), (own, expected) = asked(made), asked("no")
    assert file.startswith(str(made))
    assert file.endswith(compiled.SUFFIX)
    assert own.endswith("punctuation.py")
    assert said == expected
    assert with_place(str(made), compiled.state) == ("used", 1)


def test_of_other_sources_it_is_left_alone(made, tmp_path):
    package = tmp_path / "src" / "lantai"
    shutil.copytree(
        compiled.PACKAGE, package, ignore=shutil.ignore_patterns("tests", "apps", "site", "demo", "catalog", "__pycache__")
    )
    source = package / "core" / "formats" / "marc" / "punctuation.py"
    at_other_times = {"PYTHONPATH": str(package.parent)}
    assert asked(made, **at_other_times)[0].endswith(compiled.SUFFIX)  # the same text under another date
    text = source.read_text()
    source.write_text(text.replace('ENDS = " /:', 'ENDS = " :/'))
    assert asked(made, **at_other_times)[0] == str(source)
    source.write_text(text)
    (package / "core" / "bib" / "digits.py").write_text("")  # one that is not compiled: its types are built into those that are
    assert asked(made, **at_other_times)[0] == str(source)
    (package / "core" / "bib" / "digits.py").unlink()
    assert asked(made, **at_other_times)[0] == str(source)


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1_000])


def of_same_size(path: Path) -> None:
    about = path.stat()
    path.write_bytes(bytes(about.st_size))
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


def in_place_of(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("which", "harm"),
    [
        (f"of-*/{compiled.TOGETHER}*", cut),
        (f"of-*/{compiled.TOGETHER}*", of_same_size),
        (f"of-*/{PART}*", lambda path: path.chmod(0o777)),
        ("of-*", lambda path: path.chmod(0o777)),
        (compiled.LIST, lambda path: path.write_text("module\tlantai.core.text.fold\n")),
        (compiled.LIST, lambda path: path.write_bytes(bytes((255, 9)))),
        (compiled.LIST, in_place_of),
    ],
)
def test_whatever_is_wrong_pythons_own_is_used(made, tmp_path, which, harm):
    (place,) = made.iterdir()
    copy = shutil.copytree(place, tmp_path / place.name)
    tmp_path.chmod(0o755)
    (path,) = copy.glob(which)
    harm(path)
    assert asked(tmp_path, PYTHONWARNINGS="ignore")[0].endswith("punctuation.py")
    assert with_place(str(tmp_path), compiled.state)[0] == "damaged"


def test_what_is_made_is_readable_to_all(made):
    (place,) = made.iterdir()
    modes = {path.stat().st_mode & 0o777 for path in (place, *place.rglob("*"))}
    assert modes <= {0o755, 0o644}


def test_what_differs_is_not_put_into_use(made, tmp_path):
    (place,) = made.iterdir()
    trial = shutil.copytree(place, tmp_path / "trial" / place.name)
    with pytest.raises(making.CannotCompile, match="not used: other titles"):
        making.put(trial, tmp_path, tried=lambda where: "other titles")
    assert not list(tmp_path.glob("of-*"))


def test_a_machine_without_a_compiler_is_told_what_to_install(monkeypatch, capsys):
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CC", raising=False)
    monkeypatch.setenv("LANTAI_COMPILED", "/nowhere")
    assert main(["compile"]) == 1
    assert "apt install gcc" in capsys.readouterr().err


@pytest.mark.parametrize("name", making.listed())
def test_a_module_that_is_listed_can_be_compiled_as_it_is(name):
    source = Path(compiled.PACKAGE).parent.joinpath(*name.split(".")).with_suffix(".py").read_text()
    classes = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ClassDef)]
    assert "__file__" not in source  # it would be that of the compiled module
    assert not [one.name for one in classes if one.keywords]  # what a class is told beside its bases, mypyc leaves out


def test_the_sample_is_of_every_format_that_is_compiled(monkeypatch):
    assert {path.name.partition(".")[2] for path in command.SAMPLES.iterdir() if path.name.endswith(command.READ)} >= {
        "mrc",
        "iso",
        "jsonl",
    }
    monkeypatch.setattr(command, "READ", ("open-papers.jsonl",))
    whose, line = command.fingerprint().splitlines()
    assert (whose, len(line.split()[1])) == ("Python's", 32)
