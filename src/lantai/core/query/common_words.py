"""Words of a question that are common words of some language, and so nobody's name unless they are written as one: "open" is no 郭朋.

A name that only sounds like a word is worth asking for where the word may be a name. Names that records give in several forms are another matter, and so
are words of the index: those that sound like a common word are mostly the same word, veto and вето.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from lantai.core.bilingual.stopwords import stopwords
from lantai.core.text.fold import fold
from lantai.core.text.fold import words as folded_words
from lantai.core.text.scripts import script_of

from .expansion import Found, Span
from .likely_names import is_proper
from .mixing import is_guess

SHORTEST, SHORTEST_HAN = 4, 2
"""Letters of a word that may be common. Shorter ones are family names in pinyin as often: du is French, and Du Fu. And characters of one in Han: 环境 is
"environment", and no 玄奘."""


def common(typed: Mapping[Span, str], known: Mapping[Span, Sequence[Found]]) -> set[str]:
    """Return the words, folded, that some language has as a word. ``typed``: how each span was typed, in every language that was tried."""
    found = set[str]()
    for span, text in typed.items():
        word = fold(text)
        if may_be_common(word) and (word in stopwords(span.lang) or any(map(_is_word, known.get(span, ())))):
            found.add(word)
    return found


def may_be_common(word: str) -> bool:
    """Say whether a folded word is long enough to be told from a name."""
    return len(word) >= (SHORTEST_HAN if script_of(word) == "Hani" else SHORTEST)


def are_common(text: str, words: Collection[str], written: Iterable[str]) -> bool:
    """Say whether a text holds a common word that is not written as a name. ``words``: the common ones; ``written``: the words of the whole question."""
    found = [word for word in text.split() if any(one in words for one in folded_words(word))] if words else []
    return any(not _is_written_as_name(word, list(written)) for word in found)


def _is_word(found: Found) -> bool:
    """Say whether a translation shows that its source is a word: it is none of a name, and more than a single title says so."""
    return not is_proper(found) and not is_guess(found)


def _is_written_as_name(word: str, written: Sequence[str]) -> bool:
    """Say whether a word has a capital where it need have none: inside a question of which other words have none."""
    return word[:1].isupper() and word in written[1:] and any(other[:1].islower() and len(other) >= SHORTEST for other in written)
