"""What scholars tell the store of papers: who wrote what, where people said otherwise than records."""

from collections.abc import Collection

from lantai.catalog.papers import corrected
from lantai.catalog.papers.corrected import Said

from . import authorship


@corrected.corrections
def corrections(works: Collection[int]) -> Said:
    """Tell which works are whose, and which are not, by the word of people."""
    return authorship.said(works)
