"""Crossref works: JSON Lines, the replies of its interface ("message", "message.items"), and its annual file ("items").

``_FIELDS`` says what each member means, ``_IGNORED`` names what is Crossref's own book-keeping; all else is kept verbatim.
"""

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

import msgspec

from lantai.core.bib.identifiers import identify
from lantai.core.bib.licenses import license_of
from lantai.core.bib.record import (
    AccessKind,
    Affiliation,
    AgentKind,
    BibRecord,
    Contribution,
    Kind,
    Link,
    NoteKind,
    Openness,
    Relation,
    Scheme,
    Text,
    TitleKind,
)
from lantai.core.text.messages import N_

from .agent_names import heading
from .charset import encoding_of
from .draft import Draft
from .errors import Unreadable
from .jsonfields import member, objects, text, texts
from .jsonstream import loaded, split_values
from .markup import marked, plain
from .protocol import Chunk, Profile

KINDS: dict[str, Kind] = {
    "journal-article": Kind.ARTICLE, "peer-review": Kind.ARTICLE, "book": Kind.BOOK, "monograph": Kind.BOOK, "edited-book": Kind.BOOK,
    "reference-book": Kind.BOOK, "book-set": Kind.BOOK, "book-series": Kind.SERIES, "report-series": Kind.SERIES, "standard-series": Kind.SERIES,
    "book-chapter": Kind.CHAPTER, "book-section": Kind.CHAPTER, "book-part": Kind.CHAPTER, "book-track": Kind.CHAPTER,
    "reference-entry": Kind.CHAPTER, "proceedings-article": Kind.CONFERENCE, "proceedings": Kind.CONFERENCE,
    "proceedings-series": Kind.SERIES, "dissertation": Kind.THESIS, "report": Kind.REPORT, "report-component": Kind.REPORT,
    "standard": Kind.STANDARD, "posted-content": Kind.PREPRINT, "journal": Kind.JOURNAL, "journal-issue": Kind.JOURNAL,
    "journal-volume": Kind.JOURNAL, "dataset": Kind.DATASET, "database": Kind.DATABASE,
}  # fmt: skip
_PATHS = frozenset({("items",), ("message", "items")})
_IGNORED = frozenset({
    "indexed", "reference-count", "references-count", "is-referenced-by-count", "reference", "content-domain", "created", "deposited", "score",
    "source", "prefix", "member", "issued", "published", "published-print", "published-online", "posted", "approved", "accepted", "type", "subtype",
    "author", "editor", "translator", "chair", "DOI", "URL", "resource", "issn-type", "isbn-type", "journal-issue", "title", "subtitle",
    "short-title", "original-title", "article-number", "link", "ISSN", "ISBN", "proceedings-subject",
})  # fmt: skip

NOTHING_TO_FIND = N_("The work has neither a title nor a DOI: there is nothing to find it by.")


def sniff(head: bytes, filename: str) -> float:
    """Return how surely these are Crossref works."""
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"[") or b'"DOI"' not in head:
        return 0.0
    signs = (
        b'"is-referenced-by-count"',
        b'"content-domain"',
        b'"message-type"',
        b'"deposited"',
        b'"reference-count"',
        b'"member"',
    )
    return min(0.97, 0.35 * sum(sign in head for sign in signs))


def examine(head: bytes, profile: Profile) -> Profile:
    """Return the profile with the encoding of the file."""
    return msgspec.structs.replace(profile, format="crossref", encoding=profile.encoding or encoding_of(head))


def split(stream: BinaryIO, profile: Profile) -> Iterator[Chunk]:
    """Yield the works."""
    return split_values(stream, _PATHS, encoding=profile.encoding)


def read(raw: bytes, profile: Profile) -> BibRecord:
    """Return the record of one work."""
    work, repairs = loaded(raw, profile.encoding)
    if "DOI" not in work and isinstance(work.get("message"), dict):
        work = work["message"]
    draft = Draft("crossref", KINDS.get(text(work.get("type")), Kind.OTHER))
    draft.repairs.extend(repairs)
    draft.deleted = profile.deletions
    draft.control = text(work.get("DOI")).lower()
    draft.identifier(Scheme.DOI, text(work.get("DOI")), "DOI")
    _titles(draft, work)
    _names(draft, work)
    for field, value in work.items():
        if field in _FIELDS:
            _FIELDS[field](draft, field, value)
        elif field not in _IGNORED and value not in (None, "", [], {}):
            draft.keep(field, value if isinstance(value, str) else msgspec.json.encode(value).decode())
    _dates(draft, work)
    _serial_numbers(draft, work)
    draft.numbering("article-number", pages="" if draft.pages else text(work.get("article-number")))
    _addresses(draft, work)
    if not (draft.titles or draft.control):
        raise Unreadable(NOTHING_TO_FIND)
    return draft.build()


