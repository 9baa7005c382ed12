"""Pin every dependency by version and digest: compile requirements/*.txt anew from pyproject.toml and requirements/*.in.

What ``overrides.in`` takes out is not pinned, so the pinned packages are installed without looking at what they ask for.

Run it after a change of dependencies, or to take newer versions in: ``python tools/lock.py [--upgrade]``. Needs ``uv``
(``pip install uv``). Only what has a wheel is pinned, for every platform; no address of an index is written.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = {
    "runtime.txt": ["pyproject.toml"],
    "postgresql.txt": ["pyproject.toml", "--extra=postgresql", "--constraints=requirements/runtime.txt"],
    "test.txt": ["pyproject.toml", "--extra=test", "--constraints=requirements/runtime.txt"],
    "build.txt": ["requirements/build.in", "--constraints=requirements/test.txt"],
    "compile.txt": ["requirements/compile.in", "--constraints=requirements/test.txt"],
    "node.txt": ["requirements/node.in"],
}
OPTIONS = [
    "--generate-hashes",
    "--no-emit-index-url",
    "--no-emit-find-links",
    "--no-header",
    "--no-annotate",
    "--universal",
    "--only-binary=:all:",
    "--override=requirements/overrides.in",
    "--quiet",
]


def main(arguments: list[str]) -> int:
    """Compile every lock file; further arguments go to uv."""
    for name, sources in LOCKS.items():
        print(f"requirements/{name}", flush=True)
        command = [sys.executable, "-m", "uv", "pip", "compile", *sources, *OPTIONS, "--python-version=3.11", *arguments]
        subprocess.run([*command, "--output-file", f"requirements/{name}"], cwd=ROOT, check=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
