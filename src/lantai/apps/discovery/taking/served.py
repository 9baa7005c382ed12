"""Other forms of a work than JSON: by the ending of its address (``/works/12.marcxml``) or by what the asker accepts."""

from dataclasses import dataclass

from msgspec.structs import replace

from lantai.core.bib.record import Access, AccessKind, BibRecord


@dataclass(frozen=True, slots=True)
class Served:
    """A format that a record is served in. ``writes``: its name among Lantai's formats."""

    ending: str
    writes: str
    content_type: str


SERVED: dict[str, Served] = {
    form.ending: form
    for form in (
        Served("marcxml", "marcxml", "application/marcxml+xml"),
        Served("mrc", "iso2709", "application/marc"),
        Served("mods", "mods", "application/mods+xml"),
        Served("dc", "oai_dc", "application/xml"),
        Served("datacite", "datacite", "application/vnd.datacite.datacite+xml"),
        Served("openaire", "openaire", "application/xml"),
        Served("ris", "ris", "application/x-research-info-systems"),
        Served("bib", "bibtex", "application/x-bibtex"),
        Served("csl", "csl", "application/vnd.citationstyles.csl+json"),
    )
}
"""Ending of the address -> format."""

ASKING = frozenset({"datacite", "openaire"})
JSON = "application/json"
_ELEMENT = {name: name for name in ("marcxml", "mods", "oai_dc", "datacite", "openaire")}
UNNAMED = frozenset({"dc", "openaire"})
"""Endings of forms whose type is said of many."""

_MOST_ACCEPTED = 20


def accepted(header: str) -> Served | None:
    """Return the form that an Accept header likes best; None: JSON, which is also given when nothing we have is accepted."""
    wishes = [_wish(part) for part in header.split(",")[:_MOST_ACCEPTED]]
    types = {form.content_type: form for form in SERVED.values() if form.ending not in UNNAMED} | {JSON: None}
    best = max((quality for kind, quality in wishes if kind in types), default=0.0)
    liked = [kind for kind, quality in wishes if kind in types and quality == best]
    general = max((quality for kind, quality in wishes if kind in ("*/*", "application/*")), default=0.0)
    return types[liked[0]] if liked and best > 0 and best >= general and JSON not in liked else None


def _wish(part: str) -> tuple[str, float]:
    kind, *parameters = (piece.strip().lower() for piece in part.split(";"))
    given = next((p[2:] for p in parameters if p.startswith("q=")), "1")
    try:
        return kind, min(max(float(given), 0.0), 1.0)
    except ValueError:
        return kind, 0.0


def addressed(record: BibRecord, address: str) -> BibRecord:
    """Return a record that says where its page is: what has no other number is known by that."""
    return replace(record, access=(Access(url=address, kind=AccessKind.RELATED), *record.access))


def asks(form: Served) -> bool:
    """Say whether a form takes only records that have what it asks for."""
    return form.ending in ASKING


def lacking(form: Served, record: BibRecord) -> tuple[str, ...]:
    """Return what a form asks for and a record has not: the record cannot be written in it."""
    from lantai.core.formats import elements

    return elements.lacking(form.writes, record)


def written(form: Served, record: BibRecord) -> bytes:
    """Return a record in a form; of XML one element, without the list that files have around it."""
    import io

    from lxml import etree

    from lantai.core.formats.elements import elements
    from lantai.core.formats.open import write_file

    if form.writes in _ELEMENT:
        return etree.tostring(next(elements(_ELEMENT[form.writes], [record])), encoding="UTF-8", xml_declaration=True)
    stream = io.BytesIO()
    write_file(form.writes, [record], stream)
    return stream.getvalue()
