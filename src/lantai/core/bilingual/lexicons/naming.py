"""What the name and the head of a lexicon's file tell: its languages and its licence."""

import re
from itertools import pairwise

from lantai.core.text.languages import UNKNOWN, bcp47

_LICENCES = (
    (re.compile(r"creativecommons\.org/publicdomain/zero|CC[ -]?0", re.I), "CC0 1.0"),
    (re.compile(r"(?:creativecommons\.org/licenses/|CC[ -])(by(?:-nc)?(?:-sa|-nd)?)[/ -](\d\.\d)", re.I), r"CC \1 \2"),
    (re.compile(r"CC[ -](by)[ -](sa)[ -](\d\.\d)", re.I), r"CC \1-\2 \3"),
    (re.compile(r"Attribution[- ]Share[- ]?Alike[^.]{0,40}?(\d\.\d)", re.I), r"CC by-sa \1"),
    (re.compile(r"opendatacommons\.org/licenses/odbl", re.I), "ODbL 1.0"),
    (re.compile(r"opendatacommons\.org/licenses/by", re.I), "ODC-BY 1.0"),
    (re.compile(r"GNU\s+General\s+Public\s+License,?\s+(?:ver\.|version)\s+(\d)", re.I), r"GPL-\1+"),
    (re.compile(r"GNU\s+General\s+Public\s+License", re.I), "GPL"),
    (re.compile(r"GNU\s+Free\s+Documentation\s+License", re.I), "GFDL"),
    (re.compile(r"\bMIT\b"), "MIT"),
    (re.compile(r"WordNet.{0,20}licen[cs]e|wordnet\.princeton\.edu", re.I | re.S), "WordNet"),
)


def languages_in(name: str) -> tuple[str, ...]:
    """Return the languages that a file's name ends with, as BCP 47 tags: freedict-ara-eng.index is ("ar", "en"); () where it names none."""
    parts = name.rpartition("/")[2].partition(".")[0].replace("_", "-").split("-")
    for first, second in reversed(list(pairwise(parts))):
        found = tuple(language(code) if code.islower() and len(code) in (2, 3) else "" for code in (first, second))
        if all(found):
            return found
    return ()


def licence_in(text: str) -> str:
    """Return the licence that a text names, "" where it names none that is known here."""
    for pattern, said in _LICENCES:
        if match := pattern.search(text):
            return re.sub(r"CC (\S+)", lambda part: f"CC {part[1].upper()}", match.expand(said))
    return ""


def language(code: str) -> str:
    """Return the BCP 47 tag of a code, "" where nobody knows it."""
    tag = bcp47(code)
    return "" if tag == UNKNOWN else tag
