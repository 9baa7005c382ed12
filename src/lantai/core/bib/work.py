"""WorkDocument: what is stored of a work; its instances with their records, from which everything shown is derived."""

import msgspec

from .record import BibRecord


class InstanceDocument(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One edition: its number (Instance.pk) and the merged description of all source records that describe it."""

    number: int
    record: BibRecord


class WorkDocument(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A work with its editions and translations, the one to show first standing first. ``number`` is public and permanent."""

    number: int
    instances: tuple[InstanceDocument, ...]
    why: tuple[str, ...] = ()  # why these are together, one reason an instance from the second on
