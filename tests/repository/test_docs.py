"""What the manual shows is run: every ``console`` block, line by line, against an empty library of its own.

A line ``$ command`` is run and must succeed; lines beneath it up to the next are what it must print (… stands for
anything). Blocks that install, serve or need what a test has not are marked ``text``.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from .tree import ROOT, name_of, tracked

BLOCK = re.compile(r"^```console\n(.*?)^```", re.M | re.S)
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
PAGES = [p for p in tracked() if p.suffix == ".md" and (p.parent == ROOT or p.is_relative_to(ROOT / "docs"))]
BLOCKS = [pytest.param(b, id=f"{name_of(p)}:{n}") for p in PAGES for n, b in enumerate(BLOCK.findall(p.read_text()), 1)]


def commands(block: str) -> list[tuple[str, str]]:
    """Return the commands of a block, each with what it is said to print."""
    parts = re.split(r"^\$ ", block, flags=re.M)[1:]
    return [(part.partition("\n")[0], part.partition("\n")[2].strip()) for part in parts]


def run(command: str, *, directory: Path, data: Path) -> subprocess.CompletedProcess[str]:
    words = shlex.split(command)
    if words[0] in ("lantai", "./lantai"):
        words = [sys.executable, "-m", "lantai", *words[1:]]
    elif words[0] == "python":
        words = [sys.executable, *words[1:]]
    environ = os.environ | {"LANTAI_DATA": str(data)}
    environ.pop("DJANGO_SETTINGS_MODULE", None)
    return subprocess.run(words, cwd=directory, env=environ, capture_output=True, text=True, timeout=600, input="")


@pytest.mark.parametrize("block", BLOCKS)
def test_what_is_shown_happens(block, tmp_path):
    for command, said in commands(block):
        done = run(command, directory=ROOT, data=tmp_path / "library")
        assert done.returncode == 0, f"{command}: {done.stderr[-2000:]}"
        pattern = ".*".join(re.escape(piece.strip()) for piece in said.split("…"))
        assert re.search(pattern, done.stdout + done.stderr, re.S), f"{command} said:\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page):
    targets = [target for target in LINK.findall(page.read_text()) if not target.startswith(("http", "mailto:"))]
    assert not [target for target in targets if not (page.parent / target).exists()]
