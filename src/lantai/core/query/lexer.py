"""A reader's text cut into words, phrases, operators and brackets; mended where they do not pair, never refused.

``clean`` makes the text harmless, ``lex`` cuts it. Signs of other scripts (“”, 「」, «», （）, ：) count like the ASCII ones;
the items keep the text as typed.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import Enum, auto
from functools import lru_cache
from typing import NamedTuple

from .fields import FIELD_NAMES
from .tree import Notice

LONGEST = 500
"""Characters of a question that are read; the longest titles of real catalogues are shorter."""

DEEPEST = 16
"""Brackets within brackets that count; deeper ones are left out, what they hold is kept."""

_SHOUTED_WORDS = 4
"""From so many words on, a text all in capitals is a title in capitals: TO BE OR NOT TO BE. DNA OR RNA has operators."""


class Kind(Enum):
    """What an item is."""

    WORD = auto()
    PHRASE = auto()
    FIELD = auto()
    OPEN = auto()
    CLOSE = auto()
    AND = auto()
    OR = auto()
    NOT = auto()


class Item(NamedTuple):
    """A piece of the question. ``text``: as typed, quotes and field names' colon taken off. ``beginning``: a * followed."""

    kind: Kind
    text: str
    beginning: bool = False


_SIGNS = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»‹›「」『』｢｣〝〞〟＂", '"'),
        **dict.fromkeys("（﹙", "("),
        **dict.fromkeys("）﹚", ")"),
        **dict.fromkeys("：﹕", ":"),
        **dict.fromkeys("，、。；？！．·،؛؟۔《》〈〉【】〔〕…—", " "),
        "＊": "*",
        "＋": "+",
        "－": "-",
        "＆": "&",
        "｜": "|",
        "\u3000": " ",
    }
)
_ABBREVIATION_QUOTE = re.compile(r'(?<=[\u05d0-\u05ea])["“”](?=[\u05d0-\u05ea])')
_MIDDLE_DOT = re.compile(r"(?<=\w)·(?=\w)")
_ITEM = re.compile(
    rf"""
    \s+
    | "(?P<phrase>[^"]*)"(?P<beginning>\*?)
    | (?P<field>{"|".join(map(re.escape, sorted(FIELD_NAMES, key=len, reverse=True)))}):(?=[^\s:])
    | (?P<open>\((?![A-Za-z]+\)[a-z])) | (?P<close>\))
    | (?P<and>&&) | (?P<or>\|\|?)
    | (?P<sign>(?<![^\s(])[+-])(?=[^\s+\-)])
    | (?P<word>(?:\([A-Za-z]+\)(?=[a-z]))?(?:[^\s"()]|(?<=\w)\(\w+\))+)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SIGNIFICANT = re.compile(
    '["“”„‟«»‹›「」『』｢｣〝〞〟＂()（）﹙﹚:：﹕*＊+＋－&＆|｜·]|(?:^|[\\s，、。；？！．،؛؟۔《》〈〉【】〔〕…—-])-'
)
"""What is more than a part of a word: most questions have none of it."""
_OPERATORS = {"AND": Kind.AND, "OR": Kind.OR, "NOT": Kind.NOT}
_CATEGORIES_DROPPED = ("Cc", "Cs", "Cn", "Co")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_JOINERS = frozenset("\u200c\u200d\u3000\u00a0")
_INVISIBLE = frozenset("\u00ad\u180e\u200b\u200d\u2060\ufeff")


def clean(text: str) -> tuple[str, list[Notice]]:
    """Return ``text`` without control characters and capped at ``LONGEST``, and what had to be taken off.

    The marks of direction and invisible spaces that come with copying go without a word; the half-space of Persian stays.
    """
    notices = []
    plain = kept = text[: 4 * LONGEST]
    if not kept.isprintable():  # all that is dropped is not, and most questions are
        kept = "".join(" " if c in "\t\n\v\f\r\x85\u2028\u2029" else c for c in kept if c not in _BIDI and c not in _INVISIBLE)
        plain = "".join(
            c for c in kept if (c.isascii() and c.isprintable()) or unicodedata.category(c) not in _CATEGORIES_DROPPED
        )
    if plain != kept:
        notices.append(Notice("control_characters"))
    plain = " ".join(plain.split())
    if len(plain) > LONGEST:
        notices.append(Notice("too_long", str(LONGEST)))
        plain = plain[:LONGEST].rsplit(" ", 1)[0] if " " in plain[LONGEST // 2 : LONGEST] else plain[:LONGEST]
    return plain, notices


def harmless(text: str) -> str:
    """Return ``text`` as a page may show it again: what joins letters stays, what cannot be seen or turns the page round goes."""
    return "".join(c for c in text if c not in _BIDI and (c.isprintable() or c in _JOINERS or c in "\n\t"))


def lex(text: str) -> tuple[list[Item], list[Notice]]:
    """Return the items of a cleaned text, every bracket of which has its other half, and what was mended."""
    items, notices = _lexed(text)
    return list(items), list(notices)


@lru_cache(maxsize=64)  # a question is cut to parse it, for what it quotes, and for its sound
def _lexed(text: str) -> tuple[tuple[Item, ...], tuple[Notice, ...]]:
    if not _SIGNIFICANT.search(text):
        return tuple(_words(text)), ()
    notices: list[Notice] = []
    signs = _ABBREVIATION_QUOTE.sub("״", _MIDDLE_DOT.sub("'", text)).translate(_SIGNS)
    if signs.count('"') % 2:
        at = signs.rindex('"')
        notices.append(Notice("unbalanced_quote", text[at]))
        signs = f"{signs[:at]} {signs[at + 1 :]}"
    shouted = _is_shouted(text)
    items = [item for match in _ITEM.finditer(signs) if (item := _item(match, text, shouted=shouted))]
    paired = _paired(items)
    if any(item.kind in (Kind.OPEN, Kind.CLOSE) and not keep for item, keep in zip(items, paired, strict=True)):
        notices.append(Notice("unbalanced_bracket"))
    return tuple(item for item, keep in zip(items, paired, strict=True) if keep), tuple(notices)


def _words(text: str) -> Iterator[Item]:
    """Yield the items of a text without signs that mean anything: words, and operators among them."""
    shouted = _is_shouted(text)
    for word in text.translate(_SIGNS).split():
        yield Item(Kind.WORD if shouted else _OPERATORS.get(word, Kind.WORD), word)


def _is_shouted(text: str) -> bool:
    words = [word for word in text.split() if word not in _OPERATORS and word.upper() != word.lower()]
    return len(words) >= _SHOUTED_WORDS and not any(character.islower() for character in text)


def _item(match: re.Match[str], text: str, *, shouted: bool) -> Item | None:
    group = match.lastgroup
    if group is None:
        return None
    if group == "beginning":
        return Item(Kind.PHRASE, text[slice(*match.span("phrase"))], beginning=bool(match["beginning"]))
    typed = text[slice(*match.span(group))]
    if group == "word":
        operator = None if shouted else _OPERATORS.get(typed)
        return Item(operator or Kind.WORD, typed.rstrip("*＊"), beginning=typed[-1] in "*＊")
    if group == "sign":
        return Item(Kind.NOT, "-") if match["sign"] == "-" else None
    return Item(Kind[group.upper()], typed)


def _paired(items: list[Item]) -> list[bool]:
    """Tell of each item whether it stays: brackets without their other half and those too deep go."""
    stays = [item.kind not in (Kind.OPEN, Kind.CLOSE) for item in items]
    open_at: list[int] = []
    for at, item in enumerate(items):
        if item.kind is Kind.OPEN:
            open_at.append(at)
        elif item.kind is Kind.CLOSE and open_at:
            stays[at] = stays[open_at.pop()] = len(open_at) < DEEPEST
    return stays
