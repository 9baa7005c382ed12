"""The outside sources by name: a folder each."""

from lantai.core.registry import Registry

from .protocols.source import Source

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
