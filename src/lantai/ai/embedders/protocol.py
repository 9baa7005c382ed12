"""What an embedder is, and what all of them do with their vectors."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from lantai.ai.choice import Choice, ServiceFailed

Vectors = NDArray[np.float32]
"""float32, shape (n, d), each row of unit length, or all zeros where the text says nothing."""


class Embedder(Protocol):
    """Turns texts into vectors; texts that mean the same lie close to each other, in whatever language.

    ``name``: of the plug-in. ``title``, ``version``, ``licence``: for people. ``digest``: changes whenever vectors made before can no
    longer be compared. ``languages``: primary subtags of those it was made for; "*" among them: it is not known to have limits.
    """

    name: str
    title: str
    version: str
    licence: str
    digest: str
    languages: frozenset[str]

    def embed(self, texts: Sequence[str], langs: Sequence[str] = (), *, asked: bool = False) -> Vectors:
        """Return a vector a text, in their order. ``langs``: their languages, as far as known; ``asked``: they are questions, not works.

        Raise ServiceFailed. Safe to call from several threads.
        """


class OpenEmbedder(Protocol):
    """How an embedder is opened; what the registry holds."""

    def __call__(self, choice: Choice) -> Embedder:
        """Return the embedder; raise Unusable, saying what to do."""


def knows(embedder: Embedder, lang: str) -> bool:
    """Say whether an embedder was made for a language. Outside its languages an encoder does harm (hi, XQuAD: R@10 .892 to .861)."""
    return "*" in embedder.languages or lang.partition("-")[0] in embedder.languages


def unit(vectors: NDArray[np.floating]) -> Vectors:
    """Return the rows at unit length; rows without length stay zeros. Raise ServiceFailed where a number is none."""
    found: Vectors = np.asarray(vectors, np.float32)
    if found.ndim != 2 or not np.isfinite(found).all():
        raise ServiceFailed("the vectors are not rows of numbers")
    length = np.linalg.norm(found, axis=1, keepdims=True)
    np.divide(found, length, out=(made := np.zeros_like(found)), where=length > 1e-9)
    return made


def readable(texts: Sequence[str]) -> list[str]:
    """Return the texts without halves of characters, which no tokenizer and no service takes."""
    return [text if text.isascii() else text.encode("utf-8", "replace").decode() for text in texts]
