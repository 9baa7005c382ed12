"""MARC 21 fields for parts that never were in one: what a RIS file, a spreadsheet or a CNMARC record gives, written in MARC's terms.

``build`` returns the fields of one part, each with its 880 where the part has another script. Punctuation is left out, as leader/18 = c
says. The tables name tags, indicators and subfields; what MARC 21 has no place for is said in docs/data/bibrecord.md.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from lantai.core.bib.record import (
    Access,
    AccessKind,
    AgentKind,
    Classification,
    Contribution,
    Forms,
    HoldingRecord,
    Identifier,
    Imprint,
    Link,
    Note,
    NoteKind,
    Part,
    Relation,
    Scheme,
    Series,
    Standing,
    Subject,
    SubjectKind,
    Text,
    Title,
    TitleKind,
)
from lantai.core.text.scripts import script_of

from .rules import Subfields


class Built(NamedTuple):
    """A field to be: its subfields in the script of the field proper and, where there is one, in the original script for an 880."""

    tag: str
    ind: str
    subfields: Subfields
    original: Subfields = ()


def _one(forms: Forms, index: int) -> Text:
    return forms[min(index, len(forms) - 1)] if index >= 0 else forms[-1]


def _built(tag: str, ind: str, spoken: Callable[[int], Sequence[tuple[str, str]]], scripts: int) -> Built:
    """Build a field from a function that gives its subfields for a script: 0 the original, -1 the last."""
    subfields = tuple((c, v) for c, v in spoken(-1) if v)
    original = tuple((c, v) for c, v in spoken(0) if v) if scripts > 1 else ()
    return Built(tag, ind, subfields, original)


# ---------------------------------------------------------------- titles and agents

_TITLE_TAGS = {
    TitleKind.PARALLEL: ("246", "31"),
    TitleKind.ALTERNATIVE: ("246", "3 "),
    TitleKind.COVER: ("246", "14"),
    TitleKind.RUNNING: ("246", "17"),
    TitleKind.SPINE: ("246", "18"),
    TitleKind.FORMER: ("247", "10"),
    TitleKind.ABBREVIATED: ("210", "0 "),
    TitleKind.TRANSLATED: ("242", "10"),
    TitleKind.COLLECTIVE: ("243", "10"),
    TitleKind.ORIGINAL: ("765", "0 "),
}


def title_field(part: Title, *, first: bool, has_main: bool) -> Built:
    """Return 245 for the first title proper, 130 or 240 for a uniform title, 246 and others for the rest."""
    if part.kind is TitleKind.PROPER and first:
        mark = str(min(9, part.forms[-1].nonfiling))
        return _built("245", ("1" if has_main else "0") + mark, lambda i: _title(part, i, "abnc"), len(part.forms))
    if part.kind is TitleKind.UNIFORM:
        tag, ind = ("240", "10") if has_main else ("130", "0 ")
        return _built(tag, ind, lambda i: _title(part, i, "a n "), len(part.forms))
    tag, ind = _TITLE_TAGS.get(part.kind, ("246", "3 "))
    if tag == "765":
        return _built(tag, ind, lambda i: [("t", part.forms[i].value)], len(part.forms))
    return _built(tag, ind, lambda i: _title(part, i, "abn "), len(part.forms))


def _title(part: Title, index: int, codes: str) -> list[tuple[str, str]]:
    form = part.forms[index]
    values = (form.value, form.rest, form.part, form.by)
    return [(code, value) for code, value in zip(codes, values, strict=True) if code != " "]


_AGENT_TAGS = {AgentKind.PERSON: "00", AgentKind.FAMILY: "00", AgentKind.ORGANIZATION: "10", AgentKind.MEETING: "11"}


def agent_field(part: Contribution, *, main: bool) -> Built:
    """Return 1XX for the main entry, else 7XX; roles as codes, their words where there is no code for them."""
    tag = ("1" if main else "7") + _AGENT_TAGS[part.kind]
    mark = {AgentKind.PERSON: "1" if "," in part.forms[-1].value else "0", AgentKind.FAMILY: "3"}.get(part.kind, "2")
    word = "j" if part.kind is AgentKind.MEETING else "e"

    def spoken(index: int) -> list[tuple[str, str]]:
        found = [("a", _one(part.forms, index).value), ("d", part.dates)]
        if index == -1:
            found += [(word, role) for role in part.role_words] + [("4", role) for role in part.roles]
            found += [("t", part.title)] + [("0", identifier.given or identifier.value) for identifier in part.identifiers]
        return found

    return _built(tag, mark + " ", spoken, len(part.forms))


# ---------------------------------------------------------------- publication, notes, series

_FUNCTION_MARKS = {"production": "0", "publication": "1", "distribution": "2", "manufacture": "3", "copyright": "4"}


def imprint_field(part: Imprint) -> Built:
    """Return 264 with the function as second indicator."""

    def spoken(index: int) -> list[tuple[str, str]]:
        places = [("a", _one(forms, index).value) for forms in part.places]
        return places + [("b", _one(forms, index).value) for forms in part.publishers] + [("c", part.date)]

    scripts = max((len(forms) for forms in (*part.places, *part.publishers)), default=1)
    return _built("264", " " + _FUNCTION_MARKS.get(part.function, "1"), spoken, scripts)


_NOTE_TAGS = {
    NoteKind.GENERAL: ("500", "  "), NoteKind.SUMMARY: ("520", "  "), NoteKind.CONTENTS: ("505", "0 "), NoteKind.THESIS: ("502", "  "),
    NoteKind.LANGUAGE: ("546", "  "), NoteKind.AUDIENCE: ("521", "  "), NoteKind.BIBLIOGRAPHY: ("504", "  "), NoteKind.RIGHTS: ("540", "  "),
    NoteKind.LOCAL: ("590", "  "),
}  # fmt: skip


def note_field(part: Note) -> Built:
    """Return the 5XX of the note's kind; a price is $c of a 020."""
    if part.kind is NoteKind.PRICE:
        return Built("020", "  ", (("c", part.forms[-1].value),))
    tag, ind = _NOTE_TAGS[part.kind]
    return _built(tag, ind, lambda i: [("a", part.forms[i].value)], len(part.forms))


