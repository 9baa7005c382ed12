"""OPDS 2.0: books that can be read by everybody, for reading apps. The newest first, or those that a search finds."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from lantai.catalog import asking, changes, index
from lantai.core.bib.record import Access, AccessKind, BibRecord
from lantai.core.bib.work import WorkDocument
from lantai.core.formats.citation import cite, iso_date
from lantai.core.formats.schema_org import says_free
from lantai.core.query.parse import parse
from lantai.core.query.tree import Everything
from lantai.search.protocol import MAX_OFFSET, Request, Sort

PIECE = 50
"""Works looked at for one page; those that nobody says are free are left out of it."""

LAST_PAGE = MAX_OFFSET // PIECE
_TYPES = {
    ".pdf": "application/pdf",
    ".epub": "application/epub+zip",
    ".txt": "text/plain",
    ".mobi": "application/x-mobipocket-ebook",
}
_ROLES = {"aut": "author", "trl": "translator", "edt": "editor", "ill": "illustrator", "nrt": "narrator"}


def feed(*, text: str, page: int, here: str, works: str, title: str) -> dict[str, Any]:
    """Return a page of the feed; raise SearchError. ``text``: a question, "" for the newest; ``here``: address of the feed, ``works``: what stands
    before the number of a work's page."""
    tree = parse(text).tree if text else Everything()
    total, found = _found(text, page) if tree is not None else (0, [])
    links = [
        _link("self", _address(here, text, page)),
        {"rel": "search", "href": here + "{?query}", "templated": True, "type": OPDS},
    ]
    if page < min(-(-total // PIECE), LAST_PAGE):
        links.append(_link("next", _address(here, text, page + 1)))
    if page > 1:
        links.append(_link("first", _address(here, text, 1)))
    publications = [one for work in found for one in _publications(work, works)]
    return {
        "metadata": {"title": title, "currentPage": page, "itemsPerPage": PIECE},
        "links": links,
        "publications": publications,
    }


OPDS = "application/opds+json"


def _found(text: str, page: int) -> tuple[int, Sequence[WorkDocument]]:
    filters = {"kind": ("book",), "availability": ("online",)}
    where = {"filters": filters, "offset": (page - 1) * PIECE, "limit": PIECE, "bare": True}
    if text:
        question = asking.ask(parse(text)).question
        request = Request(tree=question.tree or Everything(), typed=question.typed, exact_key=question.exact_key, **where)
    else:
        request = Request(tree=Everything(), sort=Sort.ADDED, **where)
    result = index.engine().search(request)
    documents = changes.described([hit.id for hit in result.hits])
    return result.total, [documents[hit.id] for hit in result.hits if hit.id in documents]


def _publications(work: WorkDocument, works: str) -> Iterator[dict[str, Any]]:
    """Yield the first edition of a work that is free to read."""
    for instance in work.instances:
        free = [
            a
            for a in instance.record.access
            if a.kind in (AccessKind.RESOURCE, AccessKind.VERSION, AccessKind.UNKNOWN) and says_free(a)
        ]
        if free:
            page = f"{works}{work.number}/?edition={instance.number}"
            yield {
                "metadata": _metadata(instance.record, page),
                "links": [_link("alternate", page, "text/html"), *map(_open, free[:5])],
            }
            return


def _metadata(record: BibRecord, page: str) -> dict[str, Any]:
    cited = cite(record)
    people: dict[str, list[dict[str, str]]] = {}
    for name in cited.names[:20]:
        role = next((_ROLES[r] for r in name.roles if r in _ROLES), "author" if not name.roles else "contributor")
        people.setdefault(role, []).append({"name": name.heading})
    said = {
        "@type": "http://schema.org/Book",
        "title": cited.title or page,
        "identifier": f"urn:isbn:{cited.isbns[0]}" if cited.isbns else page,
        "language": list(record.languages),
        "publisher": cited.publishers[0] if cited.publishers else "",
        "published": iso_date(cited.date) if cited.date else "",
        "description": cited.abstract[:2_000],
        "subject": list(cited.keywords[:20]),
    }
    return {name: value for name, value in said.items() if value} | people


def _open(access: Access) -> dict[str, Any]:
    path = access.url.split("?")[0].lower()
    kind = next((media for ending, media in _TYPES.items() if path.endswith(ending)), "text/html")
    return _link("http://opds-spec.org/acquisition/open-access", access.url, kind)


def _link(rel: str, address: str, media: str = OPDS) -> dict[str, Any]:
    return {"rel": rel, "href": address, "type": media}


def _address(here: str, text: str, page: int) -> str:
    said = [*([("query", text)] if text else []), *([("page", str(page))] if page > 1 else [])]
    return f"{here}?{urlencode(said, errors='replace')}" if said else here
