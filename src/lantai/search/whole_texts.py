"""Whole texts of works as index tokens: they stand behind the notes in ``body``, so the longer a text the less each of its words counts (BM25)."""

from collections.abc import Iterable

import msgspec

from lantai.core.text.analysed import analyse

from .document import GAP, Document

MOST_CHARACTERS = 600_000
"""Of the tokens of one text: a paper has 40,000, a thesis 400,000."""


def with_text(document: Document, texts: Iterable[str]) -> Document:
    """Return the document with the words of its full text."""
    tokens, left = [document.body] if document.body else [], MOST_CHARACTERS
    for text in texts:
        found = analyse(text)[: max(left, 0)]
        if not found:
            continue
        tokens.append(found)
        left -= len(found)
    return msgspec.structs.replace(document, body=GAP.join(tokens))
