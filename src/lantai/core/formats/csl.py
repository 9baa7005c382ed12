"""CSL-JSON, both ways: what Zotero, citation processors and many interfaces exchange.

``_FIELDS`` says what each variable of the schema means. Our own files put what CSL cannot say into the schema's ``custom``
object, under "lantai".
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from lantai.core.bib.record import (
    AgentKind,
    BibRecord,
    Contribution,
    Date,
    DateKind,
    Kind,
    NoteKind,
    Precision,
    Scheme,
    Text,
    TitleKind,
)
from lantai.core.text.messages import N_

from .agent_names import heading, kind_of, parted
from .charset import encoding_of
from .citation import Citation, CitedName, cite, iso_date
from .draft import IN_A_HOST, Draft
from .errors import Unreadable
from .jsonstream import loaded, split_values
from .markup import marked, plain
from .name_lists import Heard, gather, spread
from .protocol import Chunk, Profile

KINDS: dict[str, Kind] = {
    "article-journal": Kind.ARTICLE, "article-magazine": Kind.ARTICLE, "article-newspaper": Kind.ARTICLE, "review": Kind.ARTICLE,
    "review-book": Kind.ARTICLE, "article": Kind.PREPRINT, "book": Kind.BOOK, "classic": Kind.BOOK, "chapter": Kind.CHAPTER,
    "entry": Kind.CHAPTER, "entry-dictionary": Kind.CHAPTER, "entry-encyclopedia": Kind.CHAPTER,
    "paper-conference": Kind.CONFERENCE,
    "speech": Kind.CONFERENCE, "event": Kind.CONFERENCE, "thesis": Kind.THESIS, "report": Kind.REPORT, "standard": Kind.STANDARD,
    "patent": Kind.PATENT, "periodical": Kind.JOURNAL, "map": Kind.MAP, "musical_score": Kind.SCORE, "song": Kind.SOUND,
    "broadcast": Kind.VIDEO, "motion_picture": Kind.VIDEO, "graphic": Kind.IMAGE, "figure": Kind.IMAGE,
    "manuscript": Kind.MANUSCRIPT,
    "dataset": Kind.DATASET, "software": Kind.SOFTWARE, "webpage": Kind.WEBSITE, "post": Kind.WEBSITE,
    "post-weblog": Kind.WEBSITE,
    "collection": Kind.SERIES, "document": Kind.OTHER, "bill": Kind.OTHER, "hearing": Kind.OTHER, "interview": Kind.OTHER,
    "legal_case": Kind.OTHER, "legislation": Kind.OTHER, "regulation": Kind.OTHER, "treaty": Kind.OTHER, "pamphlet": Kind.OTHER,
    "performance": Kind.OTHER, "personal_communication": Kind.OTHER,
}  # fmt: skip
_TYPES = {kind: name for name, kind in reversed(KINDS.items())} | {
    Kind.OTHER: "document", Kind.OBJECT: "graphic", Kind.DATABASE: "dataset", Kind.NEWSPAPER: "periodical",
}  # fmt: skip

LISTS = {
    "aut": "author", "edt": "editor", "trl": "translator", "ill": "illustrator", "cmp": "composer", "drt": "director",
    "com": "compiler", "ivr": "interviewer", "rcp": "recipient", "cur": "curator", "nrt": "narrator", "prf": "performer",
    "pro": "producer", "orm": "organizer", "cre": "series-creator", "aus": "script-writer", "pbd": "editorial-director",
}  # fmt: skip
_REST = "contributor"
_PATHS = frozenset({("items",), ("references",)})

NOTHING_TO_FIND = N_("The record has no title, no author and no identifier: there is nothing to find it by.")


def sniff(head: bytes, filename: str) -> float:
    """Return how surely this is CSL-JSON: by the types of the schema and by variables that other JSON does not have."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] not in (b"[", b"{"):
        return 0.0
    types = any(f'"{name}"'.encode() in head for name in KINDS if "-" in name or name in ("book", "chapter", "thesis"))
    variables = sum(name in head for name in (b'"container-title"', b'"issued"', b'"date-parts"', b'"family"', b'"author"'))
    foreign = any(name in head for name in (b'"message"', b'"is-referenced-by-count"', b'"openalex', b'"authorships"'))
    return 0.0 if foreign else 0.2 * variables * types if variables < 4 else 0.85 * types


def examine(head: bytes, profile: Profile) -> Profile:
    """Return the profile with the encoding of the file."""
    return msgspec.structs.replace(profile, format="csl", encoding=profile.encoding or encoding_of(head))


def split(stream: BinaryIO, profile: Profile) -> Iterator[Chunk]:
    """Yield the records of an array, an object with "items", or JSON Lines."""
    return split_values(stream, _PATHS, encoding=profile.encoding)


def read(raw: bytes, profile: Profile) -> BibRecord:
    """Return the record of one object."""
    item, repairs = loaded(raw, profile.encoding)
    kind = str(item.get("type", ""))
    draft = Draft("csl", KINDS.get(kind, Kind.OTHER))
    draft.repairs.extend(repairs)
    draft.deleted = profile.deletions
    if kind not in KINDS:
        draft.keep("type", kind)
    for field, value in item.items():
        if field in _FIELDS and value not in (None, "", [], {}):
            _FIELDS[field](draft, field, value)
        elif field not in _ELSEWHERE and field not in _ALL_LISTS:
            _keep(draft, field, value)
    _names(draft, item)
    if not (draft.titles or draft.names or draft.identifiers or draft.control):
        raise Unreadable(NOTHING_TO_FIND)
    return draft.build()


# ---------------------------------------------------------------- what a variable means

Action = Callable[[Draft, str, Any], None]
_ELSEWHERE = frozenset({"type", "citation-key", "custom"})
_ALL_LISTS = frozenset({*LISTS.values(), _REST})


def _keep(draft: Draft, field: str, value: Any) -> None:
    if value not in (None, "", [], {}):
        draft.keep(field, value if isinstance(value, str) else msgspec.json.encode(value).decode())


def _words(draft: Draft, field: str, value: Any) -> str:
    """Return the text without its markup, which is said."""
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    if marked(text):
        draft.repair("markup", text, field)
    return plain(text)


def _text(put: Callable[[Draft, str, str], None]) -> Action:
    return lambda draft, field, value: put(draft, _words(draft, field, value), field)


def _container(draft: Draft, value: str, field: str) -> None:
    if draft.kind in (Kind.BOOK, Kind.SERIES, Kind.JOURNAL) and field == "container-title":
        draft.serie(value, field)
    else:
        draft.host(value, field)


def _number(draft: Draft, field: str, value: Any) -> None:
    scheme = {Kind.REPORT: Scheme.REPORT, Kind.STANDARD: Scheme.STANDARD, Kind.PATENT: Scheme.OTHER}.get(draft.kind)
    if scheme:
        draft.identifier(scheme, str(value), field)
    else:
        draft.keep(field, str(value))


def _series_number(draft: Draft, field: str, value: Any) -> None:
    if draft.series:
        draft.series[-1] = msgspec.structs.replace(draft.series[-1], number=str(value))
    else:
        draft.keep(field, str(value))


def _keywords(draft: Draft, field: str, value: Any) -> None:
    words = value if isinstance(value, list) else str(value).replace("；", ";").replace(";", ",").split(",")
    for word in words:
        draft.subject(str(word), field)


def _languages(draft: Draft, field: str, value: Any) -> None:
    for code in str(value).replace(",", ";").split(";"):
        draft.language(code, field)


def _dated(kind: DateKind) -> Action:
    return lambda draft, field, value: draft.date(_date_words(value), field, kind=kind)


def _date_words(value: Any) -> str:
    """Return the words of a CSL date: raw or literal as they are, date-parts as "2015-06-22" or "2015-06-22/2015-06-26"."""
    if not isinstance(value, dict):
        return str(value)
    if words := value.get("raw") or value.get("literal"):
        return str(words)
    parts = value.get("date-parts")
    spans = (
        ["-".join(str(p).zfill(2) for p in part if p) for part in parts if isinstance(part, list)]
        if isinstance(parts, list)
        else []
    )
    text = "/".join(span for span in spans if span)
    return f"ca. {text}" if value.get("circa") and text else text


_FIELDS: dict[str, Action] = {
    "id": lambda draft, field, value: setattr(draft, "control", str(value)),
    "title": _text(Draft.title),
    "title-short": lambda draft, field, value: draft.title(_words(draft, field, value), field, kind=TitleKind.ABBREVIATED),
    "shortTitle": lambda draft, field, value: draft.title(_words(draft, field, value), field, kind=TitleKind.ABBREVIATED),
    "original-title": lambda draft, field, value: draft.title(_words(draft, field, value), field, kind=TitleKind.ORIGINAL),
    "container-title": _text(_container), "container-title-short": _text(_container), "journalAbbreviation": _text(_container),
    "collection-title": _text(Draft.serie), "collection-number": _series_number,
    "volume": lambda draft, field, value: draft.numbering(field, volume=str(value)),
    "issue": lambda draft, field, value: draft.numbering(field, issue=str(value)),
    "page": lambda draft, field, value: draft.numbering(field, pages=str(value).replace("–", "-")),
    "number-of-pages": _text(Draft.extent), "number": _number, "edition": _text(Draft.edition),
    "publisher": _text(Draft.publisher), "publisher-place": _text(Draft.place),
    "DOI": lambda draft, field, value: draft.identifier(Scheme.DOI, str(value), field),
    "PMID": lambda draft, field, value: draft.identifier(Scheme.PMID, str(value), field),
    "ISBN": lambda draft, field, value: draft.number(" ".join(value) if isinstance(value, list) else str(value), field),
    "ISSN": lambda draft, field, value: draft.number(" ".join(value) if isinstance(value, list) else str(value), field),
    "URL": lambda draft, field, value: draft.url(str(value), field),
    "issued": _dated(DateKind.PUBLISHED), "original-date": _dated(DateKind.ORIGINAL),
    "abstract": lambda draft, field, value: draft.note(_words(draft, field, value), field, kind=NoteKind.SUMMARY),
    "note": _text(Draft.note), "keyword": _keywords, "language": _languages,
}  # fmt: skip


def _names(draft: Draft, item: dict[str, Any]) -> None:
    lists = {
        field: [h for entry in item[field] if (h := _heard(entry))] for field in _ALL_LISTS if isinstance(item.get(field), list)
    }
    custom = item.get("custom")
    ours = custom.get("lantai") if isinstance(custom, dict) else None
    order = str(ours.get("names", "")) if isinstance(ours, dict) else ""
    for name in gather(lists, LISTS, _REST, order):
        field = LISTS.get(name.roles[0], _REST) if name.roles else _REST
        draft.names.append(Contribution(forms=(Text(name.heading),), kind=name.kind, roles=name.roles, at=field))
    if isinstance(custom, dict):
        _keep(draft, "custom", {key: value for key, value in custom.items() if key != "lantai"})
    if isinstance(ours, dict) and isinstance(ours.get("urls"), list):
        for url in ours["urls"]:
            draft.url(str(url), "custom")
    if str(item.get("citation-key", "")) not in ("", draft.control):
        draft.keep("citation-key", str(item["citation-key"]))


def _heard(entry: Any) -> Heard | None:
    """Return the heading of a CSL name; particles stand where they are spoken: "van Happel, Eduard", "Aubignac, François d'"."""
    if not isinstance(entry, dict):
        return Heard(str(entry), kind_of(str(entry), whole=True)) if entry else None
    if literal := str(entry.get("literal") or entry.get("name") or "").strip():
        return Heard(literal, kind_of(literal, whole=True))
    family = " ".join(filter(None, (str(entry.get("non-dropping-particle") or ""), str(entry.get("family") or ""))))
    given = " ".join(filter(None, (str(entry.get("given") or ""), str(entry.get("dropping-particle") or ""))))
    name = heading(family.replace("' ", "'"), given, suffix=str(entry.get("suffix") or "")) if family else given
    return Heard(name, AgentKind.PERSON) if name.strip() else None


# ---------------------------------------------------------------- writing


def write(records: Iterable[BibRecord], stream: BinaryIO) -> None:
    """Write one array, one record a line."""
    stream.write(b"[")
    for number, record in enumerate(records):
        item = {field: value for field, value in _item(cite(record)).items() if value not in ("", [], None, {})}
        stream.write(b",\n" * (number > 0) or b"\n")
        stream.write(msgspec.json.encode(item))
    stream.write(b"\n]\n")


def _item(citation: Citation) -> dict[str, Any]:
    names = spread(citation.names, LISTS, _REST, {name: _read_back(name) for name in citation.names})
    hosted = citation.kind in IN_A_HOST or bool(citation.container)
    custom = {"names": names.order, "urls": list(citation.urls[1:])}
    return {
        "id": citation.key or citation.doi or citation.title,
        "type": _TYPES.get(citation.kind, "document"),
        "title": citation.title,
        **{_TITLES[kind]: title for kind, title in citation.other_titles if kind in _TITLES},
        **{field: [_said(name) for name in listed] for field, listed in names.lists.items()},
        "container-title": citation.container,
        "container-title-short": citation.container_short,
        "collection-title": citation.series,
        "volume": citation.volume,
        "issue": citation.issue,
        "page": citation.pages,
        "number-of-pages": "" if hosted else citation.extent,
        "edition": citation.edition,
        "publisher": "; ".join(citation.publishers),
        "publisher-place": "; ".join(citation.places),
        "issued": _said_date(citation.date) if citation.date else None,
        "original-date": {"raw": citation.original_date} if citation.original_date else None,
        "DOI": citation.doi,
        "PMID": next((value for scheme, value in citation.identifiers if scheme is Scheme.PMID), ""),
        "ISBN": " ".join(citation.isbns),
        "ISSN": " ".join(citation.issns),
        "URL": citation.urls[0] if citation.urls else "",
        "language": "; ".join(citation.languages),
        "abstract": citation.abstract,
        "keyword": "; ".join(citation.keywords),
        "note": "\n".join(note for _, note in citation.notes),
        "custom": {"lantai": {key: value for key, value in custom.items() if value}} if any(custom.values()) else None,
    }


_TITLES = {TitleKind.ORIGINAL: "original-title", TitleKind.ABBREVIATED: "title-short"}


def _said(name: CitedName) -> dict[str, str]:
    parts = parted(name.heading)
    if name.kind is not AgentKind.PERSON or not parts.given:
        return {"literal": name.heading}
    said = {"family": parts.family, "given": parts.given}
    return said | {"suffix": parts.suffix} if parts.suffix else said


def _read_back(name: CitedName) -> AgentKind:
    heard = _heard(_said(name))
    return heard.kind if heard else name.kind


def _said_date(date: Date) -> dict[str, Any]:
    """Return the parts where the date has them, and its words where these say more."""
    iso = iso_date(date)
    said: dict[str, Any] = {}
    if iso:
        said["date-parts"] = [[int(part) for part in iso.split("-")]]
    elif date.precision is Precision.RANGE and date.start and date.end and date.certain:
        said["date-parts"] = [[date.start], [date.end]]
    return said | {"raw": date.text} if date.text != iso else said
