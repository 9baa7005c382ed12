"""Notices that a work was retracted, corrected or reinstated, or that there is concern about it; who says so, and when.

A notice is a thing of its own with its own number; what it says of another work is read from its record (``given_out``), from the record of that work
(``received``), or from a list of notices (``core.openness.retraction_watch``). ``standing`` says how the work stands after all of them.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum

import msgspec

from .record import BibRecord, Note, Scheme, Standing, Text
from .retracted import is_retracted


class Nature(StrEnum):
    """What a notice says of the work that it is about."""

    RETRACTION = "retraction"
    CONCERN = "concern"
    CORRECTION = "correction"
    REINSTATEMENT = "reinstatement"


_NATURES = {
    "retraction": Nature.RETRACTION, "withdrawal": Nature.RETRACTION, "removal": Nature.RETRACTION, "retract": Nature.RETRACTION,
    "expression of concern": Nature.CONCERN, "concern": Nature.CONCERN,
    "correction": Nature.CORRECTION, "corrigendum": Nature.CORRECTION, "erratum": Nature.CORRECTION, "errata": Nature.CORRECTION,
    "addendum": Nature.CORRECTION, "clarification": Nature.CORRECTION, "partial retraction": Nature.CORRECTION,
    "reinstatement": Nature.REINSTATEMENT, "reinstated": Nature.REINSTATEMENT,
}  # fmt: skip
"""What Crossref's types and labels and Retraction Watch's natures mean; a new version or edition is no notice. A part that is retracted corrects."""

UPDATES, UPDATED = "update-to", "updated-by"
"""Crossref's members: of a notice what it is about, of a work the notices about it."""


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """One notice. ``day``: None where it is not known; ``doi``: its own, "" none; ``by``: who says so; ``reasons``: in the words of the source.

    ``work``: its number in the catalog, 0 where it is not there.
    """

    nature: Nature
    by: str
    day: date | None = None
    doi: str = ""
    reasons: tuple[str, ...] = ()
    work: int = 0

    @property
    def address(self) -> str:
        """Return where the notice itself stands; "" where it has no number."""
        return f"https://doi.org/{self.doi}" if self.doi else ""


def nature_of(words: str) -> Nature | None:
    """Return what a type or label of a notice means; None for what is no notice."""
    return _NATURES.get(" ".join(re.split(r"[\s_-]+", words.strip().casefold())))


def given_out(record: BibRecord) -> Iterator[tuple[str, Notice]]:
    """Yield (DOI of the work concerned, notice) of all that a record says as a notice."""
    own = next((i.value for i in record.identifiers if i.scheme is Scheme.DOI and i.standing is Standing.VALID), "")
    for link in record.links:
        nature = nature_of(link.text) if link.at == UPDATES else None
        for about in link.identifiers if nature else ():
            if nature and about.scheme is Scheme.DOI and about.standing is Standing.VALID and about.value != own:
                yield about.value, Notice(nature=nature, by="Crossref", day=_day(link.date), doi=own)


class _Said(msgspec.Struct, frozen=True):
    """An entry of ``updated-by``, as far as it is used."""

    type: str = ""
    DOI: str = ""
    updated: dict[str, object] = {}


def received(record: BibRecord) -> Iterator[Notice]:
    """Yield the notices that the record of a work itself names."""
    for field in record.verbatim:
        if field.name == UPDATED:
            for _, value in field.values:
                try:
                    entries = msgspec.json.decode(value, type=list[_Said])
                except msgspec.DecodeError:
                    continue
                for one in entries:
                    if nature := nature_of(one.type):
                        day = _day(str(one.updated.get("date-time", "")))
                        yield Notice(nature=nature, by="Crossref", day=day, doi=one.DOI.strip().lower())


def together(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Return notices in the order of their days, those of one nature and number, or else of one nature and day, once: several sources tell of one."""
    found: dict[tuple[Nature, object], Notice] = {}
    for one in notices:
        key = one.nature, one.doi or one.day
        before = found.get(key)
        if before is None:
            found[key] = one
            continue
        by = before.by if one.by in before.by.split(", ") else f"{before.by}, {one.by}"
        found[key] = msgspec.structs.replace(
            before, by=by, day=before.day or one.day, reasons=before.reasons or one.reasons, work=before.work or one.work
        )
    return tuple(sorted(found.values(), key=lambda one: one.day or date.min))


def standing(records: Iterable[BibRecord], notices: Iterable[Notice]) -> Nature | None:
    """Return how a work stands: retracted, under concern, corrected; None where nothing of the kind is known or it was reinstated since."""
    natures = [one.nature for one in sorted(notices, key=lambda one: one.day or date.min)]
    if Nature.REINSTATEMENT in natures:
        natures = natures[len(natures) - natures[::-1].index(Nature.REINSTATEMENT) :]
    elif is_retracted(records):
        return Nature.RETRACTION
    return next((one for one in (Nature.RETRACTION, Nature.CONCERN, Nature.CORRECTION) if one in natures), None)


_SAID = {
    Nature.RETRACTION: "Retracted",
    Nature.CONCERN: "Expression of concern",
    Nature.CORRECTION: "Corrected",
    Nature.REINSTATEMENT: "Reinstated",
}


def flagged(record: BibRecord, nature: Nature | None, notices: Iterable[Notice]) -> BibRecord:
    """Return a record to be taken away, with a note for each notice: "Retracted 2024-03-28: https://doi.org/10.1/n (Crossref)"."""
    lines = [_line(one) for one in notices] or ([f"{_SAID[nature]}."] if nature else [])
    notes = tuple(Note(forms=(Text(line, "en"),)) for line in lines)
    return msgspec.structs.replace(record, notes=(*notes, *record.notes)) if notes else record


def _line(one: Notice) -> str:
    said = f"{_SAID[one.nature]} {one.day}" if one.day else _SAID[one.nature]
    return f"{said}: https://doi.org/{one.doi} ({one.by})" if one.doi else f"{said} ({one.by})"


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words[:10])
    except ValueError:
        return None
