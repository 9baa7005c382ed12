"""A record as a citation processor takes it: CSL's variables, filled in as the style at hand needs them."""

import re
from datetime import date as calendar_day
from typing import Any

from lantai.core.bib.record import BibRecord, Date, DateKind, Kind, NoteKind, Precision, Relation, Scheme

from ..agent_names import kind_of
from ..citation import Citation, CitedName, cite
from ..csl import KINDS, LISTS
from .dates import Dated
from .names import WHOLE, listed, said
from .pages import pages
from .styles import Style
from .words import degree, edition, short_edition, type_mark

ONLINE = frozenset({Kind.WEBSITE, Kind.DATABASE, Kind.DATASET, Kind.SOFTWARE, Kind.PREPRINT})
"""Kinds whose address belongs to the citation; the address of a printed book is where this library has a copy of it."""

DATED_TO_THE_DAY = frozenset({Kind.PATENT, Kind.WEBSITE, Kind.PREPRINT})

_TYPES = {kind: name for name, kind in reversed(KINDS.items())} | {
    Kind.OTHER: "document", Kind.OBJECT: "graphic", Kind.DATABASE: "dataset", Kind.NEWSPAPER: "book", Kind.SERIES: "book",
    Kind.JOURNAL: "book", Kind.VIDEO: "motion_picture",
}  # fmt: skip
_LISTS = LISTS | {
    "cre": "author",
    "dis": "author",
    "com": "editor",
    "red": "editor",
    "ive": "author",
    "inv": "author",
    "art": "author",
}
_SUPPOSED = {"apa": "ca. {}", "mla": "circa {}", "gbt7714": "[{}]"}
"""How styles write a year that a cataloger supposes; others write it in brackets with a question mark."""

_COPYRIGHTED = frozenset({"gbt7714", "vancouver"})
"""Styles that say when a year is that of the copyright."""

_MAKERS = ("composer", "performer")
"""Who stands as author of music that has none."""

_DOCTORAL = {"chicago": "PhD diss.", "chicago-notes": "PhD diss.", "mla": "PhD dissertation"}
_IN_PRINT = frozenset({Kind.BOOK, Kind.CHAPTER, Kind.CONFERENCE, Kind.THESIS})
_NOT_KNOWN = {
    "zh": ("[出版地不详]", "[出版者不详]"), "ja": ("[出版地不明]", "[出版者不明]"), "ar": ("[د.م.]", "[د.ن.]"), "fa": ("[بی‌جا]", "[بی‌نا]"),
    "ru": ("[Б. м.]", "[б. и.]"), "uk": ("[Б. м.]", "[б. в.]"), "bg": ("[Б. м.]", "[б. и.]"),
}  # fmt: skip
_SUBTITLE = re.compile(r"([:?!] )([a-z])")
_COLON = re.compile(r"\s*:\s+")
_UNKNOWN = (
    "s.l",
    "s.n",
    "[s.",
    "出版地不详",
    "出版者不详",
    "出版地不明",
    "出版者不明",
    "place of publication not",
    "publisher not",
    "د.م",
    "د.ن",
    "б.м",
    "б.и",
)


def item(record: BibRecord, style: Style, *, accessed: calendar_day) -> dict[str, Any]:
    """Return the record as CSL has it. ``accessed``: the day on which a reader sees it, which styles give beside addresses."""
    cited = cite(record)
    if cited.kind is Kind.OTHER and (cited.publishers or cited.isbns) and not cited.container:
        cited = cited._replace(kind=Kind.BOOK)
    newspaper = is_newspaper(record)
    values = {
        "type": "article-newspaper" if newspaper else _type(cited, style),
        "title": _title(cited.title, style, record.language),
        **_names(cited, style),
        "container-title": _title(cited.container, style, record.language),
        "volume": _volume(record, cited),
        "issue": cited.issue,
        "page": pages(cited.pages, style=style.name if record.language[:2] == "en" or not style.own_words else ""),
        "edition": edition(cited.edition.split(";")[0], record.language if style.name != "iso690" else ""),
        "publisher": _first(cited.publishers),
        "publisher-place": _first(cited.places) if style.places else "",
        "issued": _issued(cited.date, record, style, exact=newspaper or cited.kind in DATED_TO_THE_DAY),
        **_numbered(cited, style),
        "DOI": cited.doi,
        **_online(cited, style, accessed),
        **_degree(cited, style),
        "language": record.language.split("-")[0],
    }
    values |= _published_by_author(values, style)
    if style.name == "gbt7714":
        values |= _gbt(cited, values, newspaper=newspaper)
    elif not style.own_words:
        values |= _elsewhere(cited, values, style)
    return {field: value for field, value in values.items() if value}


