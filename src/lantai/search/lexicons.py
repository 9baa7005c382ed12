"""The library's shelf of lexicons: what is installed with Lantai, and what a librarian added (DATA/lexicons, one folder each).

``shelved`` is what training needs beside those that are installed. An added lexicon keeps its files as they were given and a small ``lexicon.json`` beside
them; it was read whole before it was kept.
"""

import hashlib
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

import msgspec

from lantai.core.bilingual.entry import Label
from lantai.core.bilingual.lexicons import About, Files, Lexicon, LexiconError, Report, detect, lexicon, packaged
from lantai.core.bilingual.lexicons.wordnets import OF_WORDNET
from lantai.core.formats.errors import FormatError
from lantai.core.formats.unpack import Limits, unpacked
from lantai.core.registry import UnknownPlugin

CARD = "lexicon.json"
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,63}")
LIMITS = Limits(unpacked_bytes=4 * 1024 * 1024 * 1024)
"""The largest known dictionary (FreeDict deu-eng) has 100 MB unpacked, the thesaurus of a national library about two thousand."""

WORDNET = Path("/usr/share/wordnet")
"""Where Debian's package wordnet-base puts the English words that wordnets of other languages are joined with."""

UNUSABLE = (LexiconError, FormatError, UnknownPlugin, OSError)
"""Why a lexicon cannot be read: its files are of another kind, cut short, packed wrongly, gone, or nothing reads such files any more."""

_SNIFFED = 64 * 1024