# ---------------------------------------------------------------- members

Action = Callable[[Draft, str, Any], None]


def _words(draft: Draft, field: str, value: str) -> str:
    if marked(value):
        draft.repair("markup", value[:200], field)
    return plain(value)


def _titles(draft: Draft, work: dict[str, Any]) -> None:
    """Read the titles; of several the second and later ones are alternatives, most often translations."""
    subtitles = [_words(draft, "subtitle", value) for value in texts(work.get("subtitle"))]
    for number, value in enumerate(texts(work.get("title"))):
        rest = subtitles.pop(0) if number == 0 and subtitles else ""
        draft.title(_words(draft, "title", value), "title", rest=rest, kind=TitleKind.ALTERNATIVE if number else TitleKind.PROPER)
    draft.keep("subtitle", *subtitles)
    for field, kind in (("original-title", TitleKind.ORIGINAL), ("short-title", TitleKind.ABBREVIATED)):
        for value in texts(work.get(field)):
            if plain(value) not in [title.forms[0].value for title in draft.titles]:
                draft.title(_words(draft, field, value), field, kind=kind)


_LISTS = (("author", "aut"), ("editor", "edt"), ("translator", "trl"), ("chair", "pbd"))


def _names(draft: Draft, work: dict[str, Any]) -> None:
    for field, role in _LISTS:
        for number, entry in enumerate(objects(work.get(field)), start=1):
            at = f"{field}/{number}"
            body = text(entry.get("name"))
            family = " ".join(filter(None, (text(entry.get("prefix")), text(entry.get("family")))))
            name = body or heading(family, text(entry.get("given")), suffix=text(entry.get("suffix")))
            orcid = text(entry.get("ORCID"))
            identifiers = (identify(Scheme.ORCID, orcid, at=at),) if orcid else ()
            kind = AgentKind.ORGANIZATION if body else AgentKind.PERSON
            if name:
                draft.names.append(
                    Contribution(
                        forms=(Text(plain(name)),),
                        kind=kind,
                        roles=(role,),
                        identifiers=identifiers,
                        affiliations=tuple(_affiliations(entry, at)),
                        at=at,
                    )
                )


_BODY_IDS = {"ror": Scheme.ROR, "isni": Scheme.ISNI, "wikidata": Scheme.WIKIDATA}


def _affiliations(entry: dict[str, Any], at: str) -> Iterator[Affiliation]:
    """Yield where a contributor worked: the printed words, and the body's numbers where the publisher gave them."""
    for place in objects(entry.get("affiliation")):
        given = ((_BODY_IDS.get(text(one.get("id-type")).lower()), text(one.get("id"))) for one in objects(place.get("id")))
        identifiers = tuple(identify(scheme, number, at=at) for scheme, number in given if scheme and number)
        name = plain(text(place.get("name")))
        if name or identifiers:
            yield Affiliation(name=name if identifiers else "", printed=name, identifiers=identifiers)


def _funder(draft: Draft, field: str, value: Any) -> None:
    """Read who paid; the number of a funder is its DOI in Crossref's registry of funders, or its ROR."""
    for entry in objects(value):
        doi = text(entry.get("DOI"))
        ids = [identify(Scheme.DOI, doi, at=field)] if doi else []
        ids += [
            identify(Scheme.ROR, text(one.get("id")), at=field)
            for one in objects(entry.get("id"))
            if text(one.get("id-type")).lower() == "ror"
        ]
        draft.funding(plain(text(entry.get("name"))), field, identifiers=tuple(ids), awards=texts(entry.get("award")))


_DATES = ("published-print", "published", "issued", "published-online", "posted", "approved")


