"""What is refused where others can reach the library; each unsafe thing is named with what to do."""

import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from django.utils import timezone

from lantai.cli import check, production
from lantai.cli.findings import Finding
from lantai.infra.backup import Made
from lantai.people.models import Account
from lantai.people.roles import Role


@pytest.fixture
def safe(settings, tmp_path, monkeypatch):
    """Settings as a library has them that others reach, and its directory."""
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)  # which journeys in a browser need
    settings.DEBUG, settings.DEMO, settings.SECOND_FACTOR, settings.HTTPS = False, False, True, True
    settings.ADDRESS, settings.ALLOWED_HOSTS, settings.PROXIES = "https://library.example.edu", ["library.example.edu"], 1
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.LANGUAGE_COOKIE_SECURE = True
    settings.SECURE_HSTS_SECONDS, settings.SECRET_KEY = production.YEAR_S, "k3" + "x9Qz7-" * 12
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SEARCH_ENGINE, settings.METRICS_TOKEN, settings.METRICS_FROM = "tantivy", "", ()
    tmp_path.chmod(0o700)
    (tmp_path / "secret-key").write_text(settings.SECRET_KEY)
    (tmp_path / "secret-key").chmod(0o600)
    return tmp_path


def to_do(findings) -> set[str]:
    return {finding.name for finding in findings if finding.to_do and finding.name != "user"}  # tests may well run as root


def test_nothing_is_refused_of_a_safe_library(safe):
    found = list(production.of_settings(safe))
    assert to_do(found) == set(), found


@pytest.mark.parametrize(
    ("name", "value", "refused"),
    [
        ("DEBUG", True, "debug"),
        ("HTTPS", False, "address"),
        ("ALLOWED_HOSTS", ["*"], "address"),
        ("PROXIES", 0, "address"),
        ("SESSION_COOKIE_SECURE", False, "cookies"),
        ("SECURE_HSTS_SECONDS", 0, "cookies"),
        ("SEARCH_ENGINE", "memory", "engine"),
        ("SECOND_FACTOR", False, "second factor"),
        ("DEMO", True, "second factor"),
        ("SECRET_KEY", "short", "key"),
        ("METRICS_TOKEN", "1234", "metrics"),
    ],
)
def test_what_is_unsafe_is_refused_by_name(safe, settings, name, value, refused):
    setattr(settings, name, value)
    assert refused in to_do(production.of_settings(safe))


def test_a_key_and_files_that_others_can_read_are_refused(safe):
    (safe / "secret-key").chmod(0o644)
    safe.chmod(0o755)
    (safe / "lantai.sqlite3").touch(0o644)
    assert {"key", "files"} <= to_do(production.of_settings(safe))


@pytest.mark.parametrize(
    ("hours", "there", "said"),
    [(None, True, "none was ever made"), (40, True, "hours old"), (1, False, "gone"), (1, True, "on the disk of the library")],
)
def test_a_backup_is_asked_for_that_is_of_late_there_and_elsewhere(tmp_path, hours, there, said):
    (tmp_path / "data").mkdir()
    place = tmp_path / "backup"
    if there:
        place.mkdir()
    if hours is not None:
        made = Made(at=(timezone.now() - timedelta(hours=hours)).isoformat(), to=str(place), size=1, seconds=1.0)
        (tmp_path / "data" / "backup.json").write_bytes(msgspec.json.encode(made))
    finding = production.backup(tmp_path / "data")
    assert finding.to_do
    assert said in f"{finding.found} {finding.to_do}"


@pytest.mark.django_db
def test_a_password_that_everybody_would_try_is_found():
    from lantai.people import actions

    actions.add_account(username="head", password="a long one by chance 7", role=Role.ADMINISTRATOR, now=timezone.now())
    assert not production.passwords().to_do
    account = Account.objects.get(username="head")
    account.set_password("head")
    account.save()
    assert "head" in production.passwords().found


def test_what_a_library_lives_with_is_named_and_counts_no_more():
    lived_with = check.accepted(Finding("second factor", "off", "unset it"), ["second factor"])
    assert (lived_with.found, lived_with.to_do) == ("off (accepted)", "")
    assert check.accepted(Finding("debug", "on", "unset it"), ["second factor"]).to_do


def test_the_command_refuses_before_anything_starts(tmp_path: Path):
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("LANTAI_", "DJANGO_"))}
    command = [sys.executable, "-m", "lantai", "--data", str(tmp_path), "check", "--settings", "--json"]
    done = subprocess.run(command, env=environ | {"LANTAI_DEBUG": "1"}, capture_output=True, text=True, check=False)
    found = {line["name"]: line["to_do"] for line in map(json.loads, done.stdout.splitlines())}
    assert done.returncode == 1
    assert found["debug"]
    assert found["address"]
    assert not (tmp_path / "lantai.sqlite3").exists()
