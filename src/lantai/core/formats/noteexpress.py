"""Tagged exports of Chinese databases and programs: NoteExpress ({Title}: …), EndNote (%T …), CNKI E-Study (Title-题名: …).

All three name the same things; ``_NAMES`` brings their tags to one vocabulary, ``_MEANINGS`` says what each word of it means.
Authors stand on one line parted by ";" or on a line each; the files are in GBK or in UTF-8 with a byte order mark.
"""

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

import msgspec

from lantai.core.bib.record import BibRecord, Kind, NoteKind, Scheme, TitleKind
from lantai.core.text.messages import N_

from .agent_names import listed
from .charset import decoded, encoding_of
from .draft import Draft
from .errors import Unreadable
from .linestream import lines, split_lines
from .name_lines import read_name
from .protocol import Chunk, Profile

KINDS: dict[str, Kind] = {
    "journal article": Kind.ARTICLE, "electronic article": Kind.ARTICLE, "magazine article": Kind.ARTICLE, "newspaper article": Kind.ARTICLE,
    "newspaper": Kind.ARTICLE, "book": Kind.BOOK, "edited book": Kind.BOOK, "electronic book": Kind.BOOK, "ebook": Kind.BOOK,
    "ancient text": Kind.BOOK, "classical work": Kind.BOOK, "dictionary": Kind.BOOK, "encyclopedia": Kind.BOOK, "yearbook": Kind.BOOK,
    "book section": Kind.CHAPTER, "electronic book section": Kind.CHAPTER, "conference proceedings": Kind.CONFERENCE,
    "conference paper": Kind.CONFERENCE, "thesis": Kind.THESIS, "dissertation": Kind.THESIS, "report": Kind.REPORT,
    "government document": Kind.REPORT, "standard": Kind.STANDARD, "patent": Kind.PATENT, "serial": Kind.JOURNAL, "map": Kind.MAP,
    "music": Kind.SCORE, "audiovisual material": Kind.VIDEO, "film or broadcast": Kind.VIDEO, "artwork": Kind.OBJECT, "figure": Kind.IMAGE,
    "manuscript": Kind.MANUSCRIPT, "unpublished work": Kind.MANUSCRIPT, "dataset": Kind.DATASET, "aggregated database": Kind.DATASET,
    "computer program": Kind.SOFTWARE, "web page": Kind.WEBSITE, "electronic source": Kind.WEBSITE, "blog": Kind.WEBSITE,
    "online database": Kind.DATABASE, "online multimedia": Kind.VIDEO, "generic": Kind.OTHER,
    # CNKI E-Study writes a number, its "DataType", and the kind of database beside it
    "1": Kind.ARTICLE, "2": Kind.THESIS, "3": Kind.CONFERENCE, "4": Kind.ARTICLE, "5": Kind.BOOK, "期刊": Kind.ARTICLE, "博士": Kind.THESIS,
    "硕士": Kind.THESIS, "会议": Kind.CONFERENCE, "报纸": Kind.ARTICLE, "图书": Kind.BOOK, "专利": Kind.PATENT, "标准": Kind.STANDARD,
    "年鉴": Kind.BOOK, "期刊论文": Kind.ARTICLE, "学位论文": Kind.THESIS, "会议论文": Kind.CONFERENCE,
}  # fmt: skip

BEGINS = re.compile(rb"[ \t]*(?:\{Reference Type\}\s*:|%0[ \t]|DataType\s*:|SrcDatabase-[^:]{0,40}:(?!))", re.I)
_PERCENT = re.compile(rb"(?m)^%0 +[A-Z][A-Za-z ]+\r?$")
_CURLY = re.compile(rb"(?m)^\s*\{Reference Type\}\s*:", re.I)
_ESTUDY = re.compile(rb"(?m)^DataType\s*:\s*\d")

NOTHING_TO_FIND = N_("The record has no title, no author and no identifier: there is nothing to find it by.")


def tagged_with_percent(head: bytes) -> bool:
    """Whether the file is EndNote's tagged form: a line "%0 Journal Article"."""
    return bool(_PERCENT.search(head.replace(b"\0", b"")[:8192]))


def sniff(head: bytes, filename: str) -> float:
    """Return 1 for NoteExpress's and CNKI's own forms; EndNote's form is claimed a little less surely than endnote.py does."""
    head = head.replace(b"\0", b"")[:8192]
    if _CURLY.search(head) or _ESTUDY.search(head):
        return 1.0
    return 0.6 if _PERCENT.search(head) else 0.0