def _dates(draft: Draft, work: dict[str, Any]) -> None:
    """Take the first date that is there; the day when it appeared online is kept beside that of print."""
    known = {field: words for field in _DATES if (words := _date_words(work.get(field)))}
    first = next(iter(known), "")
    if first:
        best = max((f for f in known if known[f].startswith(known[first][:4])), key=lambda field: len(known[field]))
        draft.date(known[best] if known[best].startswith(known[first]) else known[first], first)
    if "published-online" in known and known["published-online"] not in (d.text for d in draft.dates):
        draft.keep("published-online", known["published-online"])


def _date_words(value: Any) -> str:
    """Return "2019-04-28" of ``{"date-parts": [[2019, 4, 28]]}``; ``[[null]]`` says nothing."""
    parts = member(value, "date-parts")
    first = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    return "-".join(str(part).zfill(2) for part in first if isinstance(part, int))


def _serial_numbers(draft: Draft, work: dict[str, Any]) -> None:
    """Read ISSN and ISBN with the form that they belong to (print, electronic)."""
    for field in ("ISSN", "ISBN"):
        forms = {text(entry.get("value")): text(entry.get("type")) for entry in objects(work.get(f"{field.lower()}-type"))}
        for number in dict.fromkeys([*texts(work.get(field)), *forms]):
            bare = number.removeprefix("http://id.crossref.org/isbn/").removeprefix("urn:isbn:")
            draft.number(bare, field)
            if form := forms.get(number):
                draft.qualify(form)


def _subjects(draft: Draft, field: str, value: Any) -> None:
    for word in texts(value):
        draft.subject(word, field)


def _container(draft: Draft, field: str, value: Any) -> None:
    """The first container of a chapter is its book, the second the book's series."""
    titles = [plain(one) for one in texts(value)]
    book = draft.kind in (Kind.CHAPTER, Kind.CONFERENCE)
    if draft.kind in (Kind.BOOK, Kind.REPORT):
        for title in titles:
            draft.serie(title, field)
        return
    for number, title in enumerate(titles):
        if number and book and field == "container-title":
            draft.serie(title, field)
        else:
            draft.host(title, field)


def _abstract(draft: Draft, field: str, value: Any) -> None:
    words = plain(text(value))
    for said in ("Abstract: ", "ABSTRACT: ", "Abstract ", "ABSTRACT "):
        words = words.removeprefix(said)
    draft.note(words, field, kind=NoteKind.SUMMARY)


def _license(draft: Draft, field: str, value: Any) -> None:
    """A licence for text mining ("tdm") says nothing of what readers may do, and is kept apart."""
    for entry in objects(value):
        version, url = text(entry.get("content-version")), text(entry.get("URL"))
        if version in ("vor", "am", "unspecified", ""):
            draft.note(f"{url} ({version})" if version else url, field, kind=NoteKind.RIGHTS)
        else:
            draft.keep(f"license[{version}]", url)


def _openness(work: dict[str, Any]) -> Openness | None:
    """Return what a license that allows reuse says of the publisher's copy; other licenses say nothing of whether it is free.

    A license of the accepted manuscript ("am") is not one of the publisher's copy. One that begins later has the day on which it does.
    """
    for entry in objects(work.get("license")):
        url, version = text(entry.get("URL")), text(entry.get("content-version"))
        granted = license_of(url) if version in ("vor", "unspecified", "") else None
        if granted is not None and granted.reuse:
            later = isinstance(delay := entry.get("delay-in-days"), int) and delay > 0
            until = _date_words(entry.get("start")) if later else ""
            return Openness(by="Crossref", host="publisher", version="vor", license=url, free=True, until=until)
    return None


def _addresses(draft: Draft, work: dict[str, Any]) -> None:
    """Read where the work is, and the addresses that publishers give to programs, where the license lets everybody read.

    Else its DOI leads to the publisher, and nobody says that it can be read there. Of 1,200 works 487 have addresses for programs
    (similarity-checking, syndication) and no such license: those answer readers with a bill, or not at all.
    """
    openness = _openness(work)
    if openness is not None or not work.get("DOI"):
        draft.url(text(work.get("URL")) or text(member(work, "resource", "primary", "URL")), "URL", openness=openness)
    for entry in objects(work.get("link")):
        aim, url = text(entry.get("intended-application")), text(entry.get("URL"))
        if openness is None or aim == "text-mining":
            draft.keep(f"link[{aim}]" if aim else "link", url)
        else:
            is_file = text(entry.get("content-type")) == "application/pdf"
            draft.url(url, "link", kind=AccessKind.VERSION, openness=msgspec.structs.replace(openness, is_file=is_file))


