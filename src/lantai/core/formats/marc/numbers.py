"""Numbers that identify: ISBN, ISSN, national and system numbers, each subfield with the standing that the field gives it."""

import re
from collections.abc import Callable

import msgspec

from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import Identifier, Note, NoteKind, Part, Scheme, Standing, Text

from .draft import Draft
from .rules import Given, Reading

Read = Callable[[Given], Reading]


def number(scheme: Scheme, *, good: str = "a", wrong: str = "z", linking: str = "", qualifier: str = "", price: str = "") -> Read:
    """Return the reader of a field of numbers.

    ``good`` subfields are the thing's own, ``wrong`` ones cancelled, ``linking`` an ISSN-L; ``qualifier`` says of which binding or
    volume; ``price`` becomes a note.
    """

    def read(given: Given) -> Reading:
        said = given.joined(qualifier).strip(" ():;,") if qualifier else ""
        found: list[Part] = []
        priced = False
        for code, value in given.subfields:
            if not value:
                continue
            if code in good:
                found.append(_doubted(given, identify(scheme, value, qualifier=said, at=given.at)))
            elif code in wrong:
                cancelled = identify(scheme, value, qualifier=said, at=given.at)
                found.append(msgspec.structs.replace(cancelled, standing=Standing.CANCELLED))
            elif code in linking:
                found.append(identify(Scheme.ISSN_L, value, at=given.at))
            elif code in price:
                given.draft.add("notes", Note(forms=(Text(value),), kind=NoteKind.PRICE, at=given.at))
                priced = True
        if said and (len(found) != 1 or said != given.joined(qualifier)):
            given.keep(qualifier)
        return found or (() if priced else None)

    return read


def _doubted(given: Given, found: Identifier) -> Identifier:
    if found.repair and found.repair != "isbn10":
        given.draft.doubt(found.scheme.value, given.at, f"{found.given or found.value}: {found.repair}")
    return found


# First indicator of MARC 21 024; 7 means that $2 says it.
_OF_MARK = {"1": Scheme.EAN, "2": Scheme.ISMN, "3": Scheme.EAN}
_OF_SOURCE = {
    "doi": Scheme.DOI, "arxiv": Scheme.ARXIV, "pmid": Scheme.PMID, "isni": Scheme.ISNI, "orcid": Scheme.ORCID, "uri": Scheme.URI,
    "hdl": Scheme.URI, "wikidata": Scheme.WIKIDATA, "viaf": Scheme.VIAF, "ismn": Scheme.ISMN, "isbn": Scheme.ISBN,
    "istc": Scheme.OTHER, "urn": Scheme.URI, "openalex": Scheme.OPENALEX, "ean": Scheme.EAN, "std": Scheme.STANDARD,
}  # fmt: skip


def other_standard_number(given: Given) -> Reading:
    """024: the first indicator or $2 names the scheme; a DOI is known by its look."""
    source = given.first("2").strip().lower()
    scheme = _OF_SOURCE.get(source, Scheme.OTHER) if given.mark1 == "7" else _OF_MARK.get(given.mark1, Scheme.OTHER)
    found: list[Identifier] = []
    for code, value in given.subfields:
        if code in "az" and value:
            named = (
                Scheme.DOI if scheme is Scheme.OTHER and value.lower().startswith(("10.", "doi:", "https://doi.org/")) else scheme
            )
            one = identify(named, value, qualifier=given.joined("q"), at=given.at)
            if len(value) == 12 and named is Scheme.EAN:  # a UPC: an EAN without its leading zero
                one = msgspec.structs.replace(identify(named, "0" + value, at=given.at), given=value)
            found.append(msgspec.structs.replace(one, standing=Standing.CANCELLED) if code == "z" else one)
    return found or None


def system_number(given: Given) -> Reading:
    """035: an OCLC number, or "(agency)number" of another system."""
    found = []
    for code, value in given.subfields:
        if code not in "az" or not value:
            continue
        one = system_identifier(value, given.at)
        found.append(msgspec.structs.replace(one, standing=Standing.CANCELLED) if code == "z" else one)
    return found or None


def system_identifier(value: str, at: str) -> Identifier:
    """Return the OCLC number, or the number of another system as it stands."""
    bare = value.strip()
    if (
        bare.startswith(("(OCoLC)", "(OCoLC-"))
        or (bare[:3] in ("ocm", "ocn") and bare[3:].isdigit())
        or (bare[:2] == "on" and bare[2:].isdigit())
    ):
        found = identify(Scheme.OCLC, value, at=at)
        if found.standing is Standing.VALID:
            return found
    return Identifier(scheme=Scheme.LOCAL, value=bare, given="" if bare == value else value, at=at)


def publisher_number(given: Given) -> Reading:
    """028: a publisher's or plate number; the publisher is its qualifier."""
    return [
        Identifier(scheme=Scheme.PUBLISHER, value=v, qualifier=given.first("b"), at=given.at) for v in given.each("a")
    ] or None


# ---------------------------------------------------------------- of this format or of another

_ELECTRONIC = re.compile(
    r"\b(e-?book|e-?isbn|e-?issn|electronic|elektron\w+|online|on-line|epub|pdf|mobi|kindle|web|digital|numérique)\b|电子|電子",
    re.I,
)
_ONLINE = re.compile(r"online|electronic|ressource électronique|elektronische|网络|在线|电子资源|web site", re.IGNORECASE)


def settle_formats(draft: Draft, *, electronic: bool) -> None:
    """Let an ISBN or ISSN whose qualifier says that it is of the electronic edition not stand for a printed one.

    ``electronic``: the coded fields say that the thing described is electronic; else its extent may.
    """
    found = draft.lists.get("identifiers", [])
    of_other = [part for part in found if isinstance(part, Identifier) and part.qualifier and _ELECTRONIC.search(part.qualifier)]
    if (
        not of_other
        or electronic
        or any(_ONLINE.search(form.value) for part in draft.parts("extents") for form in getattr(part, "forms", ()))
    ):
        return
    doubtful = {id(part) for part in of_other if part.standing is Standing.VALID}
    draft.lists["identifiers"] = [
        msgspec.structs.replace(part, standing=Standing.RELATED) if id(part) in doubtful else part for part in found
    ]
