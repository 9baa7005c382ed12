"""Make the environment that Lantai runs in, step by step, each only when what it depends on has changed.

Standard library only: it runs on a bare machine. A step that was interrupted is done again: its digest is noted when it is
through. ``../lantai`` enters at ``prepare``.
"""

import fcntl
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import build_assets
from build_assets import ROOT, CannotBuild, digest_of

HOME = ROOT / ".venv"
PYTHON = HOME / "bin" / "python"
NOTES = HOME / "lantai.json"
COMPILER = HOME / "compiler"
NO_VENV = """Python's venv module is incomplete here. On Debian and Ubuntu:

    apt install python3-venv

then run this again."""


def prepare(*, tests: bool) -> None:
    """Bring the environment up to date, with what the tests need if so asked; raise CannotBuild."""
    lock = os.open(ROOT, os.O_RDONLY)
    fcntl.flock(lock, fcntl.LOCK_EX)  # two commands at once: the second waits, then finds everything done
    try:
        step("environment", "making a Python environment in .venv", f"{sys.version_info[:2]}", make_environment)
        install(tests=tests)
        off_path = not any(HOME.glob("lib/python3*/site-packages/lantai.pth"))
        step("package", "putting Lantai on its path", str(ROOT), put_on_path, again=off_path)
        step_assets()
        translations = sorted((ROOT / "src").rglob("*.po"))
        lost = any(not po.with_suffix(".mo").exists() for po in translations)
        step("translations", "compiling translations", digest_of(translations), compile_messages, again=lost)
    finally:
        os.close(lock)


def step(name: str, saying: str, digest: str, do: Callable[[], None], *, again: bool = False) -> None:
    """Do one step unless it was done for this very digest and what it made is still there (not ``again``)."""
    if notes().get(name) == digest and not again:
        return
    timed(saying, do)
    NOTES.write_text(json.dumps(notes() | {name: digest}, indent=1))


def timed(saying: str, do: Callable[[], None]) -> None:
    """Do something, saying so, and how many seconds it took."""
    print(f"lantai: {saying} …", end="", flush=True, file=sys.stderr)
    begun = time.monotonic()
    try:
        do()
    except BaseException:
        print(" not done", file=sys.stderr)
        raise
    print(f" {time.monotonic() - begun:.1f} s", file=sys.stderr)


def notes() -> dict[str, str]:
    """Return what was done so far, by step; nothing where the notes are missing or half written."""
    try:
        return dict(json.loads(NOTES.read_text()))
    except (OSError, ValueError):
        return {}


def make_environment() -> None:
    """Make .venv, unless one that works is there; one half made by an interrupted run is made anew."""
    if works():
        return
    try:
        import ensurepip  # noqa: F401 Debian ships it apart, in python3-venv
    except ImportError:
        raise CannotBuild(NO_VENV) from None
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(HOME)], capture_output=True, text=True)
    if made.returncode or not works():
        raise CannotBuild(f"{NO_VENV}\n\n{made.stdout}{made.stderr}".strip())


def works() -> bool:
    """Say whether .venv is a whole environment."""
    if not PYTHON.exists():
        return False
    return subprocess.run([str(PYTHON), "-m", "pip", "--version"], capture_output=True).returncode == 0


def install(*, tests: bool) -> None:
    """Install the pinned packages; those of the tests contain those of the product, at the same versions."""
    locks = {name: ROOT / "requirements" / f"{name}.txt" for name in ("runtime", "test")}
    wanted = "test" if tests else "runtime"
    if notes().get(wanted) == digest_of([locks[wanted]]):
        return
    timed(f"installing the packages of requirements/{wanted}.txt", lambda: build_assets.install_wheels(PYTHON, locks[wanted]))
    installed = {wanted: digest_of([locks[wanted]]), "runtime": digest_of([locks["runtime"]])}
    NOTES.write_text(json.dumps(notes() | installed, indent=1))


def with_compiler() -> dict[str, str]:
    """Bring what compiles Lantai's modules, beside the environment and not into it; return the environment variables by which it is found there."""
    lock = build_assets.ROOT / "requirements" / "compile.txt"
    wheels = ["--target", str(COMPILER), "--upgrade"]
    saying = f"fetching the packages of requirements/{lock.name}"
    step(
        "compiler",
        saying,
        digest_of([lock]),
        lambda: build_assets.install_wheels(PYTHON, lock, to=wheels),
        again=not COMPILER.exists(),
    )
    return {"PYTHONPATH": os.pathsep.join(filter(None, (str(COMPILER), os.environ.get("PYTHONPATH", ""))))}


def put_on_path() -> None:
    """Let the environment's Python find the package in src/."""
    asked = [str(PYTHON), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    libraries = Path(subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip())
    (libraries / "lantai.pth").write_text(f"{ROOT / 'src'}\n")


def step_assets() -> None:
    """Build styles and scripts when their sources changed."""
    if not build_assets.is_built():
        timed("building styles and scripts", build_assets.build)


def compile_messages() -> None:
    """Compile every .po file."""
    done = subprocess.run([str(PYTHON), str(ROOT / "tools" / "messages.py"), "compile"], capture_output=True, text=True)
    if done.returncode:
        raise CannotBuild(f"translations could not be compiled:\n{done.stderr[-2000:]}")
