"""Notes, editions, extents and series: words taken over as they stand, with what they are about."""

import re
from collections.abc import Callable

from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import Identifier, Note, NoteKind, Scheme, Series, Statement, Title, TitleForm, TitleKind
from lantai.core.text.fold import key

from .agents import identifiers_of
from .draft import Draft
from .rules import Given, Reading

Read = Callable[[Given], Reading]

ALL = "abcdefghijklmnopqrstuvxyz"
"""Every subfield of a note that is words; $w, $0-$9 control."""


def note(kind: NoteKind = NoteKind.GENERAL, *, words: str = ALL, by: str = " ") -> Read:
    """Return the reader of a note field."""

    def read(given: Given) -> Reading:
        forms = given.forms(words, by=by)
        return Note(forms=forms, kind=kind, at=given.at) if forms else None

    return read


_TRANSLATION_OF = re.compile(
    r"^(?:Translation of|Translated from|Traduction de|Traducción de|Übersetzung von|Originaltitel|Orig\. title|书名原文|英文题名|原书名)\s*[:：]\s*(.+)",
    re.IGNORECASE,
)


def general_note(given: Given) -> Reading:
    """500 and UNIMARC 300: a note; "Translation of: …" gives the title of the original besides."""
    forms = given.forms(ALL)
    if not forms:
        return None
    for form in forms:
        if match := _TRANSLATION_OF.match(form.value):
            value = match[1].strip(" .")
            title = TitleForm(value, given.draft.language_of(value, "original"))
            given.draft.add("titles", Title(forms=(title,), kind=TitleKind.ORIGINAL, at=given.at))
            break
    return Note(forms=forms, at=given.at)


def statement(words: str, *, by: str = " ") -> Read:
    """Return the reader of an edition or extent statement."""

    def read(given: Given) -> Reading:
        forms = given.forms(words, by=by)
        return Statement(forms=forms, at=given.at) if forms else None

    return read


# ---------------------------------------------------------------- series


def series(*, words: str = "a", part: str = "", number: str = "v", issn: str = "x", ids: str = "") -> Read:
    """Return the reader of a series statement."""

    def read(given: Given) -> Reading:
        forms = given.forms(words + part, by=". ")
        if not forms:
            return None
        numbers = given.each(number)
        identifiers: tuple[Identifier, ...] = tuple([identify(Scheme.ISSN, value) for value in given.each(issn)])
        return Series(
            forms=forms,
            number=" ; ".join(numbers),
            identifiers=identifiers + (identifiers_of(given, ids) if ids else ()),
            at=given.at,
        )

    return read


def pair_series(draft: Draft) -> None:
    """Drop the traced form of a series that a statement already gives, so that no series stands twice.

    Traced forms (830, 410) are those whose field is kept whole, beside the statements as on the thing (490, 225). One with the same
    words, or longer or shorter by a qualifier, goes; other words stay as a series of their own, to be found by.
    """
    parts = [part for part in draft.parts("series") if isinstance(part, Series)]
    statements = [part for part in parts if part.at not in draft.whole]
    if statements and len(statements) < len(parts):
        draft.lists["series"] = [
            part for part in parts if part.at not in draft.whole or not any(_same(s, part) for s in statements)
        ]


def _same(one: Series, other: Series) -> bool:
    keys = {key(form.value) for form in one.forms}
    others = {key(form.value) for form in other.forms}
    return any(a and b and (a.startswith(b) or b.startswith(a)) for a in keys for b in others)
