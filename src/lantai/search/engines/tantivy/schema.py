"""What tantivy indexes of a document, field by field.

Only two tokenizers of tantivy's own are used, ``whitespace`` and ``raw``: folding and segmentation happened before, in core.text.
Nothing is stored: pages read works from the database.
"""

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import msgspec
import tantivy

from lantai.search import analysis
from lantai.search.analysis import LAST, SORT_LENGTH, check, title_key
from lantai.search.document import COUNTED, FACETS, KEYS, PARTS, Document, parted
from lantai.search.ranking import COLUMNS, SOUND_COLUMNS, STEM_COLUMNS, columns

if TYPE_CHECKING:
    from .numbering import Numbered

VERSION = 7
"""Raise it when documents are indexed differently though the fields are the same."""

_SORT_KEY = "sort_key"
_IDS = 2**31
"""Works in an order of numbers; ties of those past it may stand in another order. Each bit costs two a work."""

_WITH_LENGTHS = frozenset((*COLUMNS, *STEM_COLUMNS, *SOUND_COLUMNS))
"""Columns whose words are weighed by how long the text is."""

SHARES = (4, 16, 64)
"""Of very many works one in so many is counted. Who is among them depends on the number of a work alone: each smaller part lies within the larger."""

_HASHED, _GOLDEN = 2**32, 0x9E3779B1
"""Numbers that follow each other are spread evenly, so that each part has its share of all that came in together."""

_ORDERS = frozenset(("by_title", "by_author"))


@cache
def schema() -> tantivy.Schema:
    """Return the schema. Numbers that come from outside are signed. Those of values are not, but for facets that may have millions of them."""
    builder = tantivy.SchemaBuilder()
    builder.add_integer_field("wid", indexed=True, fast=True)
    for column in COLUMNS:
        builder.add_text_field(column, tokenizer_name="whitespace", index_option="position")
    for column in STEM_COLUMNS:
        builder.add_text_field(column, tokenizer_name="whitespace", index_option="freq" if column == "stems" else "basic")
    for column in SOUND_COLUMNS:
        builder.add_text_field(column, tokenizer_name="whitespace", index_option="basic")
    for name in ("ident", "title_key", "share"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in FACETS:
        builder.add_text_field(facet_field(name), tokenizer_name="raw", index_option="basic")
    for name in COUNTED:
        (builder.add_integer_field if name in _OF_MILLIONS else builder.add_unsigned_field)(counted_field(name), fast=True)
    builder.add_integer_field("year", indexed=True, fast=True)
    for name in ("newest", "oldest", "added"):
        builder.add_integer_field(name, fast=True)
    for name in sorted(_ORDERS, reverse=True):
        builder.add_text_field(name, tokenizer_name=_SORT_KEY, index_option="basic", fast=True)
    return _spared(builder.build())


def _spared(made: tantivy.Schema) -> tantivy.Schema:
    """Return the schema without what is never asked for: how long values are that are filtered by or looked up whole (20 bytes a work, one for
    each field), and terms of sort keys (37).

    Tantivy can do so, its binding for Python cannot say it: so the schema is changed in the form in which it is pickled.
    """
    pickled: Any = made.__reduce__()
    remake, (fields,) = pickled
    for field in fields["inner"]:
        if field["type"] != "text":
            continue
        if field["name"] in _ORDERS:
            del field["options"]["indexing"]
        elif field["name"] not in _WITH_LENGTHS:
            field["options"]["indexing"]["fieldnorms"] = False
    spared: tantivy.Schema = remake(fields)
    return spared


def register_tokenizers(index: tantivy.Index) -> None:
    """Make known how sort keys are taken: whole."""
    index.register_fast_field_tokenizer(_SORT_KEY, tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw()).build())


def fingerprint() -> str:
    """Return what changes with the fields, with what goes into them, or with how text is folded, cut and stemmed."""
    version: str = tantivy.__version__  # type: ignore[attr-defined]  # "tantivy v0.27.0, index_format v7"
    return analysis.fingerprint(VERSION, version.rpartition(" ")[2])


def facet_field(name: str) -> str:
    """Return the field by which works are filtered."""
    return f"f_{name}"


_FACET_FIELDS = {name: facet_field(name) for name in FACETS}


def counted_field(name: str) -> str:
    """Return the column in which a facet's values are counted, as numbers."""
    return f"n_{name}"


_OF_MILLIONS = ("subject",)
"""Facets whose numbers are signed: tantivy counts these through a hash, unsigned ones in a table with a place for each number there is, which
each question makes anew in each segment (12 ms for 2.4 million)."""

_COUNTED_FIELDS = {name: counted_field(name) for name in COUNTED}


def facet_term(name: str, value: str) -> str:
    """Return what stands for a value in the field by which works are filtered."""
    return _key_term(value) if name in KEYS else value


def _key_term(value: str) -> str:
    place = value.rfind(PARTS)
    if place < 0:
        return _hashed(value)
    above, last = (value[:place], value[place + len(PARTS) :]) if value[place - 1] != "-" else parted(value)
    return f"{_hashed(above)}{PARTS}{last}"


_hashed = lru_cache(maxsize=32_768)(title_key)
"""A key, and what lies below it, stand in one work; headings, and names of those who write much, come again and again."""


def terms_below(key: str) -> str:
    """Return how the terms of the keys one step below a key begin: each says the key itself in few letters."""
    return f"{_hashed(key)}{PARTS}"


def row(document: Document, numbered: Mapping[str, "Numbered"]) -> str:
    """Return the document as tantivy takes it, as JSON: a quarter less time than a tantivy.Document with its values handed over one by one.

    Raise TypeError or ValueError when a value has the wrong type. ``numbered``: by facet.
    """
    check(document)
    fields: dict[str, Any] = {"wid": document.id, **columns(document), **_orders(document)}
    if document.identifiers:
        fields["ident"] = document.identifiers
    if keys := document.title_keys:
        fields["title_key"] = [title_key(key) for key in (dict.fromkeys(keys) if len(keys) > 1 else keys)]
    if shares := _shares(document.id):
        fields["share"] = shares
    for name, given in document.facets.items():
        if given:
            once = list(dict.fromkeys(given)) if len(given) > 1 else given
            if name in KEYS:
                fields[_FACET_FIELDS[name]] = [_key_term(value) for value in once]
            else:
                fields[_FACET_FIELDS[name]] = once
                fields[_COUNTED_FIELDS[name]] = numbered[name].of(once)
    return _encode(fields).decode()


_encode = msgspec.json.Encoder().encode


def _shares(number: int) -> list[str]:
    """Return in which parts a work is; three of four are in none."""
    place = number * _GOLDEN % _HASHED
    return [str(share) for share in SHARES if place * share < _HASHED]


def _orders(document: Document) -> dict[str, Any]:
    """Return the sort keys; in those of numbers the id breaks ties, so that any depth of a list is in order."""
    number, year = document.id % _IDS, document.year
    orders: dict[str, Any] = {
        "newest": _IDS - number if year is None else (_clamped(year) * _IDS) + _IDS - number,
        "oldest": _clamped(99_999 if year is None else year) * _IDS + number,
        "added": document.added * _IDS + _IDS - number,
        "by_title": document.sort_title[:SORT_LENGTH] or LAST,
        "by_author": document.sort_author[:SORT_LENGTH] or LAST,
    }
    if year is not None:
        orders["year"] = year
    return orders


def _clamped(year: int) -> int:
    return min(max(year, -10_000), 20_000) + 10_001
