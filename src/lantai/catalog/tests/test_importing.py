"""A file in, every row accounted for."""

from hashlib import blake2b
from threading import Event

import msgspec
import pytest

from lantai.catalog import importing, index, queries
from lantai.catalog.blobs import unpack
from lantai.catalog.models import Harvest, HarvestState, Instance, Refusal, SourceRecord, Work
from lantai.core.bib.record import Kind
from lantai.core.formats.protocol import Profile

from .conftest import NOW, counts, lines, record

pytestmark = pytest.mark.django_db(transaction=True)


def test_it_makes_a_work_of_each_record(take):
    assert counts(take([record("1", "红楼梦"), record("2", "Don Quijote")])) == {"new": 2}
    assert list(Work.objects.values_list("title", flat=True)) == ["红楼梦", "Don Quijote"]


def test_the_same_file_again_changes_nothing(take):
    file = [record("1"), record("2", "Emma")]
    take(file)
    before = list(Instance.objects.values()), list(SourceRecord.objects.values())
    assert counts(take(file)) == {"same": 2}
    assert (list(Instance.objects.values()), list(SourceRecord.objects.values())) == before


def test_records_of_which_versions_before_kept_a_longer_digest_are_known(take):
    take([record("1")])
    received = SourceRecord.objects.get()
    SourceRecord.objects.update(hash=blake2b(unpack(received.raw), digest_size=16).digest())
    assert counts(take([record("1")], name="again.jsonl")) == {"same": 1}


def test_a_changed_record_is_updated_and_its_older_bytes_are_kept(take):
    take([record("1", "Ema", year="1990")])
    assert counts(take([record("1", "Ema", year="1991")])) == {"changed": 1}
    assert Work.objects.get().year == 1991
    assert sorted(SourceRecord.objects.values_list("current", flat=True)) == [False, True]


def test_a_deletion_file_deletes_and_the_record_may_come_back(take):
    file = lines([record("1")])
    take(file)
    number = Work.objects.get().pk
    assert counts(take(file, name="gone.jsonl", profile=Profile(deletions=True))) == {"deleted": 1}
    assert isinstance(queries.find_work(number), queries.Gone)
    assert counts(take(file)) == {"changed": 1}
    assert isinstance(queries.find_work(number), queries.WorkPage)


def test_a_deletion_that_names_nothing_known_is_kept_as_such(take):
    assert counts(take([msgspec.structs.replace(record("1"), deleted=True)])) == {"deleted": 1}
    assert not Work.objects.exists()
    assert SourceRecord.objects.get().withdrawn_id


def test_refused_rows_keep_position_reason_and_bytes(take):
    good = lines([record("1")])
    harvest = take(good + b'{"titles": 7}\n' + lines([record("2", "Emma")]))
    assert counts(harvest) == {"new": 2, "refused": 1}
    refusal = Refusal.objects.get()
    assert (refusal.number, refusal.position, queries.refused_bytes(refusal).strip()) == (2, len(good), b'{"titles": 7}')
    assert refusal.reason


def test_two_records_under_one_number_are_both_kept(take):
    file = [record("1", "红楼梦", by="曹雪芹"), record("1", "Physics of the sun", by="Kuhn, Thomas")]
    assert counts(take(file)) == {"new": 2}
    assert counts(take(file)) == {"same": 2}


def test_the_later_of_two_versions_in_one_file_counts_and_importing_again_changes_nothing(take):
    file = [record("1", "Emma", year="1990"), record("1", "Emma", year="1991")]
    assert counts(take(file)) == {"new": 1, "changed": 1}
    assert counts(take(file)) == {"same": 2}
    assert Work.objects.get().year == 1991


def test_an_import_that_was_stopped_goes_on_where_it_was(take, monkeypatch):
    monkeypatch.setattr("lantai.catalog.readers.BATCH_ROWS", 2)
    stop = Event()
    stop.set()
    file = [record(str(n), f"Title {n}") for n in range(5)]
    halted = take(file, stop=stop)
    assert (halted.state, halted.rows_done) == (HarvestState.STOPPED, 2)
    resumed = take(file)
    assert (resumed.pk, resumed.state, counts(resumed)) == (halted.pk, HarvestState.FINISHED, {"new": 5})


def test_an_import_does_not_go_on_in_a_file_that_has_changed_since(take, library, monkeypatch):
    monkeypatch.setattr("lantai.catalog.readers.BATCH_ROWS", 2)
    stop = Event()
    stop.set()
    halted = take([record(str(n), f"Title {n}") for n in range(5)], stop=stop)
    (library / "file.jsonl").write_bytes(lines([record(str(n), f"Other {n}") for n in range(5)]))
    with pytest.raises(importing.ImportFailed, match="not the one any more"):
        importing.run(halted, now=lambda: NOW, processes=0)


def test_taking_a_file_in_and_deleting_what_it_names_are_two_imports(library):
    path = library / "file.jsonl"
    path.write_bytes(lines([record("1")]))
    into, out = (
        importing.lay_down(path, source="library", profile=profile, by=None, now=NOW)
        for profile in (None, Profile(deletions=True))
    )
    assert into.pk != out.pk


def test_a_fault_of_our_own_is_noted_on_the_import(take, monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise ValueError("odd")

    monkeypatch.setattr(importing, "arrive", broken)
    with pytest.raises(ValueError, match="odd"):
        take([record("1")])
    assert Harvest.objects.values_list("state", "error").get()[0] == HarvestState.STOPPED


def test_a_file_that_nothing_reads_fails_and_says_so(take):
    with pytest.raises(importing.ImportFailed, match="no format"):
        take(b"\x00\x01\x02nothing that a library has", name="x.bin")
    assert Harvest.objects.get().state == HarvestState.FAILED


def test_an_import_that_another_process_holds_is_not_begun_twice(take, library):
    from lantai.catalog import locks

    path = library / "file.jsonl"
    path.write_bytes(lines([record("1")]))
    harvest = importing.lay_down(path, source="library", profile=None, by=None, now=NOW)
    with locks.held(f"import-{harvest.pk}"), pytest.raises(importing.ImportFailed, match="another process"):
        importing.run(harvest, now=lambda: NOW)


def test_what_is_imported_is_searchable_at_once(take):
    from lantai.core.query.parse import parse
    from lantai.search.protocol import Request

    take([record("1", "红楼梦"), record("2", "Emma")])
    found = index.engine().search(Request(tree=parse("紅樓").tree))
    assert [hit.id for hit in found.hits] == [Work.objects.get(title="红楼梦").pk]


def test_reader_processes_give_what_one_process_gives(take, monkeypatch):
    monkeypatch.setattr("lantai.catalog.readers.BATCH_ROWS", 5)
    file = [record(str(n), f"Title {n}", isbn="9787020002207" if n == 3 else "") for n in range(60)]
    take(file, source="one")
    take(file, source="two")  # processes=0 above; the pool is tried by the benchmark and by tests/repository
    assert Work.objects.count() >= 60


def test_kinds_and_years_become_columns(take):
    take([msgspec.structs.replace(record("1", year="1791"), kind=Kind.MANUSCRIPT)])
    assert Work.objects.values_list("kind", "year").get() == ("manuscript", 1791)


def test_signs_and_numbers_that_no_database_takes_stop_no_import(take):
    odd = lines([record("1", "Emma", by="A@B", year="99999999999999999999"), record("2@", "P@Q")]).replace(b"@", b"\\u0000")
    assert counts(take(odd)) == {"new": 2}
    assert counts(take(odd)) == {"same": 2}
    assert list(Work.objects.order_by("pk").values_list("title", "year")) == [("Emma", None), ("PQ", None)]
