"""Words in Latin letters put where those in another script stood, with the punctuation between them in Latin manner."""

from collections.abc import Iterable

_SIGNS = str.maketrans(
    {"，": ",", "、": ",", "。": ".", "．": ".", "；": ";", "：": ":", "？": "?", "！": "!", "（": "(", "）": ")", "［": "[", "］": "]", "〔": "[", "〕": "]"}
    | {"《": "“", "》": "”", "〈": "“", "〉": "”", "「": "“", "」": "”", "『": "“", "』": "”", "【": "[", "】": "]", "・": " ", "·": " ", "～": "–", "—": "–"}
    | {"،": ",", "؛": ";", "؟": "?", "　": " ", "״": '"', "׳": "'", "־": "-"}
)  # fmt: skip
_AFTER = frozenset(",.;:?!)]”")
_BEFORE = frozenset("([“")


def joined(words: Iterable[tuple[str, int, int]], text: str, *, counted: str = " ") -> str:
    """Return the words (as written now, and from where to where each stood in ``text``) with what stood between them; the first letter is a capital.

    ``counted``: what stands between a number and the word right after it.
    """
    made, after = "", 0
    for word, start, end in words:
        if after == start and made[-1:].isdecimal():
            made += counted + word
        else:
            made += _between(text[after:start], begins=not made) + word
        after = end
    made = (made + text[after:].translate(_SIGNS).rstrip()).strip()
    return made[:1].upper() + made[1:]


def _between(text: str, *, begins: bool) -> str:
    signs = text.translate(_SIGNS)
    bare = signs.strip()
    if not bare:
        return "" if begins else " "
    before = " " if bare[0] in _BEFORE or signs[0].isspace() else ""
    after = "" if bare[-1] in _BEFORE else " " if signs[-1].isspace() or bare[-1] in _AFTER else ""
    return ("" if begins else before) + bare + after
