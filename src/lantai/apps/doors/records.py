"""What describes a work to other machines."""

from msgspec.structs import replace

from lantai.core.bib.merge import merged
from lantai.core.bib.record import Access, AccessKind, BibRecord
from lantai.core.bib.work import WorkDocument


def record_of(work: WorkDocument, vocabulary: str, address: str) -> BibRecord:
    """Return what describes a work: in Dublin Core all its titles and numbers, with the address of its page; else its first edition."""
    if vocabulary != "oai_dc":
        return work.instances[0].record
    view = merged(work)
    return replace(view, access=(Access(url=address, kind=AccessKind.RELATED), *view.access))
