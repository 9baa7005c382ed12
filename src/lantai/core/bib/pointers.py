"""Numbers by which a description points to other works: versions of itself, and what it is a notice about.

They say what stands together and what was retracted; they never identify what is described.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from urllib.parse import unquote

from .identifiers import identify
from .notices import UPDATES, nature_of
from .record import BibRecord, Identifier, Kind, Relation, Scheme, Standing

MOST = 24
"""Pointers of one description that are kept; one that names more names a collection."""

PAPERS = frozenset({Kind.ARTICLE, Kind.CONFERENCE, Kind.CHAPTER, Kind.REPORT, Kind.THESIS, Kind.PREPRINT, Kind.OTHER})
"""What has versions: a preprint, an accepted manuscript, what was published."""

_VERSIONS = frozenset({Relation.OTHER_FORM, Relation.OTHER_EDITION})
_ADDRESS = re.compile(
    r"https?://(?:(?:dx\.)?doi\.org/(?P<doi>10\.[^?#]+)|(?:www\.)?arxiv\.org/(?:abs|pdf)/(?P<arxiv>[^?#]+))", re.I
)
_ARXIV_VERSION = re.compile(r"(?:v\d+)?(?:\.pdf)?$")


class Pointing(StrEnum):
    """What another work is to the one that points to it."""

    VERSION = "version"
    NOTICE = "notice"  # this is a notice about it


def pointers(record: BibRecord) -> tuple[tuple[str, str], ...]:
    """Return (Pointing, DOI) of all that a description points to, each once."""
    if not (record.links or record.kind in PAPERS):
        return ()
    own = dois(record)
    found = {(Pointing.NOTICE.value, doi): None for doi in _about(record)}
    if record.kind in PAPERS:
        found |= {(Pointing.VERSION.value, doi): None for doi in _versions(record)}
    return tuple(one for one in found if one[1] not in own)[:MOST]


def dois(record: BibRecord) -> frozenset[str]:
    """Return the DOIs of what is described."""
    return frozenset(i.value for i in record.identifiers if i.scheme is Scheme.DOI and i.standing is Standing.VALID)


def _about(record: BibRecord) -> Iterator[str]:
    for link in record.links:
        if link.at == UPDATES and nature_of(link.text):
            yield from (found for number in link.identifiers if (found := _doi(number)))


def _versions(record: BibRecord) -> Iterator[str]:
    for link in record.links:
        if link.relation in _VERSIONS:
            yield from (found for number in link.identifiers if (found := _doi(number)))
    for number in record.identifiers:
        if number.scheme is Scheme.ARXIV:
            yield arxiv_doi(number.value)
    for access in record.access:
        if access.openness is not None and (place := _ADDRESS.match(access.url)):
            known = identify(Scheme.DOI, unquote(place["doi"])) if place["doi"] else None
            if known is None:
                yield arxiv_doi(place["arxiv"])
            elif known.standing is Standing.VALID:
                yield known.value


def _doi(number: Identifier) -> str:
    if number.standing is Standing.INVALID:
        return ""
    if number.scheme is Scheme.ARXIV:
        return arxiv_doi(number.value)
    return number.value if number.scheme is Scheme.DOI else ""


def arxiv_doi(number: str) -> str:
    """Return the DOI that arXiv gives what has a number there: "2101.00001v2" -> "10.48550/arxiv.2101.00001"."""
    return f"10.48550/arxiv.{_ARXIV_VERSION.sub('', number.strip().lower().removeprefix('arxiv:').rstrip('/'))}"
