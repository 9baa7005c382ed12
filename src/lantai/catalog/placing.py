"""Where new records belong: to an instance that is there, to a work that is there, or to a work of their own.

Decides for a whole batch from a handful of questions to the database; writes nothing (``apply`` does).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from lantai.core.bib.pointers import Pointing
from lantai.core.matching.compare import same_edition
from lantai.core.matching.verdict import Decision
from lantai.core.matching.verdict import Verdict as Compared
from lantai.core.matching.versions import one_work

from . import known
from .known import Candidate
from .models import Level
from .prepare import Prepared

MOST_UNSURE = 3
"""Doubtful pairs of one record that are put before staff; the first settle the rest."""


DOI = "doi"


@dataclass(slots=True)
class Placed:
    """Where a record goes. ``merges``: further works that are now seen to be the same. ``compared``: (other record,
    level, verdict) worth keeping."""

    prepared: Prepared
    record: int
    instance: int
    work: int
    new_instance: bool = True
    new_work: bool = True
    merges: list[int] = field(default_factory=list)
    compared: list[tuple[int, Level, Compared]] = field(default_factory=list)


class Places:
    """The instances around one batch: those of the database, and those that the batch itself adds."""

    def __init__(self, batch: Sequence[Prepared], source: int) -> None:
        self._source = source
        named = {(DOI, doi) for p in batch for doi in _versions(p)}
        self._by_identifier = known.instances_with({(s, v) for p in batch for s, v, _ in p.identifiers} | named)
        self._by_version = known.instances_naming({v for p in batch for s, v, _ in p.identifiers if s == DOI})
        self._by_key = known.instances_keyed({key for p in batch for key in p.work_keys})
        every = {
            i
            for found in (self._by_identifier, self._by_version, self._by_key)
            for instances in found.values()
            for i in instances
        }
        self._candidates = known.candidates(every)

    def place(self, prepared: Prepared, *, record: int, instance: int, work: int, apart: Collection[int] = ()) -> Placed:
        """Return where ``prepared`` goes; the keys given are those it gets if it stands alone. ``apart``: records
        that staff judged different from it."""
        placed = self._placed(prepared, record=record, instance=instance, work=work, apart=apart)
        self._add(placed)
        return placed

    def again(self, prepared: Prepared, *, record: int, instance: int, work: int, apart: Collection[int] = ()) -> Placed:
        """Return where a record would go that is there, as one of ``instance``, were it to come now; others see it where it is."""
        own = self._candidates.get(instance)
        if own is None:
            return self._placed(prepared, record=record, instance=instance, work=work, apart=apart)
        records, own.records = own.records, [row for row in own.records if row[1] != record]
        placed = self._placed(prepared, record=record, instance=instance, work=work, apart=apart)
        own.records = records
        return placed

    def _placed(self, prepared: Prepared, *, record: int, instance: int, work: int, apart: Collection[int]) -> Placed:
        placed = Placed(prepared, record, instance, work)
        near = [other for other in self._near(prepared) if not any(pk in apart for _, pk in other.records)]
        if not self._joins_an_edition(placed, near):
            self._joins_a_work(placed, near)
        return placed

    def _near(self, prepared: Prepared) -> list[Candidate]:
        found: dict[int, None] = {}
        for scheme, value, _ in prepared.identifiers:
            found.update(dict.fromkeys(self._by_identifier.get((scheme, value), ())))
            if scheme == DOI:
                found.update(dict.fromkeys(self._by_version.get(value, ())))
        for doi in _versions(prepared):
            found.update(dict.fromkeys(self._by_identifier.get((DOI, doi), ())))
        for key in prepared.work_keys:
            found.update(dict.fromkeys(self._by_key.get(key, ())))
        few = (self._candidates[i] for i in list(found)[: known.MOST_CANDIDATES] if i in self._candidates)
        return [other for other in few if other.records]

    def _joins_an_edition(self, placed: Placed, near: Iterable[Candidate]) -> bool:
        unsure = 0
        for other in near:
            one_source = any(source == self._source for source, _ in other.records)
            verdict = same_edition(placed.prepared.signs, other.signs, one_source=one_source)
            if verdict.decision is Decision.SAME:
                placed.instance, placed.work = other.instance, other.work
                placed.new_instance = placed.new_work = False
                placed.compared.append((other.records[0][1], Level.EDITION, verdict))
                return True
            if verdict.decision is Decision.UNSURE and unsure < MOST_UNSURE:
                unsure += 1
                placed.compared.append((other.records[0][1], Level.EDITION, verdict))
        return False

    def _joins_a_work(self, placed: Placed, near: Iterable[Candidate]) -> None:
        works: dict[int, None] = {}
        doubted = {record for record, _, _ in placed.compared}
        for other in near:
            if other.work in works:
                continue
            verdict, record = one_work(placed.prepared.signs, other.signs), other.records[0][1]
            if verdict.decision is Decision.SAME:
                works[other.work] = None
                placed.compared.append((record, Level.WORK, verdict))
            elif verdict.decision is Decision.UNSURE and record not in doubted and len(doubted) < MOST_UNSURE:
                doubted.add(record)
                placed.compared.append((record, Level.WORK, verdict))
        if works:
            placed.work, *placed.merges = sorted(works)
            placed.new_work = False

    def _add(self, placed: Placed) -> None:
        """Let the records that follow in the batch see this one."""
        record = (self._source, placed.record)
        if not placed.new_instance:
            self._candidates[placed.instance].records.append(record)
            return
        self._candidates[placed.instance] = Candidate(placed.instance, placed.work, placed.prepared.signs, [record])
        for scheme, value, _ in placed.prepared.identifiers:
            self._by_identifier[scheme, value].append(placed.instance)
        for doi in _versions(placed.prepared):
            self._by_version[doi].append(placed.instance)
        for key in placed.prepared.work_keys:
            self._by_key[key].append(placed.instance)
        for merged in placed.merges:
            self._move(merged, placed.work)

    def _move(self, work: int, to: int) -> None:
        for candidate in self._candidates.values():
            if candidate.work == work:
                candidate.work = to


def _versions(prepared: Prepared) -> list[str]:
    """Return the DOIs of what a record names as versions of itself."""
    return [doi for kind, doi in prepared.pointers if kind == Pointing.VERSION]
