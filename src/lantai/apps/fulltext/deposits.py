"""What was deposited here as resources of DataCite: the record of the work with the copy that the library keeps, and nobody else's.

The identifier is the work's DOI where it has one, else the address of its page; no DOI is minted here (decision 0156). Enter at ``every``.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

import msgspec
from django.utils.timezone import localdate
from lxml import etree

from lantai.catalog import queries as catalog
from lantai.core.bib.merge import merged
from lantai.core.bib.record import Access, AccessKind, BibRecord, Openness
from lantai.core.bib.work import WorkDocument
from lantai.core.formats.datacite import Resource, element_of, model
from lantai.core.formats.datacite.writing import UNKNOWN, resource_from
from lantai.infra.pieces import pieces

from . import queries
from .models import FileKind, FullText

OF_NO_YEAR = "0000"
PIECE = 200


def described(work: WorkDocument, files: Sequence[FullText], *, library: str, address: str, on: date) -> bytes:
    """Return the XML of a work of which ``files`` were deposited, the best first. ``address``: of the work's page; ``on``: the day of which it is true."""
    return etree.tostring(
        element_of(resource(work, files, library=library, address=address, on=on)),
        encoding="UTF-8",
        xml_declaration=True,
        pretty_print=True,
    )


def resource(work: WorkDocument, files: Sequence[FullText], *, library: str, address: str, on: date) -> Resource:
    """Return the resource. Who publishes it, and when, is the library's word where the record does not say it."""
    best = files[0]
    told = resource_from(_with_copy(merged(work), best, address), on=on)
    came, opens = localdate(best.added_at), best.shown_from or localdate(best.added_at)
    publisher = told.publisher if told.publisher and told.publisher.value != UNKNOWN else model.Publisher(library)
    holder = model.Contributor("HostingInstitution", model.Name(library, "Organizational"))
    return replace(
        told,
        publisher=publisher,
        year=told.year if told.year != OF_NO_YEAR else str(opens.year),
        contributors=(*told.contributors, holder),
        dates=(
            *(one for one in told.dates if one.kind != "Available"),
            model.Date(came.isoformat(), "Accepted"),
            model.Date(opens.isoformat(), "Available"),
        ),
        alternates=(*told.alternates, *_page(told, address)),
        sizes=(*told.sizes, *(f"{one.size} bytes" for one in files)),
        formats=tuple(dict.fromkeys(FileKind(one.kind).media_type for one in files)),
        version=told.version or best.version,
    )


def _with_copy(record: BibRecord, best: FullText, address: str) -> BibRecord:
    """Return the record with one copy, which is ours, at the address of the work's page."""
    said = Openness(
        by="", host="repository", version=f"{best.version}Version" if best.version else "", license=best.license, free=True,
        until=best.shown_from.isoformat() if best.shown_from else "", is_file=False,
    )  # fmt: skip
    return msgspec.structs.replace(record, access=(Access(url=address, kind=AccessKind.RESOURCE, openness=said),))


def _page(told: Resource, address: str) -> tuple[model.AlternateIdentifier, ...]:
    is_known = told.identifier is not None and told.identifier.value == address
    return () if is_known else (model.AlternateIdentifier(address, "URL"),)


def every(
    address: Callable[[int], str], *, library: str, on: date, works: Collection[int] | None = None
) -> Iterator[tuple[int, bytes]]:
    """Yield the works of which something was deposited, all of them or those of ``works``, each with its XML. ``address``: of a work's page."""
    for piece in pieces(queries.deposited_works() if works is None else works, PIECE):
        files = queries.deposits(piece)
        for number, work in catalog.documents(list(files)).items():
            yield number, described(work, files[number], library=library, address=address(number), on=on)
