"""Word vectors trained on the library's own bilingual records: nothing to download, seconds to make; a text is the mean of its words.

For languages that no encoder at hand knows: beside one that does, and beside learned translations, they add next to nothing (measured:
docs/decisions/0061). ``training.train`` makes the file, ``open_embedder`` reads it.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from lantai.ai.choice import Choice, Unusable
from lantai.core.bilingual.words import keys

from ..protocol import Embedder, Vectors, readable, unit

FILE = "static.npz"

LONGEST = 4_000
"""Characters of a text that are cut into words."""


class Static:
    """See Embedder."""

    name = "static"
    title = "word vectors of this library's records"
    licence = ""

    def __init__(self, data: bytes) -> None:
        with np.load(BytesIO(data), allow_pickle=False) as found:
            self._vectors: NDArray[np.float16] = found["vectors"]
            self._weights: NDArray[np.float32] = found["weights"]
            self._numbers = {word: n for n, word in enumerate(found["vocabulary"].tobytes().decode().split("\n"))}
            self.version = str(found["pairs"])
        self.languages = frozenset(word.partition(":")[0] for word in self._numbers)
        self.digest = sha256(data).hexdigest()

    def embed(self, texts: Sequence[str], langs: Sequence[str] = (), *, asked: bool = False) -> Vectors:
        """Return a vector a text: the mean of its known words, weighted by how rare they are."""
        made = np.zeros((len(texts), self._vectors.shape[1]), np.float32)
        for n, text in enumerate(readable(texts)):
            known = self._known(text[:LONGEST], langs[n] if n < len(langs) else "")
            if known:
                made[n] = self._weights[known] @ self._vectors[known].astype(np.float32)
        return unit(made)

    def _known(self, text: str, lang: str) -> list[int]:
        """Return the numbers of a text's words; without a language that is known here, as the one of which most are known."""
        lang = lang.partition("-")[0]
        if lang in self.languages:
            return self._looked_up(text, lang)
        return max((self._looked_up(text, other) for other in sorted(self.languages)), key=len, default=[])

    def _looked_up(self, text: str, lang: str) -> list[int]:
        return [number for key in keys(text, lang) if (number := self._numbers.get(f"{lang}:{key}")) is not None]


def open_embedder(choice: Choice) -> Embedder:
    """Return the vectors in the chosen folder; raise Unusable when they have not been trained yet, or are damaged."""
    try:
        return Static((choice.folder / FILE).read_bytes())
    except FileNotFoundError:
        raise Unusable(f"{choice.at}: there are no trained word vectors yet: lantai index --vectors") from None
    except (ValueError, KeyError, OSError) as problem:
        raise Unusable(f"{choice.at}/{FILE} cannot be read ({problem}); delete it, then: lantai index --vectors") from problem


def packed(vocabulary: Iterable[str], vectors: NDArray[np.float32], weights: NDArray[np.float32], pairs: int) -> bytes:
    """Return the file of trained vectors; the same input gives the same bytes."""
    target = BytesIO()
    words = np.frombuffer("\n".join(vocabulary).encode(), np.uint8)
    np.savez(target, vectors=vectors.astype(np.float16), weights=weights, vocabulary=words, pairs=np.array(f"{pairs:,} pairs"))
    return target.getvalue()
