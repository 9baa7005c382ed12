"""The engine-neutral query tree. Every engine compiles it; nothing above an engine knows its query language."""

from enum import StrEnum
from typing import TypeAlias

import msgspec


class Field(StrEnum):
    """Where to look."""

    ANY = "any"
    TITLE = "title"
    NAME = "author"
    SUBJECT = "subject"
    SERIES = "series"
    IDENTIFIER = "identifier"
    CALL_NUMBER = "call_number"


class Term(msgspec.Struct, frozen=True, tag=True, omit_defaults=True, gc=False):
    """Index tokens that must stand side by side in this order; one token: a word. ``text``: as the reader typed it.

    ``prefix``: the last token is only the beginning of a word. ``weight`` multiplies the score (alternatives: 0..1).
    ``lang``, ``origin``: of an alternative, its language and where it was found; "joined" and "elided" are spellings of the reader's own word,
    "stem" its stem. ``stem``: the tokens are stems, and are looked for where stems are kept: all in one column, in any order.
    """

    tokens: tuple[str, ...]
    text: str
    field: Field = Field.ANY
    prefix: bool = False
    weight: float = 1.0
    lang: str = ""
    origin: str = ""
    stem: bool = False


class AnyOf(msgspec.Struct, frozen=True, tag=True, gc=False):
    """At least one of them; the best one counts."""

    nodes: tuple["Node", ...]


class AllOf(msgspec.Struct, frozen=True, tag=True, gc=False):
    """All of them; the scores add up."""

    nodes: tuple["Node", ...]


class SomeOf(msgspec.Struct, frozen=True, tag=True, gc=False):
    """At least ``least`` of them, 1 or more; the scores of those that match add up, and of those ``beside`` them, which need not match.

    ``instead``: what matches one of these matches too, for which they add nothing to the score.
    """

    nodes: tuple["Node", ...]
    least: int = 1
    beside: tuple["Node", ...] = ()
    instead: tuple["Node", ...] = ()


class Then(msgspec.Struct, frozen=True, tag=True, gc=False):
    """What matches ``first`` comes first; then what matches only ``rest``. Scores of ``rest`` order both.

    ``works``: all that match ``first``, where they are known already; an engine need not look for them again.
    """

    first: "Node"
    rest: "Node"
    works: tuple[int, ...] | None = None


class Not(msgspec.Struct, frozen=True, tag=True, gc=False):
    """Not this. Only ever inside an AllOf that also holds something positive, or alone: everything but this."""

    node: "Node"


class Everything(msgspec.Struct, frozen=True, tag=True):
    """Every work; for browsing with filters alone."""


class Having(msgspec.Struct, frozen=True, tag=True):
    """Works with one of these values of a facet. Unlike a filter it belongs to the question: the facet itself is counted within it."""

    facet: str
    values: tuple[str, ...]


Node: TypeAlias = Term | AnyOf | AllOf | SomeOf | Then | Not | Everything | Having


class Notice(msgspec.Struct, frozen=True):
    """Something the reader should know about how the question was understood.

    ``code``: "too_long", "unbalanced_quote", "unbalanced_bracket", "nothing_to_search", "control_characters", "operator_ignored",
    "field_alone"; ``detail``: the words it is about.
    """

    code: str
    detail: str = ""


class Question(msgspec.Struct, frozen=True, omit_defaults=True):
    """A parsed question.

    ``exact_key``: core.text key of the whole text, to lift the work with exactly that title. ``identifiers``:
    "isbn:978…" values recognised in the whole text
    (all that it might be). ``tree`` is None when there is nothing to search for. ``typed``: the tree as typed, where ``tree`` also holds
    translations. ``languages``: those by whose stems the words as typed are found.
    """

    text: str
    tree: Node | None
    exact_key: str = ""
    identifiers: tuple[str, ...] = ()
    notices: tuple[Notice, ...] = ()
    typed: Node | None = None
    languages: tuple[str, ...] = ()
