"""RIS, both ways: the lines "TY  - JOUR" that nearly every database exports and every reference manager reads.

One table says what a tag means; ``read`` walks the lines of a record through it. What a tag's meaning depends on (the kind
of the record) stands in the functions beside the table. An own tag, ``XR``, carries roles that RIS has no tag for: it follows
the name that it speaks of, and other programs pass over it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

import msgspec

from lantai.core.bib.record import BibRecord, DateKind, Kind, NoteKind, Scheme, TitleKind
from lantai.core.text.messages import N_

from .agent_names import listed
from .charset import decoded, encoding_of
from .citation import Citation, cite, iso_date
from .draft import IN_A_HOST, Draft
from .errors import Unreadable
from .linestream import OUTSIDE, lines, split_lines
from .markup import collapse
from .name_lines import hear_role, read_name, said_name, spoken_role
from .protocol import Chunk, Profile

KINDS: dict[str, Kind] = {
    "JOUR": Kind.ARTICLE, "EJOUR": Kind.ARTICLE, "MGZN": Kind.ARTICLE, "NEWS": Kind.ARTICLE, "ABST": Kind.ARTICLE,
    "INPR": Kind.PREPRINT, "BOOK": Kind.BOOK, "EBOOK": Kind.BOOK, "EDBOOK": Kind.BOOK, "CLSWK": Kind.BOOK, "ANCIENT": Kind.BOOK,
    "DICT": Kind.BOOK, "ENCYC": Kind.BOOK, "CTLG": Kind.BOOK, "CHAP": Kind.CHAPTER, "ECHAP": Kind.CHAPTER,
    "CPAPER": Kind.CONFERENCE, "CONF": Kind.CONFERENCE, "THES": Kind.THESIS, "RPRT": Kind.REPORT, "GOVDOC": Kind.REPORT,
    "STAND": Kind.STANDARD, "PAT": Kind.PATENT, "JFULL": Kind.JOURNAL, "SER": Kind.SERIES, "MAP": Kind.MAP, "MUSIC": Kind.SCORE,
    "SOUND": Kind.SOUND, "VIDEO": Kind.VIDEO, "MPCT": Kind.VIDEO, "ADVS": Kind.VIDEO, "FIGURE": Kind.IMAGE, "ART": Kind.OBJECT,
    "SLIDE": Kind.IMAGE, "MANSCPT": Kind.MANUSCRIPT, "UNPB": Kind.MANUSCRIPT, "DATA": Kind.DATASET, "AGGR": Kind.DATASET,
    "COMP": Kind.SOFTWARE, "ELEC": Kind.WEBSITE, "BLOG": Kind.WEBSITE, "ICOMM": Kind.WEBSITE,
    "WEB": Kind.WEBSITE, "DBASE": Kind.DATABASE,
}  # fmt: skip
_CODES = {kind: code for code, kind in reversed(KINDS.items())} | {Kind.NEWSPAPER: "JFULL"}

BEGINS = re.compile(rb"[ \t]*TY {0,3}- ?")
_ENDS = re.compile(rb"[ \t]*ER {0,3}-")
_LINE = re.compile(r"[ \t]*([A-Z][A-Z0-9]) {0,3}-(?: |$)(.*)")
_COUNTER = re.compile(rb"\s*\d+\.\s*")

NO_TITLE = N_("The record has no title, no author and no identifier: there is nothing to find it by.")


def sniff(head: bytes, filename: str) -> float:
    """Return 1 where a TY line begins the file, less for a bare file name."""
    start = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:4096]
    if BEGINS.match(start):
        return 1.0
    return 0.8 if re.search(rb"(?m)^TY {1,2}- [A-Z]{3,7}\s*$", start) else 0.3 * filename.endswith(".ris")


def examine(head: bytes, profile: Profile) -> Profile:
    """Return the profile with the encoding of the file."""
    return msgspec.structs.replace(profile, format="ris", encoding=profile.encoding or encoding_of(head))


def split(stream: BinaryIO, profile: Profile) -> Iterator[Chunk]:
    """Yield the records, each from its TY line on; the counters that some programs write between them are passed over."""
    number = 0
    for chunk in split_lines(lines(stream, profile.encoding), begins=BEGINS, ends=_ENDS):
        if chunk.refused == OUTSIDE and _COUNTER.fullmatch(chunk.raw):
            continue
        number += 1
        yield msgspec.structs.replace(chunk, number=number)


def read(raw: bytes, profile: Profile) -> BibRecord:
    """Return the record of one chunk."""
    text, repairs = decoded(raw, profile.encoding)
    pairs = _pairs(text)
    code = next((value for tag, value in pairs if tag == "TY"), "").strip().upper()
    draft = Draft("ris", KINDS.get(code, Kind.OTHER))
    draft.repairs.extend(repairs)
    draft.deleted = profile.deletions
    if code not in KINDS:
        draft.keep("TY", code)
    for tag, value in pairs:
        _TAGS.get(tag, _keep)(draft, tag, value)
    _date(draft, pairs)
    _pages(draft, pairs)
    if not (draft.titles or draft.names or draft.identifiers or draft.control):
        raise Unreadable(NO_TITLE)
    return draft.build()


def _pairs(text: str) -> list[tuple[str, str]]:
    """Return the (tag, value) pairs; a line without a tag goes on with the line above."""
    pairs: list[tuple[str, str]] = []
    for line in text.splitlines():
        found = _LINE.match(line)
        if found:
            pairs.append((found[1], found[2].strip()))
        elif line.strip(" \t\x1a\0") and pairs:
            tag, value = pairs[-1]
            pairs[-1] = (tag, f"{value}\n{line.strip()}" if tag in ("KW", "UR") else f"{value} {line.strip()}".strip())
    return pairs


# ---------------------------------------------------------------- what a tag means

Action = Callable[[Draft, str, str], None]


def _keep(draft: Draft, tag: str, value: str) -> None:
    draft.keep(tag, value)


def _nothing(draft: Draft, tag: str, value: str) -> None:
    """Pass over what is read elsewhere, or says nothing."""


def _title(draft: Draft, tag: str, value: str) -> None:
    known = [title.forms[0].value for title in draft.titles]
    if value not in known:
        draft.title(value, tag, kind=TitleKind.ALTERNATIVE if known else TitleKind.PROPER)


def _titled(kind: TitleKind) -> Action:
    return lambda draft, tag, value: draft.title(value, tag, kind=kind)


def _container(draft: Draft, tag: str, value: str) -> None:
    """T2 and BT: the journal or book around, of a part; the series, of a whole."""
    if tag == "BT" and draft.kind not in (Kind.CHAPTER, Kind.CONFERENCE):
        _title(draft, tag, value)
    elif draft.kind in (Kind.BOOK, Kind.MAP, Kind.REPORT, Kind.THESIS) and tag == "T2":
        draft.serie(value, tag)
    else:
        draft.host(value, tag)


_NAME_ROLES = {"AU": "aut", "A1": "aut", "A2": "edt", "A3": "edt", "A4": "trl", "ED": "edt"}


def _name(draft: Draft, tag: str, value: str) -> None:
    role = "ths" if tag == "A3" and draft.kind is Kind.THESIS else _NAME_ROLES[tag]
    for one in listed(value):
        heading, kind = read_name(one)
        draft.name(heading, tag, role=role, word="series editor" if tag == "A3" and role == "edt" else "", kind=kind)


def _role(draft: Draft, tag: str, value: str) -> None:
    if draft.names:
        draft.names[-1] = hear_role(draft.names[-1], value)
    else:
        draft.keep(tag, value)


def _keywords(draft: Draft, tag: str, value: str) -> None:
    for word in re.split(r"\n|;\s|；", value):
        draft.subject(word, tag)


def _urls(draft: Draft, tag: str, value: str) -> None:
    for url in re.split(r"\n|;\s*(?=https?:)|\s+(?=https?:)", value):
        draft.url(url.strip(" ;"), tag)


def _doi(draft: Draft, tag: str, value: str) -> None:
    draft.identifier(Scheme.DOI, value, tag)


def _control(draft: Draft, tag: str, value: str) -> None:
    if draft.control and tag == "AN":
        draft.identifier(Scheme.LOCAL, value, tag)
    else:
        draft.keep(tag, draft.control)
        draft.control = value


def _languages(draft: Draft, tag: str, value: str) -> None:
    for part in re.split("[;,]", value):
        draft.language(part, tag)


def _original(draft: Draft, tag: str, value: str) -> None:
    """ "Original publication": a year, or words that are kept."""
    if re.fullmatch(r"\D{0,6}\d{4}\D{0,3}", value):
        draft.date(value, tag, kind=DateKind.ORIGINAL)
    else:
        draft.keep(tag, value)


def _noted(kind: NoteKind) -> Action:
    return lambda draft, tag, value: draft.note(value, tag, kind=kind)


_TAGS: dict[str, Action] = {
    "TI": _title, "T1": _title, "TT": _titled(TitleKind.TRANSLATED), "ST": _titled(TitleKind.ABBREVIATED),
    "OT": _titled(TitleKind.ORIGINAL),
    "T2": _container, "BT": _container, "JO": _container, "JF": _container, "JA": _container, "J1": _container, "J2": _container,
    "T3": lambda draft, tag, value: draft.serie(value, tag),
    "AU": _name, "A1": _name, "A2": _name, "A3": _name, "A4": _name, "ED": _name, "XR": _role,
    "VL": lambda draft, tag, value: draft.numbering(tag, volume=value),
    "IS": lambda draft, tag, value: draft.numbering(tag, issue=value),
    "OP": _original,
    "SP": _nothing, "EP": _nothing, "PY": _nothing, "Y1": _nothing, "DA": _nothing, "ER": _nothing, "TY": _nothing,
    "PB": lambda draft, tag, value: draft.publisher(value, tag),
    "CY": lambda draft, tag, value: draft.place(value, tag), "PP": lambda draft, tag, value: draft.place(value, tag),
    "SN": lambda draft, tag, value: draft.number(value, tag), "DO": _doi, "DI": _doi,
    "UR": _urls, "LK": _urls, "L1": _urls, "L2": _urls, "L3": _urls,
    "N1": _noted(NoteKind.GENERAL), "N2": _noted(NoteKind.SUMMARY), "AB": _noted(NoteKind.SUMMARY),
    "KW": _keywords, "LA": _languages,
    "ET": lambda draft, tag, value: draft.edition(value, tag), "ID": _control, "AN": _control,
}  # fmt: skip


def _date(draft: Draft, pairs: list[tuple[str, str]]) -> None:
    """Take the fullest of the dates that agree on the year; keep the others."""
    dates = [(tag, value) for tag, value in pairs if tag in ("PY", "Y1", "DA") and value.strip(" /")]
    if not dates:
        return
    tag, best = max(dates, key=lambda pair: (_said(pair[1]) != "", len(_said(pair[1]))))
    draft.date(_said(best) or best, tag)
    known = draft.dates[-1]
    for other, value in dates:
        year = _said(value)[:4]
        agrees = year.isdecimal() and known.start is not None and known.start <= int(year) <= (known.end or int(year))
        if other != tag and not agrees:
            draft.keep(other, value)


def _said(value: str) -> str:
    """Return the date of "2021/03/15/text": the text, where there is one, else "2021-03-15"."""
    if value.count("/") < 2 or not re.match(r"\d{0,4}/", value):
        return value.strip(" /")
    year, month, day, *words = value.split("/", 3)
    if words and words[0].strip():
        return words[0].strip()
    return "-".join(part.strip().zfill(2) for part in (year, month, day) if part.strip())


def _pages(draft: Draft, pairs: list[tuple[str, str]]) -> None:
    first = next((value for tag, value in pairs if tag == "SP"), "")
    last = next((value for tag, value in pairs if tag == "EP"), "")
    joint = f"{first}-{last}" if first and last and last != first and "-" not in first else first or last
    draft.numbering("SP", pages=joint)


# ---------------------------------------------------------------- writing


def write(records: Iterable[BibRecord], stream: BinaryIO) -> None:
    """Write UTF-8 with CR LF, as the format's own specification does."""
    for record in records:
        pairs = [(tag, collapse(value)) for tag, value in _said_pairs(cite(record)) if value]
        stream.write("".join(f"{tag}  - {value}\r\n" for tag, value in [*pairs, ("ER", "")]).encode() + b"\r\n")


