"""Everything that the checks find in one description, holding or piece."""

from datetime import date

from lantai.core.bib.record import BibRecord, HoldingRecord, ItemRecord

from . import checks, described, numbered, shelved, spelled

Found = tuple[tuple[str, str], ...]
"""(code, words) of what was found."""

CHECKED = (described, spelled, numbered, shelved)
"""The modules whose checks are asked; importing them fills the tables."""

RECORD_CODES = tuple(checks.records)
SHELF_CODES = (*checks.holdings, *checks.items)

LONGEST_WORDS = 200


def of_record(record: BibRecord, *, today: date) -> Found:
    """Return what may be wrong with a description."""
    return tuple((code, _short(words)) for code, check in checks.records.items() if (words := check(record, today)) is not None)


def of_holding(holding: HoldingRecord, record: BibRecord) -> Found:
    """Return what may be wrong with a holding of the thing described."""
    return tuple(
        (code, _short(words)) for code, check in checks.holdings.items() if (words := check(holding, record)) is not None
    )


def of_item(item: ItemRecord, holding: HoldingRecord) -> Found:
    """Return what may be wrong with a piece of a holding."""
    return tuple((code, _short(words)) for code, check in checks.items.items() if (words := check(item, holding)) is not None)


def _short(words: str) -> str:
    return words if len(words) <= LONGEST_WORDS else words[: LONGEST_WORDS - 1] + "…"
