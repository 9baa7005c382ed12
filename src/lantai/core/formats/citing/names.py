"""Names as a citation style wants them: families and given names apart where the script has them apart, whole elsewhere.

曹雪芹 and 夏目漱石 are never parted, محفوظ، نجيب is never cut to initials, and no body is turned into a person.
"""

import re
from typing import Any

from lantai.core.bib.record import AgentKind
from lantai.core.text.scripts import script_of

from ..agent_names import parted
from ..citation import CitedName

_PARTED_NOT = {"Hani", "Jpan", "Kore", "Hang", "Bopo"}
_WITH_CAPITALS = {"Latn", "Cyrl", "Grek", "Armn", "Geor"}
_COMMAS = re.compile("[،，]")
_KANA = re.compile("[\u30a0-\u30ff\\s,.＝=]+")
_BRACKETED = re.compile(r"[(（\[][^)）\]]*[)）\]]")

_APOSTROPHES = "\u02bb\u02bc\u02bf\u02be\u2018\u2019'`"
_RUN = 3
"""Capitals in a row that are initials already: JD, FHC."""

MOST = 20
"""Names of one list that a style may ask for; the last one is kept beside them, as APA wants it."""


WHOLE = "\ue012"
"""Stands before a name that no style may set in capitals: of a body, or in a script without them."""


def said(name: CitedName, *, initials: bool, apart: str, upright: bool = False) -> dict[str, str]:
    """Return a name as CSL says it.

    ``initials``: the style cuts given names. ``apart``: what it puts between family and given name where it cannot cut.
    ``upright``: the given name comes first, as it is spoken.
    """
    heading = _COMMAS.sub(",", name.heading).strip(" ,;")
    if name.kind is not AgentKind.PERSON:
        return {"literal": WHOLE + name.heading.strip(" ,;")}
    script = script_of(heading)
    if script in _PARTED_NOT and not _KANA.fullmatch(heading):
        return {"literal": WHOLE + re.sub(r"[,\s]+", "", _BRACKETED.sub("", heading))}
    parts = parted(heading)
    if not parts.given:
        return {"family": parts.family}
    if initials and script not in _WITH_CAPITALS:
        whole = f"{parts.given} {parts.family}" if upright else f"{parts.family}{apart}{parts.given}"
        return {"literal": WHOLE + whole}
    given = {"family": parts.family, "given": _BRACKETED.sub("", parts.given).strip()}
    return given | {"suffix": parts.suffix} if parts.suffix else given


def initials(given: str, mark: str, *, hyphens: bool = True) -> str:
    """Return the initials of given names, each with the style's mark (". ", " ", ""); particles stay whole: "ʻA. ibn A."."""
    apart = " " if mark.endswith(" ") else ""
    text, last = "", ""
    for word in given.replace(".", " ").split():
        pieces = [piece for piece in word.split("-") if piece]
        if not pieces:
            continue
        cut = [_initial(pieces[0], mark.rstrip(), apart)]
        cut += [
            _later(piece, mark.rstrip(), apart, capital=not hyphens, cut=cut[0] != pieces[0] or not mark) for piece in pieces[1:]
        ]
        kind = "particle" if cut == pieces and word[:1].islower() else "initial"
        text += ("" if not last else apart if kind == last == "initial" else " ") + ("-" if hyphens else apart).join(cut)
        last = kind
    return text.strip()


def _later(piece: str, mark: str, apart: str, *, capital: bool, cut: bool) -> str:
    """Return what stands after a hyphen: Kang-hu is K.-h. in APA, K H in GB/T 7714; al-Dīn is al-D."""
    if piece[:1].islower() and cut:
        return (piece[0].upper() if capital else piece[0]) + mark
    return _initial(piece, mark, apart)


def _initial(word: str, mark: str, apart: str) -> str:
    """Return the first letter with the mark, an apostrophe before it kept; particles and what has no capitals whole."""
    bare = word.lstrip(_APOSTROPHES)
    if not bare or not bare[0].isupper():
        return word
    if bare.isupper() and 1 < len(bare) <= _RUN:
        return apart.join(letter + mark for letter in bare)
    return word[: len(word) - len(bare)] + bare[0] + mark


def listed(names: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return as many names as a style may show."""
    return names if len(names) <= MOST + 1 else [*names[:MOST], names[-1]]
