"""What the database knows of the records and instances that a batch is about; one question a table, whatever the batch's size."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

import msgspec
from django.db.models import Q

from lantai.core.bib.pointers import Pointing
from lantai.core.bib.record import BibRecord, decode
from lantai.core.formats import read_chunk
from lantai.core.formats.protocol import Profile
from lantai.core.matching.seen import Signs
from lantai.core.matching.signs import signs

from .blobs import CLOSEST, TOGETHER, description, unpack
from .models import CORRECTIONS, Identifier, Instance, Pointer, SourceRecord, WorkKey
from .prepare import HASH_BYTES

T = TypeVar("T")
_NOTHING: Mapping[int, bytes] = {}
MOST_CANDIDATES = 24
"""Instances that one record is compared with; more share a key only where the key is worthless."""


@dataclass(slots=True)
class Version:
    """One received version of a record."""

    pk: int
    hash: bytes
    current: bool
    instance: int | None
    withdrawn: bool
    harvest: int
    digest: str


@dataclass(slots=True)
class Candidate:
    """An instance that a record may belong to. ``records``: (source, record) of those that describe it."""

    instance: int
    work: int
    signs: Signs
    records: list[tuple[int, int]] = field(default_factory=list)


def in_pieces(values: Iterable[T], size: int = 5_000) -> Iterator[list[T]]:
    """Yield lists of at most ``size`` values: a statement may hold only so many."""
    stream = iter(values)
    while piece := list(islice(stream, size)):
        yield piece


def versions(source: int, keys: Collection[str]) -> dict[str, list[Version]]:
    """Return every version received from ``source`` under each key and under its variants ("key~2", for a number used again)."""
    found: dict[str, list[Version]] = defaultdict(list)
    names = ("key", "pk", "hash", "current", "instance_id", "withdrawn_id", "harvest_id", "harvest__digest")
    for piece in in_pieces(keys):
        rows = SourceRecord.objects.filter(source=source, key__in=piece).order_by("pk").values_list(*names)
        for key, pk, hash_, current, instance, withdrawn, harvest, digest in rows:
            found[key].append(Version(pk, bytes(hash_)[:HASH_BYTES], current, instance, withdrawn is not None, harvest, digest))
    return found


def instances_with(identifiers: Collection[tuple[str, str]]) -> dict[tuple[str, str], list[int]]:
    """Return the instances that have each (scheme, value)."""
    found: dict[tuple[str, str], list[int]] = defaultdict(list)
    wanted = set(identifiers)
    for piece in in_pieces({value for _, value in wanted}):
        for scheme, value, instance in Identifier.objects.filter(value__in=piece).values_list("scheme", "value", "instance_id"):
            if (scheme, value) in wanted and len(found[scheme, value]) < MOST_CANDIDATES:
                found[scheme, value].append(instance)
    return found


def instances_naming(dois: Collection[str]) -> dict[str, list[int]]:
    """Return the instances that name each DOI as a version of themselves; nothing is asked where there is none."""
    found: dict[str, list[int]] = defaultdict(list)
    for piece in in_pieces(dois):
        rows = Pointer.objects.filter(value__in=piece, kind=Pointing.VERSION).order_by("pk")
        for value, instance in rows.values_list("value", "instance_id"):
            if len(found[value]) < MOST_CANDIDATES:
                found[value].append(instance)
    return found


def instances_keyed(keys: Collection[int]) -> dict[int, list[int]]:
    """Return the instances under each work key."""
    found: dict[int, list[int]] = defaultdict(list)
    for piece in in_pieces(set(keys)):
        for key, instance in WorkKey.objects.filter(key__in=piece).values_list("key", "instance_id"):
            if len(found[key]) < MOST_CANDIDATES:
                found[key].append(instance)
    return found


def candidates(instances: Collection[int]) -> dict[int, Candidate]:
    """Return the instances with what they are compared by."""
    found: dict[int, Candidate] = {}
    for piece in in_pieces(instances, 500):
        for pk, work, document in Instance.objects.filter(pk__in=piece).packed().values_list("pk", "work_id", "packed"):
            found[pk] = Candidate(pk, work, signs(decode(description(document))))
        rows = (
            SourceRecord.objects.filter(live(), instance__in=piece).order_by("pk").values_list("instance_id", "source_id", "pk")
        )
        for instance, source, record in rows:
            found[instance].records.append((source, record))
    return found


def members(pks: Collection[int]) -> dict[int, list[tuple[int, str, int]]]:
    """Return (record, source, precedence) of each instance's live records, the most trusted first: of corrections the newest, of
    others those of the source that was here first, so that a new version of a record keeps its place."""
    rows = SourceRecord.objects.filter(live(), instance__in=pks).order_by("-source__precedence", "source", "pk")
    found: dict[int, list[tuple[int, str, int]]] = defaultdict(list)
    for instance, pk, name, precedence in rows.values_list("instance_id", "pk", "source__name", "source__precedence"):
        found[instance].append((pk, name, precedence))
    for rows_of in found.values():
        corrections = [row for row in rows_of if row[1] == CORRECTIONS]
        rows_of[:] = [*reversed(corrections), *(row for row in rows_of if row[1] != CORRECTIONS)]
    return found


def live() -> Q:
    """Return the condition of records that count: the current version, not withdrawn."""
    return Q(current=True, withdrawn=None)


def read_again(records: Sequence[int]) -> dict[int, BibRecord]:
    """Return the records as read anew from their kept bytes."""
    found: dict[int, BibRecord] = {}
    for piece in in_pieces(records, 500):
        for pk, raw, profile in SourceRecord.objects.filter(pk__in=piece).values_list("pk", "raw", "harvest__profile"):
            found[pk] = read_chunk(unpack(raw), profile_of(profile))
    return found


def as_read(records: Sequence[int], at_hand: Mapping[int, bytes] = _NOTHING) -> dict[int, BibRecord]:
    """Return the records as they were read when they came, a tenth of the time that reading takes: their descriptions, where these lie with what was
    received or are ``at_hand`` (record -> both, packed together); else read anew."""
    found = {pk: decode(description(at_hand[pk])) for pk in records if pk in at_hand}
    for piece in in_pieces([pk for pk in records if pk not in found], 500):
        for pk, raw, profile in SourceRecord.objects.filter(pk__in=piece).values_list("pk", "raw", "harvest__profile"):
            is_described = CLOSEST <= bytes(raw)[0] <= TOGETHER
            found[pk] = decode(description(raw)) if is_described else read_chunk(unpack(raw), profile_of(profile))
    return found


def signs_of(records: Sequence[int]) -> dict[int, Signs]:
    """Return what records are compared by, as they were read when they came."""
    return {pk: signs(record) for pk, record in as_read(records).items()}


def correction_key(source: str, key: str) -> str:
    """Return the key, among the corrections, of the one that corrects record ``key`` of ``source``."""
    return f"{source}:{key}"[:255]


def profile_of(stored: dict[str, object]) -> Profile:
    """Return the profile that an import keeps as JSON."""
    return msgspec.convert(stored, Profile)
