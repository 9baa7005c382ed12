"""What a rule says of a field, and a dialect of its fields: values, apart from what applies them (rules.py, dialect.py), which may be compiled."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from .draft import Draft
    from .fields import Field
    from .pairing import Pairing
    from .rules import Given, Reading


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """What becomes of a field.

    ``into``: the list of the BibRecord. ``read``: from Given to parts (None: the coded
    fields, which ``prepare`` of the dialect has read). ``holds``: the subfields that the parts hold exactly:
    "a" the first and only one, "x+" each of several, "(abc)" joined into one text, so that it is exact only where one of them occurs
    alone. ``scripts``: those that are also held in other scripts (field 880). ``trims``: ISBD punctuation goes.
    ``whole``: the field is kept verbatim besides, because its parts cannot give it back. ``says``: for the page of documentation.
    """

    into: str
    read: "Callable[[Given], Reading] | None" = None
    holds: str = ""
    scripts: str = ""
    language: str = "text"
    trims: bool = True
    whole: bool = False
    says: str = ""


class Dialect(msgspec.Struct, frozen=True):
    """The rules of a dialect, what reads its coded fields, and how it writes other scripts."""

    name: str
    rules: dict[str, Rule]
    prepare: "Callable[[Draft, str, dict[str, list[Field]]], None]"
    finish: "Callable[[Draft, dict[str, list[Field]]], None]"
    pair: "Callable[[tuple[Field, ...], Draft], Pairing]"
    early: frozenset[str]
    pairs_always: bool = True
