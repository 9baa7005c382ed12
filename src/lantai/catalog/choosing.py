"""Whether the library wants a record: what its description says, and, for institutions, what its bytes say of its authors.

Runs in reader processes, so nothing here knows the database or Django.
"""

import logging
from functools import lru_cache
from pathlib import Path

import msgspec

from lantai.core.bib.first_level import NOTHING, Own
from lantai.core.bib.record import BibRecord
from lantai.core.bib.selection import Against, Selection
from lantai.core.formats.affiliated import affiliated
from lantai.core.matching.organizations.compiled import VERSION, Table
from lantai.core.matching.organizations.naming import Finder

log = logging.getLogger(__name__)

KEPT = "organizations.msgpack"
"""Name of the compiled registry in the library's directory (docs/operate/affiliations.md)."""

MOST_STRINGS = 40
"""Affiliations of one record that are looked up by name: a paper with thousands of authors must not hold up an import."""


def why_not(
    record: BibRecord, raw: bytes, format_: str, selection: Selection, organizations: str, own: Own = NOTHING
) -> Against | None:
    """Return the first reason against a record, None where it is wanted. What its source withdraws is never passed over.

    ``organizations``: the compiled registry, "" none; ``own``: where classes lead by the library's own word (``mapped``).
    """
    if record.deleted:
        return None
    against = selection.why_not(record, own)
    if against is not None or not selection.institutions:
        return against
    known, strings = affiliated(raw, format_, record)
    if selection.names(known):
        return None
    finder = finder_at(organizations) if strings else None
    named = {found.ror for words in strings[:MOST_STRINGS] for found in finder.matches(words)} if finder else set[str]()
    return None if selection.names(named) else Against.INSTITUTION


def finder_at(path: str) -> Finder | None:
    """Return what finds the organizations of a compiled registry in strings; None where there is none, or one of another version."""
    place = Path(path)
    return _finder(path, place.stat().st_mtime_ns) if path and place.is_file() else None


@lru_cache(maxsize=1)
def _finder(path: str, changed: int) -> Finder | None:
    try:
        table = Table.unpacked(Path(path).read_bytes())
    except msgspec.DecodeError:
        table = None
    if table is None or table.version != VERSION:
        log.warning("%s was made by another version; import the registry again", path)
        return None
    return Finder(table)
