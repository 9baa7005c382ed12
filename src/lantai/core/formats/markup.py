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
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.I)


def plain(text: str) -> str:
    """Return the words alone: tags dropped, entities resolved (also twice escaped ones), white space collapsed.

    Only known tags are dropped, so that "p < 0.05" and "<5 years" stay.
    """
    for _ in range(3):
        if "<" in text:
            text = _TAG.sub("", _BREAK.sub(" ", _TEX.sub("", text)))
        if "&" not in text or not _ENTITY.search(text):
            break
        text = html.unescape(text)
    return collapse(text)


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
