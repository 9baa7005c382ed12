"""Two descriptions side by side: field by field, what one says and the other does not, down to the words.

For people who decide whether two records are one, or what an update has changed. Enter at ``beside``.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from lantai.core.text.fold import key

from .record import BibRecord, Classification, Contribution, Identifier, Kind, Part, Text
from .words import words

FIELDS = (
    "titles", "contributions", "languages", "original_languages", "editions", "imprints", "dates", "extents", "series", "kind",
    "identifiers", "classifications", "subjects", "countries", "notes", "links", "access", "holdings", "verbatim",
)  # fmt: skip
"""What is compared, in the order in which a cataloger looks."""

MOST_VALUES = 60
"""Values of one field that are compared word by word; a record has been seen with 5,000 names."""

MOST_CHARACTERS = 600
"""Characters of one value that are compared word by word; a longer one is compared as a whole."""

LEAST_IN_COMMON = 0.15
"""Share of words below which a value is marked as a whole: marks around a lone "of" tell nothing. Chosen by looking at pages."""

_PIECE = re.compile(r"[぀-ヿ㐀-鿿豈-﫿가-힣\U00020000-\U0003ffff]|[^\W_]+|[\W_]+")
_WORD = re.compile(r"\w")

Pieces = tuple[tuple[str, bool], ...]
"""A text in pieces, True where the other side says it differently; joined, they are the text again."""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a field in words: its scripts, its place in the source, the roles of an agent."""

    forms: tuple[Text, ...]
    at: str = ""
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """One value of a field. ``forms``: its scripts, each as pieces with its language; ``shared``: the other side says it too;
    ``roles``: MARC relator codes of an agent."""

    forms: tuple[tuple[Pieces, str], ...]
    at: str
    shared: bool
    roles: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return the words of the original script."""
        return "".join(piece for piece, _ in self.forms[0][0]) if self.forms else ""


@dataclass(frozen=True, slots=True)
class Row:
    """One field on both sides. ``state``: "same" (but for case, marks and punctuation), "differs", "left" or "right" (only there)."""

    field: str
    left: tuple[Said, ...]
    right: tuple[Said, ...]
    state: str


def beside(left: BibRecord, right: BibRecord) -> list[Row]:
    """Return the fields that either record fills."""
    rows = (_row(field, values(left, field), values(right, field)) for field in FIELDS)
    return [row for row in rows if row.left or row.right]


def values(record: BibRecord, field: str) -> list[Value]:
    """Return what a record says in a field."""
    if field == "kind":
        return [] if record.kind is Kind.OTHER else [Value((Text(record.kind.value),))]
    return [_value(part) for part in getattr(record, field)]


def _value(part: Part | str) -> Value:
    if isinstance(part, str):
        return Value((Text(part),))
    said = [form for form in words(part) if form.value.strip()]
    if isinstance(part, Identifier | Classification):
        return Value(tuple(Text(f"{part.scheme.upper()} {form.value}", form.lang) for form in said), part.at)
    return Value(tuple(said), part.at, part.roles if isinstance(part, Contribution) and not part.role_words else ())


def _row(field: str, left: Sequence[Value], right: Sequence[Value]) -> Row:
    ours, theirs = {mark(v) for v in left}, {mark(v) for v in right}
    state = "same" if ours == theirs else "left" if not right else "right" if not left else "differs"
    return Row(field, _side(left, right), _side(right, left), state)


def _side(mine: Sequence[Value], other: Sequence[Value]) -> tuple[Said, ...]:
    here, there = {mark(value) for value in mine}, {mark(value) for value in other}
    against = [form.value for value in other[:MOST_VALUES] if mark(value) not in here for form in value.forms]
    said = []
    for n, value in enumerate(mine):
        shared = mark(value) in there
        plain = shared or n >= MOST_VALUES or not other
        forms = tuple((whole(f.value) if plain else pieces(f.value, against), f.lang) for f in value.forms)
        said.append(Said(forms, value.at, shared, value.roles))
    return tuple(said)


def mark(value: Value) -> str:
    """Return what makes two values the same one: their words but for case, marks and punctuation, and the roles."""
    return "|".join((*(key(form.value) or form.value for form in value.forms), *value.roles))


def whole(text: str) -> Pieces:
    """Return a text as one piece that does not differ."""
    return ((text, False),) if text else ()


def pieces(text: str, others: Sequence[str]) -> Pieces:
    """Return the text in pieces, marked where the nearest of ``others`` has other words; case and marks do not count."""
    mine = _PIECE.findall(text[:MOST_CHARACTERS])
    near = max((_PIECE.findall(o[:MOST_CHARACTERS]) for o in others), key=lambda o: _likeness(mine, o), default=[])
    if len(text) > MOST_CHARACTERS or _likeness(mine, near) < LEAST_IN_COMMON:
        return ((text, True),) if text else ()
    matcher = SequenceMatcher(None, [_folded(p) for p in mine], [_folded(p) for p in near], autojunk=False)
    found: list[tuple[str, bool]] = []
    for kind, start, end, _, _ in matcher.get_opcodes():
        piece = "".join(mine[start:end])
        if piece:
            found.append((piece, kind != "equal" and bool(_WORD.search(piece))))
    return tuple(_joined(found))


def _likeness(a: Sequence[str], b: Sequence[str]) -> float:
    x, y = {_folded(p) for p in a if _WORD.match(p)}, {_folded(p) for p in b if _WORD.match(p)}
    return len(x & y) / len(x | y) if x | y else 0.0


def _folded(piece: str) -> str:
    return (key(piece) or piece) if _WORD.match(piece) else " "


def _joined(found: Iterable[tuple[str, bool]]) -> list[tuple[str, bool]]:
    joined: list[tuple[str, bool]] = []
    for text, differs in found:
        if joined and joined[-1][1] == differs:
            joined[-1] = (joined[-1][0] + text, differs)
        else:
            joined.append((text, differs))
    return joined
