"""EndNote XML (File > Export > XML), and EndNote's tagged export (.enw), which is read by noteexpress.py.

Values are runs of ``<style face="…" font="…" size="…">`` elements whose texts are put together. A reference type is known by
its number (17 Journal Article) and its name.
"""

import re
from collections.abc import Callable, Iterator
from typing import BinaryIO

import msgspec
from lxml import etree

from lantai.core.bib.record import BibRecord, Kind, NoteKind, Scheme, TitleKind
from lantai.core.text.messages import N_

from . import noteexpress
from .charset import encoding_of
from .draft import Draft
from .errors import Unreadable
from .name_lines import read_name
from .protocol import Chunk, Profile
from .xmlstream import split_elements
from .xmltree import children, local, parse, text_of, xml_encoding

# The numbers are those that EndNote writes; names decide where a library has changed its types.
KINDS: dict[str, Kind] = {
    "17": Kind.ARTICLE, "19": Kind.ARTICLE, "23": Kind.ARTICLE, "43": Kind.ARTICLE, "6": Kind.BOOK, "28": Kind.BOOK, "44": Kind.BOOK,
    "52": Kind.BOOK, "53": Kind.CHAPTER, "5": Kind.CHAPTER, "60": Kind.CHAPTER, "10": Kind.CONFERENCE, "47": Kind.CONFERENCE,
    "3": Kind.CONFERENCE, "32": Kind.THESIS, "27": Kind.REPORT, "46": Kind.REPORT, "58": Kind.STANDARD, "25": Kind.PATENT,
    "57": Kind.JOURNAL, "20": Kind.MAP, "61": Kind.SCORE, "26": Kind.OTHER, "21": Kind.VIDEO, "48": Kind.VIDEO, "2": Kind.OBJECT,
    "37": Kind.IMAGE, "36": Kind.MANUSCRIPT, "34": Kind.MANUSCRIPT, "59": Kind.DATASET, "55": Kind.DATASET, "9": Kind.SOFTWARE,
    "12": Kind.WEBSITE, "16": Kind.WEBSITE, "56": Kind.WEBSITE, "45": Kind.DATABASE, "13": Kind.OTHER, "31": Kind.OTHER,
}  # fmt: skip

NOTHING_TO_FIND = N_("The record has no title, no author and no identifier: there is nothing to find it by.")


def sniff(head: bytes, filename: str) -> float:
    """Return how surely this is EndNote's XML, or its tagged export."""
    if b"<" in head[:200]:
        return 0.98 if re.search(rb"<ref-type\b", head) and re.search(rb"<(?:contributors|titles|rec-number)\b", head) else 0.0
    return 0.9 if noteexpress.tagged_with_percent(head) else 0.3 * filename.endswith(".enw")


def examine(head: bytes, profile: Profile) -> Profile:
    """Return the profile with the encoding of the file."""
    dialect = "tagged" if noteexpress.tagged_with_percent(head) else profile.dialect
    encoding = encoding_of(head) if dialect == "tagged" else xml_encoding(head)
    return msgspec.structs.replace(profile, format="endnote", dialect=dialect, encoding=profile.encoding or encoding)


def split(stream: BinaryIO, profile: Profile) -> Iterator[Chunk]:
    """Yield the ``record`` elements, or the tagged records."""
    if profile.dialect == "tagged":
        return noteexpress.split(stream, profile)
    return split_elements(stream, frozenset({"record"}), encoding=profile.encoding)


def read(raw: bytes, profile: Profile) -> BibRecord:
    """Return the record of one element, or of one tagged record."""
    if profile.dialect == "tagged":
        return msgspec.structs.replace(noteexpress.read(raw, profile), dialect="endnote")
    root, repairs = parse(raw, profile.encoding)
    types = children(root, "ref-type")
    number = text_of(types[0]) if types else ""
    draft = Draft(
        "endnote", KINDS.get(number) or noteexpress.KINDS.get((types[0].get("name") or "").lower() if types else "", Kind.OTHER)
    )
    draft.repairs.extend(repairs)
    draft.deleted = profile.deletions
    if types and draft.kind is Kind.OTHER:
        draft.keep("ref-type", types[0].get("name") or number)
    for path, element in _leaves(root, ""):
        value = text_of(element)
        if value:
            _FIELDS.get(path, _keep)(draft, path, value)
    if not (draft.titles or draft.names or draft.identifiers):
        raise Unreadable(NOTHING_TO_FIND)
    return draft.build()


def _leaves(element: etree._Element, path: str) -> Iterator[tuple[str, etree._Element]]:
    """Yield the elements that hold text (also in styled runs), each with its path: "contributors/authors/author"."""
    for child in element:
        if not isinstance(child.tag, str):
            continue
        name = f"{path}/{local(child)}" if path else local(child)
        if all(local(grandchild) == "style" for grandchild in child if isinstance(grandchild.tag, str)):
            yield name, child
        else:
            yield from _leaves(child, name)


