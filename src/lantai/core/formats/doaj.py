"""DOAJ's articles: the batches of its dump (arrays of objects with ``bibjson``), and the replies of its interface ("results").

An article is named as DOAJ's OAI-PMH names it, so that one source may take the dump first and what changed afterwards.
"""

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import AccessKind, AgentKind, BibRecord, Contribution, Kind, NoteKind, Openness, Scheme, Text
from lantai.core.text.messages import N_

from .agent_names import kind_of
from .charset import encoding_of
from .draft import Draft
from .errors import Unreadable
from .jsonfields import member, objects, text, texts
from .jsonstream import loaded, split_values
from .markup import marked, plain
from .protocol import Chunk, Profile

BY = "DOAJ"
_PATHS = frozenset({("results",)})
_SCHEMES = {"doi": Scheme.DOI, "pissn": Scheme.ISSN, "eissn": Scheme.ISSN, "issn": Scheme.ISSN}
_USED = frozenset(
    {
        "title",
        "author",
        "year",
        "month",
        "identifier",
        "journal",
        "abstract",
        "keywords",
        "subject",
        "link",
        "start_page",
        "end_page",
    }
)

NOTHING_TO_FIND = N_("The article has no title and no identifier: there is nothing to find it by.")


def sniff(head: bytes, filename: str) -> float:
    """Return how surely these are articles of DOAJ."""
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        return 0.0
    return 0.97 if b'"bibjson"' in head and b'"journal"' in head else 0.0


def examine(head: bytes, profile: Profile) -> Profile:
    """Return the profile with the encoding of the file."""
    return msgspec.structs.replace(profile, format="doaj", encoding=profile.encoding or encoding_of(head))


def split(stream: BinaryIO, profile: Profile) -> Iterator[Chunk]:
    """Yield the articles."""
    return split_values(stream, _PATHS, encoding=profile.encoding)


def read(raw: bytes, profile: Profile) -> BibRecord:
    """Return the record of one article."""
    article, repairs = loaded(raw, profile.encoding)
    said = article.get("bibjson")
    said = said if isinstance(said, dict) else {}
    draft = Draft("doaj", Kind.ARTICLE)
    draft.repairs.extend(repairs)
    draft.deleted = profile.deletions
    number = text(article.get("id"))
    draft.control = f"oai:doaj.org/article:{number}" if number else ""
    _described(draft, said)
    _names(draft, said)
    _journal(draft, said)
    _access(draft, said, number)
    for field, value in said.items():
        if field not in _USED and value not in (None, "", [], {}, False):
            draft.keep(field, value if isinstance(value, str) else msgspec.json.encode(value).decode())
    if not (draft.titles or draft.identifiers):
        raise Unreadable(NOTHING_TO_FIND)
    return draft.build()


def _described(draft: Draft, said: dict[str, Any]) -> None:
    title = text(said.get("title"))
    if marked(title):
        draft.repair("markup", title, "title")
    draft.title(plain(title), "title")
    month = text(said.get("month"))
    year = text(said.get("year"))
    draft.date(f"{year}-{month.zfill(2)}" if year and month.isdecimal() and 1 <= int(month) <= 12 else year, "year")
    draft.note(plain(text(said.get("abstract"))), "abstract", kind=NoteKind.SUMMARY)
    for word in texts(said.get("keywords")):
        draft.subject(plain(word), "keywords")
    for subject in objects(said.get("subject")):
        draft.subject(text(subject.get("term")), "subject", scheme=text(subject.get("scheme")).lower())
    for one in objects(said.get("identifier")):
        kind = text(one.get("type")).lower()
        if kind == "doi":
            draft.identifier(Scheme.DOI, text(one.get("id")), "identifier")
        elif kind not in _SCHEMES and text(one.get("id")):
            draft.keep(f"identifier[{kind}]", text(one.get("id")))


def _names(draft: Draft, said: dict[str, Any]) -> None:
    for number, author in enumerate(objects(said.get("author")), start=1):
        at, name = f"author/{number}", plain(text(author.get("name")))
        orcid = text(author.get("orcid_id"))
        identifiers = (identify(Scheme.ORCID, orcid, at=at),) if orcid else ()
        if name:
            kind = kind_of(name) or AgentKind.PERSON
            draft.names.append(Contribution(forms=(Text(name),), kind=kind, roles=("aut",), identifiers=identifiers, at=at))
        draft.keep("affiliation", *(f"{name}: {place}" for place in texts(author.get("affiliation"))))


def _journal(draft: Draft, said: dict[str, Any]) -> None:
    journal = said.get("journal")
    draft.host(plain(text(member(journal, "title"))), "journal")
    draft.publisher(plain(text(member(journal, "publisher"))), "journal")
    for language in texts(member(journal, "language"))[:1] if len(texts(member(journal, "language"))) == 1 else ():
        draft.language(language, "journal/language")
    first, last = text(said.get("start_page")), text(said.get("end_page"))
    pages = f"{first}-{last}" if first and last and first != last else first or last
    draft.numbering("journal", volume=text(member(journal, "volume")), issue=text(member(journal, "number")), pages=pages)
    numbers = [
        *texts(member(journal, "issns")),
        *(text(one.get("id")) for one in objects(said.get("identifier")) if "issn" in text(one.get("type")).lower()),
    ]
    draft.host_identifiers.extend(identify(Scheme.ISSN, issn, at="journal/issns") for issn in dict.fromkeys(numbers) if issn)


def _access(draft: Draft, said: dict[str, Any], number: str) -> None:
    """Read the addresses: every article in DOAJ is free at its publisher, in a journal that is open as a whole."""
    title = text(member(said, "journal", "title"))
    license_ = next((text(one.get("type")) or text(one.get("title")) for one in objects(member(said, "journal", "license"))), "")
    openness = Openness(by=BY, host="publisher", license=license_, free=True, journal=title, all_open="yes")
    for link in objects(said.get("link")):
        is_file = "pdf" in text(link.get("content_type")).lower()
        draft.url(
            text(link.get("url")),
            "link",
            kind=AccessKind.RESOURCE,
            label=title,
            openness=msgspec.structs.replace(openness, is_file=is_file),
        )
