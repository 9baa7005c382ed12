"""The rules backwards: from the parts of a record to the values of the subfields that hold them.

One function a kind of part, in the table ``_GIVERS``. A rule says (``holds``) which subfields its parts can give back exactly; the writer
asks only for those and takes all others from what was kept verbatim.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from lantai.core.bib.record import (
    Access,
    Classification,
    Contribution,
    Identifier,
    Imprint,
    Note,
    NoteKind,
    Part,
    Scheme,
    Series,
    Standing,
    Statement,
    Subject,
    Text,
    Title,
    TitleKind,
)

from .rule import Rule
from .rules import held_together
from .titles import title_statement

Values = dict[str, Iterator[str]]


def subfield_values(parts: Sequence[Part], rule: Rule, form: int) -> Values:
    """Return for each subfield code the values that the parts give, in order; ``form``: which script of them the field holds."""
    values: Values = {}
    prices = [part for part in parts if isinstance(part, Note) and part.kind is NoteKind.PRICE]
    if prices:
        _set(values, "c", [_said(price.forms, form) for price in prices])
    kind, give = _GIVERS[rule.into]
    same = [part for part in parts if isinstance(part, kind) and part not in prices]
    if same:
        give(same, rule, form, values)
    return values


def _set(values: Values, codes: str, found: Iterable[str]) -> None:
    """Let all these codes take from one stream, in the order of the field."""
    stream = iter(list(found))
    for code in codes:
        values.setdefault(code, stream)


def _said(forms: Sequence[Text], form: int) -> str:
    return forms[form].value if -len(forms) <= form < len(forms) else forms[-1].value


def _titles(parts: Sequence[Title], rule: Rule, form: int, values: Values) -> None:
    part = next((p for p in parts if p.kind is TitleKind.PROPER), parts[0])
    said = part.forms[form] if -len(part.forms) <= form < len(part.forms) else part.forms[-1]
    if rule.read is title_statement:
        _set(values, "b", [said.rest])
        _set(values, "c", [said.by])
    words = held_together(rule, "a")
    _set(values, words, [said.value])
    _set(values, "np", [said.part])


def _contributions(parts: Sequence[Contribution], rule: Rule, form: int, values: Values) -> None:
    part = parts[0]
    _set(values, held_together(rule, "a"), [_said(part.forms, form)])
    _set(values, "d", [part.dates])
    _set(values, "ej", part.role_words)
    _set(values, "4", part.roles)
    _set(values, "01", map(_as_given, part.identifiers))
    _set(values, "tnp", [part.title])


def _as_given(identifier: Identifier) -> str:
    return identifier.given or identifier.value


def _statements(parts: Sequence[Statement], rule: Rule, form: int, values: Values) -> None:
    _set(values, held_together(rule, "a"), [_said(parts[0].forms, form)])


def _series(parts: Sequence[Series], rule: Rule, form: int, values: Values) -> None:
    part = parts[0]
    _set(values, held_together(rule, "a"), [_said(part.forms, form)])
    _set(values, "v", [part.number])
    _set(values, "x", [_as_given(one) for one in part.identifiers if one.scheme is Scheme.ISSN])


def _subjects(parts: Sequence[Subject], rule: Rule, form: int, values: Values) -> None:
    part = parts[0]
    _set(values, held_together(rule, "a"), [_said(one.forms, form) for one in parts])
    _set(values, "xyzv", part.subdivisions)
    _set(values, "2", [part.scheme])
    _set(values, "01", map(_as_given, part.identifiers))


def _classifications(parts: Sequence[Classification], rule: Rule, form: int, values: Values) -> None:
    _set(values, "a", [part.value for part in parts])
    _set(values, "b", [parts[-1].item])
    _set(values, "2", [parts[0].edition or parts[0].scheme])


def _identifiers(parts: Sequence[Identifier], rule: Rule, form: int, values: Values) -> None:
    _set(values, "l", [_as_given(one) for one in parts if one.scheme is Scheme.ISSN_L])
    _set(values, "yz", [_as_given(one) for one in parts if one.standing is Standing.CANCELLED])
    _set(
        values,
        "a",
        [_as_given(one) for one in parts if one.standing is not Standing.CANCELLED and one.scheme is not Scheme.ISSN_L],
    )
    _set(values, "q", [parts[0].qualifier])
    _set(values, "b", [parts[0].qualifier])


def _imprints(parts: Sequence[Imprint], rule: Rule, form: int, values: Values) -> None:
    part = parts[0]
    _set(values, "a", [_said(forms, form) for forms in part.places])
    _set(values, "b", [_said(forms, form) for forms in part.publishers])
    _set(values, "c", [part.date])


def _access(parts: Sequence[Access], rule: Rule, form: int, values: Values) -> None:
    _set(values, "u", [part.url for part in parts])
    _set(values, "y3", [parts[0].label])
    _set(values, "z", [parts[0].note])


_GIVERS: dict[str, tuple[type[Part], Callable[..., None]]] = {
    "titles": (Title, _titles),
    "contributions": (Contribution, _contributions),
    "imprints": (Imprint, _imprints),
    "classifications": (Classification, _classifications),
    "identifiers": (Identifier, _identifiers),
    "access": (Access, _access),
    "series": (Series, _series),
    "subjects": (Subject, _subjects),
    "notes": (Note, _statements),
    "editions": (Statement, _statements),
    "extents": (Statement, _statements),
}
