"""Backups: which are whole, which are kept, when the next is due."""

from pathlib import Path

import pytest

from lantai.infra import backup
from lantai.infra.backup import making, manifest, restoring
from lantai.infra.backup.manifest import Entry, Manifest


def said(**changed: object) -> Manifest:
    plain = {"format": 1, "made_at": "2026-11-28T02:00:00+00:00", "version": "1", "database": "sqlite", "migrations": ["a.1"]}
    return Manifest(**plain | {"counts": {}, "files": {}} | changed)  # type: ignore[arg-type]


def made(into: Path, name: str) -> Path:
    directory = into / name
    directory.mkdir(parents=True)
    said().write(directory)
    return directory


def test_only_whole_ones_count_the_oldest_first(tmp_path):
    second, first = made(tmp_path, "lantai-20261128T020000Z"), made(tmp_path, "lantai-20261127T020000Z")
    (tmp_path / "lantai-20261129T020000Z").mkdir()
    made(tmp_path, "something-else")
    assert making.listed(tmp_path) == [first, second]


def test_a_newer_form_and_a_newer_version_are_refused_by_name(tmp_path):
    newer = made(tmp_path, "newer")
    said(format=2, version="9.9").write(newer)
    with pytest.raises(backup.Damaged, match=r"newer version \(9.9\)"):
        backup.examine(newer)
    said(version="9.9", migrations=["a.1", "a.2"]).write(newer)
    with pytest.raises(backup.BackupError, match=r"9.9, which is newer \(it has a.2\)"):
        backup.restore(newer, tmp_path / "data", vendor="sqlite", known={"a.1"})


def test_another_kind_of_database_is_refused(tmp_path):
    with pytest.raises(backup.BackupError, match="sqlite database, and LANTAI_DATABASE means postgresql"):
        backup.restore(made(tmp_path, "one"), tmp_path / "data", vendor="postgresql", known={"a.1"})


def test_a_manifest_that_leads_out_of_the_backup_is_refused(tmp_path):
    directory = made(tmp_path, "evil")
    (tmp_path / "outside").write_text("x")
    said(files={"../outside": Entry(1, manifest.entry(tmp_path / "outside").sha256)}).write(directory)
    with pytest.raises(backup.Damaged, match="leads out"):
        restoring.examine(directory)


def test_rubbish_is_no_manifest(tmp_path):
    (tmp_path / manifest.NAME).write_text('{"format": "one"')
    with pytest.raises(backup.Damaged, match="cannot be read"):
        backup.examine(tmp_path)