def examine(head: bytes, profile: Profile) -> Profile:
    """Return the profile with the encoding of the file."""
    return msgspec.structs.replace(profile, format="noteexpress", encoding=profile.encoding or encoding_of(head))


def split(stream: BinaryIO, profile: Profile) -> Iterator[Chunk]:
    """Yield the records, each from the line that names its type on."""
    return split_lines(lines(stream, profile.encoding), begins=BEGINS)


def read(raw: bytes, profile: Profile) -> BibRecord:
    """Return the record of one chunk."""
    text, repairs = decoded(raw, profile.encoding)
    pairs = _pairs(text)
    type_ = next((value for tag, value in pairs if _NAMES.get(tag) == "type"), "")
    database = next((value for tag, value in pairs if _NAMES.get(tag) == "database"), "")
    draft = Draft("noteexpress", KINDS.get(database) or KINDS.get(type_.lower(), Kind.OTHER))
    draft.repairs.extend(repairs)
    draft.deleted = profile.deletions
    if type_.lower() not in KINDS:
        draft.keep("Reference Type", type_)
    for tag, value in pairs:
        _MEANINGS.get(_NAMES.get(tag, ""), _keep)(draft, tag, value)
    _date(draft, pairs)
    if not (draft.titles or draft.names or draft.identifiers):
        raise Unreadable(NOTHING_TO_FIND)
    return draft.build()


_LINE = re.compile(
    r"\s*(?:\{([^{}]{1,60})\}\s*:|(%[0-9A-Za-z@!?*+&^()<>\[\]$#=~])(?=\s|$)|([A-Za-z]+-[\u4e00-\u9fff/]+|DataType)\s*[:：])\s?(.*)"
)


def _pairs(text: str) -> list[tuple[str, str]]:
    """Return the (tag, value) pairs; a line without a tag goes on with the line above."""
    pairs: list[tuple[str, str]] = []
    for line in text.splitlines():
        found = _LINE.match(line)
        if found:
            tag = found[1] or found[2] or (found[3] or "").partition("-")[0]
            pairs.append((tag if found[2] else tag.strip().lower(), found[4].strip()))
        elif line.strip(" \t\0\x1a\u3000") and pairs:
            tag, value = pairs[-1]
            pairs[-1] = (tag, f"{value}\n{line.strip()}".strip())
    return pairs


# ---------------------------------------------------------------- one vocabulary for three

_NAMES: dict[str, str] = {
    # NoteExpress               EndNote tags     CNKI E-Study
    "reference type": "type",   "%0": "type",    "datatype": "type",
    "title": "title",           "%T": "title",
    "author": "author",         "%A": "author",
    "secondary author": "editor", "%E": "editor", "editor": "editor",
    "tertiary author": "tertiary", "%Y": "tertiary", "tutor": "supervisor",
    "subsidiary author": "translator", "%?": "translator", "translator": "translator",
    "journal": "host",          "%J": "host",    "source": "host",
    "secondary title": "secondary", "%B": "secondary",
    "tertiary title": "series", "%S": "series",  "series title": "series",
    "year": "year",             "%D": "year",
    "date": "date",             "%8": "date",    "pubtime": "date",
    "volume": "volume",         "%V": "volume",  "roll": "volume",
    "issue": "issue",           "%N": "issue",   "period": "issue",
    "pages": "pages",           "%P": "pages",   "page": "pages",
    "publisher": "publisher",   "%I": "publisher",
    "place published": "place", "%C": "place",
    "edition": "edition",       "%7": "edition",
    "isbn/issn": "number",      "%@": "number",  "issn": "number", "isbn": "number",
    "doi": "doi",               "%R": "doi",
    "url": "url",               "%U": "url",     "link": "url",
    "abstract": "abstract",     "%X": "abstract", "summary": "abstract",
    "keywords": "keywords",     "%K": "keywords", "keyword": "keywords",
    "notes": "note",            "%Z": "note",
    "language": "language",     "%G": "language",
    "short title": "short",     "%!": "short",
    "translated title": "translated", "%Q": "translated",
    "label": "label",           "%F": "label",
    "accession number": "accession", "%M": "accession", "cn": "cn",
    "srcdatabase": "database",
    "type of work": "worktype", "%9": "worktype",
}  # fmt: skip