def series_field(part: Series) -> Built:
    """Return 490."""
    numbers = [("x", one.value) for one in part.identifiers if one.scheme is Scheme.ISSN]
    return _built("490", "0 ", lambda i: [("a", part.forms[i].value), *numbers, ("v", part.number)], len(part.forms))


# ---------------------------------------------------------------- subjects and classes

_SUBJECT_TAGS = {
    SubjectKind.TOPIC: "650", SubjectKind.PERSON: "600", SubjectKind.ORGANIZATION: "610", SubjectKind.MEETING: "611", SubjectKind.TITLE: "630",
    SubjectKind.PLACE: "651", SubjectKind.PERIOD: "648", SubjectKind.GENRE: "655", SubjectKind.KEYWORD: "653",
}  # fmt: skip
_SCHEME_MARKS = {"lcsh": "0", "lcshac": "1", "mesh": "2", "nal": "3", "cash": "5", "rvm": "6"}
_FIRST_MARKS = {SubjectKind.PERSON: "1", SubjectKind.ORGANIZATION: "2", SubjectKind.MEETING: "2"}


def subject_field(part: Subject) -> Built:
    """Return 6XX with the scheme as second indicator or in $2; all subdivisions become $x."""
    tag = _SUBJECT_TAGS[part.kind]
    mark = _SCHEME_MARKS.get(part.scheme, "7" if part.scheme else "4")
    source = part.scheme if mark == "7" else ""
    ids = [("0", one.given or one.value) for one in part.identifiers]
    if tag == "653":
        return _built(tag, "  ", lambda i: [("a", part.forms[i].value)], len(part.forms))

    def spoken(index: int) -> list[tuple[str, str]]:
        return [("a", part.forms[index].value), *(("x", words) for words in part.subdivisions), ("2", source), *ids]

    return _built(tag, _FIRST_MARKS.get(part.kind, " ") + mark, spoken, len(part.forms))


_CLASS_TAGS = {"lcc": ("050", " 4"), "ddc": ("082", "04"), "udc": ("080", "  "), "nlm": ("060", " 4")}


def class_field(part: Classification) -> Built:
    """Return 050, 060, 080 or 082; other schemes in 084 with $2."""
    tag, ind = _CLASS_TAGS.get(part.scheme, ("084", "  "))
    source = part.scheme if tag == "084" else part.edition if tag in ("080", "082") else ""
    return _built(tag, ind, lambda i: [("a", part.value), ("b", part.item), ("2", source)], 1)


# ---------------------------------------------------------------- identifiers, links, access, holdings

_NUMBER_TAGS = {
    Scheme.ISBN: ("020", "  ", ""), Scheme.ISSN: ("022", "  ", ""), Scheme.LCCN: ("010", "  ", ""), Scheme.ISMN: ("024", "2 ", ""),
    Scheme.EAN: ("024", "3 ", ""), Scheme.REPORT: ("088", "  ", ""), Scheme.PUBLISHER: ("028", "52", ""), Scheme.LOCAL: ("035", "  ", ""),
    Scheme.CN_SERIAL: ("024", "8 ", ""), Scheme.OTHER: ("024", "8 ", ""), Scheme.STANDARD: ("024", "7 ", "std"),
}  # fmt: skip


def identifier_field(part: Identifier) -> Built:
    """Return 010-035 or 088; schemes without a field of their own go into 024 with $2."""
    tag, ind, source = _NUMBER_TAGS.get(part.scheme, ("024", "7 ", part.scheme.value))
    code = "z" if part.standing is Standing.CANCELLED else "a"
    value = part.given if part.standing is Standing.INVALID and part.given else part.value
    if part.scheme is Scheme.OCLC:
        tag, ind, source, value = "035", "  ", "", f"(OCoLC){part.value}"
    elif part.scheme is Scheme.ISSN_L:
        tag, ind, source, code = "022", "  ", "", "l"
    qualifier = ("b" if tag == "028" else "q", part.qualifier)
    return Built(tag, ind, tuple((c, v) for c, v in ((code, value), qualifier, ("2", source)) if v))


