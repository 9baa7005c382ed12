"""Any repository that speaks OAI-PMH: institutional repositories, journals on OJS, catalogs, archives."""

from lantai.core.formats.protocol import Profile
from lantai.sources.protocols.oaipmh.harvesting import FORMATS, format_of, gone, has, listed, pages, rows
from lantai.sources.protocols.polite import SourceError
from lantai.sources.protocols.source import About, Wanted

__all__ = ["ABOUT", "gone", "has", "listed", "pages", "reading", "rows"]

ABOUT = About("OAI-PMH", prefix="oai_dc", sets=True)


def reading(wanted: Wanted) -> Profile:
    """Return how the records are read."""
    found = format_of(wanted.prefix or ABOUT.prefix)
    if not found:
        raise SourceError(f"Lantai does not read the metadata format {wanted.prefix}; it reads {', '.join(sorted(FORMATS))}")
    return Profile(format=found, encoding="" if found == "marcxml" else "utf-8")
