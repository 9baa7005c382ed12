"""Simple Dublin Core, both ways: bare, and as OAI-PMH's records with their headers and deletions.

``_ELEMENTS`` says what each of the fifteen elements means. A ``source`` in the form that journal systems write ("Title; Vol. 3
No. 2 (2010); 10-20") is taken apart, and written so.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr

import msgspec

from lantai.core.bib.record import (
    AccessKind,
    BibRecord,
    Contribution,
    Kind,
    Link,
    NoteKind,
    Relation,
    Scheme,
    Standing,
    SubjectKind,
    Text,
    TitleKind,
)
from lantai.core.text.languages import bcp47
from lantai.core.text.messages import N_
from lantai.core.text.scripts import tagged

from .agent_names import kind_of
from .citation import cite, headed, iso_date, joined
from .draft import Draft
from .envelope import opened
from .errors import Unreadable
from .markup import marked, plain
from .protocol import Chunk, Profile
from .xmlstream import NO_RECORD, split_elements
from .xmltree import children, lang_of, local, parse, text_of, xml_encoding

KINDS: dict[str, Kind] = {
    "article": Kind.ARTICLE, "journalarticle": Kind.ARTICLE, "contributiontoperiodical": Kind.ARTICLE, "review": Kind.ARTICLE,
    "bookreview": Kind.ARTICLE, "newspaperarticle": Kind.ARTICLE, "book": Kind.BOOK, "monograph": Kind.BOOK, "bookpart": Kind.CHAPTER,
    "chapter": Kind.CHAPTER, "bookchapter": Kind.CHAPTER, "conferenceobject": Kind.CONFERENCE, "conferencepaper": Kind.CONFERENCE,
    "conferenceitem": Kind.CONFERENCE, "proceedings": Kind.CONFERENCE, "lecture": Kind.CONFERENCE, "thesis": Kind.THESIS,
    "dissertation": Kind.THESIS, "doctoralthesis": Kind.THESIS, "masterthesis": Kind.THESIS, "bachelorthesis": Kind.THESIS,
    "thesisordissertation": Kind.THESIS, "report": Kind.REPORT, "workingpaper": Kind.REPORT, "technicalreport": Kind.REPORT,
    "technicaldocumentation": Kind.REPORT, "preprint": Kind.PREPRINT, "patent": Kind.PATENT, "standard": Kind.STANDARD,
    "journal": Kind.JOURNAL, "periodical": Kind.JOURNAL, "newspaper": Kind.NEWSPAPER, "series": Kind.SERIES, "map": Kind.MAP,
    "cartographicmaterial": Kind.MAP, "score": Kind.SCORE, "musicalnotation": Kind.SCORE, "sound": Kind.SOUND, "audio": Kind.SOUND,
    "movingimage": Kind.VIDEO, "video": Kind.VIDEO, "image": Kind.IMAGE, "stillimage": Kind.IMAGE, "manuscript": Kind.MANUSCRIPT,
    "dataset": Kind.DATASET, "software": Kind.SOFTWARE, "website": Kind.WEBSITE, "webpage": Kind.WEBSITE, "database": Kind.DATABASE,
    "physicalobject": Kind.OBJECT, "object": Kind.OBJECT,
}  # fmt: skip
_RECORDS = frozenset({"record", "dc"})

NOTHING_TO_FIND = N_("The record has no title and no identifier: there is nothing to find it by.")


def sniff(head: bytes, filename: str) -> float:
    """Return how surely this holds Dublin Core descriptions, or OAI-PMH records that may."""
    if re.search(rb"<(?:[\w.-]+:)?dc[\s>]", head) and re.search(rb"purl\.org/dc/elements/1\.1|<(?:dc:)?title\b", head):
        return 0.95
    if b"openarchives.org/OAI/2.0" in head:
        return 0.4 if b"<metadata" not in head else 0.1
    return 0.0


def examine(head: bytes, profile: Profile) -> Profile:
    """Return the profile with the encoding: the one that the bytes show, not the one that the file declares."""
    return msgspec.structs.replace(profile, format="oai_dc", encoding=profile.encoding or xml_encoding(head))


def split(stream: BinaryIO, profile: Profile) -> Iterator[Chunk]:
    """Yield the ``record`` or bare ``dc`` elements; a reply of OAI-PMH without records is no failure, one with an error is."""
    for chunk in split_elements(stream, _RECORDS, encoding=profile.encoding):
        empty_reply = b"<OAI-PMH" in chunk.raw and (b"<error" not in chunk.raw or b"noRecordsMatch" in chunk.raw)
        if not (chunk.refused == NO_RECORD and (empty_reply or b"<records" in chunk.raw)):
            yield chunk


def read(raw: bytes, profile: Profile) -> BibRecord:
    """Return the record of one element."""
    root, repairs = parse(raw, profile.encoding)
    around = opened(root, "dc")
    draft = Draft("oai_dc")
    draft.repairs.extend(repairs)
    draft.control = around.identifier
    draft.deleted = around.deleted or profile.deletions
    draft.keep("datestamp", around.datestamp)
    draft.keep("setSpec", *around.sets)
    if around.description is None:
        return draft.build()
    values = [(local(element), text_of(element), lang_of(element)) for element in children(around.description)]
    _kind(draft, [value for name, value, _ in values if name == "type"])
    for name, value, lang in values:
        if value:
            _ELEMENTS.get(name, _keep)(draft, name, _clean(draft, name, value), lang)
    _dates(draft, [value for name, value, _ in values if name == "date" and value])
    if not (draft.titles or draft.identifiers or draft.access):
        raise Unreadable(NOTHING_TO_FIND)
    return draft.build()


def _clean(draft: Draft, name: str, value: str) -> str:
    """Return the words without markup and double escapes, which are said."""
    if name == "identifier" or not marked(value):
        return value
    draft.repair("markup", value, name)
    return plain(value)


def _kind(draft: Draft, types: list[str]) -> None:
    for value in types:
        word = re.sub(r"[\s_-]", "", value.rpartition("/")[2].rpartition(":")[2].lower())
        if draft.kind is Kind.OTHER and word in KINDS:
            draft.kind = KINDS[word]


def _dates(draft: Draft, values: list[str]) -> None:
    """Take the date that is no timestamp of the repository; keep the others."""
    if not values:
        return
    best = min(values, key=lambda value: ("T" in value, len(value) if re.match(r"\d{4}", value) else 99))
    draft.date(best, "date")
    draft.keep("date", *(value for value in values if value != best))


# ---------------------------------------------------------------- what an element means

Action = Callable[[Draft, str, str, str], None]


def _keep(draft: Draft, name: str, value: str, lang: str) -> None:
    draft.keep(name, value)


def _nothing(draft: Draft, name: str, value: str, lang: str) -> None:
    """Pass over what is read elsewhere."""


def _lang(lang: str, value: str) -> str:
    return tagged(bcp47(lang), value) if lang else ""


def _title(draft: Draft, name: str, value: str, lang: str) -> None:
    kind = TitleKind.PROPER if not draft.titles else TitleKind.PARALLEL if lang else TitleKind.ALTERNATIVE
    draft.title(value, name, kind=kind, lang=_lang(lang, value))


def _named(role: str) -> Action:
    def read_named(draft: Draft, name: str, value: str, lang: str) -> None:
        text = Text(value, _lang(lang, value))
        draft.names.append(Contribution(forms=(text,), kind=kind_of(value), roles=(role,), at=name))

    return read_named


def _identifier(draft: Draft, name: str, value: str, lang: str) -> None:
    scheme, bare = _scheme(value)
    if scheme is Scheme.URI:
        draft.url(bare, name)
    elif scheme in (Scheme.ISBN, Scheme.ISSN):
        draft.number(bare, name)
    else:
        draft.identifier(scheme, bare, name)


_SCHEMES = (
    (re.compile(r"(?:https?://(?:dx\.)?doi\.org/|info:doi/|doi:?\s*)?(10\.\d{4,9}/\S+)", re.I), Scheme.DOI),
    (re.compile(r"(?:urn:)?isbn[:\s]\s*([\dXx -]{9,17}\b.*)", re.I), Scheme.ISBN),
    (re.compile(r"(?:urn:)?e?issn[:\s]\s*(\d{4}-?\d{3}[\dXx])", re.I), Scheme.ISSN),
    (re.compile(r"(?:https?://arxiv\.org/abs/|arxiv:)(\S+)", re.I), Scheme.ARXIV),
    (re.compile(r"(?:pmid:|https?://pubmed\.ncbi\.nlm\.nih\.gov/)(\d+)/?", re.I), Scheme.PMID),
    (re.compile(r"((?:https?|ftp)://\S+)", re.I), Scheme.URI),
    (re.compile(r"(97[89][\d -]{10,14})"), Scheme.ISBN),
)


def _scheme(value: str) -> tuple[Scheme, str]:
    """Return whose identifier an unlabelled string is, and its bare value."""
    for pattern, scheme in _SCHEMES:
        if found := pattern.fullmatch(value.strip()):
            return scheme, found[1]
    return Scheme.OTHER, value


_SOURCE = re.compile(
    r"(?P<title>[^;]+);\s*(?:vol(?:\.|ume)?|bd\.?|t\.|卷)\s*(?P<volume>[^;()]*?)"
    r"(?:,?\s*(?:no\.?|núm\.?|n[º°]\.?|iss(?:\.|ue)?|nr\.?|heft|期)\s*(?P<issue>[^;()]*?))?"
    r"\s*(?:\((?P<year>[^)]*)\))?(?:[;:]\s*(?P<pages>[^;]*))?",
    re.I,
)


def _source(draft: Draft, name: str, value: str, lang: str) -> None:
    scheme, bare = _scheme(value if not re.fullmatch(r"\d{4}-\d{3}[\dXx]", value) else f"issn:{value}")
    if scheme in (Scheme.ISSN, Scheme.ISBN):
        draft.number(bare, name)
    elif found := _SOURCE.fullmatch(value):
        draft.host(found["title"], name)
        draft.numbering(name, volume=found["volume"] or "", issue=found["issue"] or "", pages=found["pages"] or "")
    elif draft.kind in (Kind.ARTICLE, Kind.CHAPTER, Kind.CONFERENCE) and not draft.host_titles and scheme is Scheme.OTHER:
        draft.host(value, name)
    else:
        draft.links.append(Link(relation=Relation.RELATED, text=value, at=name))


def _relation(draft: Draft, name: str, value: str, lang: str) -> None:
    scheme, bare = _scheme(value)
    if scheme is Scheme.URI:
        draft.url(bare, name, kind=AccessKind.RELATED)
    else:
        draft.links.append(Link(relation=Relation.RELATED, text=value, at=name))


def _subject(draft: Draft, name: str, value: str, lang: str) -> None:
    for word in re.split(r"\s*[;；]\s*", value):
        draft.subject(word, name, lang=_lang(lang, word))


_EXTENT = re.compile(r"\b\d+\s*(?:p|pp|pages?|s|Seiten|c|с|páginas|leaves|cm|v|vol|volumes|min)\b|[页頁頁册冊]", re.I)


def _format(draft: Draft, name: str, value: str, lang: str) -> None:
    if _EXTENT.search(value):
        draft.extent(value, name)
    else:
        draft.keep(name, value)


def _noted(kind: NoteKind) -> Action:
    return lambda draft, name, value, lang: draft.note(value, name, kind=kind, lang=_lang(lang, value))


_ELEMENTS: dict[str, Action] = {
    "title": _title, "creator": _named("aut"), "contributor": _named("ctb"),
    "publisher": lambda draft, name, value, lang: draft.publisher(value, name),
    "date": _nothing, "type": _keep, "format": _format, "identifier": _identifier, "source": _source,
    "language": lambda draft, name, value, lang: draft.language(value, name), "relation": _relation,
    "coverage": lambda draft, name, value, lang: draft.subject(value, name, kind=SubjectKind.PLACE),
    "rights": _noted(NoteKind.RIGHTS), "description": _noted(NoteKind.SUMMARY), "subject": _subject,
}  # fmt: skip


# ---------------------------------------------------------------- writing

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<records xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
"""
_CREATORS = frozenset({"aut", "cre", "cmp", "art", "pht"})
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write(records: Iterable[BibRecord], stream: BinaryIO) -> None:
    """Write ``record`` elements with header and metadata, as OAI-PMH delivers them, in a plain list."""
    stream.write(_HEAD.encode())
    for record in records:
        status = ' status="deleted"' if record.deleted else ""
        header = f"<header{status}><identifier>{_escaped(record.control)}</identifier></header>"
        lines = (
            ""
            if record.deleted
            else "".join(f"\n  <dc:{n}{_attr(lang)}>{_escaped(v)}</dc:{n}>" for n, v, lang in _said(record) if v)
        )
        metadata = f"<metadata><oai_dc:dc>{lines}\n</oai_dc:dc></metadata>" if not record.deleted else ""
        stream.write(f"<record>{header}{metadata}</record>\n".encode())
    stream.write(b"</records>\n")