class Card(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What stands beside the files of an added lexicon. ``digest``: SHA-256 over the files in the order of their names."""

    name: str
    reader: str
    main: str
    about: About
    digest: str
    entries: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Added:
    """What came of adding a lexicon. ``is_new``: it was not on the shelf yet."""

    card: Card
    report: Report
    is_new: bool


@dataclass(frozen=True, slots=True)
class Shelved:
    """An added lexicon, or why it cannot be used; ``digest``: of its files as they were added."""

    name: str
    lexicon: Lexicon | None = None
    digest: str = ""
    problem: str = ""


def shelved(directory: Path) -> Iterator[Shelved]:
    """Yield what a librarian added to ``directory`` (DATA/lexicons), by name; what is wrong with one keeps none of the others away."""
    for place in _places(directory):
        try:
            card = _card(place)
            yield Shelved(card.name, opened(place, card), card.digest)
        except UNUSABLE as problem:
            yield Shelved(place.name, problem=str(problem))


def cards(directory: Path) -> Iterator[Card]:
    """Yield the cards of the added lexicons, by name; raise LexiconError where one is damaged."""
    yield from map(_card, _places(directory))


def _places(directory: Path) -> list[Path]:
    return [card.parent for card in sorted(directory.glob(f"[a-z0-9]*/{CARD}"))]


def _card(place: Path) -> Card:
    try:
        return msgspec.json.decode((place / CARD).read_bytes(), type=Card)
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise LexiconError(
            str(place / CARD), f"this file is damaged ({problem}); remove its folder and add the lexicon again"
        ) from problem


def opened(place: Path, card: Card) -> Lexicon:
    """Return the lexicon whose files lie in a folder."""
    return lexicon(
        card.name, card.reader, files_of(card.main, [p for p in sorted(place.iterdir()) if p.name != CARD]), card.about
    )


def files_of(main: str, paths: Sequence[Path]) -> Files:
    """Return files that are opened, and unpacked, when they are read."""
    return Files(main=main, openers={path.name: partial(_open, path) for path in paths})


def _open(path: Path) -> BinaryIO:
    return unpacked(path.open("rb"), LIMITS)


def add(directory: Path, file: Path, *, name: str = "", told: About | None = None, beside: Sequence[Path] = ()) -> Added:
    """Read a lexicon whole and put it on the shelf; raise LexiconError where it cannot be used or another has its name.

    ``told``: what the librarian says of it, which goes before what the file says. ``beside``: files that belong to it and lie elsewhere.
    """
    try:
        return _add(directory, file, name=name, told=told, beside=beside)
    except FormatError as problem:
        raise LexiconError(file.name, str(problem)) from problem


def _add(directory: Path, file: Path, *, name: str, told: About | None, beside: Sequence[Path]) -> Added:
    paths = [file, *belonging(file), *beside]
    name = name or default_name(file)
    if not NAME.fullmatch(name):
        raise LexiconError(
            file.name, f"{name!r} is no name for a lexicon: small letters, digits and hyphens, at most 64 (--name)"
        )
    if name in {one.layer.name for one in packaged()}:
        raise LexiconError(file.name, f"{name} comes with Lantai; give this one another name (--name)")
    files = files_of(file.name, paths)
    with files.open() as stream:
        reader = detect(stream.read(_SNIFFED), file.name)
    if reader == "omw" and len(paths) == 1:
        paths += english_wordnet()
        files = files_of(file.name, paths)
    one = lexicon(name, reader, files, told)
    if not one.layer.licence:
        raise LexiconError(
            file.name, "the file does not name its licence, which readers are shown; say it: --licence 'CC BY-SA 4.0'"
        )
    digest = _digest(paths)
    before = next((card for card in cards(directory) if card.name == name), None)
    if before and before.digest != digest:
        raise LexiconError(
            file.name, f"there is another lexicon named {name}; remove it first, or give this one another name (--name)"
        )
    report, languages = measured(one)
    about = msgspec.structs.replace(one.about, languages=one.about.languages or languages)
    card = Card(
        name=name, reader=reader, main=file.name, about=about, digest=digest, entries=report.entries, refused=report.refused
    )
    _keep(directory, card, paths)
    return Added(card, report, before is None)


def measured(one: Lexicon) -> tuple[Report, tuple[str, ...]]:
    """Read a lexicon whole: return what became of its rows and its languages, the one with the most entries first."""
    report, languages = Report(), Counter[str]()
    for item in one.items(report):
        languages.update((item.lang,) if isinstance(item, Label) else (item.lang, item.target))
    return report, tuple(lang for lang, _ in sorted(languages.items(), key=lambda pair: (-pair[1], pair[0])))


def remove(directory: Path, name: str) -> None:
    """Take a lexicon off the shelf; raise LexiconError where there is none of that name."""
    if name in {one.layer.name for one in packaged()}:
        raise LexiconError(name, "this lexicon comes with Lantai and cannot be removed")
    if not NAME.fullmatch(name) or not (directory / name / CARD).is_file():
        there = ", ".join(card.name for card in cards(directory))
        raise LexiconError(name, f"there is no added lexicon of that name; there are: {there or 'none'}")
    (directory / name / CARD).unlink()
    shutil.rmtree(directory / name)


def default_name(file: Path) -> str:
    """Return a name made from a file's: freedict-ara-eng.index is freedict-ara-eng."""
    return re.sub(r"[^a-z0-9]+", "-", file.name.partition(".")[0].lower()).strip("-")[:64] or "lexicon"


def english_wordnet() -> list[Path]:
    """Return the files of WordNet 3.0 as Debian installs them; [] where it did not."""
    return [WORDNET / name for name in OF_WORDNET] if (WORDNET / "data.noun").is_file() else []


def belonging(file: Path) -> list[Path]:
    """Return the file that an index of dictd's belongs with."""
    if file.name.endswith(".index"):
        stem = file.name.removesuffix(".index")
        return [place for ending in (".dict.dz", ".dict") if (place := file.with_name(stem + ending)).is_file()][:1]
    return []


def _digest(paths: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(paths, key=lambda path: path.name):
        digest.update(path.name.encode() + b"\0")
        with path.open("rb") as stream:
            while block := stream.read(1024 * 1024):
                digest.update(block)
    return digest.hexdigest()


def _keep(directory: Path, card: Card, paths: Sequence[Path]) -> None:
    """Copy the files, then the card: a folder without one is no lexicon."""
    place = directory / card.name
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    for path in paths:
        shutil.copyfile(path, place / path.name)
    waiting = place / f".{CARD}"
    waiting.write_bytes(msgspec.json.format(msgspec.json.encode(card), indent=2) + b"\n")
    waiting.replace(place / CARD)
