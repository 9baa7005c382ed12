"""How much memory a writer takes that fills an index."""

from pathlib import Path

import pytest

from lantai.search.engines.tantivy.room import LEAST, MOST, filling_bytes, free_bytes


def machine(tmp_path: Path, *, available_kib: int | None = None, most: str = "", taken: str = "0") -> Path:
    (tmp_path / "proc").mkdir()
    (tmp_path / "sys/fs/cgroup").mkdir(parents=True)
    if available_kib is not None:
        (tmp_path / "proc/meminfo").write_text(f"MemTotal: 99999999 kB\nMemAvailable: {available_kib} kB\n")
    if most:
        (tmp_path / "sys/fs/cgroup/memory.max").write_text(f"{most}\n")
        (tmp_path / "sys/fs/cgroup/memory.current").write_text(f"{taken}\n")
    return tmp_path


@pytest.mark.parametrize("told, bytes_free", [
    ({"available_kib": 4 << 20}, 4 << 30),
    ({"available_kib": 4 << 20, "most": "max"}, 4 << 30),
    ({"available_kib": 4 << 20, "most": str(3 << 30), "taken": str(1 << 30)}, 2 << 30),
    ({"available_kib": 4 << 20, "most": "100", "taken": "200"}, 0),
    ({}, 0),
])  # fmt: skip
def test_what_is_free_is_the_least_that_machine_and_container_say(tmp_path: Path, told: dict, bytes_free: int) -> None:
    assert free_bytes(machine(tmp_path, **told)) == bytes_free


@pytest.mark.parametrize("available_gib, taken", [(1, LEAST), (16, 2 << 30), (500, MOST)])
def test_it_takes_an_eighth_within_bounds(tmp_path: Path, available_gib: int, taken: int) -> None:
    assert filling_bytes(system=machine(tmp_path, available_kib=available_gib << 20)) == taken
