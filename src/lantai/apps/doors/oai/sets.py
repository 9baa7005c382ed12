"""Sets: works of one kind, of one language, from one source, in one part of a family that the catalog or an area tells of (``catalog.families``).

A set's name says what it is of: "kind:book", "language:zh", "source:main", "discipline:1205", "institution:02mhbdp94".
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lantai.catalog import changes
from lantai.catalog.changes import Changed, Part
from lantai.catalog.families import families

from .arguments import ProtocolError

KIND, LANGUAGE, SOURCE = "kind", "language", "source"
_SPEC = re.compile(r"[A-Za-z0-9\-_.!~*'()]+")


@dataclass(frozen=True, slots=True)
class Set:
    """One set: its name for machines and for people."""

    spec: str
    name: str


def every() -> list[Set]:
    """Return all sets there are, those that hold them first."""
    kinds, languages = changes.kinds_and_languages()
    held = {
        KIND: [Set(f"{KIND}:{kind}", f"Kind: {kind}") for kind in kinds],
        LANGUAGE: [Set(f"{LANGUAGE}:{tag}", f"Language: {tag}") for tag in languages if _SPEC.fullmatch(tag)],
        SOURCE: [Set(f"{SOURCE}:{_spec(pk, name)}", f"Source: {title}") for pk, (name, title) in changes.sources().items()],
    }
    tops = {KIND: "By kind", LANGUAGE: "By language", SOURCE: "By source"}
    for top, family in families().items():
        tops[top] = family.title
        held[top] = [Set(f"{top}:{value}", title) for value, title in family.every().items() if _SPEC.fullmatch(value)]
    return [one for top, sets in held.items() if sets for one in (Set(top, tops[top]), *sets)]


def part_of(spec: str, *, through: int = 0) -> Part:
    """Return the works of a set; raise ProtocolError for one that there is not."""
    top, _colon, value = spec.partition(":")
    told = families()
    if not spec or (top in (KIND, LANGUAGE, SOURCE, *told) and not _colon):
        return Part(through=through)  # the tops hold all
    if top == KIND and value:
        return Part(kind=value, through=through)
    if top == LANGUAGE and value:
        return Part(language=value, through=through)
    if top in told and told[top].knows(value) and (reached := told[top].reached()):
        return Part(family=(top, value), through=min(through or reached, reached))
    found = next((pk for pk, (name, _) in changes.sources().items() if top == SOURCE and _spec(pk, name) == value), None)
    if found is None:
        raise ProtocolError("noRecordsMatch", f"there is no set {spec[:60]!r}; ListSets names them")
    return Part(source=found, through=through)


def specs_of(works: Sequence[Changed]) -> dict[int, list[str]]:
    """Return the sets that each work is in."""
    names = {pk: _spec(pk, name) for pk, (name, _) in changes.sources().items()}
    live = [work.number for work in works if work.live]
    sources = changes.sources_of(live)
    told = {top: family.parts_of(live) for top, family in families().items()}
    return {
        work.number: [
            *([f"{KIND}:{work.kind}"] if work.kind else []),
            *([f"{LANGUAGE}:{work.language}"] if _SPEC.fullmatch(work.language) else []),
            *(f"{SOURCE}:{names[pk]}" for pk in sources.get(work.number, ()) if pk in names),
            *(f"{top}:{value}" for top, parts in told.items() for value in parts.get(work.number, ()) if _SPEC.fullmatch(value)),
        ]
        for work in works
    }


def _spec(pk: int, name: str) -> str:
    """Return what a source is called in a set's name, which knows few characters."""
    return name if _SPEC.fullmatch(name) and not name.startswith("~") else f"~{pk}"
