"""Which fields say the same in another script: 880 in MARC 21, $6 and $7 in UNIMARC, capital codes in CNMARC."""

from typing import NamedTuple

from .draft import Draft
from .fields import Field
from .rules import Other, places


class Pairing(NamedTuple):
    """By the index of a field: its partners; those that are partners themselves; those to be read by another tag's rule."""

    partners: dict[int, tuple[Other, ...]]
    absorbed: frozenset[int]
    as_tag: dict[int, str]


_NONE = Pairing({}, frozenset(), {})


def pair_alternates(fields: tuple[Field, ...], draft: Draft) -> Pairing:
    """Pair each 880 with the field that its $6 names by tag and occurrence number.

    Number 00 means unpaired on purpose: the 880 is read as a field of its own tag. So is one whose partner is missing, with a doubt; one
    without $6 is kept as it is.
    """
    if not any(field.tag == "880" for field in fields):
        return _NONE
    named = _by_link(fields)
    partners: dict[int, list[Other]] = {}
    absorbed: set[int] = set()
    as_tag: dict[int, str] = {}
    for index, (field, at) in enumerate(places(fields)):
        if field.tag != "880":
            continue
        tag, number = _link(field.first("6"))
        if not tag:
            draft.doubt("880", at, "no $6 that names a field")
            continue
        target = named.get((tag, number)) if number != "00" else None
        if target is not None:
            partners.setdefault(target, []).append((field, at, field.subfields))
            absorbed.add(index)
            continue
        as_tag[index] = tag
        if number != "00":
            draft.doubt("880", at, f"no field {tag} with the number {number}")
    _doubt_missing(fields, named, partners, draft)
    return Pairing({index: tuple(found) for index, found in partners.items()}, frozenset(absorbed), as_tag)


def _by_link(fields: tuple[Field, ...]) -> dict[tuple[str, str], int]:
    """Return {(tag, occurrence number): index of the field} of the fields that point to an 880."""
    named: dict[tuple[str, str], int] = {}
    for index, field in enumerate(fields):
        if field.tag != "880" and field.subfields:
            tag, number = _link(field.first("6"))
            if tag == "880" and number != "00":
                named.setdefault((field.tag, number), index)
    return named


def _link(text: str) -> tuple[str, str]:
    """Split "245-01/$1" into tag and number; ("", "") where it is no link."""
    tag, dash, rest = text.strip().partition("-")
    number = rest[:2]
    return (tag, number) if dash and len(tag) == 3 and tag.isalnum() and number.isdecimal() else ("", "")


def _doubt_missing(
    fields: tuple[Field, ...], named: dict[tuple[str, str], int], partners: dict[int, list[Other]], draft: Draft
) -> None:
    for (tag, number), index in named.items():
        if index not in partners:
            draft.doubt("880", tag, f"{fields[index].tag} points to an 880 with the number {number} that is not there")


def pair_links(fields: tuple[Field, ...], draft: Draft) -> Pairing:
    """Pair the fields of a UNIMARC record that share tag and $6 number (a01 …): the first is the entry, the others its scripts."""
    if not any(code == "6" for field in fields for code, _ in field.subfields):
        return _NONE
    firsts: dict[tuple[str, str], int] = {}
    partners: dict[int, list[Other]] = {}
    absorbed: set[int] = set()
    for index, (field, at) in enumerate(places(fields)):
        link = field.first("6").strip()
        if link[:1] != "a" or not link[1:3].isdecimal() or (link[3:6].isdecimal() and link[3:6] != field.tag):
            continue
        first = firsts.setdefault((field.tag, link[1:3]), index)
        if first != index and field.first("7") != fields[first].first("7"):
            partners.setdefault(first, []).append((field, at, field.subfields))
            absorbed.add(index)
    return Pairing({index: tuple(found) for index, found in partners.items()}, frozenset(absorbed), {})


def pair_capitals(fields: tuple[Field, ...], draft: Draft) -> Pairing:
    """Read the capital codes of a CNMARC field ($A, $F …), and pinyin in $9, as the same field in romanisation."""
    linked = pair_links(fields, draft)
    partners = dict(linked.partners)
    for index, (field, at) in enumerate(places(fields)):
        if index in partners or index in linked.absorbed:
            continue
        romanised = tuple([(code.lower(), value) for code, value in field.subfields if code.isupper() and code.isascii()])
        if not romanised and field.tag[:1] in "27":
            romanised = tuple([("a", value) for code, value in field.subfields if code == "9" and _is_pinyin(value)])
        if romanised:
            partners[index] = ((field, at, romanised),)
    return Pairing(partners, linked.absorbed, linked.as_tag)


def _is_pinyin(value: str) -> bool:
    return value[:1].isalpha() and value.isascii() and " " in value.strip()
