"""What can be suggested of a work: itself by its titles, who made it, what it is about. Pure: the same records give the same."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

import msgspec

from lantai.core.bib.headings import NAMED, PARTS, address, heading_key, name_address, name_without_life
from lantai.core.bib.record import BibRecord, Contribution, Subject, Text
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


class Heading(msgspec.Struct, frozen=True):
    """Somebody or a subject as one record gives it. ``key``: the same for the same heading (core.bib.headings); ``address``: of its page."""

    kind: Kind
    key: str
    address: str
    forms: tuple[Text, ...]


class Described(msgspec.Struct, frozen=True):
    """A work to be suggested. ``titles``: in every form that records give; ``beside``: names of its makers, by which a title is found as well;
    ``weight``: how many editions and copies there are."""

    number: int
    titles: tuple[Text, ...]
    beside: tuple[str, ...]
    weight: int
    headings: tuple[Heading, ...]


def described(records: Sequence[BibRecord], *, number: int) -> Described:
    """Return what can be suggested of a work. ``records``: its editions, the one shown first standing first."""
    agents = [agent for record in records for agent in record.contributions[:MOST_AGENTS]]
    headings = [*map(_person, agents), *(one for r in records for s in r.subjects[:MOST_SUBJECTS] for one in _subjects(s))]
    found: dict[tuple[Kind, str], Heading] = {}
    for one in filter(None, headings):
        before = found.get((one.kind, one.key))
        found[one.kind, one.key] = _together(before, one) if before else one
    return Described(
        number=number,
        titles=tuple(dict.fromkeys(title for record in records for title in _titles(record)))[:MOST_TITLES],
        beside=tuple(dict.fromkeys(form.value for agent in agents[:MOST_TITLES] for form in agent.forms)),
        weight=len(records) + sum(max(len(h.items), 1) for r in records for h in r.holdings),
        headings=tuple(found.values()),
    )


def _titles(record: BibRecord) -> Iterator[Text]:
    """Yield each title alone and with its subtitle, with and without its leading article: readers begin with either and end anywhere."""
    for title in record.titles:
        for form in title.forms:
            for text in dict.fromkeys((_joined(form.value, form.part), _joined(form.value, form.rest, form.part))):
                yield Text(text, form.lang)
                if form.nonfiling:
                    yield Text(text[form.nonfiling :], form.lang)


def _joined(*parts: str) -> str:
    return " ".join(filter(None, parts))


def _person(agent: Contribution) -> Heading | None:
    return _named([form for form in agent.forms if heading_key(form.value)])


def _named(forms: Sequence[Text]) -> Heading | None:
    """Return somebody by their names. The name in its own script says who it is: many people share one in Latin letters (*Wang, Wei*)."""
    if not forms:
        return None
    first = next((form for form in forms if script_of(form.value) not in ("Latn", "")), forms[0])
    return Heading(Kind.PERSON, heading_key(first.value), name_address(first.value), tuple(forms))


def _subjects(subject: Subject) -> Iterator[Heading | None]:
    """Yield a subject, and with its first subdivision; the name that a subject names is somebody."""
    first = subject.forms[0]
    if subject.kind in NAMED:
        yield _named(
            [name for form in subject.forms if heading_key((name := Text(name_without_life(form.value), form.lang)).value)]
        )
    elif heading_key(first.value):
        yield Heading(Kind.SUBJECT, heading_key(first.value), address(first.value), subject.forms)
        parts = (first.value, *filter(heading_key, subject.subdivisions))[:LONGEST_HEADING]
        if len(parts) == LONGEST_HEADING:
            yield Heading(
                Kind.SUBJECT, PARTS.join(map(heading_key, parts)), address(*parts), (Text(BETWEEN.join(parts), first.lang),)
            )


def _together(one: Heading, other: Heading) -> Heading:
    return msgspec.structs.replace(one, forms=_unique((*one.forms, *other.forms)))


def _unique(forms: Iterable[Text]) -> tuple[Text, ...]:
    return tuple({form.value: form for form in forms}.values())
