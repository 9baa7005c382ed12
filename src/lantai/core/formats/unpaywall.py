"""Unpaywall's records: JSON Lines of its data file, and the answers of its interface ("results").

``_IGNORED`` names what is a copy of another member or Unpaywall's own book-keeping; a member that is not known is kept verbatim.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import AccessKind, AgentKind, BibRecord, Contribution, Kind, Openness, Scheme, Text

from .agent_names import heading
from .charset import encoding_of
from .crossref import KINDS, NOTHING_TO_FIND
from .draft import Draft
from .errors import Unreadable
from .jsonfields import member, objects, text
from .jsonstream import loaded, split_values
from .markup import marked, plain
from .protocol import Chunk, Profile

BY = "Unpaywall"
_PATHS = frozenset({("results",), ("results", "response")})
_USED = frozenset({
    "doi", "title", "genre", "year", "published_date", "journal_name", "journal_issns", "journal_issn_l", "publisher", "z_authors", "oa_status",
    "oa_locations", "oa_locations_embargoed", "best_oa_location", "is_oa", "journal_is_oa",
})  # fmt: skip
_IGNORED = frozenset({"doi_url", "first_oa_location", "has_repository_copy", "is_paratext", "updated", "data_standard"})


def sniff(head: bytes, filename: str) -> float:
    """Return how surely these are records of Unpaywall."""
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        return 0.0
    return 0.99 if b'"oa_locations"' in head and b'"doi"' in head else 0.0


def examine(head: bytes, profile: Profile) -> Profile:
    """Return the profile with the encoding of the file."""
    return msgspec.structs.replace(profile, format="unpaywall", encoding=profile.encoding or encoding_of(head))


def split(stream: BinaryIO, profile: Profile) -> Iterator[Chunk]:
    """Yield the records."""
    return split_values(stream, _PATHS, encoding=profile.encoding)


def read(raw: bytes, profile: Profile) -> BibRecord:
    """Return the record of one work."""
    work, repairs = loaded(raw, profile.encoding)
    draft = Draft("unpaywall", KINDS.get(text(work.get("genre")), Kind.OTHER))
    draft.repairs.extend(repairs)
    draft.deleted = profile.deletions
    draft.control = text(work.get("doi")).lower()
    draft.identifier(Scheme.DOI, text(work.get("doi")), "doi")
    _described(draft, work)
    _names(draft, work)
    _access(draft, work)
    draft.keep("open_access/oa_status", text(work.get("oa_status")))
    for field, value in work.items():
        if field not in _USED and field not in _IGNORED and value not in (None, "", [], {}, False):
            draft.keep(field, value if isinstance(value, str) else msgspec.json.encode(value).decode())
    if not (draft.titles or draft.control):
        raise Unreadable(NOTHING_TO_FIND)
    return draft.build()


def copies(work: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Openness]]:
    """Yield each location with what it says of the copy there, those whose embargo has not ended last.

    ``journal_is_oa`` is Unpaywall's judgement for the year of the article; it does not say whether authors pay. ``oa_date`` of an embargoed copy is
    the day on which it will be free.
    """
    places = objects(work.get("oa_locations")) or objects([work.get("best_oa_location")])
    for place in places:
        yield place, _openness(work, place, until="", free=True)
    for place in objects(work.get("oa_locations_embargoed")):
        until = text(place.get("oa_date"))[:10]
        yield place, _openness(work, place, until=until, free=bool(until))


def _openness(work: dict[str, Any], place: dict[str, Any], *, until: str, free: bool) -> Openness:
    return Openness(
        by=BY,
        host=text(place.get("host_type")),
        version=text(place.get("version")),
        license=text(place.get("license")),
        free=free,
        until=until,
        journal=text(work.get("journal_name")),
        all_open={True: "yes", False: "no"}.get(work.get("journal_is_oa"), ""),  # type: ignore[arg-type]
    )


def _described(draft: Draft, work: dict[str, Any]) -> None:
    title = text(work.get("title"))
    if marked(title):
        draft.repair("markup", title, "title")
    draft.title(plain(title), "title")
    draft.date(text(work.get("published_date")) or text(work.get("year")), "published_date")
    draft.host(plain(text(work.get("journal_name"))), "journal_name")
    draft.publisher(plain(text(work.get("publisher"))), "publisher")
    if linking := text(work.get("journal_issn_l")):
        draft.host_identifiers.append(identify(Scheme.ISSN_L, linking, at="journal_issn_l"))
    for number in text(work.get("journal_issns")).split(","):
        if number.strip():
            draft.host_identifiers.append(identify(Scheme.ISSN, number.strip(), at="journal_issns"))


def _names(draft: Draft, work: dict[str, Any]) -> None:
    for number, author in enumerate(objects(work.get("z_authors")), start=1):
        at = f"z_authors/{number}"
        body = text(author.get("name"))
        name = body or heading(text(author.get("family")), text(author.get("given"))) or text(author.get("raw_author_name"))
        orcid = text(author.get("ORCID"))
        identifiers = (identify(Scheme.ORCID, orcid, at=at),) if orcid else ()
        kind = AgentKind.ORGANIZATION if body else AgentKind.PERSON
        if name:
            draft.names.append(
                Contribution(forms=(Text(plain(name)),), kind=kind, roles=("aut",), identifiers=identifiers, at=at)
            )


def _access(draft: Draft, work: dict[str, Any]) -> None:
    """Read every location, and of a work that is not open the publisher's page as closed."""
    for number, (place, found) in enumerate(copies(work), start=1):
        at, kind = f"oa_locations/{number}", AccessKind.RESOURCE if number == 1 else AccessKind.VERSION
        label = text(place.get("repository_institution")) or (found.journal if found.host == "publisher" else "")
        page, file = text(place.get("url_for_landing_page")) or text(place.get("url")), text(place.get("url_for_pdf"))
        if not (page or file) and found.host == "publisher" and draft.control:
            page = f"https://doi.org/{draft.control}"  # where the publisher's copy is; of a repository without an address nobody knows
        elif not (page or file):
            draft.keep(at, msgspec.json.encode(place).decode())
        draft.url(page if page != file else "", at, kind=kind, label=label, openness=found)
        draft.url(file, at, kind=kind, label=label, openness=msgspec.structs.replace(found, is_file=True))
    if member(work, "is_oa") is False and draft.control:
        draft.url(f"https://doi.org/{draft.control}", "is_oa", openness=Openness(by=BY, host="publisher"))