def _escaped(text: str) -> str:
    return escape(_ILLEGAL.sub("", text))


def _attr(lang: str) -> str:
    return f" xml:lang={quoteattr(lang)}" if lang else ""


def _said(record: BibRecord) -> Iterator[tuple[str, str, str]]:
    """Yield element, text and language."""
    citation = cite(record)
    yield from (("title", joined(form), form.lang) for title in record.titles for form in title.forms)
    for contribution in record.contributions:
        creator = not contribution.roles or bool(_CREATORS & set(contribution.roles))
        told = "creator" if creator else "contributor"
        yield from ((told, headed(record, contribution, form.value), form.lang) for form in contribution.forms[:1])
    yield from (("subject", word, "") for word in citation.keywords)
    yield "description", citation.abstract, ""
    yield from (("rights" if kind is NoteKind.RIGHTS else "description", note, "") for kind, note in citation.notes)
    yield from (("publisher", publisher, "") for publisher in citation.publishers)
    yield "date", (iso_date(citation.date) or citation.date.text) if citation.date else "", ""
    yield "type", record.kind.value, ""
    yield "format", citation.extent, ""
    yield from _said_identifiers(record)
    if citation.container:
        issue = f" No. {citation.issue}" if citation.issue else ""
        pages = f"; {citation.pages}" if citation.pages else ""
        numbered = f"; Vol. {citation.volume}{issue}{pages}" if citation.volume or issue or pages else ""
        yield "source", f"{citation.container.replace(';', ',')}{numbered}", ""
    own = {i.value for i in record.identifiers}
    yield from (("source", f"urn:isbn:{number}", "") for number in citation.isbns if number not in own)
    yield from (("source", number, "") for number in citation.issns if number not in own)
    yield from (("language", language, "") for language in citation.languages)
    yield from (("relation", link.text, "") for link in record.links if link.relation is not Relation.HOST and link.text)


def _said_identifiers(record: BibRecord) -> Iterator[tuple[str, str, str]]:
    prefixes = {
        Scheme.ISBN: "urn:isbn:",
        Scheme.ISSN: "urn:issn:",
        Scheme.DOI: "https://doi.org/",
        Scheme.ARXIV: "arxiv:",
        Scheme.PMID: "pmid:",
    }
    for identifier in record.identifiers:
        if identifier.standing in (Standing.VALID, Standing.RELATED):
            yield "identifier", prefixes.get(identifier.scheme, "") + identifier.value, ""
    yield from (("identifier", access.url, "") for access in record.access)
