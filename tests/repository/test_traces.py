"""The project names no machine that it was written on and no package index: it installs from wherever a library points it."""

import configparser
import contextlib
import os
import re
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

from .tree import ROOT, name_of, tracked

PYPI = re.compile(r"\b(?:files\.)?py" + r"pi(?:hosted)?\.org/(?:simple|packages)|registry\.np" + r"mjs\.org")


def index_hosts() -> set[str]:
    """Return the hosts that this machine's package clients are pointed at."""
    said = [os.environ.get(name, "") for name in ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "UV_INDEX_URL", "npm_config_registry")]
    for path in (Path("/etc/pip.conf"), Path.home() / ".config/pip/pip.conf", Path.home() / ".pip/pip.conf"):
        parser = configparser.ConfigParser(strict=False, interpolation=None)
        parser.read(path)
        said += [value for section in parser.sections() for value in parser[section].values()]
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):  # no npm here, so no address of its index either
        said.append(subprocess.run(["npm", "config", "get", "registry"], capture_output=True, text=True, timeout=30).stdout)
    hosts = {urlsplit(url).hostname or "" for text in said for url in re.findall(r"https?://[^\s'\"]+", text)}
    return {host for host in hosts if "." in host} - {"127.0.0.1"}


def text_files() -> list[Path]:
    return [p for p in tracked() if p.stat().st_size < 3_000_000]


def test_no_package_index_is_named():
    needles = index_hosts()
    found = [
        name_of(path)
        for path in text_files()
        if (text := path.read_text(errors="ignore")) and (PYPI.search(text) or any(host in text for host in needles))
    ]
    assert not found


def test_no_path_of_this_machine_is_named():
    around = f"{ROOT.parent}/"
    needles = {around, f"{Path.home()}/"} - {"//", "/tmp/", "/root/", "/home/"}
    found = [name_of(path) for path in text_files() if any(needle in path.read_text(errors="ignore") for needle in needles)]
    assert not found


def test_the_npm_lock_names_no_address():
    lock = ROOT / "package-lock.json"
    assert '"resolved"' not in lock.read_text()


def test_every_python_package_is_pinned_by_digest():
    for lock in (ROOT / "requirements").glob("*.txt"):
        pins = re.findall(r"^\S+==\S+.*?(?=^\S|\Z)", lock.read_text(), re.M | re.S)
        assert pins
        assert all("--hash=sha256:" in pin for pin in pins), lock.name
