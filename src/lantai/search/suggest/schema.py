"""What the index of suggestions keeps of each."""

import hashlib
from functools import cache
from typing import Any

import tantivy

from lantai.core.text.analysed import analyse

from .terms import Terms

VERSION = 2
"""Raise it when suggestions are indexed differently though the fields are the same."""

_PROBE = "Straße ÅRSBOK l'été e-mail Тёплый أحمد ۱۲ 國語辞典 ひらカタ 한국어"


class Columns:
    """Names of the fields of terms."""

    FORM = "form"
    START = "start"
    WORD = "word"
    GRAM = "gram"
    INITIAL = "initial"
    HAS = "has"


@cache
def schema() -> tantivy.Schema:
    """Return the schema. ``key`` is the suggestion's own; ``has``: keys of the headings that a work has; ``number``: the work's, 0 of headings."""
    builder = tantivy.SchemaBuilder()
    for name in ("key", Columns.FORM, Columns.HAS, Columns.START, Columns.WORD, Columns.GRAM, Columns.INITIAL):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", stored=name == "key")
    builder.add_integer_field("number", fast=True)
    builder.add_integer_field("weight", fast=True)
    builder.add_bytes_field("kept", stored=True, indexed=False)
    return builder.build()


def document(
    key: str, terms: Terms, *, weight: int, number: int = 0, has: tuple[str, ...] = (), kept: bytes = b""
) -> tantivy.Document:
    """Return the document of one suggestion."""
    fields: dict[str, Any] = {"key": key, "weight": weight, "number": number}
    columns = {
        Columns.FORM: terms.forms, Columns.START: terms.starts, Columns.WORD: terms.words, Columns.GRAM: terms.grams,
        Columns.INITIAL: terms.initials, Columns.HAS: has,
    }  # fmt: skip
    fields |= {name: list(values) for name, values in columns.items() if values}
    if kept:
        fields["kept"] = kept
    return tantivy.Document.from_dict(fields, schema())


def fingerprint(*more: str) -> str:
    """Return what changes with the schema, with how text is folded and cut, and with ``more``."""
    version: str = tantivy.__version__  # type: ignore[attr-defined]  # missing from tantivy's own stub
    told = (str(VERSION), version.rpartition(" ")[2], analyse(_PROBE), *more)
    return hashlib.blake2b("\n".join(told).encode(), digest_size=6).hexdigest()
