"""Reader processes give what this process gives, in order."""

from lantai.catalog.prepare import Desk
from lantai.catalog.readers import BATCH_ROWS, read
from lantai.core.formats.protocol import Chunk, Profile

from .conftest import lines, record

DESK = Desk(profile=Profile(format="native"), source="library", added=739_000)


def chunks(count):
    return [Chunk(lines([record(str(n), f"Title {n}")]), n, n + 1) for n in range(count)]


def test_processes_change_nothing_in_what_is_read_or_in_its_order():
    given = [*chunks(4 * BATCH_ROWS + 3), Chunk(b"{broken", 9_999, 9_999)]
    alone, together = ([o for batch in read(given, DESK, processes=n) for o in batch] for n in (0, 2))
    assert alone == together
    assert [o.number for o in together] == [c.number for c in given]


def test_batches_are_bounded_by_bytes_as_well_as_by_rows():
    heavy = [Chunk(b"x" * 900_000, n, n + 1) for n in range(5)]
    assert [len(batch) for batch in read(heavy, DESK, processes=0)] == [3, 2]


def test_a_fault_of_ours_in_one_record_costs_only_that_record(monkeypatch):
    def fail(raw, profile):
        raise KeyError("tag")

    monkeypatch.setattr("lantai.catalog.prepare.read_chunk", fail)
    ((refused,),) = read(chunks(1), DESK, processes=0)
    assert (refused.number, refused.values) == (1, {"problem": "KeyError('tag')"})
