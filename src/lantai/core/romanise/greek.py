"""Greek in Latin letters, by the table of the Library of Congress for modern Greek."""

import re
import unicodedata
from collections.abc import Callable

_LETTERS = dict(zip("αβδεζηικλνοπρσςτυω", "avdezēiklnoprsstyō", strict=True)) | {
    "γ": "g", "θ": "th", "μ": "m", "ξ": "x", "φ": "ph", "χ": "ch", "ψ": "ps", "ου": "ou", "αυ": "au", "ευ": "eu", "ηυ": "ēu", "γγ": "ng", "γκ": "gk",
    "γξ": "nx", "γχ": "nch",
}  # fmt: skip
_UNIT = re.compile("|".join(sorted(_LETTERS, key=len, reverse=True)), re.IGNORECASE)
_FIRST_B = re.compile(r"(?<![α-ω])μπ", re.IGNORECASE)
_FIRST_D = re.compile(r"(?<![α-ω])ντ", re.IGNORECASE)
_ACCENTS = frozenset("\u0300\u0301\u0308\u0313\u0314\u0342\u0345")


def loc(text: str) -> str:
    """Return a Greek text in Latin letters, without accents: "Historia" is "Istoria", for modern Greek has no breathing."""
    bare = unicodedata.normalize("NFC", "".join(c for c in unicodedata.normalize("NFD", text) if c not in _ACCENTS))
    return _UNIT.sub(_latin, _FIRST_D.sub(_same("d"), _FIRST_B.sub(_same("b"), bare)))


def _same(latin: str) -> Callable[[re.Match[str]], str]:
    return lambda match: latin.upper() if match[0][0].isupper() else latin


def _latin(match: re.Match[str]) -> str:
    latin = _LETTERS[match[0].lower()]
    return latin[0].upper() + latin[1:] if match[0][0].isupper() else latin
