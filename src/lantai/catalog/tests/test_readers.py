"""Reader processes give what this process gives, in order."""

from concurrent.futures import Future

import pytest

from lantai.catalog.prepare import Desk, encoded
from lantai.catalog.readers import BATCH_ROWS, JOINED, WORTH_A_POOL, read, readers
from lantai.core.formats.errors import FormatError
from lantai.core.formats.protocol import Chunk, Profile

from .conftest import lines, record

DESK = Desk(profile=Profile(format="native"), source="library", added=739_000)


def chunks(count):
    return [Chunk(lines([record(str(n), f"Title {n}")]), n, n + 1) for n in range(count)]


def test_processes_change_nothing_in_what_is_read_or_in_its_order():
    given = [*chunks(4 * BATCH_ROWS + 3), Chunk(b"{broken", 9_999, 9_999)]
    alone = [o for batch in read(given, DESK) for o in batch]
    with readers(WORTH_A_POOL, 2) as lent:
        together = [o for batch in read(given, DESK, lent) for o in batch]
    assert alone == together
    assert [o.number for o in together] == [c.number for c in given]


class Slow:
    """Readers of which the first is there only when it has been asked for some times."""

    count = 2

    def __init__(self, after):
        self.after, self.given = after, []

    def are_there(self):
        self.after -= 1
        return self.after < 0

    def submit(self, work, batch, desk):
        self.given.append([chunk.number for chunk in batch])
        done = Future()
        done.set_result(work(batch, desk))
        return done

    def end(self):
        pass


def test_this_process_reads_until_the_first_reader_is_there():
    lent = Slow(after=2)
    found = [o.number for batch in read(chunks(1_000), DESK, lent) for o in batch]
    assert found == list(range(1, 1_001))
    assert [given[0] for given in lent.given] == [301, 701]


def test_readers_are_started_while_this_process_goes_on():
    with readers(WORTH_A_POOL, 2) as lent:
        lent.submit(encoded, chunks(1), DESK).result()
        lent.started()
        assert lent.are_there()


@pytest.mark.parametrize("size, count", [(WORTH_A_POOL - 1, None), (WORTH_A_POOL, 0)])
def test_no_process_is_started_for_a_small_file_or_where_none_is_wanted(size, count):
    with readers(size, count) as lent:
        assert lent is None


def test_batches_grow_to_their_size_and_those_that_bytes_have_ended_are_stored_together():
    assert [len(batch) for batch in read(chunks(1_800), DESK)] == [100, 200, 400, 700, 400]
    heavy = [Chunk(b"x" * 900_000, n, n + 1) for n in range(20)]
    assert [len(batch) for batch in read(heavy, DESK)] == [JOINED * 3, 2]


def test_a_fault_of_ours_in_one_record_costs_only_that_record(monkeypatch):
    def fail(raw, profile):
        raise KeyError("tag")

    monkeypatch.setattr("lantai.catalog.prepare.read_chunk", fail)
    ((refused,),) = read(chunks(1), DESK)
    assert (refused.number, refused.values) == (1, {"problem": "KeyError('tag')"})


@pytest.mark.parametrize("count", [0, 2])
def test_what_came_before_a_file_was_cut_off_is_given_before_the_problem(count):
    def cut_off():
        yield from chunks(2 * BATCH_ROWS + 3)
        raise FormatError("the packed file ends early")

    def taken():
        with readers(WORTH_A_POOL, count) as lent:
            for batch in read(cut_off(), DESK, lent):
                given.extend(outcome.number for outcome in batch)

    given = []
    with pytest.raises(FormatError, match="ends early"):
        taken()
    assert given == list(range(1, 2 * BATCH_ROWS + 4))
