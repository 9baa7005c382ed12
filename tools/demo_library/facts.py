"""The facts: works and their editions, read from the text files that people edit.

tools/demo_facts/README.md explains the lines. Whatever cannot be understood stops the command with file and line.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .scripts import is_latin, romanise

FACTS = Path(__file__).parent.parent / "demo_facts"
ROLES = {"ed": "edt", "tr": "trl", "com": "com", "ann": "ann", "ill": "ill", "aut": "aut", "au": "aut"}
DATES = re.compile(r"^(?:-|approximately |active |born )*\d")


class WrongFact(Exception):
    """A line of the facts cannot be understood; the message names file and line."""


@dataclass(frozen=True)
class Phrase:
    """The same words as they are written and in Latin letters."""

    native: str
    roman: str

    @property
    def latin(self) -> bool:
        """Tell whether the words are in Latin letters anyway."""
        return is_latin(self.native)

    def split(self) -> tuple["Phrase", "Phrase"]:
        """Return title proper and subtitle."""
        native, _, native_rest = self.native.partition(" : ")
        roman, _, roman_rest = self.roman.partition(" : ")
        return Phrase(native, roman), Phrase(native_rest, roman_rest or native_rest)


@dataclass
class Person:
    """An agent: ``heading`` in Latin letters, ``forms`` by language in other scripts ("" the person's own)."""

    heading: str
    dates: str = ""
    nation: str = ""
    body: bool = False
    forms: dict[str, str] = field(default_factory=dict)

    def form(self, lang: str) -> str:
        """Return the name as a text in that language writes it; "" where nobody noted it."""
        if lang in self.forms:
            return self.forms[lang]
        base = lang.split("-")[0]
        return self.forms.get(base, "")


@dataclass
class Group:
    """What the works of one part of the shelves share."""

    key: str
    clc: str
    ddc: str
    lcc: str
    lcsh: tuple[str, ...]
    cct: tuple[str, ...]
    rameau: tuple[str, ...]
    genre: str


@dataclass
class Edition:
    """One edition, the thing that a record describes."""

    work: "Work"
    lang: str
    title: Phrase
    people: list[tuple[str, Person]]
    year: str
    place: str
    publisher: str
    extras: dict[str, str]
    file: str = ""
    number: int = 0

    @property
    def translated(self) -> bool:
        """Tell whether the text is in another language than the work."""
        return self.lang.split("-")[0] != self.work.lang.split("-")[0]

    def extra(self, name: str) -> str:
        """Return what the edition, else (of an original) its work says under that name."""
        return self.extras.get(name, "")


@dataclass
class Work:
    """A work with its editions in the order of the file."""

    number: int
    lang: str
    title: Phrase
    authors: list[Person]
    year: str
    group: Group
    extras: dict[str, str]
    editions: list[Edition] = field(default_factory=list)

    @property
    def uniform(self) -> str:
        """Return the title under which the work is gathered, in Latin letters."""
        return self.extras.get("u") or self.title.split()[0].roman


class Facts:
    """All that the files say. ``works`` in order; people by heading."""

    def __init__(self, folder: Path = FACTS) -> None:
        self.folder = folder
        self.works: list[Work] = []
        self.people: dict[str, Person] = {}
        self.known: dict[str, str] = {}  # a name as written -> heading
        self.readings = dict(self._pairs("readings.txt"))
        self.places = {row[0]: row[1:] for _, row in self._rows("places.txt")}
        self.groups = {group.key: group for group in self._groups()}
        for path in sorted((folder / "areas").glob("*.txt")):
            self._area(path)
        self._unpublished()
        self._names()
        for number, edition in enumerate(self.editions(), 1):
            edition.number = number

    def editions(self) -> Iterator[Edition]:
        """Yield every edition in order."""
        for work in self.works:
            yield from work.editions

    def phrase(self, text: str, lang: str) -> Phrase:
        """Return the words with their Latin form: the one written after " = ", else a noted reading, else by table."""
        native, _, roman = text.partition(" = ")
        if not roman:
            roman = native if is_latin(native) else self.readings.get(native) or romanise(native, lang)
        return Phrase(native, roman)

    def _rows(self, name: str) -> Iterator[tuple[int, list[str]]]:
        for number, line in enumerate((self.folder / name).read_text("utf-8").splitlines(), 1):
            if line.strip() and not line.startswith("#"):
                yield number, [part.strip() for part in line.split("|")]

    def _pairs(self, name: str) -> Iterator[tuple[str, str]]:
        for _, (native, roman) in self._rows(name):
            yield native, roman

    def _groups(self) -> Iterator[Group]:
        for _, (key, clc, ddc, lcc, lcsh, cct, rameau, genre) in self._rows("groups.txt"):
            yield Group(key, clc, ddc, lcc, _several(lcsh), _several(cct), _several(rameau), genre)

    def _names(self) -> None:
        for number, (heading, *forms) in self._rows("names.txt"):
            if heading not in self.people:
                raise WrongFact(f"names.txt:{number}: no work is by {heading}")
            for form in forms:
                lang, _, name = form.partition(" ")
                self.people[heading].forms[lang] = name

    def _area(self, path: Path) -> None:
        group, file = "", ""
        for number, row in self._rows(f"areas/{path.name}"):
            line = path.read_text("utf-8").splitlines()[number - 1]
            if line.startswith("@file"):
                file = line[5:].strip()
            elif line.startswith("@"):
                group = line[1:].strip()
            else:
                try:
                    self._line(row, group=group, file=file, inner=line.startswith(" "))
                except (KeyError, ValueError, IndexError) as problem:
                    raise WrongFact(f"{path.name}:{number}: {problem!r}: {line}") from problem

    def _line(self, row: list[str], *, group: str, file: str, inner: bool) -> None:
        lang, title, people, year, imprint, *rest = row + [""] * (5 - len(row))
        extras = dict(part.split("=", 1) for part in rest if part)
        place, _, publisher = imprint.partition(" : ")
        if inner:
            work = self.works[-1]
            default = "edt" if lang.split("-")[0] == work.lang.split("-")[0] else "trl"
            agents = [self._person(p, default, lang) for p in _several(people)]
        else:
            agents = []
            authors = [self._person(p, "aut", lang) for p in _several(people)]
            work = Work(
                len(self.works) + 1,
                lang,
                self.phrase(title, lang),
                [a for _, a in authors],
                year.lstrip("*"),
                self.groups[group],
                extras,
            )
            self.works.append(work)
        if not year.startswith("*"):
            phrase = self.phrase(title, lang)
            edition = Edition(work, lang, phrase, agents, year, place, publisher, extras, file=extras.get("file", file))
            work.editions.append(edition)

    def _unpublished(self) -> None:
        """Give a work that no line describes an edition of its own: the library has one, of which we know no more."""
        for work in self.works:
            if not work.editions:
                work.editions.append(Edition(work, work.lang, work.title, [], "", "", "", work.extras))

    def _person(self, text: str, role: str, lang: str) -> tuple[str, Person]:
        mark, _, name = text.partition(": ")
        if mark in ROLES:
            role, text = ROLES[mark], name
        nation = ""
        if text.startswith("["):
            nation, _, text = text[1:].partition("] ")
        body = text.startswith("+")
        native, _, roman = text.lstrip("+").partition(" = ")
        heading, dates = _dates(roman or native)
        if not is_latin(heading):
            heading = self.known.get(heading) or self.readings.get(heading) or romanise(heading, lang)
        key = heading
        if dates and key in self.people and self.people[key].dates not in {"", dates}:
            key = f"{heading}, {dates}"  # father and son of one name
        person = self.people.setdefault(key, Person(heading, dates, nation, body))
        person.dates, person.nation = person.dates or dates, person.nation or nation
        own, _ = _dates(native)
        if not is_latin(own):
            self.known.setdefault(own, heading)
            person.forms.setdefault("" if role == "aut" else lang, own)
            person.forms.setdefault(lang.split("-")[0], own)
        return role, person


def _several(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _dates(text: str) -> tuple[str, str]:
    name, comma, last = text.rpartition(", ")
    return (name, last) if comma and DATES.match(last) else (text, "")
