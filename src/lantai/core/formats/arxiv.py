"""arXiv's own format, as its OAI-PMH gives it (metadata prefix "arXiv"): authors apart, categories, license, DOI of what was published."""

from collections.abc import Iterator
from typing import BinaryIO

import msgspec
from lxml import etree

from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import AccessKind, BibRecord, Kind, Link, NoteKind, Openness, Relation, Scheme
from lantai.core.text.messages import N_

from .agent_names import heading
from .draft import Draft
from .envelope import opened
from .errors import Unreadable
from .markup import plain
from .protocol import Chunk, Profile
from .xmlstream import NO_RECORD, split_elements
from .xmltree import children, local, parse, text_of, xml_encoding

BY = "arXiv"
_NAMESPACE = b"http://arxiv.org/OAI/arXiv"
_USED = frozenset(
    {
        "id",
        "created",
        "updated",
        "authors",
        "title",
        "categories",
        "abstract",
        "doi",
        "journal-ref",
        "license",
        "comments",
        "report-no",
    }
)

NOTHING_TO_FIND = N_("The preprint has no title and no number: there is nothing to find it by.")


def sniff(head: bytes, filename: str) -> float:
    """Return how surely these are preprints in arXiv's format."""
    return 0.98 if _NAMESPACE in head and b"<arXiv" in head else 0.0


def examine(head: bytes, profile: Profile) -> Profile:
    """Return the profile with the encoding that the bytes show."""
    return msgspec.structs.replace(profile, format="arxiv", encoding=profile.encoding or xml_encoding(head))


def split(stream: BinaryIO, profile: Profile) -> Iterator[Chunk]:
    """Yield the records, or bare descriptions; an answer without records is no failure."""
    for chunk in split_elements(stream, frozenset({"record", "arXiv"}), encoding=profile.encoding):
        if not (chunk.refused == NO_RECORD and b"<OAI-PMH" in chunk.raw and b"<error" not in chunk.raw):
            yield chunk


def read(raw: bytes, profile: Profile) -> BibRecord:
    """Return the record of one preprint."""
    root, repairs = parse(raw, profile.encoding)
    around = opened(root, "arXiv")
    draft = Draft("arxiv", Kind.PREPRINT)
    draft.repairs.extend(repairs)
    draft.control = around.identifier
    draft.deleted = around.deleted or profile.deletions
    draft.keep("setSpec", *around.sets)
    if around.description is None:
        return draft.build()
    said = {local(element): text_of(element) for element in children(around.description) if local(element) != "authors"}
    number = said.get("id", "")
    draft.control = draft.control or (f"oai:arXiv.org:{number}" if number else "")
    draft.identifier(Scheme.ARXIV, number, "id")
    draft.title(plain(said.get("title", "")), "title")
    draft.date(said.get("created", ""), "created")
    _names(draft, around.description)
    draft.note(plain(said.get("abstract", "")), "abstract", kind=NoteKind.SUMMARY)
    for category in said.get("categories", "").split():
        draft.subject(category, "categories", scheme="arxiv")
    draft.note(plain(said.get("comments", "")), "comments")
    _published(draft, said)
    if number:
        draft.url(f"https://arxiv.org/abs/{number}", "id", kind=AccessKind.RESOURCE, openness=_openness(said))
        file = msgspec.structs.replace(_openness(said), is_file=True)
        draft.url(f"https://arxiv.org/pdf/{number}", "id", kind=AccessKind.RESOURCE, openness=file)
    for element in children(around.description):
        if local(element) not in _USED:
            draft.keep(local(element), text_of(element))
    draft.keep("updated", said.get("updated", ""))
    draft.keep("report-no", said.get("report-no", ""))
    if not (draft.titles or draft.identifiers):
        raise Unreadable(NOTHING_TO_FIND)
    return draft.build()


def _names(draft: Draft, description: etree._Element) -> None:
    for number, author in enumerate(
        (a for authors in children(description, "authors") for a in children(authors, "author")), start=1
    ):
        part = {local(element): text_of(element) for element in children(author)}
        name = heading(part.get("keyname", ""), part.get("forenames", ""), suffix=part.get("suffix", ""))
        draft.name(name, f"authors/{number}", role="aut")
        places = [text_of(element) for element in children(author, "affiliation")]
        draft.keep("affiliation", *(f"{name}: {place}" for place in places))


def _published(draft: Draft, said: dict[str, str]) -> None:
    """The DOI is of what the preprint became: a version of the same work, found by its own number."""
    draft.keep("journal-ref", said.get("journal-ref", ""))
    for doi in said.get("doi", "").split():
        number = identify(Scheme.DOI, doi, at="doi")
        draft.links.append(Link(relation=Relation.OTHER_FORM, identifiers=(number,), text=said.get("journal-ref", ""), at="doi"))


def _openness(said: dict[str, str]) -> Openness:
    return Openness(by=BY, host="repository", version="submittedVersion", license=said.get("license", ""), free=True)
