"""Build the site's styles and scripts, with node from PATH, else with one from PyPI; standard library only.

``python tools/build_assets.py`` builds when anything changed. The launcher and the wheel's build both enter at ``build``.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BUILT = ROOT / "src" / "lantai" / "site" / "static" / "built"
SOURCES = ROOT / "src" / "lantai" / "site" / "static" / "src"
STAMP = BUILT / ".stamp"
OLDEST_NODE = 18


class CannotBuild(Exception):
    """Something outside is missing or failed; the message says what to do."""


def digest_of(paths: list[Path]) -> str:
    """Return one digest of the names and bytes of some files; folders stand for all that is in them."""
    digest = hashlib.sha256()
    files = [f for path in paths for f in ([path] if path.is_file() else sorted(path.rglob("*"))) if f.is_file()]
    for file in files:
        digest.update(f"{file.relative_to(ROOT).as_posix()}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()


def wanted() -> str:
    """Return the digest of everything that the built files come from."""
    return digest_of([ROOT / "package.json", ROOT / "package-lock.json", SOURCES])


def is_built() -> bool:
    """Say whether the built files are those of the present sources."""
    return STAMP.is_file() and STAMP.read_text() == wanted()


def build() -> None:
    """Install the pinned packages and build; raise CannotBuild."""
    digest = wanted()
    environ = with_node()
    _run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], environ)
    _run(["npm", "run", "build", "--silent"], environ)
    STAMP.write_text(digest)


def with_node() -> dict[str, str]:
    """Return an environment whose PATH finds node and npm: this machine's, else those of a wheel in .venv/node."""
    environ = os.environ | {"npm_config_update_notifier": "false"}
    if shutil.which("npm") and node_version() >= OLDEST_NODE:
        return environ
    home = ROOT / ".venv" / "node"
    stamp, lock = home / "lantai.stamp", ROOT / "requirements" / "node.txt"
    if not (stamp.is_file() and stamp.read_text() == digest_of([lock])):
        _run([sys.executable, "-m", "venv", "--clear", str(home)], environ)
        install_wheels(home / "bin" / "python", lock)
        stamp.write_text(digest_of([lock]))
    return environ | {"PATH": f"{home / 'bin'}{os.pathsep}{environ.get('PATH', '')}"}


def node_version() -> int:
    """Return the major version of the node on PATH, 0 where there is none."""
    try:
        said = subprocess.run(["node", "--version"], capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    number = said.stdout.strip().lstrip("v").split(".")[0]
    return int(number) if number.isdecimal() else 0


def install_wheels(python: Path, *locks: Path, to: Sequence[str] = ()) -> None:
    """Install exactly the pinned wheels into an environment; nothing is compiled, and nothing taken that is not pinned. ``to``: pip's options of where."""
    pip = [str(python), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check", *to]
    named = [part for lock in locks for part in ("-r", str(lock))]
    _run([*pip, "--no-deps", "--require-hashes", "--only-binary", ":all:", *named], dict(os.environ))


def _run(command: list[str], environ: dict[str, str]) -> None:
    try:
        subprocess.run(command, cwd=ROOT, env=environ, check=True, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    except subprocess.CalledProcessError as problem:
        said = "\n".join(f"{problem.stdout}\n{problem.stderr}".strip().splitlines()[-20:])
        raise CannotBuild(f"this failed: {' '.join(command[:6])} …\n{said}") from problem
    except FileNotFoundError as problem:
        raise CannotBuild(f"{command[0]} is not installed") from problem


if __name__ == "__main__":
    try:
        if not is_built():
            build()
    except CannotBuild as problem:
        sys.exit(f"The assets could not be built: {problem}")