Action = Callable[[Draft, str, str], None]


def _keep(draft: Draft, tag: str, value: str) -> None:
    draft.keep(tag, value)


def _nothing(draft: Draft, tag: str, value: str) -> None:
    """Pass over what is read elsewhere."""


def _named(role: str) -> Action:
    def read_named(draft: Draft, tag: str, value: str) -> None:
        for one in listed(value.replace("\n", ";")):
            heading, kind = read_name(one.rstrip(";； "))
            draft.name(
                heading,
                tag,
                role="ths" if role == "tertiary" and draft.kind is Kind.THESIS else role.replace("tertiary", "edt"),
                kind=kind,
            )

    return read_named


def _secondary(draft: Draft, tag: str, value: str) -> None:
    if draft.kind in (Kind.BOOK, Kind.REPORT, Kind.MAP):
        draft.serie(value, tag)
    else:
        draft.host(value, tag)


def _publisher(draft: Draft, tag: str, value: str) -> None:
    draft.publisher(value, tag)


def _issue(draft: Draft, tag: str, value: str) -> None:
    scheme = {Kind.REPORT: Scheme.REPORT, Kind.STANDARD: Scheme.STANDARD}.get(draft.kind)
    if scheme:
        draft.identifier(scheme, value, tag)
    else:
        draft.numbering(tag, issue=value)


def _doi(draft: Draft, tag: str, value: str) -> None:
    draft.identifier(Scheme.DOI if "10." in value else Scheme.OTHER, value, tag)


def _keywords(draft: Draft, tag: str, value: str) -> None:
    pieces = re.split(r"[;；\n]|,(?=[\u4e00-\u9fff])", value)
    for word in pieces:
        draft.subject(word.strip(" ,"), tag)


def _worktype(draft: Draft, tag: str, value: str) -> None:
    draft.note(value, tag, kind=NoteKind.THESIS) if draft.kind is Kind.THESIS else draft.keep(tag, value)


_MEANINGS: dict[str, Action] = {
    **dict.fromkeys(("type", "year", "date"), _nothing),
    "title": lambda draft, tag, value: draft.title(value.replace("\n", " "), tag),
    "short": lambda draft, tag, value: draft.title(value, tag, kind=TitleKind.ABBREVIATED),
    "translated": lambda draft, tag, value: draft.title(value, tag, kind=TitleKind.TRANSLATED),
    "author": _named("aut"), "editor": _named("edt"), "tertiary": _named("tertiary"), "supervisor": _named("ths"), "translator": _named("trl"),
    "host": lambda draft, tag, value: draft.host(value, tag), "secondary": _secondary,
    "series": lambda draft, tag, value: draft.serie(value, tag),
    "volume": lambda draft, tag, value: draft.numbering(tag, volume=value), "issue": _issue,
    "pages": lambda draft, tag, value: draft.numbering(tag, pages=value.replace("+", ", ")),
    "publisher": _publisher, "place": lambda draft, tag, value: draft.place(value, tag),
    "edition": lambda draft, tag, value: draft.edition(value, tag), "number": lambda draft, tag, value: draft.number(value, tag),
    "doi": _doi, "url": lambda draft, tag, value: draft.url(value, tag), "cn": lambda draft, tag, value: draft.identifier(Scheme.CN_SERIAL, value, tag),
    "abstract": lambda draft, tag, value: draft.note(value, tag, kind=NoteKind.SUMMARY), "keywords": _keywords,
    "note": lambda draft, tag, value: draft.note(value, tag), "language": lambda draft, tag, value: draft.language(value, tag),
    "label": lambda draft, tag, value: setattr(draft, "control", value), "accession": lambda draft, tag, value: draft.identifier(Scheme.OTHER, value, tag),
    "worktype": _worktype,
}  # fmt: skip


def _date(draft: Draft, pairs: list[tuple[str, str]]) -> None:
    """Take the day where it agrees with the year; keep it where it does not."""
    year = next((value for tag, value in pairs if _NAMES.get(tag) == "year"), "")
    tag, date = next(((tag, value) for tag, value in pairs if _NAMES.get(tag) == "date"), ("", ""))
    if date and year[:4] in date:
        draft.date(date, tag)
    else:
        draft.date(year, next((tag for tag, _ in pairs if _NAMES.get(tag) == "year"), "year"))
        draft.keep(tag, date)
