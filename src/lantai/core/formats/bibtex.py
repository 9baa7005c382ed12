"""BibTeX and BibLaTeX, both ways.

bibtex_blocks.py cuts the file into entries, bibtexparser takes one entry apart, ``_FIELDS`` says what a field means. A broken
entry never harms the next; what an entry inherits (crossref, xdata) and abbreviates (@string) is resolved here. Our own
files use two fields of ours, ``lantainames`` and ``lantaiurls``, for what BibTeX cannot say.
"""

import logging
import re
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

import msgspec
from bibtexparser.model import DuplicateFieldKeyBlock, Entry, ExplicitComment, String
from bibtexparser.splitter import Splitter

from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import BibRecord, Contribution, Date, DateKind, Kind, NoteKind, Scheme, Text, TitleForm, TitleKind
from lantai.core.bib.roles import role
from lantai.core.text.messages import N_

from .bibtex_blocks import UNBALANCED, split_entries
from .bibtex_names import read_names, said_name, split_outside_braces
from .charset import decoded, encoding_of
from .citation import Citation, cite, iso_date
from .draft import IN_A_HOST, Draft
from .edtf import parse_edtf
from .errors import Unreadable
from .latex import decode, encode
from .name_lists import Heard, gather, spread
from .protocol import Chunk, Profile

KINDS: dict[str, Kind] = {
    "article": Kind.ARTICLE, "suppperiodical": Kind.ARTICLE, "review": Kind.ARTICLE, "book": Kind.BOOK, "mvbook": Kind.BOOK,
    "booklet": Kind.BOOK, "collection": Kind.BOOK, "mvcollection": Kind.BOOK, "reference": Kind.BOOK, "mvreference": Kind.BOOK,
    "manual": Kind.BOOK, "inbook": Kind.CHAPTER, "bookinbook": Kind.CHAPTER, "suppbook": Kind.CHAPTER, "incollection": Kind.CHAPTER,
    "suppcollection": Kind.CHAPTER, "inreference": Kind.CHAPTER, "inproceedings": Kind.CONFERENCE, "conference": Kind.CONFERENCE,
    "proceedings": Kind.CONFERENCE, "mvproceedings": Kind.CONFERENCE, "thesis": Kind.THESIS, "phdthesis": Kind.THESIS,
    "mastersthesis": Kind.THESIS, "report": Kind.REPORT, "techreport": Kind.REPORT, "standard": Kind.STANDARD,
    "patent": Kind.PATENT, "periodical": Kind.JOURNAL, "online": Kind.WEBSITE, "electronic": Kind.WEBSITE, "www": Kind.WEBSITE,
    "unpublished": Kind.MANUSCRIPT, "dataset": Kind.DATASET, "software": Kind.SOFTWARE, "artwork": Kind.OBJECT,
    "image": Kind.IMAGE, "audio": Kind.SOUND, "music": Kind.SOUND, "movie": Kind.VIDEO, "video": Kind.VIDEO, "misc": Kind.OTHER,
}  # fmt: skip
_TYPES = {kind: name for name, kind in reversed(KINDS.items())} | {Kind.CONFERENCE: "inproceedings", Kind.CHAPTER: "incollection"}

LISTS = {"aut": "author", "edt": "editor", "trl": "translator", "ann": "annotator", "cwt": "commentator", "aui": "introduction",
         "wfw": "foreword", "aft": "afterword"}  # fmt: skip
_REST = "contributor"

# What babel and polyglossia call languages, where that is no name of the language itself.
_LANGIDS = {
    "american": "en", "british": "en", "canadian": "en", "australian": "en", "newzealand": "en", "usenglish": "en", "ukenglish": "en",
    "ngerman": "de", "austrian": "de", "naustrian": "de", "swissgerman": "de", "nswissgerman": "de", "francais": "fr", "frenchb": "fr",
    "canadien": "fr", "acadian": "fr", "brazil": "pt", "brazilian": "pt", "portuges": "pt", "mexican": "es", "norsk": "no",
    "nynorsk": "nn", "magyar": "hu", "farsi": "fa", "bahasa": "id", "bahasai": "id", "bahasam": "ms", "polutonikogreek": "grc",
    "chinese-simplified": "zh", "chinese-traditional": "zh", "chinese-hans": "zh", "chinese-hant": "zh", "serbianc": "sr",
}  # fmt: skip

logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it says of a broken entry is said in the refusal

BROKEN = N_("The entry cannot be taken apart: {problem}")
NOTHING_TO_FIND = N_("The entry has no title, no author and no identifier: there is nothing to find it by.")


def sniff(head: bytes, filename: str) -> float:
    """Return how surely the file has entries of the form ``@type{key, field =``."""
    if re.search(rb"(?m)^\s*@\s*(?:%s)\s*[{(]" % "|".join(KINDS).encode(), head, re.I):
        entries = re.search(rb"@\s*[A-Za-z]+\s*[{(]\s*[^\s,{}]+\s*,\s*[A-Za-z][\w-]*\s*=", head)
        return 0.98 if entries else 0.5
    return 0.3 * filename.endswith((".bib", ".biblatex", ".bibtex"))


def examine(head: bytes, profile: Profile) -> Profile:
    """Return the profile with the encoding of the file."""
    return msgspec.structs.replace(profile, format="bibtex", encoding=profile.encoding or encoding_of(head))


def split(stream: BinaryIO, profile: Profile) -> Iterator[Chunk]:
    """Yield the entries, each with the abbreviations and parents that it needs."""
    return split_entries(stream, profile.encoding)


def read(raw: bytes, profile: Profile) -> BibRecord:
    """Return the record of one entry."""
    text, repairs = decoded(raw, profile.encoding)
    kind, key, fields, repeated = _entry(text)
    draft = Draft("bibtex", KINDS.get(kind, Kind.OTHER))
    draft.repairs.extend(repairs)
    draft.deleted = profile.deletions
    draft.control = f"{key}+{repeated}" if repeated else key
    if repeated:
        draft.repair("repeated key", f"entry {repeated} in this file with the key {key}")
    if kind not in KINDS:
        draft.keep("entrytype", kind)
    for field, value in fields.items():
        _FIELDS.get(field, _keep)(draft, field, value)
    _titles(draft, fields)
    _names(draft, fields)
    _date(draft, fields)
    if not (draft.titles or draft.names or draft.identifiers):
        raise Unreadable(NOTHING_TO_FIND)
    return draft.build()


# ---------------------------------------------------------------- one entry


def _entry(text: str) -> tuple[str, str, dict[str, str], int]:
    """Return type, key and fields (lower case, delimiters off, inherited ones among them), and how often the key came before."""
    blocks = [b.ignore_error_block if isinstance(b, DuplicateFieldKeyBlock) else b for b in Splitter(text).split().blocks]
    entries = [b for b in blocks if isinstance(b, Entry)]
    if not entries or not isinstance(blocks[0], Entry):
        problem = getattr(getattr(blocks[0], "error", None), "abort_reason", "") if blocks else ""
        raise Unreadable(BROKEN, values={"problem": " ".join(str(problem).split())[:300]}) if problem else Unreadable(UNBALANCED)
    strings = {b.key.lower(): b.value for b in blocks if isinstance(b, String)}
    comment = next((re.fullmatch(r"repeated (\d+)", b.comment) for b in blocks if isinstance(b, ExplicitComment)), None)
    first = entries[0]
    parents = {entry.key: entry for entry in entries[1:]}
    return first.entry_type.lower(), first.key, _fields(first, parents, strings, 0), int(comment[1]) if comment else 0


