"""BibTeX and BibLaTeX, both ways.

bibtex_blocks.py cuts the file into entries (a broken one never harms the next), bibtex_entry.py takes one entry apart, and
``_FIELDS`` here says what a field means; bibtex_write.py goes the other way.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

import msgspec

from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import BibRecord, Contribution, DateKind, Kind, NoteKind, Scheme, Text, TitleForm, TitleKind
from lantai.core.bib.roles import role
from lantai.core.text.messages import N_

from .bibtex_blocks import split_entries
from .bibtex_entry import read_entry
from .bibtex_kinds import KINDS, LISTS, REST
from .bibtex_names import read_names, split_outside_braces
from .bibtex_write import write_entries
from .charset import decoded, encoding_of
from .draft import Draft
from .edtf import parse_edtf
from .errors import Unreadable
from .latex import decode
from .name_lists import Heard, gather
from .protocol import Chunk, Profile

# What babel and polyglossia call languages, where that is no name of the language itself.
_LANGIDS = {
    "american": "en", "british": "en", "canadian": "en", "australian": "en", "newzealand": "en", "usenglish": "en", "ukenglish": "en",
    "ngerman": "de", "austrian": "de", "naustrian": "de", "swissgerman": "de", "nswissgerman": "de", "francais": "fr", "frenchb": "fr",
    "canadien": "fr", "acadian": "fr", "brazil": "pt", "brazilian": "pt", "portuges": "pt", "mexican": "es", "norsk": "no",
    "nynorsk": "nn", "magyar": "hu", "farsi": "fa", "bahasa": "id", "bahasai": "id", "bahasam": "ms", "polutonikogreek": "grc",
    "chinese-simplified": "zh", "chinese-traditional": "zh", "chinese-hans": "zh", "chinese-hant": "zh", "serbianc": "sr",
}  # fmt: skip

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
    kind, key, fields, repeated = read_entry(text)
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
                     "month", "origdate", "crossref", "xdata", "lantainames", *LISTS.values(), REST, "bookauthor", "editora", "editorb",
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
    for field in (*LISTS.values(), REST):
        if field in fields:
            lists[field], others = read_names(fields[field])
            if others:
                draft.repair("others", "the source gives the first names only (and others)", field)
    kinds = {"editor": role(decode(fields["editortype"])) if "editortype" in fields else ""}
    for name in gather(lists, LISTS, REST, fields.get("lantainames", "")):
        field = LISTS.get(name.roles[0], REST) if name.roles else REST
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
        if month.isdecimal() and re.fullmatch(r"\d{4}", year) and 0 < int(month) < 13
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


def write(records: Iterable[BibRecord], stream: BinaryIO) -> None:
    """Write BibLaTeX in UTF-8."""
    write_entries(records, stream)
