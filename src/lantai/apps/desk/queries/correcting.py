"""An edition to be corrected: what is shown, what each source says, which corrections stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lantai.catalog import queries as catalog
from lantai.catalog.known import correction_key
from lantai.catalog.models import OURS, SourceRecord
from lantai.catalog.queries import OriginRow
from lantai.core.bib.record import BibRecord, Kind, Text
from lantai.core.bib.words import words


@dataclass(frozen=True, slots=True)
class Said:
    """One value that a source gives: its words in all their scripts, its place there, the record."""

    words: tuple[Text, ...]
    at: str
    origin: OriginRow


@dataclass(frozen=True, slots=True)
class Correcting:
    """An edition to be corrected. ``shown``: its description as readers see it; ``former``: what the standing correction of
    this record says; ``standing``: all corrections of the edition."""

    record: SourceRecord
    shown: BibRecord
    former: BibRecord
    standing: Sequence[SourceRecord]
    descriptions: dict[int, BibRecord]
    origins: dict[int, OriginRow]

    def said(self, field: str, limit: int = 40) -> list[Said]:
        """Return what each source says of a field of the record, also where a correction is shown instead."""
        return [
            Said((Text(str(part)),) if isinstance(part, str) else tuple(words(part)), getattr(part, "at", ""), self.origins[pk])
            for pk, description in self.descriptions.items()
            if self.origins[pk].source not in OURS
            for part in _parts(description, field)
        ][:limit]


def _parts(record: BibRecord, field: str) -> tuple[Any, ...]:
    if field == "kind":
        return () if record.kind is Kind.OTHER else (record.kind,)
    parts: tuple[Any, ...] = getattr(record, field)
    return parts


def correcting(pk: int) -> Correcting | None:
    """Return the edition that a received record describes, None where there is none that could be corrected."""
    rows = SourceRecord.objects.select_related("source", "instance").exclude(source__name__in=OURS)
    record = rows.filter(pk=pk, instance__live=True).first()
    work = record and record.instance and catalog.documents([record.instance.work_id]).get(record.instance.work_id)
    if record is None or not work:
        return None
    shown = next(instance.record for instance in work.instances if instance.number == record.instance_id)
    descriptions = catalog.descriptions(record.instance_id)
    standing = list(catalog.corrections(record.instance_id))
    key = correction_key(record.source.name, record.key)
    former = next((descriptions[each.pk] for each in standing if each.key == key), BibRecord())
    return Correcting(record, shown, former, standing, descriptions, catalog.origins(descriptions))
