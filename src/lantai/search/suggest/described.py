"""What can be suggested of a work: itself by its titles, who made it, what it is about. Pure: the same records give the same."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache

import msgspec

from lantai.core.bib.headings import NAMED, PARTS, address, heading_key, name_without_life
from lantai.core.bib.record import BibRecord, Contribution, HoldingRecord, Subject, Text, Title, TitleForm
from lantai.core.text.scripts import script_of

MOST_TITLES = 12
MOST_AGENTS = 40
MOST_SUBJECTS = 30
LONGEST_HEADING = 2
"""Elements of a subject heading: "China — History" is worth offering, what is divided further is found on its page."""

BETWEEN = " — "
"""What parts the elements of a subject heading where it is shown."""


class Kind(StrEnum):
    """What a suggestion leads to."""

    TITLE = "title"
    PERSON = "person"
    SUBJECT = "subject"


class Told(msgspec.Struct, frozen=True, gc=False):
    """What counts of a record here; a BibRecord serves as well, and takes twice as long to read."""

    titles: tuple[Title, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    subjects: tuple[Subject, ...] = ()
    holdings: tuple[HoldingRecord, ...] = ()


told = msgspec.json.Decoder(Told).decode
"""Read it from what ``core.bib.record.encode`` wrote."""


class Heading(msgspec.Struct, frozen=True, gc=False):
    """Somebody or a subject as one record gives it. ``key``: the same for the same heading (core.bib.headings); ``parts``: what leads to its page."""

    kind: Kind
    key: str
    parts: tuple[str, ...]
    forms: tuple[Text, ...]

    @property
    def address(self) -> str:
        """Return the readable part of the address of its page."""
        return PARTS.join(filter(None, map(_readable, self.parts)))


_readable = lru_cache(maxsize=16_384)(address)  # a subject comes alone and divided


class Described(msgspec.Struct, frozen=True, gc=False):
    """A work to be suggested. ``titles``: in every form that records give; ``beside``: names of its makers, by which a title is found as well;
    ``weight``: how many editions and copies there are."""

    number: int
    titles: tuple[Text, ...]
    beside: tuple[str, ...]
    weight: int
    headings: tuple[Heading, ...]


def described(records: Sequence[Told] | Sequence[BibRecord], *, number: int) -> Described:
    """Return what can be suggested of a work. ``records``: its editions, the one shown first standing first."""
    agents = [agent for record in records for agent in record.contributions[:MOST_AGENTS]]
    headings = [*map(_person, agents), *(one for r in records for s in r.subjects[:MOST_SUBJECTS] for one in _subjects(s))]
    found: dict[tuple[Kind, str], Heading] = {}
    for one in filter(None, headings):
        before = found.get((one.kind, one.key))
        found[one.kind, one.key] = _together(before, one) if before else one
    titles = [text for record in records for title in record.titles for form in title.forms for text in _titles(form)]
    return Described(
        number=number,
        titles=tuple(dict.fromkeys(titles))[:MOST_TITLES],
        beside=tuple(dict.fromkeys([form.value for agent in agents[:MOST_TITLES] for form in agent.forms])),
        weight=len(records) + sum([max(len(h.items), 1) for r in records for h in r.holdings]),
        headings=tuple(found.values()),
    )


def _titles(form: TitleForm) -> list[Text]:
    """Return a title alone and with its subtitle, with and without its leading article: readers begin with either and end anywhere."""
    texts = [" ".join(filter(None, (form.value, form.part)))] if form.part else [form.value]
    if form.rest:
        texts.append(" ".join(filter(None, (form.value, form.rest, form.part))))
    if form.nonfiling:
        texts = [written for text in texts for written in (text, text[form.nonfiling :])]
    return [Text(text, form.lang) for text in texts]


def _person(agent: Contribution) -> Heading | None:
    return _named([form for form in agent.forms if heading_key(form.value)])


def _named(forms: Sequence[Text]) -> Heading | None:
    """Return somebody by their names. The name in its own script says who it is: many people share one in Latin letters (*Wang, Wei*)."""
    if not forms:
        return None
    first = next((form for form in forms if script_of(form.value) not in ("Latn", "")), forms[0])
    return Heading(Kind.PERSON, heading_key(first.value), (first.value,), tuple(forms))


def _subjects(subject: Subject) -> Iterator[Heading | None]:
    """Yield a subject, and with its first subdivision; the name that a subject names is somebody."""
    first = subject.forms[0]
    if subject.kind in NAMED:
        yield _named(
            [name for form in subject.forms if heading_key((name := Text(name_without_life(form.value), form.lang)).value)]
        )
    elif whole := heading_key(first.value):
        yield Heading(Kind.SUBJECT, whole, (first.value,), subject.forms)
        if divided := next(((part, found) for part in subject.subdivisions if (found := heading_key(part))), None):
            parts = (first.value, divided[0])
            yield Heading(Kind.SUBJECT, whole + PARTS + divided[1], parts, (Text(BETWEEN.join(parts), first.lang),))


def _together(one: Heading, other: Heading) -> Heading:
    return msgspec.structs.replace(one, forms=_unique((*one.forms, *other.forms)))


def _unique(forms: Iterable[Text]) -> tuple[Text, ...]:
    return tuple({form.value: form for form in forms}.values())
