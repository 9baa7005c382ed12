"""What the cluster indexes of a document, field by field.

The text was folded and cut before, in core.text: the only analysis left is to split at spaces. Nothing is stored, not even the
source: pages read works from the database, and an index is made anew from works.
"""

from typing import Any

import msgspec

from lantai.search import analysis
from lantai.search.analysis import LAST, SORT_LENGTH, check, title_key
from lantai.search.document import FACETS, Document
from lantai.search.protocol import MAX_OFFSET
from lantai.search.ranking import COLUMNS, SOUND_COLUMNS, START, STEM_COLUMNS, columns

from .address import Address

VERSION = 1
"""Raise it when documents are indexed differently though the fields are the same."""

WINDOW = MAX_OFFSET + 10_000
"""Hits that one question can reach into; longer lists are read on from the last hit."""

SUGGESTED = ("title", "titles", "names", "subjects")
"""Columns whose words are offered as help."""

REFRESH_S = 30
"""Commits show at once; this heals a copy whose node was away at that moment."""

_LONGEST_TOKEN = 8_000
_LONGEST_VALUE = 8_000
"""Characters. Lucene refuses the whole document for a term of more than 32,766 bytes."""


def fingerprint() -> str:
    """Return what changes with the fields, with what goes into them, or with how text is folded, cut and stemmed."""
    return analysis.fingerprint("opensearch", VERSION, *COLUMNS, *STEM_COLUMNS)


def index_settings(address: Address, *, building: bool) -> dict[str, Any]:
    """Return the settings that may change. ``building``: nobody searches it yet, and it can be begun anew."""
    return {
        "number_of_replicas": 0 if building else address.replicas,
        "refresh_interval": "-1" if building else f"{REFRESH_S}s",
    }


def index_body(address: Address, *, building: bool) -> dict[str, Any]:
    """Return how an index is made."""
    split = {"type": "whitespace", "max_token_length": _LONGEST_TOKEN}
    return {
        "settings": {
            "index": {
                "number_of_shards": address.shards,
                "max_result_window": WINDOW,
                **index_settings(address, building=building),
            },
            "analysis": {
                "tokenizer": {"spaces": split},
                "analyzer": {"tokens": {"type": "custom", "tokenizer": "spaces"}},
            },
        },
        "mappings": {
            "_meta": {"fingerprint": fingerprint()},
            "_source": {"enabled": False},
            "dynamic": "strict",
            "properties": properties(),
        },
    }


def properties() -> dict[str, Any]:
    """Return the fields."""
    exact = {"type": "keyword", "doc_values": False, "ignore_above": _LONGEST_VALUE}
    fields: dict[str, Any] = {"wid": {"type": "long"}, "year": {"type": "long"}, "added": {"type": "integer", "index": False}}
    fields |= {column: {"type": "text", "analyzer": "tokens"} for column in COLUMNS}
    for column in STEM_COLUMNS:
        fields[column] = {"type": "text", "analyzer": "tokens", "index_options": "freqs" if column == "stems" else "docs"}
    fields |= {column: {"type": "text", "analyzer": "tokens", "index_options": "docs"} for column in SOUND_COLUMNS}
    fields |= dict.fromkeys(("ident", "title_key"), exact)
    fields |= {facet_field(name): {"type": "keyword", "ignore_above": _LONGEST_VALUE} for name in FACETS}
    listed = {"type": "keyword", "index": False}
    return fields | dict.fromkeys(("by_title", "by_author"), listed) | {"words": {**listed, "ignore_above": 64}}


def facet_field(name: str) -> str:
    """Return the field of a facet."""
    return f"f_{name}"


def row(document: Document) -> bytes:
    """Return the document as the cluster takes it, one line of JSON; raise TypeError or ValueError when a value has the wrong type."""
    check(document)
    texts = columns(document)
    fields: dict[str, Any] = {
        "wid": document.id,
        "added": document.added,
        "by_title": document.sort_title[:SORT_LENGTH] or LAST,
        "by_author": document.sort_author[:SORT_LENGTH] or LAST,
        "words": list(
            {token: None for name in SUGGESTED for text in texts.get(name, ()) for token in text.split() if token != START}
        ),
        **texts,
    }
    if document.year is not None:
        fields["year"] = document.year
    if document.identifiers:
        fields["ident"] = document.identifiers
    if document.title_keys:
        fields["title_key"] = [title_key(key) for key in dict.fromkeys(document.title_keys)]
    fields |= {facet_field(name): list(dict.fromkeys(values)) for name, values in document.facets.items() if values}
    return msgspec.json.encode(fields)