_LINK_TAGS = {
    Relation.HOST: "773", Relation.EARLIER: "780", Relation.LATER: "785", Relation.ORIGINAL: "765", Relation.TRANSLATION: "767",
    Relation.OTHER_EDITION: "775", Relation.OTHER_FORM: "776", Relation.SUPPLEMENT: "770", Relation.SUPPLEMENT_TO: "772",
    Relation.CONSTITUENT: "774", Relation.REVIEWED: "787", Relation.RELATED: "787",
}  # fmt: skip
_LINK_CODES = {Scheme.ISSN: "x", Scheme.ISBN: "z", Scheme.DOI: "o", Scheme.OCLC: "w", Scheme.LOCAL: "w"}


def link_field(part: Link) -> Built:
    """Return 76X-78X; volume, issue, year and pages make one $g."""
    numbered = [
        f"vol. {part.volume}" if part.volume else "",
        f"no. {part.issue}" if part.issue else "",
        f"({part.date})" if part.date else "",
    ]
    place = " ".join(words for words in numbered if words)
    place = ", ".join(words for words in (place, f"p. {part.pages}" if part.pages else "") if words)
    if part.relation is Relation.HOST and part.text and part.volume + part.issue + part.pages + part.date:
        place = part.text
    ids = [(_LINK_CODES[i.scheme], _linked_number(i)) for i in part.identifiers if i.scheme in _LINK_CODES]

    def spoken(index: int) -> list[tuple[str, str]]:
        names = [("a", _one(part.names, index).value)] if part.names else []
        titles = [("t", part.titles[min(index, len(part.titles) - 1)].value)] if part.titles else []
        return [*names, *titles, ("g", place), ("n", "" if place == part.text else part.text), *ids]

    return _built(_LINK_TAGS[part.relation], "0 ", spoken, max(len(part.names), len(part.titles)))


def _linked_number(identifier: Identifier) -> str:
    return {Scheme.OCLC: f"(OCoLC){identifier.value}", Scheme.DOI: f"doi:{identifier.value}"}.get(
        identifier.scheme, identifier.value
    )


_ACCESS_MARKS = {AccessKind.RESOURCE: "0", AccessKind.VERSION: "1", AccessKind.RELATED: "2", AccessKind.UNKNOWN: " "}


def access_field(part: Access) -> Built:
    """Return 856."""
    subfields = tuple((c, v) for c, v in (("u", part.url), ("y", part.label), ("z", part.note)) if v)
    return Built("856", "4" + _ACCESS_MARKS[part.kind], subfields)


_SHELVING_MARKS = {"lcc": "0", "ddc": "1", "nlm": "2"}


def holding_fields(part: HoldingRecord, *, number: int) -> Iterator[Built]:
    """Yield 852, an 866 for each statement of coverage and an 876 for each piece, tied together by $8."""
    tie = ("8", str(number))
    mark = _SHELVING_MARKS.get(part.scheme, "7" if part.scheme else " ")
    where = (
        ("b", part.library),
        ("c", part.location),
        ("h", part.call_number),
        ("z", part.note),
        ("2", part.scheme if mark == "7" else ""),
    )
    yield Built("852", mark + " ", (tie, *((c, v) for c, v in where if v)))
    for words in part.coverage:
        yield Built("866", "  ", (tie, ("a", words)))
    for item in part.items:
        said = (
            ("3", item.volume),
            ("j", item.status),
            ("l", item.location),
            ("p", item.barcode),
            ("t", item.copy),
            ("z", item.note),
        )
        yield Built("876", "  ", (tie, *((c, v) for c, v in said if v)))


# ---------------------------------------------------------------- the other script

# Script -> what follows the occurrence number in $6 of an 880.
_SCRIPT_CODES = {"Arab": "/(3/r", "Hebr": "/(2/r", "Cyrl": "/(N", "Grek": "/(S", "Hani": "/$1", "Jpan": "/$1", "Kore": "/$1", "Hira": "/$1",
                 "Kana": "/$1", "Hang": "/$1"}  # fmt: skip


def script_code(subfields: Subfields) -> str:
    """Return the script part of $6 for the words of an 880, "" for scripts that MARC has no code for."""
    return _SCRIPT_CODES.get(script_of(" ".join(value for _, value in subfields)), "")


BUILDERS: dict[type[Part], Callable[[Any], Built]] = {
    Imprint: imprint_field,
    Note: note_field,
    Series: series_field,
    Subject: subject_field,
    Classification: class_field,
    Identifier: identifier_field,
    Link: link_field,
    Access: access_field,
}
"""What builds the field of a part that needs to know of no other part."""
