"""The wheel holds all that a library needs: code, templates, built styles, translations, the demo library."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from .tree import ROOT

sys.path.insert(0, str(ROOT / "tools"))
import build_assets

NEEDED = (
    "lantai/site/static/built/site.css",
    "lantai/site/templates/base.html",
    "lantai/site/locale/ar/LC_MESSAGES/django.mo",
    "lantai/people/migrations/0001_initial.py",
    "lantai/demo/files/",
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory) -> Path:
    if not build_assets.is_built():
        pytest.skip("styles are not built here, and a test does not reach for npm: ./lantai test builds them")
    directory = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(directory)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return next(directory.glob("*.whl"))


def test_everything_needed_is_in_it_and_no_test(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert [needed for needed in NEEDED if not any(name.startswith(needed) for name in names)] == []
    assert not [name for name in names if "/tests/" in name or "/static/src/" in name]


def test_installed_it_gives_the_same_command(wheel, tmp_path):
    target = tmp_path / "site"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(target), str(wheel)]
    subprocess.run(pip, check=True, capture_output=True)
    environ = os.environ | {"PYTHONPATH": str(target), "XDG_DATA_HOME": str(tmp_path / "home")}
    for name in ("LANTAI_DATA", "DJANGO_SETTINGS_MODULE"):
        environ.pop(name, None)
    script = [sys.executable, str(target / "bin" / "lantai")]
    said = subprocess.run([*script, "--help"], env=environ, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "lantai COMMAND --help" in said.stdout
    subprocess.run([*script, "user", "list"], env=environ, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert (tmp_path / "home" / "lantai" / "lantai.sqlite3").exists()
