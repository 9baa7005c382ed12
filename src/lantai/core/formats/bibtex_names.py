"""Names in BibTeX: "von Last, Jr, First", "First von Last", {a body or a whole name}, family=…, given=…; parted by "and".

``read_names`` and ``said_name`` are each other's counterpart.
"""

import re

from lantai.core.bib.record import AgentKind

from .agent_names import HAN, heading, kind_of, parted
from .latex import decode, encode
from .name_lists import Heard

_PART = re.compile(r"(family|given|prefix|suffix)(?:-i)?\s*=\s*(.*)", re.I | re.S)


def split_outside_braces(text: str, separator: re.Pattern[str]) -> list[str]:
    """Return the parts of a value; a separator inside braces does not count."""
    parts, depth, start, at = [], 0, 0, 0
    while at < len(text):
        character = text[at]
        if character == "\\":
            at += 2
            continue
        depth += (character == "{") - (character == "}")
        found = separator.match(text, at) if depth <= 0 else None
        if found and found.end() > at:
            parts.append(text[start:at])
            start = at = found.end()
        else:
            at += 1
    return [*parts, text[start:]]


_AND = re.compile(r"(?<!\S)and(?!\S)", re.I)
_COMMA = re.compile(r"[,，]")
_SPACE = re.compile(r"[\s~]+")


def read_names(value: str) -> tuple[list[Heard], bool]:
    """Return the names of a field, and whether it ends in "and others"."""
    texts = [text.strip() for text in split_outside_braces(" ".join(value.split()), _AND)]
    names = [name for text in texts if text and text != "others" if (name := _read_name(text)).heading]
    return names, "others" in texts


def _read_name(text: str) -> Heard:
    if _whole(text):
        name = decode(text)
        return Heard(name, kind_of(name, whole=True))
    parts = [part.strip() for part in split_outside_braces(text, _COMMA)]
    if len(parts) > 1 and all(_PART.match(part) for part in parts):
        return _extended(parts)
    if len(parts) == 1:
        return _direct(text)
    family, given, suffix = (parts[0], parts[1], "") if len(parts) == 2 else (parts[0], " ".join(parts[2:]), parts[1])
    return Heard(heading(decode(family), decode(given), suffix=decode(suffix)), AgentKind.PERSON)


def _whole(text: str) -> bool:
    """Whether one pair of braces holds the whole name."""
    if not (text.startswith("{") and text.endswith("}")) or text.startswith("{\\"):
        return False
    depth = 0
    for at, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        if depth == 0 and at < len(text) - 1:
            return False
    return True


def _extended(parts: list[str]) -> Heard:
    """Read BibLaTeX's extended form: family=Plautus, given=Titus, prefix=…."""
    said = {
        found[1].lower(): decode(found[2]) for part in parts if (found := _PART.match(part)) and "-i" not in part.split("=")[0]
    }
    family = " ".join(filter(None, (said.get("prefix"), said.get("family"))))
    return Heard(heading(family, said.get("given", ""), suffix=said.get("suffix", "")), AgentKind.PERSON)


def _direct(text: str) -> Heard:
    """Read "First von Last": the last name begins at the first word in lower case that is not the first word."""
    words = [word for word in split_outside_braces(text, _SPACE) if word]
    plain = [decode(word) for word in words]
    if all(HAN.fullmatch(word) for word in plain):
        return Heard("".join(plain), kind_of("".join(plain)))
    if len(words) == 1:
        return Heard(plain[0], kind_of(plain[0]))
    small = [at for at, word in enumerate(words[:-1]) if plain[at][:1].islower() and not word.startswith("{")]
    cut = next((at for at in small if at > 0), 0 if small else len(words) - 1)
    return Heard(heading(" ".join(plain[cut:]), " ".join(plain[:cut])), AgentKind.PERSON)


def said_name(name: str, kind: AgentKind) -> str:
    """Return a heading as ``read_names`` understands it."""
    parts = parted(name)
    if kind is AgentKind.PERSON and (parts.given or (" " not in name and name.isascii())):
        return ", ".join(_said_part(part) for part in (parts.family, parts.suffix, parts.given) if part)
    return f"{{{encode(name)}}}"


def _said_part(part: str) -> str:
    """Return a part of a name, in braces where BibTeX would cut it."""
    return f"{{{encode(part)}}}" if re.search(r"(?i)\band\b|,", part) else encode(part)
