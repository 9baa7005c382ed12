"""Subjects and classes: headings with their scheme, subdivisions in order and identifiers; class numbers with scheme and edition."""

from collections.abc import Callable

from lantai.core.bib.record import Classification, Subject, SubjectKind, Text

from .agents import identifiers_of
from .rules import Given, Reading

Read = Callable[[Given], Reading]

# Second indicator of MARC 21 6XX.
_BY_MARK = {"0": "lcsh", "1": "lcshac", "2": "mesh", "3": "nal", "5": "cash", "6": "rvm"}

# The language that a scheme's headings are in; others speak the cataloguer's.
_SCHEME_LANGUAGES = {
    **dict.fromkeys(("lcsh", "lcshac", "mesh", "nal", "fast", "lcgft", "cash", "aat", "gsafd", "bisacsh", "rbgenr", "tgm", "gmgpc", "local"), "en"),
    **dict.fromkeys(("gnd", "gnd-content", "swd", "rswk"), "de"),
    **dict.fromkeys(("rvm", "rameau", "ram"), "fr"),
    **dict.fromkeys(("cct", "cash-zh"), "zh"),
    **dict.fromkeys(("ndlsh", "bsh"), "ja"),
    "embne": "es", "nskps": "hr", "czenas": "cs", "ysa": "fi", "yso/fin": "fi", "yso/swe": "sv", "allars": "sv", "nlksh": "ko",
}  # fmt: skip

_SUBDIVISIONS = "xyzv"


def heading(
    kind: SubjectKind, *, words: str = "ab", by: str | dict[str, str] = " ", scheme: str = "", subdivisions: str = _SUBDIVISIONS
) -> Read:
    """Return the reader of a subject field; ``words`` joined are the heading, ``scheme`` that of fields without a mark or $2.

    ``by``: what stands between the words, or before which of them.
    """

    def read(given: Given) -> Reading:
        found = _BY_MARK.get(given.mark2, "")
        if "2" in given.codes:
            source = given.first("2")
            found = found or source.strip().lower()
            if found != source:
                given.keep("2")
        found = found or scheme
        forms = _forms(given, words, by, _SCHEME_LANGUAGES.get(found, ""))
        if not forms:
            return None
        return Subject(
            forms=forms,
            kind=kind,
            scheme=found,
            subdivisions=tuple(given.each(subdivisions)),
            identifiers=identifiers_of(given, "01"),
            at=given.at,
        )

    return read


def _forms(given: Given, words: str, by: str | dict[str, str], language: str) -> tuple[Text, ...]:
    forms = given.forms(words, by=by)
    if language and language != given.draft.speaking["catalog"]:
        return tuple(
            [Text(f.value, language) if f.value.isascii() or given.draft.languages[:1] == [language] else f for f in forms]
        )
    return forms


def keywords(kind: SubjectKind = SubjectKind.KEYWORD) -> Read:
    """Return the reader of uncontrolled terms, each $a one of them (653, UNIMARC 610)."""

    def read(given: Given) -> Reading:
        if len(given.scripts) > 1:
            forms = given.forms("a", by=" ; ")
            if any(script.codes.count("a") > 1 for script in given.scripts):
                given.keep("a")
            return Subject(forms=forms, kind=kind, at=given.at) if forms else None
        return [Subject(forms=(given.text(value),), kind=kind, at=given.at) for value in given.each("a")] or None

    return read


def unimarc_heading(kind: SubjectKind, *, words: str = "a", by: str = " ", scheme: str = "") -> Read:
    """Return the reader of a UNIMARC or CNMARC subject: $2 or the dialect's own scheme, $3 the authority record."""

    def read(given: Given) -> Reading:
        found = _UNIMARC_SCHEMES.get(given.first("2").strip().lower(), given.first("2").strip().lower()) or scheme
        forms = _forms(given, words, by, _SCHEME_LANGUAGES.get(found, ""))
        if not forms:
            return None
        return Subject(
            forms=forms,
            kind=kind,
            scheme=found,
            subdivisions=tuple(given.each("xyzj")),
            identifiers=identifiers_of(given, "3"),
            at=given.at,
        )

    return read


# UNIMARC system codes (appendix G) -> MARC source codes.
_UNIMARC_SCHEMES = {
    "lc": "lcsh",
    "mesh": "mesh",
    "rameau": "rameau",
    "cct": "cct",
    "lch": "lcshac",
    "ctt": "cct",
    "中国分类主题词表": "cct",
}


# ---------------------------------------------------------------- classes


def class_number(scheme: str, *, item: str = "", edition: str = "", source: str = "") -> Read:
    """Return the reader of a class number in $a: the book number, edition and source (which names the scheme) stand where said."""

    def read(given: Given) -> Reading:
        named = given.first(source) if source else ""
        used = _CLASS_SCHEMES.get(named.lower(), named.lower()) or scheme
        numbers = given.each("a")
        if not numbers:
            return None
        if source and used != named:
            given.keep(source)
        if len(numbers) > 1 and item:
            given.keep(item)
        last = len(numbers) - 1
        return [
            Classification(
                scheme=used,
                value=number,
                edition=given.first(edition) if edition else "",
                item=given.joined(item) if item and index == last else "",
                at=given.at,
            )
            for index, number in enumerate(numbers)
        ]

    return read


_CLASS_SCHEMES = {"nlc": "clc", "clc": "clc", "ztf": "clc", "lcc": "lcc", "cas": "cas", "z": "other"}