# ---------------------------------------------------------------- what an element means

Action = Callable[[Draft, str, str], None]


def _keep(draft: Draft, path: str, value: str) -> None:
    draft.keep(path, value)


def _nothing(draft: Draft, path: str, value: str) -> None:
    """Pass over the database, styles and numbers of the program itself."""


def _named(role: str, *, thesis: str = "") -> Action:
    def read_named(draft: Draft, path: str, value: str) -> None:
        heading, kind = read_name(value)
        draft.name(heading, path, role=thesis if thesis and draft.kind is Kind.THESIS else role, kind=kind)

    return read_named


def _secondary_title(draft: Draft, path: str, value: str) -> None:
    if draft.kind in (Kind.BOOK, Kind.REPORT, Kind.MAP):
        draft.serie(value, path)
    elif draft.kind is Kind.THESIS:
        draft.keep(path, value)
    else:
        draft.host(value, path)


def _number(draft: Draft, path: str, value: str) -> None:
    if draft.kind in (Kind.REPORT, Kind.STANDARD):
        draft.identifier(Scheme.REPORT if draft.kind is Kind.REPORT else Scheme.STANDARD, value, path)
    elif draft.kind in (Kind.BOOK, Kind.MAP) and draft.series:
        draft.series[-1] = msgspec.structs.replace(draft.series[-1], number=value)
    else:
        draft.numbering(path, issue=value)


def _titled(kind: TitleKind) -> Action:
    return lambda draft, path, value: draft.title(value, path, kind=kind)


def _noted(kind: NoteKind) -> Action:
    return lambda draft, path, value: draft.note(value, path, kind=kind)


def _date(draft: Draft, path: str, value: str) -> None:
    """The year, then perhaps a day and month beside it ("15 March")."""
    year = draft.dates[-1] if draft.dates else None
    if path == "dates/year" or year is None:
        draft.date(value, path)
    elif year.text in value or value == year.text:
        draft.dates.pop()
        draft.date(value, path)
    else:
        draft.dates.pop()
        draft.date(f"{value} {year.text}", path)


_FIELDS: dict[str, Action] = {
    "rec-number": lambda draft, path, value: setattr(draft, "control", value),
    **dict.fromkeys(("database", "source-app", "foreign-keys/key", "ref-type"), _nothing),
    "contributors/authors/author": _named("aut"), "contributors/secondary-authors/author": _named("edt"),
    "contributors/tertiary-authors/author": _named("edt", thesis="ths"), "contributors/subsidiary-authors/author": _named("trl"),
    "titles/title": lambda draft, path, value: draft.title(value, path),
    "titles/short-title": _titled(TitleKind.ABBREVIATED), "titles/translated-title": _titled(TitleKind.TRANSLATED),
    "titles/secondary-title": _secondary_title, "titles/tertiary-title": lambda draft, path, value: draft.serie(value, path),
    "titles/alt-title": lambda draft, path, value: draft.host(value, path),
    "periodical/full-title": lambda draft, path, value: draft.host(value, path),
    "periodical/abbr-1": lambda draft, path, value: draft.host(value, path),
    "alt-periodical/full-title": lambda draft, path, value: draft.host(value, path),
    "pages": lambda draft, path, value: draft.numbering(path, pages=value),
    "volume": lambda draft, path, value: draft.numbering(path, volume=value), "number": _number,
    "issue": lambda draft, path, value: draft.numbering(path, issue=value),
    "edition": lambda draft, path, value: draft.edition(value, path),
    "dates/year": _date, "dates/pub-dates/date": _date, "pub-location": lambda draft, path, value: draft.place(value, path),
    "publisher": lambda draft, path, value: draft.publisher(value, path), "isbn": lambda draft, path, value: draft.number(value, path),
    "electronic-resource-num": lambda draft, path, value: draft.identifier(Scheme.DOI, value, path),
    "accession-num": lambda draft, path, value: draft.identifier(Scheme.OTHER, value, path),
    "report-id": lambda draft, path, value: draft.identifier(Scheme.REPORT, value, path),
    "abstract": _noted(NoteKind.SUMMARY), "notes": _noted(NoteKind.GENERAL), "research-notes": _noted(NoteKind.LOCAL),
    "keywords/keyword": lambda draft, path, value: draft.subject(value, path),
    "urls/related-urls/url": lambda draft, path, value: draft.url(value, path),
    "urls/web-urls/url": lambda draft, path, value: draft.url(value, path),
    "language": lambda draft, path, value: draft.language(value, path),
}  # fmt: skip
