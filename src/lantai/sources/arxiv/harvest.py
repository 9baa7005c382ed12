"""arXiv by OAI-PMH, in its own format: authors apart, categories, license, DOI and journal of what was published."""

from lantai.core.formats.protocol import Profile
from lantai.sources.protocols.oaipmh.harvesting import format_of, pages, rows
from lantai.sources.protocols.polite import SourceError
from lantai.sources.protocols.source import About, Wanted

__all__ = ["ABOUT", "pages", "reading", "rows"]

ABOUT = About(
    "arXiv", address="https://oaipmh.arxiv.org/oai", prefix="arXiv", sets=True, pause_s=3.0,
    terms="arXiv asks for one question every three seconds at the most, and for links to its own pages.",
)  # fmt: skip


def reading(wanted: Wanted) -> Profile:
    """Return how the records are read: arXiv's own format, or Dublin Core."""
    found = format_of(wanted.prefix or ABOUT.prefix)
    if found not in ("arxiv", "oai_dc"):
        raise SourceError(f"of arXiv, Lantai reads arXiv and oai_dc, not {wanted.prefix}")
    return Profile(format=found, encoding="utf-8")
