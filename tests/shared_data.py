"""Where the real files for gates and benchmarks are: one helper, so that every test that needs them skips alike.

The folder is named by LANTAI_SHARED_DATA, else it is ``../shared/data`` beside the project; it is no part of the project.
"""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def shared_directory() -> Path:
    """Return where the shared data is, or would be."""
    return Path(os.environ.get("LANTAI_SHARED_DATA") or ROOT.parent / "shared" / "data")


def shared(relative: str) -> Path:
    """Return the path of a shared file or folder; skip the test, naming what is missing, when it is absent."""
    path = shared_directory() / relative
    if not path.exists():
        pytest.skip(
            f"shared data absent: {relative} (LANTAI_SHARED_DATA names the folder that holds it)", allow_module_level=True
        )
    return path


DICTIONARIES = Path("/usr/share/dictd")
WORDNET = Path("/usr/share/wordnet")


def freedict(pair: str) -> Path:
    """Return the index of Debian's FreeDict dictionary of a pair ("ara-eng"); skip the test, naming the package, when it is absent."""
    path = DICTIONARIES / f"freedict-{pair}.index"
    if not path.exists():
        pytest.skip(f"dictionary absent: apt install dict-freedict-{pair}", allow_module_level=True)
    return path


def wordnet() -> Path:
    """Return the folder of Debian's WordNet 3.0; skip the test, naming the package, when it is absent."""
    if not (WORDNET / "data.noun").exists():
        pytest.skip("dictionary absent: apt install wordnet-base", allow_module_level=True)
    return WORDNET
