"""Words out of marked-up text: titles and abstracts from publishers carry JATS, HTML and MathML, sometimes escaped twice."""

import html
import re

_INLINE = (
    "i|b|u|em|strong|sub|sup|sc|scp|small|tt|code|span|a|p|br|div|li|ul|ol|h[1-6]|blockquote|font|inf|it|bold|italic|underline|"
    "title|sec|list|list-item|label|disp-formula|inline-formula|alternatives|tex-math|xref|ext-link|named-content|monospace|roman|"
    "styled-content|abstract|graphic|uri|email|break"
)
_TAG = re.compile(
    rf"</?(?:jats:[\w-]+|mml:[\w-]+|math|m(?:row|i|n|o|sub|sup|text|frac|style|over|under)|{_INLINE})(?:\s[^<>]*)?/?>", re.I
)
_BREAK = re.compile(r"</?(?:jats:)?(?:p|br|div|li|sec|title|list-item|break|h[1-6])(?:\s[^<>]*)?/?>", re.I)
_TEX = re.compile(
    r"<(?:jats:)?tex-math[^<>]*>.*?</(?:jats:)?tex-math>", re.I | re.S
)  # the same formula stands beside it as MathML
_HEADING = re.compile(r"<((?:jats:)?title)(?:\s[^<>]*)?>([^<>]*)</\1>", re.I)
_RAISED = re.compile(r"<((?:jats:)?(?:sup|sub|inf))(?:\s[^<>]*)?>([^<>]{1,12})</\1>", re.I)
_RAISED_MATH = re.compile(
    r"<((?:mml:)?msu[bp])(?:\s[^<>]*)?>\s*<((?:mml:)?m[ino])(?:\s[^<>]*)?>([^<>]*)</\2>\s*"
    r"<((?:mml:)?m[ino])(?:\s[^<>]*)?>([^<>]{1,12})</\4>\s*</\1>",
    re.I,
)
_UP = str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
_DOWN = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.I)


def plain(text: str) -> str:
    """Return the words alone: tags dropped, entities resolved (also twice escaped ones), white space collapsed.

    Only known tags are dropped, so that "p < 0.05" and "<5 years" stay. Numbers and signs that stood high or low stay so: 10⁻³, H₂O; words are
    found all the same, since folding makes 10⁻³ of 10-3. The heading of a part of an abstract is parted from what follows it.
    """
    for _ in range(3):
        if "<" in text:
            if "su" in text or "inf" in text:
                text = _RAISED.sub(_raised, _RAISED_MATH.sub(_raised_math, text))
            text = _TAG.sub("", _BREAK.sub(" ", _HEADING.sub(_heading, _TEX.sub("", text))))
        if "&" not in text or not _ENTITY.search(text):
            break
        text = html.unescape(text)
    return collapse(text)


def _raised(found: re.Match[str]) -> str:
    return _as_raised(found[1], found[2])


def _raised_math(found: re.Match[str]) -> str:
    return found[3].strip() + _as_raised(found[1], found[5])


def _as_raised(tag: str, text: str) -> str:
    """Return digits and signs as the characters that stand high or low; other text as it is."""
    put = text.strip().translate(_UP if tag.lower().endswith("sup") else _DOWN)
    return text if any(character.isalpha() or character.isascii() for character in put) else put


def _heading(found: re.Match[str]) -> str:
    words = found[2].strip()
    return f" {words}: " if words and words[-1].isalnum() else f" {words} "


def collapse(text: str) -> str:
    """Return the text on one line, single-spaced."""
    if (
        text.isprintable() and "  " not in text
    ):  # no white space but single blanks: most are so, and long ones take a fifth of the time
        return text.strip(" ")
    return " ".join(text.split())


def marked(text: str) -> bool:
    """Whether ``plain`` would change more than white space."""
    return bool(("<" in text and _TAG.search(text)) or ("&" in text and _ENTITY.search(text)))
