"""The journals that a description stands in: the numbers of what it is part of."""

from collections.abc import Iterable, Iterator

from .record import BibRecord, Relation, Scheme, Standing

_ISSNS = (Scheme.ISSN, Scheme.ISSN_L)


def host_issns(records: Iterable[BibRecord]) -> Iterator[str]:
    """Yield the ISSNs of what each record is part of; those that are valid alone."""
    for record in records:
        for link in record.links:
            if link.relation is Relation.HOST:
                yield from (i.value for i in link.identifiers if i.scheme in _ISSNS and i.standing is Standing.VALID)
