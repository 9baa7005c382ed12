"""Any service that speaks OpenAI's ``/v1/embeddings``: of a vendor, or of the library's own machine.

The texts of works go there when they are indexed, and so do readers' questions: that is the library's decision, and off by default.
"""

from collections.abc import Sequence
from hashlib import sha256

import msgspec
import numpy as np

from lantai.ai.choice import Choice, ServiceFailed, Unusable
from lantai.ai.service import ask

from .protocol import Embedder, Vectors, readable, unit

BATCH = 64
"""Texts a request; services take from 32 to 2,048."""

LONGEST = 8_000
"""Characters of a text that are sent; more than any model reads of it."""


class _Item(msgspec.Struct):
    embedding: list[float]
    index: int = -1


class _Said(msgspec.Struct):
    data: list[_Item]


class Endpoint:
    """See Embedder."""

    name = "endpoint"
    licence = ""

    def __init__(self, choice: Choice) -> None:
        self._choice = choice
        self.title = choice.model
        self.version = choice.at
        self.digest = sha256(f"{choice.at}\n{choice.model}".encode()).hexdigest()
        self.languages = choice.languages or frozenset("*")

    def embed(self, texts: Sequence[str], langs: Sequence[str] = (), *, asked: bool = False) -> Vectors:
        """Return a vector a text, asked for in batches."""
        batches = [texts[at : at + BATCH] for at in range(0, len(texts), BATCH)]
        rows = [row for batch in batches for row in self._batch(batch)]
        if rows and {len(row) for row in rows} != {len(rows[0]) or 1}:
            raise ServiceFailed(f"{self._choice.at}: the vectors are not all of one length")
        return unit(np.array(rows, np.float32)) if rows else np.zeros((0, 0), np.float32)

    def _batch(self, texts: Sequence[str]) -> list[list[float]]:
        sent = {
            "model": self._choice.model,
            "input": [text[:LONGEST] or " " for text in readable(texts)],
            "encoding_format": "float",
        }
        found = ask(self._choice, "embeddings", sent, _Said).data
        if len(found) != len(texts):
            raise ServiceFailed(f"{self._choice.at}: {len(found)} vectors came back for {len(texts)} texts")
        if sorted(item.index for item in found) == list(range(len(texts))):
            found = sorted(found, key=lambda item: item.index)
        return [item.embedding for item in found]


def open_embedder(choice: Choice) -> Embedder:
    """Return the service; raise Unusable where its address or its model is not named. Nothing is sent yet."""
    if not choice.at or not choice.model or choice.client is None:
        raise Unusable("endpoint: LANTAI_EMBEDDER_AT must name the address (https://…/v1), LANTAI_EMBEDDER_MODEL the model")
    return Endpoint(choice)
