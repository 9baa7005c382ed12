"""One change for many descriptions or pieces: pure, so that a preview says exactly what a run will do.

``Change.what`` is a field of a record or of a piece; ``to_record`` and ``to_piece`` apply it and return what would stand then.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import msgspec

from lantai.core.text.scripts import tagged

from .beside import values
from .record import BibRecord, Forms, HoldingRecord, ItemRecord, Note, NoteKind, Part, Subject, Text


class How(StrEnum):
    """What is done with the field."""

    ADD = "add"
    REMOVE = "remove"
    REPLACE = "replace"  # words inside a value
    SET = "set"


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """``find``: the value to be removed, or the words to be replaced, exactly as they stand; ``to``: the new value or words.

    ``library``: of a location that is set, the library it belongs to.
    """

    what: str
    how: How
    find: str = ""
    to: str = ""
    library: str = ""


RECORD_FIELDS: dict[str, tuple[How, ...]] = {
    "subjects": (How.ADD, How.REMOVE, How.REPLACE),
    "notes": (How.ADD, How.REMOVE, How.REPLACE),
    "languages": (How.SET,),
    "titles": (How.REPLACE,),
    "contributions": (How.REPLACE,),
    "imprints": (How.REPLACE,),
    "series": (How.REPLACE,),
}
"""Field of a record -> what can be done with it."""

PIECE_FIELDS: dict[str, tuple[How, ...]] = {
    "location": (How.SET,),
    "status": (How.SET,),
    "call_number": (How.REPLACE,),
    "note": (How.SET, How.REMOVE),
}
"""Field of a piece -> what can be done with it."""


def is_of_pieces(change: Change) -> bool:
    """Say whether a change is about pieces, not descriptions."""
    return change.what in PIECE_FIELDS


def to_record(record: BibRecord, change: Change) -> BibRecord:
    """Return the description with the change; the same one where it changes nothing."""
    before: tuple[Any, ...] = getattr(record, change.what)
    after = _DO[change.how](record, before, change)
    return record if after == before else msgspec.structs.replace(record, **{change.what: after})


def _add(record: BibRecord, before: tuple[Any, ...], change: Change) -> tuple[Any, ...]:
    if any(_text(part) == change.to for part in before):
        return before
    forms: Forms = (Text(change.to, tagged("", change.to)),)
    made = Subject(forms=forms) if change.what == "subjects" else Note(forms=forms, kind=NoteKind.GENERAL)
    return (*before, made)


def _remove(record: BibRecord, before: tuple[Any, ...], change: Change) -> tuple[Any, ...]:
    return tuple(part for part in before if _text(part) != change.find)


def _set(record: BibRecord, before: tuple[Any, ...], change: Change) -> tuple[Any, ...]:
    return tuple(change.to.split())


def _replace(record: BibRecord, before: tuple[Any, ...], change: Change) -> tuple[Any, ...]:
    return tuple(_replaced(part, change) for part in before)


_DO: dict[How, Callable[[BibRecord, tuple[Any, ...], Change], tuple[Any, ...]]] = {
    How.ADD: _add,
    How.REMOVE: _remove,
    How.SET: _set,
    How.REPLACE: _replace,
}


def _text(part: Any) -> str:
    """Return a subject as its heading and subdivisions, another part as its words in the original script."""
    return " -- ".join((part.forms[0].value, *part.subdivisions)) if isinstance(part, Subject) else str(part.forms[0].value)


def _replaced(part: Any, change: Change) -> Any:
    """Return a part with the words replaced wherever it holds text, at any depth."""
    if isinstance(part, str):
        return part.replace(change.find, change.to)
    if isinstance(part, tuple):
        return tuple(_replaced(each, change) for each in part)
    if isinstance(part, Text):
        words = {
            name: getattr(part, name).replace(change.find, change.to) for name in ("value", "rest", "by") if hasattr(part, name)
        }
        return msgspec.structs.replace(part, **words)
    names = ("forms", "subdivisions", "places", "publishers")
    held = {name: _replaced(getattr(part, name), change) for name in names if hasattr(part, name)}
    return msgspec.structs.replace(part, **held)


def released(before: BibRecord, after: BibRecord, former: BibRecord) -> BibRecord:
    """Return what a correction says that makes ``before`` into ``after``; ``former``: what it said already."""
    names = [name for name in RECORD_FIELDS if getattr(before, name) != getattr(after, name)]
    said = {name: tuple(_loose(part) for part in getattr(after, name)) for name in names}
    nothing = (set(former.nothing) - set(names)) | {name for name in names if not said[name]}
    return msgspec.structs.replace(former, **said, nothing=tuple(sorted(nothing)))


def _loose(part: Any) -> Any:
    """Return a part that stands nowhere in a received record."""
    return msgspec.structs.replace(part, at="", src=0) if isinstance(part, Part) else part


def to_piece(holding: HoldingRecord, change: Change) -> HoldingRecord:
    """Return a piece, a holding of its own, with the change; the same one where it changes nothing."""
    item = holding.items[0] if holding.items else ItemRecord()
    number = item.call_number or holding.call_number
    if change.what == "location":
        if (holding.library, item.location or holding.location) == (change.library, change.to):
            return holding
        moved = msgspec.structs.replace(item, location="")
        return msgspec.structs.replace(holding, library=change.library, location=change.to, items=(moved,))
    if change.what == "call_number":
        after = number.replace(change.find, change.to)
        item = msgspec.structs.replace(item, call_number="")
        return holding if after == number else msgspec.structs.replace(holding, call_number=after, items=(item,))
    value = "" if change.how is How.REMOVE else change.to
    if getattr(item, change.what) == value:
        return holding
    return msgspec.structs.replace(holding, items=(msgspec.structs.replace(item, **{change.what: value}),))


def said_of_record(record: BibRecord, change: Change) -> str:
    """Return the field in words, for a list of before and after."""
    return " · ".join("/".join(form.value for form in value.forms) for value in values(record, change.what))


def said_of_piece(holding: HoldingRecord, change: Change) -> str:
    """Return what is said of a piece in the field."""
    item = holding.items[0] if holding.items else ItemRecord()
    if change.what == "location":
        return " / ".join(filter(None, (holding.library, item.location or holding.location)))
    return item.call_number or holding.call_number if change.what == "call_number" else str(getattr(item, change.what))
