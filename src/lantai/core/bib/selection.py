"""Which records of a source a library wants: by institutions, years, languages, disciplines and kinds; all that is said must be so.

``why_not`` says the first reason against a record. What a record does not say counts against it, unless the selection takes "und".
"""

from collections.abc import Collection
from enum import StrEnum

import msgspec

from .first_level import NOTHING, Own, facet_values
from .record import BibRecord

UNDETERMINED = "und"


class Against(StrEnum):
    """Why a record is passed over."""

    KIND = "kind"
    YEAR = "year"
    LANGUAGE = "language"
    DISCIPLINE = "discipline"
    INSTITUTION = "institution"


class Selection(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is wanted; empty: all.

    ``institutions``: identifiers of ROR, without the address. ``since``, ``until``: years of publication, both included. ``languages``: BCP 47, the
    first part; "und" takes in records that do not say theirs. ``disciplines``: codes of ``first_level``. ``kinds``: values of ``Kind``.
    """

    institutions: tuple[str, ...] = ()
    since: int | None = None
    until: int | None = None
    languages: tuple[str, ...] = ()
    disciplines: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @property
    def is_all(self) -> bool:
        """Say whether nothing is left out."""
        return self == Selection()

    def why_not(self, record: BibRecord, own: Own = NOTHING) -> Against | None:
        """Return the first reason against a record, institutions left aside; None where there is none. ``own``: where classes lead by the library's word."""
        if self.kinds and record.kind.value not in self.kinds:
            return Against.KIND
        if not self._in_years(record.year):
            return Against.YEAR
        if self.languages and not self._speaks(record.languages):
            return Against.LANGUAGE
        if self.disciplines and not set(self.disciplines) & set(facet_values([record], own)):
            return Against.DISCIPLINE
        return None

    def names(self, institutions: Collection[str]) -> bool:
        """Say whether one of a record's institutions is wanted; identifiers of ROR, without the address."""
        return not self.institutions or not set(self.institutions).isdisjoint(institutions)

    def _in_years(self, year: int | None) -> bool:
        if self.since is None and self.until is None:
            return True
        return year is not None and (self.since is None or year >= self.since) and (self.until is None or year <= self.until)

    def _speaks(self, languages: Collection[str]) -> bool:
        said = {language.partition("-")[0] for language in languages} or {UNDETERMINED}
        return not said.isdisjoint(self.languages)
