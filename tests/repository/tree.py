"""The files of the project, for the checks of the whole."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "lantai"


@cache
def tracked() -> tuple[Path, ...]:
    """Return every file that is, or is about to be, part of the project: tracked, or new and not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return tuple(path for line in listed.stdout.splitlines() if (path := ROOT / line).is_file())


def modules() -> list[Path]:
    """Return the product's Python modules, without tests and migrations."""
    apart = {"tests", "migrations"}
    return [p for p in tracked() if p.suffix == ".py" and p.is_relative_to(PACKAGE) and not apart & set(p.parts)]


def templates() -> list[Path]:
    """Return the product's templates."""
    return [p for p in tracked() if p.suffix == ".html" and p.is_relative_to(PACKAGE)]


def name_of(path: Path) -> str:
    """Return the path as it stands in the project."""
    return path.relative_to(ROOT).as_posix()
