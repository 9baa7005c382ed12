"""Documents are found again as they were kept, as long as nothing has changed by which they would become others."""

import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from lantai.search import kept
from lantai.search.document import Document
from lantai.search.kept import MADE_BY, Kept

TODAY = date(2026, 11, 29)


def document(number: int, title: str = "a title") -> Document:
    return Document(id=number, title=f"{title} {number}", facets={"kind": ("book",)}, year=1_900 + number, added=739_000)


@pytest.fixture
def opened(tmp_path):
    """Return what opens the kept documents of a library whose last change has this number."""
    files = []

    def opened(last: int = 9) -> Kept:
        files.append(Kept(tmp_path, last=lambda: last))
        return files[-1]

    yield opened
    for file in files:
        file.close()


def test_what_was_kept_is_found_by_whoever_comes_next(opened):
    opened().put([document(1), document(2)], {1: 5, 2: 6})
    assert opened().of({1: 5, 2: 6, 3: 6}, on=TODAY) == {1: document(1), 2: document(2)}


def test_what_has_changed_since_or_was_forgotten_is_not_found(opened):
    one = opened()
    one.put([document(1), document(2), document(3)], {1: 5, 2: 5, 3: 5})
    one.delete([3])
    assert one.of({1: 5, 2: 8, 3: 5}, on=TODAY) == {1: document(1)}


def test_a_later_state_takes_the_place_of_the_one_before(opened):
    one = opened()
    one.put([document(1)], {1: 5})
    one.put([document(1, "another title")], {1: 7})
    assert one.of({1: 5}, on=TODAY) == {}
    assert one.of({1: 7}, on=TODAY) == {1: document(1, "another title")}


def test_a_document_is_found_until_the_day_on_which_an_embargo_ends(opened):
    one = opened()
    one.put([msgspec.structs.replace(document(1), until=TODAY.toordinal())], {1: 5})
    assert 1 in one.of({1: 5}, on=TODAY - timedelta(days=1))
    assert one.of({1: 5}, on=TODAY) == {}


def test_documents_that_are_packed_together_are_found_one_by_one(opened):
    every = [document(n) for n in range(1, 2 * kept.TOGETHER + 8)]
    opened().put(every, dict.fromkeys(range(1, 100), 3))
    one = opened()
    one.put([document(40, "another title")], {40: 4})
    assert one.of({2: 3, 33: 3, 70: 3, 71: 3}, on=TODAY) == {n: document(n) for n in (2, 33, 70, 71)}
    assert one.of(dict.fromkeys(range(1, 100), 3), on=TODAY) == {each.id: each for each in every if each.id != 40}


def test_a_place_that_holds_another_document_since_a_power_cut_is_left_alone(opened):
    one = opened()
    one.put([document(1), document(2)], {1: 5, 2: 5})
    one._file.execute("UPDATE document SET place = place + 1")
    assert one.of({1: 5, 2: 5}, on=TODAY) == {}


def test_what_was_replaced_again_and_again_is_let_go(opened, tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "LOOKED_AFTER", 20)
    one = opened()
    for change in range(1, 100):
        one.put([document(1), document(2)], {1: change, 2: change})
    assert one._file.execute("SELECT count(*) FROM packed").fetchone()[0] < 20
    one.put([document(1)], {1: 100})
    assert one.of({1: 100}, on=TODAY) == {1: document(1)}
    assert opened(50).of({1: 100}, on=TODAY) == {}


def test_a_library_that_came_back_from_a_backup_finds_none_of_its_later_states(opened):
    opened(9).put([document(1)], {1: 9})
    assert opened(8).of({1: 9}, on=TODAY) == {}


def test_another_version_finds_nothing_and_removes_what_it_cannot_use(opened, tmp_path, monkeypatch):
    opened().put([document(1)], {1: 5})
    monkeypatch.setattr(kept, "fingerprint", lambda: "another")
    assert opened().of({1: 5}, on=TODAY) == {}
    kept.tidy(tmp_path)
    assert {file.name.partition(".")[0] for file in tmp_path.iterdir()} == {"another"}


def test_a_damaged_file_is_removed_and_nobody_fails(opened, tmp_path, caplog):
    one = opened()
    one.put([document(1)], {1: 5})
    one.close()
    (file,) = tmp_path.glob("*.sqlite3")
    file.write_bytes(b"nothing that SQLite reads" * 1_000)
    other = opened()
    other.put([document(1)], {1: 5})
    assert other.of({1: 5}, on=TODAY) == {}
    assert not file.exists()
    assert "are not used" in caplog.text


def test_the_version_knows_all_code_that_makes_documents():
    asked = "import sys, lantai.catalog.composing; print(*(m.__file__ for n, m in sys.modules.items() if n.startswith('lantai')))"
    loaded = subprocess.run([sys.executable, "-c", asked], check=True, capture_output=True, text=True).stdout.split()
    package = Path(kept.__file__).parents[1]
    names = [str(Path(file).relative_to(package)) for file in loaded]
    assert [name for name in names if not name.startswith(MADE_BY) and not name.endswith("__init__.py")] == []