def _fields(entry: Entry, parents: dict[str, Entry], strings: dict[str, str], depth: int) -> dict[str, str]:
    """Return the fields of an entry; of a field given twice, all values, parted by "; "."""
    fields: dict[str, str] = {}
    for field in entry.fields:
        name, value = field.key.lower(), _value(str(field.value), strings)
        fields[name] = f"{fields[name]}; {value}" if name in fields and fields[name] != value else value
    for link in ("crossref", "xdata"):
        for key in re.split(r"\s*,\s*", fields.get(link, "").strip()):
            if key in parents and depth < 3:
                inherited = _fields(parents[key], parents, strings, depth + 1)
                whole = link == "crossref" and parents[key].entry_type.lower() in _WHOLES
                for name, value in (_from_parent(inherited, entry) if whole else inherited).items():
                    fields.setdefault(name, value)
    return fields


_WHOLES = frozenset({"book", "mvbook", "collection", "mvcollection", "proceedings", "mvproceedings", "reference", "mvreference",
                     "periodical"})  # fmt: skip
_NOT_INHERITED = frozenset({"crossref", "xref", "xdata", "ids", "label", "options", "shorttitle", "keywords", "note", "abstract", "doi", "url",
                            "urldate", "pages", "pagetotal", "file", "author"})  # fmt: skip


def _from_parent(parent: dict[str, str], entry: Entry) -> dict[str, str]:
    """Return what a part takes from its whole: the whole's title is its book title (or its journal), its author the book's."""
    given = {name: value for name, value in parent.items() if name not in _NOT_INHERITED}
    article = entry.entry_type.lower() in ("article", "suppperiodical")
    for old, new in (
        ("title", "journaltitle" if article else "booktitle"),
        ("subtitle", "journalsubtitle" if article else "booksubtitle"),
    ):
        if old in given:
            given[new] = parent.get("booktitle", given.pop(old)) if old == "title" and not article else given.pop(old)
            given.pop(old, None)
    if "author" in parent:
        given["bookauthor"] = parent["author"]
    return given


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_HASH = re.compile(r"\s*#\s*")


def _value(text: str, strings: dict[str, str], depth: int = 0) -> str:
    """Return a value without its delimiters, pieces joined by ``#`` put together, abbreviations written out."""
    pieces = []
    for part in split_outside_braces(text.strip(), _HASH) if "#" in text and not _delimited(text) else [text]:
        piece = part.strip()
        if _delimited(piece):
            pieces.append(piece[1:-1])
        elif piece.lower() in strings and depth < 9:
            pieces.append(_value(strings[piece.lower()], strings, depth + 1))
        else:
            pieces.append(
                str(_MONTHS.index(piece.lower()[:3]) + 1) if piece.lower()[:3] in _MONTHS and piece.isalpha() else piece
            )
    return "".join(pieces)


def _delimited(text: str) -> bool:
    """Whether one pair of braces or quotation marks holds the whole value."""
    text = text.strip()
    if len(text) < 2 or (text[0], text[-1]) not in (("{", "}"), ('"', '"')):
        return False
    inner, depth = text[1:-1], 0
    for at, character in enumerate(inner):
        escaped = at > 0 and inner[at - 1] == "\\"
        depth += (character == "{" and not escaped) - (character == "}" and not escaped)
        if depth < 0 or (character == '"' and text[0] == '"' and depth == 0 and not escaped):
            return False
    return True


# ---------------------------------------------------------------- what a field means

Action = Callable[[Draft, str, str], None]


def _keep(draft: Draft, field: str, value: str) -> None:
    draft.keep(field, value)


def _nothing(draft: Draft, field: str, value: str) -> None:
    """Pass over what is read elsewhere."""


def _text(put: Callable[[Draft, str, str], None]) -> Action:
    return lambda draft, field, value: put(draft, decode(value), field)


_LIST_AND = re.compile(r"(?<!\S)and(?!\S)")


def _each(put: Callable[[Draft, str, str], None]) -> Action:
    """Read a list parted by "and"."""

    def read_each(draft: Draft, field: str, value: str) -> None:
        for part in split_outside_braces(value, _LIST_AND):
            put(draft, decode(part), field)

    return read_each


def _urls(draft: Draft, field: str, value: str) -> None:
    for url in _bare(value).split():
        draft.url(url, field)