def is_newspaper(record: BibRecord) -> bool:
    """Say whether an article is one of a newspaper: dated to the day, in no volume."""
    host = next((link for link in record.links if link.relation is Relation.HOST), None)
    dated = any(d.precision is Precision.DAY for d in record.dates)
    numbered = any(i.scheme is Scheme.DOI for i in record.identifiers)  # an article before its volume is out has a day, too
    return record.kind is Kind.ARTICLE and host is not None and dated and not host.volume and not numbered


def _type(cited: Citation, style: Style) -> str:
    if cited.kind is Kind.CONFERENCE:
        return ("chapter" if style.chapters and cited.publishers else "paper-conference") if cited.container else "book"
    if cited.kind is Kind.DATABASE and style.name != "gbt7714":
        return "webpage"
    if cited.kind is Kind.CHAPTER and not cited.container:
        return "book"
    if cited.kind is Kind.SOFTWARE and style.name.startswith("chicago"):
        return "book"  # which has no words for a release without its day
    return _TYPES.get(cited.kind, "document")


def _names(cited: Citation, style: Style) -> dict[str, list[dict[str, Any]]]:
    """Return the names by CSL's lists; where nobody has a role that styles know, the first named stands as author."""
    lists: dict[str, list[CitedName]] = {}
    for name in cited.names:
        field = next((_LISTS[role] for role in name.roles if role in _LISTS), "")
        if field:
            lists.setdefault(field, []).append(name)
    if cited.names and not lists:
        lists["author"] = [cited.names[0]]
    if "author" not in lists and (made := next((f for f in _MAKERS if f in lists), "")):
        lists["author"] = lists.pop(made)
    if cited.container_names and "editor" not in lists:
        lists["editor"] = [CitedName(name, kind_of(name), ()) for name in cited.container_names]
    upright = {field for field in lists if style.name == "apa" and field != "author" and ("author" in lists or cited.container)}
    return {
        field: listed([said(n, initials=style.initials, apart=style.given_apart, upright=field in upright) for n in names])
        for field, names in lists.items()
    }


def _title(title: str, style: Style, language: str) -> str:
    """Return a title as the style has it: APA begins a subtitle in English with a capital, French puts a space before the colon."""
    title = title.rstrip(" /:;,")
    title = title if title.endswith("..") else title.removesuffix(".")
    if style.name == "apa" and language.startswith("en"):
        return _SUBTITLE.sub(lambda found: found[1] + found[2].upper(), title)
    if language.startswith("fr"):
        return _COLON.sub(": " if style.name == "gbt7714" else "\u00a0: ", title)
    return title


def _volume(record: BibRecord, cited: Citation) -> str:
    """Return the volume of the host, or the part that a work in parts is; the number in a series is neither."""
    hosted = any(link.relation is Relation.HOST and link.volume for link in record.links)
    part = record.title.forms[0].part if record.title else ""
    return cited.volume if hosted or (part and cited.volume == part) else ""


def _first(statements: tuple[str, ...]) -> str:
    """Return the first place or publisher; "" for the cataloger's word that it is not known."""
    words = statements[0].strip(" :;,/") if statements else ""
    return "" if words.casefold().startswith(_UNKNOWN) or any(u in words.casefold() for u in _UNKNOWN[2:]) else words.strip("[]")


def _issued(date: Date | None, record: BibRecord, style: Style, *, exact: bool) -> Dated | None:
    """Return the date: to the day where the kind asks for it, else the year; an uncertain one in brackets."""
    if date is None:
        return None
    if exact and date.iso.count("-") == 2:
        return Dated(date.iso[:4], style.name, record.language, calendar_day.fromisoformat(date.iso))
    return Dated(words, style.name) if (words := _year(date, style)) else None


