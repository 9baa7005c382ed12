"""The page of a subject heading: every form records give it, its names in other languages, wider and narrower headings, its works."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from lantai.core.bib.headings import NAMED, PARTS, about, address, heading_key, name_address, subjects
from lantai.core.bib.record import BibRecord, Identifier, Subject, Text
from lantai.search.protocol import Sort

from .charts import Column, decades
from .collection import Listed, asked, below, listed, records
from .concepts import Label, labels_of

SAMPLE = 60
MOST_RELATED = 30
MOST_NARROWER = 60
MOST_LOOKED_UP = 12
"""Narrower headings whose words are not in the works read are looked up one by one, so many of them."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A subject as a link. ``parts``: its elements as records write them."""

    parts: tuple[str, ...]
    lang: str
    address: str
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectPage:
    """A subject. ``forms``: of its first element, in all scripts; ``schemes``: codes of the lists it comes from.

    ``person``: address of the page of whom it names, "" where it names nobody. ``labels``: what it is called in other languages; works
    under those that an authority gives are listed here too, but for those in ``dropped``, which the reader does not want.
    """

    heading: Heading
    forms: Sequence[Text]
    labels: Sequence[Label]
    dropped: Sequence[Label]
    schemes: Sequence[tuple[str, int]]
    identifiers: Sequence[Identifier]
    kind: str
    broader: Sequence[Heading]
    narrower: Sequence[Heading]
    related: Sequence[Heading]
    person: str
    listed: Listed
    decades: Sequence[Column]
    keys: Sequence[str]

    @property
    def chips(self) -> list[Label]:
        """Return the names whose works are listed here too, each of which the reader may leave out."""
        return [label for label in self.labels if label.is_sure and label.count]

    @property
    def query(self) -> str:
        """Return the query string of a search for all these works."""
        return "?" + urlencode([("heading", key) for key in self.keys])


def subject(key: str, *, page: int, lang: str, dropped: Collection[str] = ()) -> SubjectPage | None:
    """Return the page of a heading by its key; None when no record has it. ``dropped``: codes of names in other languages that are not wanted."""
    sample = _read(key, SAMPLE)
    given = list(_given(sample, key))
    firsts = Counter(form for one in given for form in one.forms)
    others = labels_of([form for form, _ in firsts.most_common(20)], without=key) if PARTS not in key else []
    wanted = [label for label in others if not (label.is_sure and label.code in dropped)]
    keys = tuple(dict.fromkeys([key, *(label.key for label in wanted if label.is_sure)]))
    shown = listed({"heading": keys}, sort=Sort.NEWEST, page=page, facets=("language", "subject"), facet_size=50, lang=lang)
    if not shown.total:
        return None
    labels = _labels(sample)
    heading = labels.get(key) or _heading(given[0], key) if given else Heading((key,), "", key, shown.total)
    depth = len(heading.parts)
    return SubjectPage(
        heading=Heading(heading.parts, heading.lang, heading.address, shown.total),
        forms=list({form.value: form for form, _ in firsts.most_common(20)}.values()),
        labels=wanted,
        dropped=[label for label in others if label not in wanted],
        schemes=Counter(one.scheme for one in given if one.scheme).most_common(),
        identifiers=list(
            {(i.scheme, i.value): i for one in given if len(one.subdivisions) < depth for i in one.identifiers}.values()
        )[:12],
        kind=Counter(one.kind.value for one in given).most_common(1)[0][0] if given else "topic",
        broader=[Heading(heading.parts[:n], heading.lang, address(*heading.parts[:n])) for n in range(1, depth)],
        narrower=_narrower(key, labels, heading),
        related=list(_related(shown, heading)),
        person=_person(given) if depth == 1 else "",
        listed=shown,
        decades=decades(shown.years),
        keys=keys,
    )


def most_used(*, size: int) -> list[Heading]:
    """Return the headings that most works have, for the page of all ways in."""
    counted = asked({}, limit=0, facets=("subject",), facet_size=size).facets["subject"]
    return [Heading((value,), "", found, count) for value, count in counted if (found := address(value))]


def _read(key: str, size: int) -> list[BibRecord]:
    return records([hit.id for hit in asked({"heading": (key,)}, sort=Sort.NEWEST, limit=size).hits])


def _given(sample: Sequence[BibRecord], key: str) -> Iterator[Subject]:
    yield from (one for record in sample for one in record.subjects if key in subjects(one))


def _heading(one: Subject, key: str) -> Heading:
    """Return the heading of this key as a subject writes it: as many of its elements as the key has, or another form."""
    other = next((form for form in one.forms[1:] if heading_key(form.value) == key), None)
    if other is not None:
        return Heading((other.value,), other.lang, address(other.value))
    depth = key.count(PARTS) + 1
    parts = tuple(filter(heading_key, (one.forms[0].value, *one.subdivisions)))[:depth]
    return Heading(parts, one.forms[0].lang, address(*parts))


def _labels(sample: Sequence[BibRecord]) -> dict[str, Heading]:
    """Return how records write each heading that they have, the spelling met most often."""
    seen: dict[str, Counter[Heading]] = {}
    for record in sample:
        for one in record.subjects:
            for key in subjects(one):
                seen.setdefault(key, Counter())[_heading(one, key)] += 1
    return {key: counted.most_common(1)[0][0] for key, counted in seen.items()}


def _narrower(key: str, labels: dict[str, Heading], heading: Heading) -> list[Heading]:
    counted = sorted(below("heading", key).items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_NARROWER]
    looked_up = 0
    found: list[Heading] = []
    for value, count in counted:
        label = labels.get(value)
        if label is None and looked_up < MOST_LOOKED_UP:
            looked_up += 1
            label = _labels(_read(value, 1)).get(value)
        if label is not None:
            found.append(Heading(label.parts, label.lang or heading.lang, label.address, count))
    return found


def _related(shown: Listed, heading: Heading) -> Iterator[Heading]:
    """Yield the headings of the same works, without this one."""
    own = heading_key(heading.parts[0])
    related = ((value, count) for value, count in shown.counts["subject"] if heading_key(value) not in ("", own))
    for value, count in list(related)[:MOST_RELATED]:
        yield Heading((value,), "", address(value), count)


def _person(given: Sequence[Subject]) -> str:
    """Return where the page of a name that is a subject stands."""
    named = next((one for one in given if one.kind in NAMED), None)
    keys = list(about(named)) if named else []
    if not keys:
        return ""
    name, _, years = keys[-1].partition(PARTS)
    return name_address(name, years)
