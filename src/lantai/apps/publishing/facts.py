"""What publishing tells the store of papers: what was paid, what agreements covered, which chances to open papers there were."""

from collections.abc import Iterator, Sequence

from lantai.catalog.papers import told
from lantai.catalog.papers.shapes import Amount, Chance
from lantai.catalog.papers.told import Known

from .queries import told as queries


@told.amounts("publishing")
def amounts(papers: Sequence[Known]) -> Iterator[Amount]:
    """Tell what was paid for papers, and which agreement covered them."""
    return queries.amounts(papers)


@told.chances("publishing")
def chances(papers: Sequence[Known]) -> Iterator[Chance]:
    """Tell how closed papers might have been open, or could be."""
    return queries.chances(papers)
