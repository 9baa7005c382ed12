"""A library makes dictionaries of its own records; everything packed before, with and after them is read alike."""

from random import Random

import pytest
import zstandard
from django.utils import timezone

from lantai.catalog import blobs, dictionaries, documents, index, known, readers
from lantai.catalog.blobs import CLOSER, DOCUMENTS, OWN, description, pack, unpack
from lantai.catalog.models import Dictionary, Instance, SourceRecord
from lantai.core.bib.record import BibRecord, decode

from .conftest import counts, record

WORDS = [f"word{n}ly" for n in range(400)]


def books(first: int, last: int) -> list[BibRecord]:
    rng = Random(first)
    return [
        record(f"r{n}", " ".join(rng.choices(WORDS, k=12)), by=f"{rng.choice(WORDS)}, Anna", year="1982")
        for n in range(first, last)
    ]


@pytest.fixture
def _soon(monkeypatch):
    monkeypatch.setattr(dictionaries, "AFTER", 400)
    monkeypatch.setattr(readers, "BATCH_ROWS", 100)


@pytest.mark.usefixtures("_soon")
def test_a_large_import_goes_on_with_dictionaries_of_its_own(take):
    given = books(0, 700)
    take(given)
    assert set(Dictionary.objects.values_list("kind", flat=True)) == {"descriptions", "received:native", "closest:native"}
    blobs_of = [bytes(blob) for blob in Instance.objects.packed().order_by("pk").values_list("packed", flat=True)]
    assert [(blobs_of[n][0], blobs_of[n][1] >= OWN) for n in (0, -1)] == [(CLOSER, False), (CLOSER, True)]
    assert [decode(description(blob)).titles for blob in blobs_of] == [one.titles for one in given]
    assert len(blobs_of[-1]) < 0.8 * len(blobs_of[0])
    assert len(known.read_again(list(SourceRecord.objects.values_list("pk", flat=True)))) == 700


@pytest.mark.usefixtures("_soon")
def test_further_imports_and_changes_use_them(take):
    take(books(0, 700))
    take([*books(1_000, 1_010), record("r1", "Quite another word1ly", by="word2ly, Anna", year="1982")], name="more.jsonl")
    assert Dictionary.objects.count() == 3
    current = SourceRecord.objects.get(key="r1", current=True)
    changed = Instance.objects.get(pk=current.instance_id)
    assert (bytes(changed.document)[0] >= OWN, bytes(current.raw)[0] >= OWN) == (True, True)
    assert counts(take(books(1_000, 1_010), name="again.jsonl")) == {"same": 10}


def test_what_describes_an_instance_alone_is_packed_together_with_it_until_something_else_does(take):
    (given,) = books(0, 1)
    take([given])
    alone = Instance.objects.get()
    received = SourceRecord.objects.get()
    assert (bytes(alone.document), alone.beside, bytes(received.raw)[0]) == (b"", received, CLOSER)
    raw = unpack(received.raw)
    take([given], name="elsewhere.jsonl", source="elsewhere")
    joined = Instance.objects.packed().get()
    assert (joined.beside, decode(description(joined.packed)).titles) == (None, given.titles)
    assert [unpack(blob) for blob in SourceRecord.objects.values_list("raw", flat=True)] == [raw, raw]


def test_what_was_packed_apart_before_is_read_as_before(take):
    given = books(0, 3)
    take(given)
    before = documents.of_works([1, 2, 3])
    for instance in Instance.objects.select_related("beside"):
        blob = instance.beside.raw
        SourceRecord.objects.filter(pk=instance.beside_id).update(raw=pack(unpack(blob)))
        Instance.objects.filter(pk=instance.pk).update(document=pack(description(blob), dictionary=DOCUMENTS), beside=None)
    assert documents.of_works([1, 2, 3]) == before
    assert counts(take(given, name="again.jsonl")) == {"same": 3}


@pytest.mark.usefixtures("_soon")
def test_other_processes_are_given_them(take):
    take(books(0, 700))
    pages = [works for works, _ in index.pages(0, index.last_change(), size=300)]
    with readers.readers(readers.WORTH_A_POOL, 2) as lent:
        assert list(documents.of_many(pages, lambda: lent)) == list(documents.of_many(pages, lambda: None))


def test_until_there_is_one_of_what_is_packed_now_the_one_before_it_serves(db):
    for number, kind in ((OWN, "together:iso2709"), (OWN + 1, "together:native"), (OWN + 2, "closest:native")):
        Dictionary.objects.create(number=number, kind=kind, data=b"words", made_at=timezone.now())
    assert [dictionaries.packing(format_).together for format_ in ("iso2709", "native", "oai_dc")] == [OWN, OWN + 2, DOCUMENTS]
    assert [number for number, _ in dictionaries.own_of_descriptions()] == [OWN, OWN + 1, OWN + 2]


@pytest.mark.usefixtures("_soon")
def test_a_lost_dictionary_is_told_by_its_number(take):
    take(books(0, 700))
    blob = bytes(Instance.objects.packed().order_by("-pk").values_list("packed", flat=True)[0])
    Dictionary.objects.all().delete()
    blobs.own_from(dictionaries.data)
    with pytest.raises(zstandard.ZstdError, match=f"dictionary {blob[1]} is not there"):
        unpack(blob)


def test_a_small_import_makes_none(take):
    take(books(0, 30))
    assert not Dictionary.objects.exists()


def test_of_large_records_fewer_teach_a_dictionary(monkeypatch):
    monkeypatch.setattr(dictionaries, "SAMPLE_BYTES", 30_000)
    small = [bytes(100) for _ in range(200)]
    large = [n.to_bytes(2) + bytes(998) for n in range(200)]
    assert dictionaries._samples(small, bytes) == small
    assert dictionaries._samples(large, bytes) == large[::7]
    assert dictionaries._samples([], bytes) == []