def _said_pairs(citation: Citation) -> Iterator[tuple[str, str]]:
    hosted = citation.kind in IN_A_HOST or bool(citation.container)
    yield "TY", _CODES.get(citation.kind, "GEN")
    yield "ID", citation.key
    yield "TI", citation.title
    yield from ((_TITLE_TAGS[kind], title) for kind, title in citation.other_titles if kind in _TITLE_TAGS)
    yield from _said_names(citation)
    yield "BT" if citation.kind in (Kind.CHAPTER, Kind.CONFERENCE) else "JF", citation.container
    yield "JA", citation.container_short
    yield "T3", citation.series
    yield "VL", citation.volume
    yield "IS", citation.issue
    yield "SP", citation.pages if hosted else citation.extent
    if citation.date:
        iso = iso_date(citation.date)
        year = f"{citation.date.start:04d}" if citation.date.start and citation.date.start > 0 else ""
        yield "PY", year or citation.date.text
        words = citation.date.text if citation.date.text != iso else ""
        parts = [*iso.split("-"), "", "", ""][:3]
        yield "DA", f"{parts[0] or year}/{parts[1]}/{parts[2]}/{words}" if parts[1] or words else ""
    yield "OP", citation.original_date
    yield from (("CY", place) for place in citation.places)
    yield from (("PB", publisher) for publisher in citation.publishers)
    yield "ET", citation.edition
    yield from (("SN", number) for number in (*citation.isbns, *citation.issns))
    yield "DO", citation.doi
    yield from (("LA", language) for language in citation.languages)
    yield from (("UR", url) for url in citation.urls)
    yield "AB", citation.abstract
    yield from (("KW", word) for word in citation.keywords)
    yield from (("N1", note) for _, note in citation.notes)


_TITLE_TAGS = {TitleKind.TRANSLATED: "TT", TitleKind.ABBREVIATED: "ST", TitleKind.ORIGINAL: "OT"}
_ROLE_TAGS = {"aut": "AU", "edt": "ED", "trl": "A4"}


def _said_names(citation: Citation) -> Iterator[tuple[str, str]]:
    for name in citation.names:
        tag = _ROLE_TAGS.get(name.roles[0] if name.roles else "", "AU")
        yield tag, said_name(name.heading, name.kind)
        yield "XR", spoken_role(name.roles, name.kind, understood=_NAME_ROLES[tag], heading=name.heading)
