"""The brake: a quota a minute, the same for all processes, of nobody else."""

from lantai.infra.pace import SLOTS, Paces


def test_it_counts_down_and_says_when_it_was_one_too_many(tmp_path):
    paces = Paces(tmp_path / "pace")
    stood = [paces.count("a", quota=2, now=120.0) for _ in range(3)]
    assert [(p.left, p.is_over) for p in stood] == [(1, False), (0, False), (-1, True)]
    assert stood[0].wait_s == 60


def test_it_begins_anew_every_minute(tmp_path):
    paces = Paces(tmp_path / "pace")
    assert paces.count("a", quota=1, now=179.5).left == 0
    assert paces.count("a", quota=1, now=180.0).left == 0


def test_one_does_not_count_for_another_and_all_processes_count_together(tmp_path):
    one, other = Paces(tmp_path / "pace"), Paces(tmp_path / "pace")
    one.count("a", quota=5, now=0.0)
    assert other.count("a", quota=5, now=1.0).left == 3
    assert other.count("b", quota=5, now=1.0).left == 4


def test_more_than_it_can_hold_does_not_stop_it(tmp_path):
    paces = Paces(tmp_path / "pace")
    for n in range(SLOTS + 100):
        paces.count(f"{n}", quota=5, now=0.0)
    assert paces.count("last", quota=5, now=0.0).left == 4
