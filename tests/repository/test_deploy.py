"""The files by which a library is run: what they call exists, services may do little, and each promise of theirs is kept."""

import re
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest

from lantai.cli import COMMANDS, check, serve, worker

from .tree import ROOT

DEPLOY = ROOT / "deploy"
SERVICES = sorted(DEPLOY.glob("*.service"))
BOUNDS = {
    "NoNewPrivileges": "yes",
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "PrivateDevices": "yes",
    "RestrictSUIDSGID": "yes",
    "CapabilityBoundingSet": "",
    "User": "lantai",
    "Restart": "always",
    "UMask": "0077",
}


def service(path: Path) -> dict[str, str]:
    read = ConfigParser(strict=False, interpolation=None)
    read.optionxform = str
    read.read_string(path.read_text())
    return dict(read["Service"])


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_service_may_write_its_data_and_little_else(path):
    said = service(path)
    assert {name: said.get(name) for name in BOUNDS} == BOUNDS
    assert "/srv/lantai/data" in said["ReadWritePaths"]


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_what_a_service_calls_exists(path):
    said = service(path)
    for line in filter(None, (said.get("ExecStart"), said.get("ExecStartPre"))):
        program, command, *options = line.split()
        assert program == "/srv/lantai/venv/bin/lantai"
        assert command in COMMANDS
        module = {"serve": serve, "worker": worker, "check": check}[command]
        assert all(f'"{option}"' in Path(module.__file__).read_text() for option in options)


@pytest.mark.parametrize("path", [*SERVICES, *DEPLOY.glob("*.socket")], ids=lambda path: path.name)
def test_systemd_itself_objects_to_nothing(path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, DEPLOY.glob("lantai*"))], capture_output=True, text=True, check=False
    )
    objections = [
        line
        for line in done.stderr.splitlines()
        if path.name in line and "is not executable" not in line and "Failed to" not in line
    ]
    assert objections == []


def test_the_settings_that_are_shown_exist():
    manual = (ROOT / "docs" / "operate" / "settings.md").read_text()
    documented = set(re.findall(r"^\| `(LANTAI_[A-Z_]+)`", manual, re.M))
    for path in (DEPLOY / "lantai.env", DEPLOY / "compose.yaml", DEPLOY / "Containerfile"):
        assert set(re.findall(r"\b(LANTAI_[A-Z_]+)[=:]", path.read_text())) <= documented, path.name


def test_the_image_is_made_by_the_steps_that_are_tried():
    assert "deploy/install.sh /srv/lantai" in (DEPLOY / "Containerfile").read_text()
    assert 'deploy/install.sh" "$place"' in (DEPLOY / "try.sh").read_text()
    assert "deploy/try.sh" in (ROOT / ".ci" / "run").read_text()


def test_the_web_server_keeps_questions_out_of_its_log_and_figures_to_itself():
    said = (DEPLOY / "nginx.conf").read_text()
    assert "$request " not in said
    assert "$request_uri" not in said
    assert "location = /metrics { return 404; }" in said