def _bare(value: str) -> str:
    r"""Return an address or number as it is meant: without braces, and \_ \% \& \# as characters."""
    return (
        re.sub(r"\\([_%&#~{}])", r"\1", re.sub(r"(?<!\\)[{}]", "", value.replace(r"{\_}", "_")))
        .replace("\\textasciitilde", "~")
        .strip()
    )


def _identified(scheme: Scheme) -> Action:
    return lambda draft, field, value: draft.identifier(scheme, _bare(value), field)


def _number(draft: Draft, field: str, value: str) -> None:
    """``number`` is the issue of an article, the place in the series of a book, the number of a report."""
    scheme = {Kind.REPORT: Scheme.REPORT, Kind.STANDARD: Scheme.STANDARD, Kind.PATENT: Scheme.OTHER}.get(draft.kind)
    if scheme:
        draft.identifier(scheme, _bare(value), field)
    elif draft.kind is Kind.ARTICLE or draft.host_titles:
        draft.numbering(field, issue=decode(value))
    else:
        draft.keep("number", decode(value))


def _eprint(draft: Draft, field: str, value: str) -> None:
    bare = _bare(value)
    arxiv = re.fullmatch(r"(?:arxiv:)?(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+(?:\.[A-Z]{2})?/\d{7})", bare, re.I)
    draft.identifiers.append(identify(Scheme.ARXIV if arxiv else Scheme.OTHER, bare, at=field))


def _keywords(draft: Draft, field: str, value: str) -> None:
    for word in re.split("[,;，；]", value):
        draft.subject(decode(word), field)


def _language(draft: Draft, field: str, value: str) -> None:
    for name in re.split(r"\s+and\s+|[,;]\s*", decode(value)):
        draft.language(_LANGIDS.get(name.lower(), name.removeprefix("lang")), field)


def _langid(draft: Draft, field: str, value: str) -> None:
    if not draft.languages:
        _language(draft, field, value)


def _body(draft: Draft, field: str, value: str) -> None:
    """A school or institution publishes theses and reports; of other things it is kept."""
    if draft.kind in (Kind.THESIS, Kind.REPORT, Kind.STANDARD):
        _each(Draft.publisher)(draft, field, value)
    else:
        draft.keep(field, decode(value))


def _noted(kind: NoteKind) -> Action:
    return lambda draft, field, value: draft.note(decode(value), field, kind=kind)


_FIELDS: dict[str, Action] = {
    **dict.fromkeys(("title", "subtitle", "booktitle", "booksubtitle", "journaltitle", "journal", "journalsubtitle", "series", "date", "year",
                     "month", "origdate", "crossref", "xdata", "lantainames", *LISTS.values(), _REST, "bookauthor", "editora", "editorb",
                     "editorc", "editortype", "editoratype", "editorbtype", "editorctype", "options"), _nothing),
    "shorttitle": lambda draft, field, value: draft.title(decode(value), field, kind=TitleKind.ABBREVIATED),
    "origtitle": lambda draft, field, value: draft.title(decode(value), field, kind=TitleKind.ORIGINAL),
    "maintitle": lambda draft, field, value: draft.title(decode(value), field, kind=TitleKind.COLLECTIVE),
    "volume": lambda draft, field, value: draft.numbering(field, volume=decode(value)),
    "issue": lambda draft, field, value: draft.numbering(field, issue=decode(value)),
    "pages": lambda draft, field, value: draft.numbering(field, pages=decode(value).replace("–", "-").replace("—", "-")),
    "number": _number, "pagetotal": _text(Draft.extent), "edition": _text(Draft.edition),
    "publisher": _each(Draft.publisher), "school": _body, "institution": _body,
    "address": _each(Draft.place), "location": _each(Draft.place),
    "doi": _identified(Scheme.DOI), "pmid": _identified(Scheme.PMID), "lccn": _identified(Scheme.LCCN), "isrn": _identified(Scheme.REPORT),
    "isbn": lambda draft, field, value: draft.number(_bare(value), field), "issn": lambda draft, field, value: draft.number(_bare(value), field),
    "eprint": _eprint, "url": lambda draft, field, value: draft.url(_bare(value), field),
    "lantaiurls": _urls,
    "abstract": _noted(NoteKind.SUMMARY), "note": _noted(NoteKind.GENERAL), "annotation": _noted(NoteKind.GENERAL),
    "annote": _noted(NoteKind.GENERAL), "keywords": _keywords, "keyword": _keywords, "language": _language, "langid": _langid,
    "hyphenation": _langid,
}  # fmt: skip


