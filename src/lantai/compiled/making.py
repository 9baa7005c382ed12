"""Making compiled modules: a copy of the sources, mypyc and a C compiler at work on it, then what came of it put where processes look for it.

mypyc (of mypy, MIT) is no part of what runs: it is asked for here alone, and may lie in a directory that PYTHONPATH names for this once
(requirements/compile.txt).
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from . import LIST, PACKAGE, RINGS, SUFFIX, TOGETHER, digest, digest_of, place

LISTED = "compiled/modules.txt"
COMPILERS = ("cc", "gcc", "clang")


class CannotCompile(Exception):
    """It cannot be done here; the message says what is missing, or what went wrong."""


def listed() -> list[str]:
    """Return the names of the modules that are compiled."""
    lines = Path(PACKAGE, LISTED).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def sources() -> Iterator[str]:
    """Yield the paths in the package of all that compiled modules are made of, and of the list of them."""
    yield LISTED
    for ring in RINGS:
        for path in sorted(Path(PACKAGE, ring).rglob("*.py")):
            if "tests" not in path.parts:
                yield path.relative_to(PACKAGE).as_posix()


def make(
    names: Sequence[str],
    *,
    tried: Callable[[str], str],
    where: str | None = None,
    telling: Callable[[str], None] = lambda said: None,
) -> int:
    """Compile modules and put them into use; return how many. Raise CannotCompile, leaving things as they were.

    ``tried``: tries what was made, given the place to name in LANTAI_COMPILED, and returns what is wrong with it, "" if nothing is.
    """
    where = place() if where is None else where
    if not where:
        raise CannotCompile("LANTAI_COMPILED=no: compiled modules are not wanted here")
    check()
    try:
        for path in (Path(where).parent, Path(where)):
            if not path.exists():
                path.mkdir(parents=True)
                path.chmod(0o755)
        if Path(where).stat().st_uid == os.geteuid():
            Path(where).chmod(0o755)
        work = tempfile.mkdtemp(prefix=".making-", dir=where)
    except OSError as problem:
        raise CannotCompile(f"{problem}; LANTAI_COMPILED may name another directory") from None
    try:
        telling(f"compiling {len(names)} modules, for a minute or two")
        trial = _compiled(names, Path(work))
        telling("comparing what they make with what Python makes")
        put(trial, Path(where), tried=tried)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return len(names)


def check() -> None:
    """Raise CannotCompile where something is missing, saying what."""
    chosen = os.environ.get("CC") or next(filter(shutil.which, COMPILERS), "")
    if not chosen:
        raise CannotCompile(
            "there is no C compiler here (Debian: apt install gcc libc6-dev). Lantai runs without, at the speed of Python"
        )
    header = Path(sysconfig.get_path("include"), "Python.h")
    if not header.exists():
        raise CannotCompile(f"{header} is missing (Debian: apt install python3-dev). Lantai runs without, at the speed of Python")
    if find_spec("mypyc") is None or find_spec("setuptools") is None:
        raise CannotCompile(
            "mypyc is missing: in a checkout ./lantai compile brings it; else pip install --target DIR --require-hashes"
            " -r requirements/compile.txt, and PYTHONPATH=DIR lantai compile"
        )


def _compiled(names: Sequence[str], work: Path) -> Path:
    """Compile in a copy of the sources; return the directory with modules and their list, as ``place`` would have it."""
    noted = [(name, os.stat(os.path.join(PACKAGE, name)), digest(name)) for name in sources()]
    copy = work / "copy"
    for name, _, _ in noted:
        (copy / "lantai" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(os.path.join(PACKAGE, name), copy / "lantai" / name)
    (copy / "lantai" / "__init__.py").write_text("")
    files = [f"{name.replace('.', '/')}.py" for name in names]
    builder = Path(__file__).with_name("building.py")
    compiler = os.environ.get("CC") or next(filter(shutil.which, COMPILERS))
    environ = os.environ | {"MYPYPATH": str(copy), "CC": compiler, "LANTAI_COMPILED": "no"}
    done = subprocess.run([sys.executable, str(builder), *files], cwd=copy, env=environ, capture_output=True, text=True)
    if done.returncode:
        raise CannotCompile("compiling failed:\n" + "\n".join(f"{done.stdout}{done.stderr}".strip().splitlines()[-20:]))
    trial = work / "trial" / SUFFIX.strip(".").removesuffix(".so")
    folder = trial / f"of-{work.name.rpartition('-')[2]}"
    folder.mkdir(parents=True)
    lines = []
    for name in (*names, TOGETHER):
        made = copy / f"{name.replace('.', '/')}{SUFFIX}"
        shutil.copy(made, folder / f"{name}{SUFFIX}")
        put_there = folder / f"{name}{SUFFIX}"
        put_there.chmod(0o755)
        stat = put_there.stat()
        lines.append(
            f"module\t{name}\t{folder.name}\t{put_there.name}\t{stat.st_size}\t{stat.st_mtime_ns}\t{digest_of(str(put_there))}\n"
        )
    lines += [f"source\t{name}\t{stat.st_size}\t{stat.st_mtime_ns}\t{said}\n" for name, stat, said in noted]
    (trial / LIST).write_text("".join(lines), encoding="utf-8")
    for path, mode in (
        (trial / LIST, 0o644),
        (folder, 0o755),
        (trial, 0o755),
    ):  # whoever runs Lantai reads them, whatever the umask here
        path.chmod(mode)
    return trial


def put(trial: Path, where: Path, *, tried: Callable[[str], str]) -> None:
    """Put modules into use in one step, or raise CannotCompile where trying them shows something wrong.

    What was in use before stays for processes that go on with it; what was before that goes.
    """
    if wrong := tried(str(trial.parent)):
        raise CannotCompile(f"what they make is not what Python makes, and they are not used: {wrong}")
    (folder,) = (path for path in trial.iterdir() if path.is_dir())
    here = where / folder.name
    folder.rename(here)
    (trial / LIST).replace(where / LIST)
    others = sorted((path for path in where.glob("of-*") if path != here), key=lambda path: path.stat().st_mtime)
    for path in others[:-1]:
        shutil.rmtree(path, ignore_errors=True)
