"""What a work's page shows of long things, so that it stays readable: real records have titles of 3,000 characters, 5,000 authors.

What is left out stands whole on a page of its own, see ``whole``.
"""

from collections.abc import Sequence
from typing import TypeVar

from msgspec.structs import replace

from lantai.core.bib.record import BibRecord, Note, Subject, Text, Title, TitleForm

SHOWN = {"titles": 12, "people": 30, "subjects": 40, "identifiers": 20, "links": 30, "notes": 40}
"""How much of each part the page shows."""

MOST_CHARACTERS = {"title": 300, "note": 1_500}
"""Where a text is cut."""

Thing = TypeVar("Thing")
Form = TypeVar("Form", bound=Text)


def some(parts: Sequence[Thing], name: str) -> Sequence[Thing]:
    """Return the first of a part, as many as the page shows."""
    return parts[: SHOWN[name]]


def shortened(words: Form, kind: str) -> Form:
    """Return a text no longer than a page shows of its kind; what follows a title is cut as well."""
    room = MOST_CHARACTERS[kind]
    if isinstance(words, TitleForm) and len(words.rest) > room:
        words = replace(words, rest=_cut(words.rest, room))
    return replace(words, value=_cut(words.value, room)) if len(words.value) > room else words


def cut_note(note: Note) -> Note:
    """Return a note no longer than a page shows."""
    return replace(note, forms=tuple(shortened(form, "note") for form in note.forms))


def is_cut(title: Sequence[TitleForm], notes: Sequence[Note]) -> bool:
    """Say whether a title or a note is longer than the page shows."""
    long_title = any(len(text) > MOST_CHARACTERS["title"] for form in title for text in (form.value, form.rest))
    return long_title or any(len(form.value) > MOST_CHARACTERS["note"] for note in notes for form in note.forms)


def more(record: BibRecord, *, titles: Sequence[Title], subjects: Sequence[Subject]) -> dict[str, int]:
    """Return of which parts there is more than the page shows, and how much."""
    lengths = {
        "titles": len(titles),
        "people": len(record.contributions),
        "subjects": len(subjects),
        "identifiers": len(record.identifiers),
        "links": len(record.links),
        "notes": len(record.notes),
    }
    return {name: length - SHOWN[name] for name, length in lengths.items() if length > SHOWN[name]}


def _cut(text: str, room: int) -> str:
    """Return the beginning of a text, ended at a word where there are any."""
    start = text[:room]
    word, space, _ = start.rpartition(" ")
    return (word if space and room - len(word) < room // 5 else start).rstrip() + "…"
