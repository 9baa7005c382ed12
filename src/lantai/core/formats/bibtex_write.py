"""Write BibLaTeX in UTF-8; what BibTeX cannot say stands in two fields of ours, ``lantainames`` and ``lantaiurls``."""

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from lantai.core.bib.record import BibRecord, Date, Kind, Scheme, TitleKind

from .bibtex_kinds import KINDS, LISTS, REST
from .bibtex_names import read_names, said_name
from .citation import Citation, cite, iso_date
from .draft import IN_A_HOST
from .latex import encode
from .name_lists import Heard, spread

_TYPES = {kind: name for name, kind in reversed(KINDS.items())} | {Kind.CONFERENCE: "inproceedings", Kind.CHAPTER: "incollection"}


def write_entries(records: Iterable[BibRecord], stream: BinaryIO) -> None:
    """Write BibLaTeX in UTF-8."""
    used: set[str] = set()
    for record in records:
        citation = cite(record)
        key = _free_key(citation, used)
        fields = "".join(f"  {name} = {{{value}}},\n" for name, value in _said_fields(citation) if value)
        stream.write(f"@{_type(citation)}{{{key},\n{fields}}}\n\n".encode())


def _type(citation: Citation) -> str:
    if citation.kind is Kind.CONFERENCE and not citation.container:
        return "proceedings"
    return _TYPES.get(citation.kind, "misc")


_ILLEGAL = re.compile(r"[\s{}()\[\],=\"#%~'\\@]+")


def _free_key(citation: Citation, used: set[str]) -> str:
    """Return the record's own number, or surname and year, made fit for a key and unlike those before it."""
    first = citation.names[0].heading if citation.names else citation.title
    year = citation.date.start if citation.date else None
    key = _ILLEGAL.sub("", citation.key) or _ILLEGAL.sub("", f"{first.partition(',')[0]}{year or ''}") or "entry"
    number, free = 2, key
    while free in used:
        free, number = f"{key}-{number}", number + 1
    used.add(free)
    return free


def _said_fields(citation: Citation) -> Iterator[tuple[str, str]]:
    article = citation.kind is Kind.ARTICLE
    hosted = citation.kind in IN_A_HOST or bool(citation.container)
    yield "title", _protected(citation.title)
    yield from ((_TITLES[kind], _protected(title)) for kind, title in citation.other_titles if kind in _TITLES)
    yield from _said_names(citation)
    yield "journaltitle" if article else "booktitle", _protected(citation.container)
    yield (
        "bookauthor",
        " and ".join(f"{{{encode(name)}}}" if "," not in name else encode(name) for name in citation.container_names),
    )
    yield "number", next((encode(v) for s, v in citation.identifiers if s in (Scheme.REPORT, Scheme.STANDARD)), "")
    yield "series", encode(citation.series)
    yield "volume", encode(citation.volume)
    yield "number" if article else "issue", encode(citation.issue)
    yield "pages", encode(citation.pages)
    yield "pagetotal", "" if hosted else encode(citation.extent)
    yield "edition", encode(citation.edition)
    yield "publisher", " and ".join(map(_list_part, citation.publishers))
    yield "location", " and ".join(map(_list_part, citation.places))
    yield "date", _said_date(citation.date) if citation.date else ""
    yield "origdate", encode(citation.original_date)
    yield "isbn", " ".join(citation.isbns)
    yield "issn", " ".join(citation.issns)
    yield "doi", citation.doi
    yield "eprint", next((value for scheme, value in citation.identifiers if scheme is Scheme.ARXIV), "")
    yield "url", citation.urls[0] if citation.urls else ""
    yield "lantaiurls", " ".join(citation.urls[1:])
    yield "language", " and ".join(citation.languages)
    yield "abstract", encode(citation.abstract)
    yield "keywords", ", ".join(encode(word.replace(",", ";")) for word in citation.keywords)
    yield "note", encode(". ".join(note for _, note in citation.notes))


_TITLES = {TitleKind.ABBREVIATED: "shorttitle", TitleKind.ORIGINAL: "origtitle"}
_CAPITALS = re.compile(r"(?<!\\)\b\w+[A-ZÀ-ÞА-Я]\w*")


def _protected(title: str) -> str:
    """Return the title with the words braced whose capitals no style may lower: DNA, McDonald."""
    return _CAPITALS.sub(lambda word: f"{{{word[0]}}}" if not word[0].startswith("text") else word[0], encode(title))


def _list_part(text: str) -> str:
    return f"{{{encode(text)}}}" if re.search(r"(?i)(?<!\S)and(?!\S)", text) else encode(text)


def _said_date(date: Date) -> str:
    return encode(iso_date(date) or date.text)


def _said_names(citation: Citation) -> Iterator[tuple[str, str]]:
    said = {name: said_name(name.heading, name.kind) for name in citation.names}
    heard = {name: (read_names(text)[0] or [Heard("", name.kind)])[0].kind for name, text in said.items()}
    names = spread(citation.names, LISTS, REST, heard)
    yield from ((field, " and ".join(said[name] for name in listed)) for field, listed in names.lists.items())
    yield "lantainames", names.order
