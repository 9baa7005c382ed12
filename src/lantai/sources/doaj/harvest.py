"""DOAJ's articles: what changed, by its OAI-PMH; the whole, from its dump (format "doaj"). Both name an article alike.

Journals are taken in from DOAJ's list of them: ``lantai openness journals``.
"""

from lantai.core.formats.protocol import Profile
from lantai.sources.protocols.oaipmh.harvesting import pages, rows
from lantai.sources.protocols.source import About, Wanted

__all__ = ["ABOUT", "pages", "reading", "rows"]

ABOUT = About(
    "DOAJ", address="https://doaj.org/oai.article", prefix="oai_dc", sets=True, pause_s=2.0,
    terms="Begin with DOAJ’s dump of articles, imported as a file into the same source; harvest what changed from then on.",
)  # fmt: skip


def reading(wanted: Wanted) -> Profile:
    """Return how the records are read."""
    return Profile(format="oai_dc", encoding="utf-8")