_RELATIONS = {
    "is-translation-of": Relation.ORIGINAL, "has-translation": Relation.TRANSLATION, "is-review-of": Relation.REVIEWED,
    "is-preprint-of": Relation.OTHER_FORM, "has-preprint": Relation.OTHER_FORM, "is-version-of": Relation.OTHER_FORM,
    "has-version": Relation.OTHER_FORM, "is-same-as": Relation.OTHER_FORM, "is-identical-to": Relation.OTHER_FORM, "is-variant-form-of": Relation.OTHER_FORM,
    "is-part-of": Relation.HOST, "has-part": Relation.CONSTITUENT, "is-supplement-to": Relation.SUPPLEMENT_TO,
    "has-supplement": Relation.SUPPLEMENT, "is-supplemented-by": Relation.SUPPLEMENT, "is-continued-by": Relation.LATER, "continues": Relation.EARLIER,
}  # fmt: skip


def _relation(draft: Draft, field: str, value: Any) -> None:
    for name, entries in value.items() if isinstance(value, dict) else ():
        for entry in objects(entries):
            scheme = {
                "doi": Scheme.DOI,
                "uri": Scheme.URI,
                "issn": Scheme.ISSN,
                "isbn": Scheme.ISBN,
                "arxiv": Scheme.ARXIV,
                "pmid": Scheme.PMID,
            }
            number = identify(
                scheme.get(text(entry.get("id-type")).lower(), Scheme.OTHER), text(entry.get("id")), at=f"relation/{name}"
            )
            draft.links.append(
                Link(relation=_RELATIONS.get(name, Relation.RELATED), identifiers=(number,), text=name, at=f"relation/{name}")
            )


def _update(draft: Draft, field: str, value: Any) -> None:
    """A notice (correction, retraction) names what it is about; it is not that thing's own state."""
    for entry in objects(value):
        label = text(entry.get("label")) or text(entry.get("type"))
        number = identify(Scheme.DOI, text(entry.get("DOI")), at=field)
        draft.links.append(
            Link(relation=Relation.RELATED, identifiers=(number,), text=label, date=_date_words(entry.get("updated")), at=field)
        )


def _event(draft: Draft, field: str, value: Any) -> None:
    name = text(member(value, "name"))
    if name and draft.kind is Kind.CONFERENCE:
        draft.names.append(Contribution(forms=(Text(name),), kind=AgentKind.MEETING, at=field))
    said = {key: member(value, key) for key in ("location", "acronym", "number", "theme", "start", "end") if member(value, key)}
    draft.keep(
        field,
        *(f"{key}: {text(words) or _date_words(words)}" for key, words in said.items() if text(words) or _date_words(words)),
    )


def _institution(draft: Draft, field: str, value: Any) -> None:
    for entry in objects(value) or objects([value]):
        draft.publisher(text(entry.get("name")), field)


_FIELDS: dict[str, Action] = {
    "container-title": _container, "short-container-title": _container,
    "volume": lambda draft, field, value: draft.numbering(field, volume=text(value)),
    "issue": lambda draft, field, value: draft.numbering(field, issue=text(value)),
    "page": lambda draft, field, value: draft.numbering(field, pages=text(value)),
    "publisher": lambda draft, field, value: draft.publisher(plain(text(value)), field),
    "publisher-location": lambda draft, field, value: draft.place(plain(text(value)), field), "institution": _institution,
    "edition-number": lambda draft, field, value: draft.edition(text(value), field), "abstract": _abstract,
    "subject": _subjects,
    "language": lambda draft, field, value: draft.language(text(value), field), "license": _license, "relation": _relation,
    "update-to": _update, "event": _event, "degree": lambda draft, field, value: draft.note("; ".join(texts(value)), field, kind=NoteKind.THESIS),
    "funder": _funder,
    "archive": lambda draft, field, value: draft.keep(field, *texts(value)),
    "alternative-id": lambda draft, field, value: draft.keep(field, *texts(value)),
}  # fmt: skip
