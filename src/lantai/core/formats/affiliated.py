"""The institutions that a record's authors name: identifiers of ROR where the source gives them, else the strings.

Descriptions keep the strings only; a selection by institution looks at the bytes once more, and only where one is asked for.
"""

from collections.abc import Iterator
from typing import Any

from lantai.core.bib.record import BibRecord

from .errors import Unreadable
from .jsonfields import member, objects, text, texts
from .jsonstream import loaded


def affiliated(raw: bytes, format_: str, record: BibRecord) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the identifiers of ROR, without the address, and the strings of affiliations that have none."""
    look = _LOOKS.get(format_)
    if look is None:
        return frozenset(), tuple(_kept(record))
    try:
        work = loaded(raw)[0]
    except Unreadable:
        return frozenset(), ()
    found = list(look(work))
    return frozenset(_short(given) for given, _ in found if given), tuple(
        dict.fromkeys(words for given, words in found if words and not given)
    )


def _short(identifier: str) -> str:
    return identifier.rstrip("/").rpartition("/")[2].lower()


def _openalex(work: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for authorship in objects(work.get("authorships")):
        known = [text(one.get("ror")) for one in objects(authorship.get("institutions")) if text(one.get("ror"))]
        yield from ((one, "") for one in known)
        if not known:
            yield from (("", words) for words in texts(authorship.get("raw_affiliation_strings")))


def _crossref(work: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for field in ("author", "editor"):
        for agent in objects(work.get(field)):
            for place in objects(agent.get("affiliation")):
                known = [text(one.get("id")) for one in objects(place.get("id")) if "ror.org" in text(one.get("id"))]
                yield from ((one, "") for one in known)
                if not known:
                    yield "", text(place.get("name"))
    for body in objects(work.get("institution")):
        yield "", text(body.get("name"))


def _unpaywall(work: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for author in objects(work.get("z_authors")):
        for place in objects(author.get("affiliation")):
            yield "", text(place.get("name"))
        yield from (("", words) for words in texts(author.get("raw_affiliation_strings")))


def _doaj(work: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for author in objects(member(work, "bibjson", "author")):
        yield "", text(author.get("affiliation"))


_LOOKS = {"openalex": _openalex, "crossref": _crossref, "unpaywall": _unpaywall, "doaj": _doaj}


def _kept(record: BibRecord) -> Iterator[str]:
    """Yield the strings that a description keeps: "name: place" of affiliations, and of theses where they were written."""
    for kept in record.verbatim:
        if kept.name == "affiliation":
            yield from (words.partition(": ")[2] or words for _, words in kept.values)
    for imprint in record.imprints:
        yield from (publisher[0].value for publisher in imprint.publishers if publisher)
