"""Of the copies that a record speaks of the one to tell others of, and whether it can be read on a day: what formats with a place for one write."""

import re
from datetime import date
from typing import NamedTuple

from lantai.core.bib.licenses import License, license_of
from lantai.core.bib.record import Access, BibRecord

from . import coar

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_RANKS = ("published", "accepted", "submitted", "")


class Told(NamedTuple):
    """What is told of a record's copies. ``right``: of COAR's access rights; ``until``: of an embargo, "2027-03-01"; ``access``: the copy, None for none."""

    right: tuple[str, str]
    access: Access | None = None
    until: str = ""

    @property
    def license(self) -> License | None:
        """Return the copy's license."""
        return license_of(self.access.openness.license) if self.access and self.access.openness else None

    @property
    def version(self) -> str:
        """Return the copy's version: "published", "accepted", "submitted", "" not known."""
        return coar.version_said(self.access.openness.version) if self.access and self.access.openness else ""


def told(record: BibRecord, *, on: date) -> Told | None:
    """Return what is told of a record's copies on a day; None where nobody says anything of any.

    Of those that are free the published version comes first, and a file before a page; of none that is free yet the one whose embargo ends first.
    """
    spoken = [access for access in record.access if access.openness is not None]
    if not spoken:
        return None
    free = [(_until(access), access) for access in spoken if access.openness is not None and access.openness.free]
    now = [access for until, access in free if until <= on.isoformat()]
    if now:
        return Told(coar.OPEN, min(now, key=_goodness))
    if not free:
        return Told(coar.METADATA_ONLY)
    until, access = min(free, key=lambda pair: pair[0])
    return Told(coar.EMBARGOED, access, until)


def _until(access: Access) -> str:
    """Return the first day on which a copy is free, "" for one that is; what is no day is none, as in every verdict."""
    said = access.openness.until[:10] if access.openness else ""
    return said if _DAY.fullmatch(said) else ""


def _goodness(access: Access) -> tuple[int, bool]:
    said = access.openness
    return (_RANKS.index(coar.version_said(said.version)), not said.is_file) if said else (len(_RANKS), True)
