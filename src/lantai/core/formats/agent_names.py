"""Names of people and bodies as citation formats write them, to and from one heading ("Family, Given, Suffix"; 曹雪芹).

``heading`` puts one together, ``parted`` takes it apart for writing, ``kind_of`` tells bodies from people where a format
does not say.
"""

import re
from typing import NamedTuple

from lantai.core.bib.record import AgentKind

HAN = re.compile(r"[\u2e80-\u2fdf\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff·・]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_INITIAL = re.compile(r"(?:^|[\s.-])[A-ZÀ-ÞА-Я]\.")
_SUFFIX = re.compile(
    r"(?:jr|sr|jnr|snr|junior|senior|filho|neto|i{2,3}|iv|vi{0,3}|[234](?:nd|rd|th)|ph\.?\s?d|m\.?\s?d|esq)\.?", re.I
)

_BODY_WORDS = re.compile(
    r"\b(?:universit\w*|universid\w*|université|universität|institut\w*|instituto|academ\w*|akadem\w*|college|school|faculty|"
    r"department|dept|ministr\w*|minist\w+rio|bureau|office|agency|commission|committee|council|conseil|comité|consortium|"
    r"society|societ\w+|sociedad|société|gesellschaft|verein|verband|association|asociaci\w+|associa\w+|foundation|fundaci\w+|"
    r"stiftung|library|libraries|bibliothe\w+|bibliote\w+|museum|mus[eé]e|museo|archiv\w*|press|publish\w*|verlag|editor(?:ial|a)|"
    r"company|co|corp(?:oration)?|inc|ltd|llc|gmbh|ag|s\.a|plc|group|team|network|federation|union|organi[sz]ation|"
    r"nations|government|parliament|court|church|center|centre|centro|laborator\w+|hospital|bank|news|project|program\w*|"
    r"collaboration|conference|symposium|kommune|tænketank|университет|институт|академия|общество|библиотека|министерство|"
    r"комитет|издательство)\b",
    re.I,
)
_BODY_CHARACTERS = re.compile(
    "大学|大學|学院|學院|研究[院所室会會]|委员会|委員会|委員會|图书馆|圖書館|図書館|出版社|编辑部|編輯部|编写组|编委会|課題組|课题组|公司|协会|協会|協會|学会|學會|"
    "博物[馆館]|档案馆|[省市县縣部][局厅廳署]|[统統]计局|科学院|科學院|[国國]务院|政府|组织|組織|集团|集團|中心|聯盟|联盟|기관|대학교|학회|연구소|도서관|"
    "جامعة|معهد|مكتبة|وزارة|مركز|جمعية|مؤسسة|منظمة|دانشگاه"
)


class NameParts(NamedTuple):
    """A heading taken apart; ``given`` is "" where the name has one part only."""

    family: str
    given: str = ""
    suffix: str = ""


def heading(family: str, given: str = "", *, suffix: str = "") -> str:
    """Return "Family, Given, Suffix"; a name written in Han characters alone is written whole, as its bearers do: 曹雪芹."""
    family, given, suffix = (" ".join(part.split()) for part in (family, given, suffix))
    if given and not suffix and HAN.fullmatch(family) and HAN.fullmatch(given):
        return family + given
    return ", ".join(part for part in (family, given, suffix) if part)


def parted(name: str) -> NameParts:
    """Return the parts of a heading: "Bennett, Frank G., Jr." → Bennett | Frank G. | Jr.; without a comma all is ``family``."""
    family, _, rest = name.partition(",")
    given, comma, last = rest.rpartition(",")
    if comma and given.strip():
        return NameParts(family.strip(), given.strip(), last.strip())
    return NameParts(family.strip(), rest.strip())


def from_comma_form(name: str) -> str:
    """Return the heading of "Family, Given[, Suffix]" or "Family, Suffix, Given" as formats without rules give it."""
    parts = [part.strip() for part in re.split("[,，]", name) if part.strip()]
    if len(parts) == 3 and _SUFFIX.fullmatch(parts[1]) and not _SUFFIX.fullmatch(parts[2]):
        parts = [parts[0], parts[2], parts[1]]
    if len(parts) == 2:
        return heading(parts[0], parts[1])
    return ", ".join(parts)


_SPOKEN = re.compile(r"[^\W\d_]+[^\s,;]*(?:\s+[^\s,;]+)+")
_CAPITALS = re.compile(r"(?:[^\W\d_]\.?-?){1,3}")
_GREAT = ("Van", "Von", "De")
_TIES = ("y", "e", "i")
"""Tie two family names: Ramón y Cajal."""


def turned(name: str) -> str:
    """Return a person's name as it is spoken with the family first: "Ludwig van Beethoven" → "van Beethoven, Ludwig"; others as they are.

    For sources whose names are all as they are spoken. The last word is the family, with the words in small letters before it; where initials
    alone stand last, the family stands first: "Odd A". Names in scripts without capitals, bodies and single words are not touched. Two family
    names without a hyphen cannot be told from a middle name: the citations of most services have that fault.
    """
    if (
        not _SPOKEN.fullmatch(name)
        or any(c.isalpha() and c.lower() == c.upper() for c in name)
        or kind_of(name) is not AgentKind.PERSON
    ):
        return name
    words = name.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.fullmatch(words[-1]) else ""
    at = len(words)
    while at > 1 and words[at - 1].isupper() and _CAPITALS.fullmatch(words[at - 1]):
        at -= 1
    if at < len(words):
        is_short = words[0].isupper() and _CAPITALS.fullmatch(words[0])
        return name if is_short else heading(" ".join(words[:at]), " ".join(words[at:]), suffix=suffix)
    at -= 1
    while at > 1 and words[at - 1][:1].islower():
        at -= 2 if words[at - 1] in _TIES and at > 2 else 1
    if at > 1 and words[at][:1].islower() and words[at - 1] in _GREAT:
        at -= 1
    return heading(" ".join(words[at:]), " ".join(words[:at]), suffix=suffix) if words[0][:1].isupper() else name


def kind_of(name: str, *, whole: bool = False) -> AgentKind:
    """Return whether a name is a person's or a body's.

    ``whole``: the format says that the name is not to be parted (BibTeX's braces, CSL's "literal"): such a name in Latin
    letters is a body's unless it has initials; in other scripts people are written so, too, and only a word such as 大学 tells.
    """
    if _BODY_CHARACTERS.search(name):
        return AgentKind.ORGANIZATION
    if "," in name and not whole:
        return AgentKind.PERSON
    if _BODY_WORDS.search(name):
        return AgentKind.ORGANIZATION
    bare = whole and _LATIN.search(name) and "," not in name and not _INITIAL.search(name)
    return AgentKind.ORGANIZATION if bare else AgentKind.PERSON


_SEPARATORS = re.compile(r"\s*[;；]\s*|\s+\|\s+")
_HAN_LIST = re.compile(r"[,，、]\s*")


def listed(text: str) -> list[str]:
    """Return the names in one cell or line: parted by ";", or by "," and "、" where all of them are Han names (张三,李四)."""
    names = [name for name in _SEPARATORS.split(text.strip()) if name]
    if len(names) == 1:
        pieces = [p.strip() for p in _HAN_LIST.split(names[0]) if p.strip()]
        if len(pieces) > 1 and all(HAN.fullmatch(p) and len(p) >= 2 for p in pieces):
            return pieces
    return names


_OTHERS = re.compile(
    r"(?:^|[\s,;&(\[]+)(?:et\.?\s?al(?:ii|ia|\.)?|(?:and|und|et|y|e|i|en)\s(?:others|andere|autres|otros|outros|altri|inni)|& others|u\.\s?a|"
    r"и\s(?:др|другие)|等|等人|ほか|他|외|وآخرون|وآخرين)[\s.,)\]]*$|^(?:others|al\.?, et)\.?$",
    re.I,
)
_ENDS = (
    "al", "alii", "alia", "others", "andere", "autres", "otros", "outros", "altri", "inni", "u.a", "u. a", "др", "другие", "等", "等人", "ほか", "他",
    "외", "وآخرون", "وآخرين", ", et",
)  # fmt: skip


def without_others(name: str) -> str:
    """Return a name without "et al." behind it, in whatever language; "" where it is nothing else.

    The last letters are asked first: names come by the million, and nearly none of them ends so. "山田等" is one person's name: what stands for
    others is parted from it.
    """
    if not name.rstrip(" .,)]").lower().endswith(_ENDS):
        return name
    return _OTHERS.sub("", name)