def _year(date: Date, style: Style) -> str:
    if date.precision in (Precision.YEAR, Precision.MONTH, Precision.DAY) and date.start is not None and date.start > 0:
        if not date.certain:
            return _SUPPOSED.get(style.name, "[{}?]").format(date.start)
        return f"c{date.start}" if date.kind is DateKind.COPYRIGHT and style.name in _COPYRIGHTED else str(date.start)
    if date.precision is Precision.RANGE and date.start is not None:
        return f"{date.start}–{date.end or ''}"
    return date.text if date.precision is not Precision.UNKNOWN else ""


def _numbered(cited: Citation, style: Style) -> dict[str, str]:
    """Return the number of a report, standard or patent; APA calls that of a report in English "Report No."."""
    wanted = {Kind.REPORT: (Scheme.REPORT,), Kind.STANDARD: (Scheme.STANDARD,), Kind.PATENT: (Scheme.OTHER, Scheme.STANDARD)}
    schemes = wanted.get(cited.kind, ())
    number = next((value for scheme, value in cited.identifiers if scheme in schemes), "")
    if number and style.name == "apa" and cited.kind is Kind.REPORT and cited.languages[:1] == ("en",):
        return {"genre": "Report", "number": f"No. {number}"}
    return {"number": number}


def _online(cited: Citation, style: Style, accessed: calendar_day) -> dict[str, Any]:
    """Return the address and when it was seen, of what is only there."""
    url = (
        next((u for u in cited.urls if u.startswith(("http://", "https://"))), "")
        if cited.kind in ONLINE and not cited.doi
        else ""
    )
    seen = Dated(str(accessed.year), style.name, cited.languages[0] if cited.languages else "", accessed)
    wanted = url or (cited.doi and style.name == "gbt7714")
    return {"URL": url, "accessed": seen} if wanted else {}


def _degree(cited: Citation, style: Style) -> dict[str, str]:
    if cited.kind is not Kind.THESIS:
        return {}
    note = next((words for kind, words in cited.notes if kind is NoteKind.THESIS), "")
    found = degree(note, cited.languages[0] if cited.languages else "")
    called = _DOCTORAL.get(style.name, found.words) if found.words == "Doctoral dissertation" else found.words
    return {"genre": called} | ({} if cited.publishers or not found.school else {"publisher": found.school})


def _published_by_author(values: dict[str, Any], style: Style) -> dict[str, Any]:
    """Return what changes where a body published its own work: APA leaves the publisher out, MLA the author."""
    authors = values.get("author", ())
    alone = len(authors) == 1 and authors[0].get("literal", "").removeprefix(WHOLE) == values["publisher"] != ""
    if not alone:
        return {}
    changed: dict[str, dict[str, Any]] = {"apa": {"publisher": ""}, "mla": {"author": ()}}
    return changed.get(style.name, {})


def _gbt(cited: Citation, values: dict[str, Any], *, newspaper: bool) -> dict[str, Any]:
    """Return what GB/T 7714 wants beside the rest: the type mark, and words for a place or publisher that nobody knows."""
    online = bool(values["DOI"] or values.get("URL"))
    added = {
        "medium": type_mark(cited.kind, online=online, newspaper=newspaper),
        "genre": "",
        "edition": short_edition(values["edition"]),
    }
    if cited.kind in _IN_PRINT and not online:
        place, publisher = _NOT_KNOWN.get(values["language"], ("[S.l.]", "[s.n.]"))
        added |= {"publisher-place": values["publisher-place"] or place, "publisher": values.get("publisher") or publisher}
    return added


def _elsewhere(cited: Citation, values: dict[str, Any], style: Style) -> dict[str, Any]:
    """Return what ISO 690 and Vancouver as published have no place for: the volume that a chapter is in, the number of a standard."""
    added: dict[str, Any] = {}
    if values["volume"] and cited.container and values["type"] in ("chapter", "paper-conference"):
        added["container-title"] = f"{values['container-title']}. Vol. {values['volume']}"
    if style.name == "vancouver" and cited.kind is Kind.STANDARD and values["number"]:
        added["title"] = f"{values['title']}: {values['number']}"
    if style.name == "vancouver" and cited.kind is Kind.PATENT:
        added["genre"] = "patent"
    return added
