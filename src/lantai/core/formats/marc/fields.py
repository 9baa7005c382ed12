"""MarcRecord: leader and fields as text, between a carrier and a dialect."""

from collections.abc import Iterator

import msgspec

from lantai.core.bib.record import Repair


class Field(msgspec.Struct, frozen=True, gc=False):
    """One field. ``data``: of a control field; else ``ind`` (two characters) and ``subfields`` as (code, value) in order."""

    tag: str
    data: str = ""
    ind: str = ""
    subfields: tuple[tuple[str, str], ...] = ()

    def first(self, code: str) -> str:
        """Return the first subfield of that code, "" if there is none."""
        return next((v for c, v in self.subfields if c == code), "")

    def all(self, codes: str) -> Iterator[str]:
        """Yield the values of all subfields whose code is one of ``codes``, in order."""
        return (v for c, v in self.subfields if c in codes)


class MarcRecord(msgspec.Struct, frozen=True, gc=False):
    """A leader (24 characters), the fields in order, and what was mended on the way."""

    leader: str
    fields: tuple[Field, ...]
    repairs: tuple[Repair, ...] = ()
