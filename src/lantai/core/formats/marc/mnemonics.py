"""MARCMaker's names in braces for characters that its lines cannot hold: {dollar}, and {acute}e for an accented letter.

The names are those of LC's MARCMaker; a diacritic's name stands before its letter, as in MARC-8.
"""

import re
import unicodedata

_SIGNS = {
    "dollar": "$",
    "lcub": "{",
    "rcub": "}",
    "bsol": "\\",
    "verbar": "|",
    "copy": "©",
    "deg": "°",
    "pound": "£",
    "iexcl": "¡",
    "iquest": "¿",
    "AElig": "Æ",
    "aelig": "æ",
    "OElig": "Œ",
    "oelig": "œ",
    "Dstrok": "Đ",
    "dstrok": "đ",
    "eth": "ð",
    "Lstrok": "Ł",
    "lstrok": "ł",
    "Ostrok": "Ø",
    "ostrok": "ø",
    "THORN": "Þ",
    "thorn": "þ",
    "inodot": "ı",
    "szlig": "ß",
    "alif": "ʼ",
    "ayn": "ʻ",
    "softsign": "ʹ",
    "hardsign": "ʺ",
    "middot": "·",
    "reg": "®",
    "plusmn": "±",
    "phono": "℗",
    "joiner": "\u200d",
    "nonjoin": "\u200c",
    "esc": "\x1b",
}
_MARKS = {
    "grave": "\u0300",
    "acute": "\u0301",
    "circ": "\u0302",
    "tilde": "\u0303",
    "macr": "\u0304",
    "breve": "\u0306",
    "dot": "\u0307",
    "uml": "\u0308",
    "hooka": "\u0309",
    "ring": "\u030a",
    "dblac": "\u030b",
    "caron": "\u030c",
    "cedil": "\u0327",
    "ogon": "\u0328",
    "dotb": "\u0323",
    "under": "\u0332",
    "dbldotb": "\u0324",
    "ringb": "\u0325",
    "llig": "\ufe20",
    "rlig": "\ufe21",
    "rcommaa": "\u0315",
    "commab": "\u0326",
    "breveb": "\u032e",
}
_SIGN = re.compile("{{({})}}".format("|".join(_SIGNS)))
_MARKED = re.compile("((?:{{(?:{})}})+)(.)".format("|".join(_MARKS)))
_NAME = re.compile("{([a-z]+)}")
_ESCAPED = re.compile("[${}]")
_NAMES = {"$": "{dollar}", "{": "{lcub}", "}": "{rcub}"}


def resolved(text: str) -> str:
    """Return the text with the characters themselves; a name that nobody knows stays."""
    if "{" in text:
        text = _SIGN.sub(lambda found: _SIGNS[found[1]], text)
        text = _MARKED.sub(lambda found: found[2] + "".join(_MARKS[name] for name in _NAME.findall(found[1])), text)
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def written(text: str) -> str:
    """Return the text with the names of the characters that MARCMaker's lines use themselves."""
    return _ESCAPED.sub(lambda found: _NAMES[found[0]], text)
