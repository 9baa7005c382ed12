"""What is suggested for a text that is being typed: at most eight lines, each leading to one page; nothing that others typed, only records."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec
from django.urls import reverse

from lantai.catalog import index, suggestions
from lantai.catalog import queries as catalog
from lantai.core.bib.record import Contribution, Date, Imprint, Text, Title
from lantai.core.query.parse import parse
from lantai.core.query.recognise import recognise
from lantai.core.text.families import script as usual_script
from lantai.core.text.fold import key, words
from lantai.core.text.scripts import script_of
from lantai.search.protocol import Request, SearchError
from lantai.search.suggest.described import Kind
from lantai.search.suggest.reader import Candidate, Suggestions
from lantai.search.suggest.terms import is_enough

from ..rows import date_text

MOST = 8
MOST_LETTERS = 80
"""Letters of what is typed that count; nobody types more of a title before they see it."""

ROOM = {Kind.TITLE: 4, Kind.PERSON: 3, Kind.SUBJECT: 3}
"""Lines that each kind has while the others need theirs."""

IDENTIFIER = "identifier"
WRITINGS = {"Hans": "Hani", "Hant": "Hani"}


@dataclass(frozen=True, slots=True)
class Line:
    """One suggestion. ``beside``: another form of it, the one that begins as typed where ``words`` do not; ``by``: who made it, of a title;
    ``works``: how many there are, 0 of a title."""

    kind: str
    words: Text
    beside: Text | None
    by: Text | None
    date: str
    works: int
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """Suggestions of one kind, the best first."""

    kind: str
    lines: Sequence[Line]


class Told(msgspec.Struct, frozen=True, gc=False):
    """What a line shows of a record, which takes half the time to read."""

    titles: tuple[Title, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    imprints: tuple[Imprint, ...] = ()
    dates: tuple[Date, ...] = ()


_read = msgspec.json.Decoder(Told).decode


def suggest(text: str, *, lang: str, most: int = MOST) -> list[Group]:
    """Return what a text may be the beginning of, by kind; ``lang``: of the page, in which names are shown where they are known in it.

    Nothing for less than two letters (one character of Han, kana or Hangul). Never raises: a list that cannot be had is an empty one.
    """
    text = text[:MOST_LETTERS]
    if not is_enough(text):
        return []
    numbers = _numbers(text)
    try:
        found = _found(text, most - len(numbers))
    except SearchError:
        found = {}
    lines = {
        IDENTIFIER: numbers,
        Kind.TITLE: _titles([one.number for one in found.get(Kind.TITLE, ())], text, without={line.address for line in numbers}),
        Kind.PERSON: [_heading(one, text, lang) for one in found.get(Kind.PERSON, ())],
        Kind.SUBJECT: [_heading(one, text, lang) for one in found.get(Kind.SUBJECT, ())],
    }
    return [Group(kind, own) for kind, own in lines.items() if own]


def _found(text: str, room: int) -> dict[Kind, list[Candidate]]:
    """Return candidates of each kind, so many that all of them fill the room: what one kind leaves free the others take."""
    known: Suggestions | None = suggestions.current()
    if known is None:
        return {}
    found = {kind: known.find(text, kind, room) for kind in ROOM}
    taken = {kind: min(len(found[kind]), ROOM[kind]) for kind in ROOM}
    for kind in reversed(ROOM):
        taken[kind] = min(taken[kind], max(room - sum(taken.values()) + taken[kind], 0))
    for kind in ROOM:
        taken[kind] += min(len(found[kind]) - taken[kind], room - sum(taken.values()))
    return {kind: found[kind][: taken[kind]] for kind in ROOM}


def _numbers(text: str) -> list[Line]:
    """Return the work whose number was typed, whole."""
    numbers = recognise(text)
    tree = parse(text).tree if numbers else None
    if tree is None:
        return []
    try:
        hits = index.engine().search(Request(tree=tree, identifiers=numbers, limit=2)).hits
    except SearchError:
        return []
    return _titles([hit.id for hit in hits if "identifier" in hit.matched], kind=IDENTIFIER)


def _titles(numbers: Sequence[int], text: str = "", *, without: Iterable[str] = (), kind: str = Kind.TITLE) -> list[Line]:
    """Return works by their titles; one that the database no longer has is left out."""
    known = catalog.told(numbers, _read) if numbers else {}
    lines = []
    for number in numbers:
        address = reverse("discovery:work", args=[number])
        if number not in known or address in without:
            continue
        record = known[number][0]
        forms = [form for one in known[number] for title in one.titles for form in title.forms]
        if forms:
            shown = forms[0]
            other = next((form for form in forms if _starts(form.value, text)), None) if not _begins(shown.value, text) else None
            agent = next(iter(record.contributions), None)
            lines.append(
                Line(kind, _plain(shown), _plain(other), agent.forms[0] if agent else None, date_text(record), 0, address)
            )
    return lines


def _plain(form: Text | None) -> Text | None:
    return Text(form.value, form.lang) if form else None


def _heading(one: Candidate, text: str, lang: str) -> Line:
    """Return somebody or a subject: by the name in the reader's language, and by the one that begins as typed, or the original."""
    forms = [Text(form.text, form.lang) for form in one.forms]
    shown = next(_in_language(forms, lang), forms[0])
    others = [form for form in forms if key(form.value) != key(shown.value)]
    beside = next((form for form in others if _begins(form.value, text)), None) if not _begins(shown.value, text) else None
    page = "person" if one.kind is Kind.PERSON else "subject"
    address = reverse(f"discovery:{page}", args=[one.address])
    beside = beside or next((form for form in others if form == forms[0]), None)
    return Line(one.kind, shown, beside, None, "", one.works, address)


def _in_language(forms: Sequence[Text], lang: str) -> Iterator[Text]:
    """Yield the forms in a language, then those of no known language in its script."""
    primary = lang.partition("-")[0]
    script = usual_script(primary)
    written = [form for form in forms if script_of(form.value) == WRITINGS.get(script, script)]
    yield from (form for form in written if form.lang.partition("-")[0] == primary)
    yield from (form for form in written if not form.lang.strip() or form.lang.startswith("und"))


def _starts(form: str, text: str) -> bool:
    return bool(text) and key(form).startswith(key(text))


def _begins(form: str, text: str) -> bool:
    typed = key(text)
    return key(form).startswith(typed) or any(word.startswith(typed) for word in words(form))