def _titles(draft: Draft, fields: dict[str, str]) -> None:
    title, rest = decode(fields.get("title", "")), decode(fields.get("subtitle", ""))
    draft.title(title, "title", rest=rest)
    draft.titles.sort(key=lambda t: t.kind is not TitleKind.PROPER)
    journal = "journaltitle" if "journaltitle" in fields else "journal"
    around = journal if journal in fields else "booktitle"
    host, host_rest = decode(fields.get(around, "")), decode(fields.get(f"{around.removesuffix('title')}subtitle", ""))
    if host:
        draft.host_titles.insert(0, TitleForm(value=host, rest=host_rest))
        draft.host_at = draft.host_at or around
    if around != "booktitle":
        draft.keep("booktitle", decode(fields.get("booktitle", "")))
    number = decode(fields.get("number", "")) if _kept_number(draft) else ""
    draft.serie(decode(fields.get("series", "")), "series", number=number if "series" in fields else "")
    if number and "series" not in fields and draft.host_titles:
        draft.numbering("number", issue=number)
    elif number and "series" not in fields:
        draft.keep("number", number)


def _kept_number(draft: Draft) -> bool:
    """Take back the number that no field could place yet."""
    kept = [v for v in draft.verbatim if v.name == "number"]
    draft.verbatim = [v for v in draft.verbatim if v.name != "number"]
    return bool(kept)


def _names(draft: Draft, fields: dict[str, str]) -> None:
    lists: dict[str, list[Heard]] = {}
    for field in (*LISTS.values(), _REST):
        if field in fields:
            lists[field], others = read_names(fields[field])
            if others:
                draft.repair("others", "the source gives the first names only (and others)", field)
    kinds = {"editor": role(decode(fields["editortype"])) if "editortype" in fields else ""}
    for name in gather(lists, LISTS, _REST, fields.get("lantainames", "")):
        field = LISTS.get(name.roles[0], _REST) if name.roles else _REST
        roles = (kinds[field],) if kinds.get(field) else name.roles
        draft.names.append(Contribution(forms=(Text(name.heading),), kind=name.kind, roles=roles, at=field))
    for field in ("editora", "editorb", "editorc"):
        word = decode(fields.get(f"{field}type", ""))
        for heard in read_names(fields.get(field, ""))[0]:
            draft.name(heard.heading, field, role=role(word) or "edt", word=word, kind=heard.kind)
    draft.host_names.extend(Text(heard.heading) for heard in read_names(fields.get("bookauthor", ""))[0])


def _date(draft: Draft, fields: dict[str, str]) -> None:
    year, month = decode(fields.get("year", "")), decode(fields.get("month", ""))
    said = (
        f"{year}-{int(month):02d}"
        if month.isdigit() and re.fullmatch(r"\d{4}", year) and 0 < int(month) < 13
        else f"{month} {year}".strip()
    )
    for field, text, kind in (
        ("date", fields.get("date", ""), DateKind.PUBLISHED),
        ("origdate", fields.get("origdate", ""), DateKind.ORIGINAL),
    ):
        if date := parse_edtf(decode(text), kind=kind, at=field):
            draft.dates.append(date)
    if "date" not in fields:
        draft.date(said, "year")
    elif said and said[:4] not in fields["date"]:
        draft.keep("year", said)


# ---------------------------------------------------------------- writing


def write(records: Iterable[BibRecord], stream: BinaryIO) -> None:
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
    names = spread(citation.names, LISTS, _REST, heard)
    yield from ((field, " and ".join(said[name] for name in listed)) for field, listed in names.lists.items())
    yield "lantainames", names.order
