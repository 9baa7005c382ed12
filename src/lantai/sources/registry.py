"""The outside sources by name: a folder each."""

from lantai.core.registry import Registry

from .protocols.source import Lister, Source

SOURCES: Registry[Source] = Registry(
    "source",
    {
        "oaipmh": "lantai.sources.oaipmh.harvest",
        "openalex": "lantai.sources.openalex.harvest",
        "crossref": "lantai.sources.crossref.harvest",
        "doaj": "lantai.sources.doaj.harvest",
        "arxiv": "lantai.sources.arxiv.harvest",
        "unpaywall": "lantai.sources.unpaywall.harvest",
    },
)

LISTERS: Registry[Lister] = Registry("lister", {"oaipmh": "lantai.sources.oaipmh.harvest"})
"""Those that can tell which records they have."""
