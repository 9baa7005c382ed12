"""What analytics tells the store of papers: which institutions are counted together, so that it counts them ahead."""

from lantai.catalog.papers.facts import groups

from .queries import choices


@groups
def of_lists() -> list[tuple[str, ...]]:
    """Name the members of the lists of staff."""
    return choices.members_of_lists()
