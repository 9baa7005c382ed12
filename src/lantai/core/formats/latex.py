r"""LaTeX in bibliographies, to words and back: M{\"u}ller, {{DNA}}, \textit{in vitro}, ``quoted'', 1--5.

pylatexenc knows the macros; quotation marks and dashes are ours, so that what ``encode`` writes ``decode`` reads back.
"""

import re
from functools import cache
from typing import Any

from pylatexenc.latex2text import LatexNodes2Text, get_default_latex_context_db

from .markup import collapse

_MARKS = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("~", " "))
_NEEDS = re.compile(r"[\\{}$~]|--|``|''")
_MACRO = re.compile(r"\\[A-Za-z]+\*?|\\(.)", re.S)
_LINK = re.compile(r"\\href\s*\{[^{}]*\}\s*(?=\{)")
_BARE_DOLLAR = re.compile(r"(?<!\\)\$")


@cache
def _converter() -> Any:
    context = get_default_latex_context_db().filter_context(exclude_categories=["nonascii-specials"])
    return LatexNodes2Text(latex_context=context, math_mode="text", keep_comments=True)


def decode(text: str) -> str:
    """Return the words of a LaTeX text on one line, in Unicode; braces that only protect case are dropped."""
    if not _NEEDS.search(text):
        return collapse(text)
    for mark, character in _MARKS:
        text = re.sub(rf"(?<!\\){re.escape(mark)}", character, text)
    if "\\" not in text and "$" not in text:
        return collapse(re.sub(r"[{}]", "", text))
    if len(_BARE_DOLLAR.findall(text)) % 2:
        text = _BARE_DOLLAR.sub(r"\\$", text)
    try:
        return collapse(str(_converter().latex_to_text(_LINK.sub("", text))).replace("ˆ", "^"))
    except (IndexError, ValueError, AttributeError, TypeError, RecursionError):  # macros without their arguments trip pylatexenc
        return collapse(re.sub(r"[{}$]", "", _MACRO.sub(lambda found: found[1] or "", text)))


_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_SPECIAL = re.compile(r"[\\{}&%$#_~^]|--+|``+|''+")


def encode(text: str) -> str:
    """Return the text for a LaTeX file in UTF-8: letters stay as they are, what LaTeX would take as a command is escaped."""
    return _SPECIAL.sub(lambda found: _ESCAPES.get(found[0]) or "{}".join(found[0]), text)
