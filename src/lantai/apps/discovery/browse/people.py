"""The page of somebody without an authority row: all that records say under one name, namesakes kept apart.

A name is looked for in every script. Records that give years of life tell namesakes apart; where they give none, forms in other scripts do.
A form in another script joins its works only when it is nobody else's: *Wang, Wei* is many people, 王维 one.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from urllib.parse import urlencode

from lantai.catalog import asking, index
from lantai.core.bib.headings import PARTS, heading_key, life, name_address, names, same_life
from lantai.core.bib.record import BibRecord, Contribution, Identifier, Text
from lantai.core.query.expansion import Span
from lantai.core.text.fold import words
from lantai.core.text.scripts import script_of
from lantai.search.protocol import Sort

from ..rows import ResultRow
from .charts import Column, decades
from .collection import Filters, Listed, asked, below, described, listed, records, rows

SAMPLE = 50
"""Works of a name that are read for its forms, roles and dates; counts are of all."""

MOST_FORMS = 24
MOST_TOGETHER = 20
MOST_PEOPLE = 30
MOST_ABOUT = 6


@dataclass(frozen=True, slots=True)
class Namesake:
    """Somebody else of this name: by the years of life, or by a form in another script."""

    form: Text
    years: str
    address: str
    count: int


@dataclass(frozen=True, slots=True)
class Fellow:
    """Somebody who made works together with this one."""

    form: Text
    address: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody, or a body, as the records of the collection show them. ``forms``: the one asked for first.

    ``alone``: False where several share the name and none was chosen: then ``listed`` has what cannot be told apart.
    """

    address: str
    years: str
    forms: Sequence[Text]
    dates: Sequence[str]
    kind: str
    roles: Sequence[tuple[str, int]]
    identifiers: Sequence[Identifier]
    namesakes: Sequence[Namesake]
    alone: bool
    listed: Listed
    decades: Sequence[Column]
    about: Sequence[ResultRow]
    about_total: int
    values: Sequence[str]
    together: Sequence[Fellow]

    @property
    def query(self) -> str:
        """Return the query string of a search for all these works."""
        return "?" + urlencode([("name", value) for value in self.values])

    @property
    def about_query(self) -> str:
        """Return the query string of a search for all works about this one."""
        return "?" + urlencode([("about", value) for value in self.values])

    @property
    def form(self) -> Text:
        """Return the name as a heading."""
        return self.forms[0]


@dataclass(frozen=True, slots=True)
class _Found:
    """Who is meant: keys that find all works, spans of life that count as theirs, what is left out."""

    values: tuple[str, ...]
    without: tuple[str, ...]
    lives: tuple[str, ...]
    alone: bool


def person(key: str, years: str, *, page: int, lang: str) -> Person | None:
    """Return the page of a name; None when no record has it, neither as a maker nor as a subject."""
    agents = _agents(records(_sample({"name": (key,)})), {key})
    spans = _lives(key)
    people = _people(spans)
    mine = next((group for group in people if years and any(same_life(years, span) for span in group)), ())
    found = _told_apart(key, mine, people, agents)
    others = _other_forms(key, found, agents)
    values = (*found.values, *others)
    shown = listed(
        {"name": values}, exclude={"name": found.without}, sort=Sort.NEWEST, page=page, facets=("language", "kind"), lang=lang
    )
    about = asked({"about": values}, {"about": found.without}, sort=Sort.NEWEST, limit=MOST_ABOUT)
    if not shown.total and not about.total:
        return None
    works = described(_sample({"name": values}, {"name": found.without}))
    keys = {value.partition(PARTS)[0] for value in values}
    own = [agent for agent in _agents(chain.from_iterable(works), keys) if _is_mine(agent, found)]
    forms = _forms(own, key)
    forms = [*forms, *_known_elsewhere(forms, alone=found.alone)][:MOST_FORMS]
    return Person(
        address=name_address(forms[0].value if forms else key, mine[0] if mine and years else ""),
        years=mine[0] if mine else years,
        forms=forms or [Text(key)],
        dates=_most(agent.dates for agent in own if agent.dates),
        kind=_most(agent.kind.value for agent in own)[0] if own else "person",
        roles=Counter(role for agent in own for role in agent.roles).most_common(),
        identifiers=list({(i.scheme, i.value): i for agent in own for i in agent.identifiers}.values()),
        namesakes=[*_dated(key, people, mine, spans, forms), *([] if found.alone or mine else _written_otherwise(key, agents))],
        alone=found.alone,
        listed=shown,
        decades=decades(shown.years),
        about=rows([hit.id for hit in about.hits], lang=lang),
        about_total=about.total,
        values=values,
        together=list(_together(works, keys)),
    )


def _known_elsewhere(forms: Sequence[Text], *, alone: bool) -> list[Text]:
    """Return how records of other works, or authorities, write the name in other languages of the collection; none where several share it.

    A name of one word is asked for nothing: it may be anybody's.
    """
    whole = [Span("", form.value) for form in forms if len(words(form.value)) > 1] if alone else []
    shown = {heading_key(form.value) for form in forms}
    found: dict[str, Text] = {}
    for teller in asking.expanders().forms if whole else ():
        for row in chain.from_iterable(teller.forms(whole, index.languages()).values()):
            if (key := heading_key(row.text)) not in shown:
                found.setdefault(key, Text(row.text, row.lang))
    return list(found.values())


def _sample(filters: Filters, without: Filters | None = None) -> list[int]:
    return [hit.id for hit in asked(filters, without, sort=Sort.NEWEST, limit=SAMPLE).hits]


def _agents(described: Iterable[BibRecord], keys: set[str]) -> list[Contribution]:
    """Return the contributors with one of these keys."""
    return [agent for record in described for agent in record.contributions if keys & {heading_key(f.value) for f in agent.forms}]


def _lives(key: str) -> dict[str, int]:
    """Return the spans of life that records give this name, with how many works."""
    return {value.removeprefix(key + PARTS): count for value, count in below("name", key).items()}


def _people(spans: dict[str, int]) -> list[tuple[str, ...]]:
    """Return the spans of life grouped by whose they may be, the most frequent first."""
    groups: list[list[str]] = []
    for span in sorted(spans, key=lambda s: (-spans[s], s)):
        at = next((group for group in groups if any(same_life(span, other) for other in group)), None)
        if at is None:
            groups.append([span])
        else:
            at.append(span)
    return [tuple(group) for group in groups]


def _told_apart(key: str, mine: tuple[str, ...], people: Sequence[tuple[str, ...]], agents: Sequence[Contribution]) -> _Found:
    others = tuple(f"{key}{PARTS}{span}" for group in people if group is not mine for span in group)
    if len(people) <= 1:
        alone = bool(people) or not _is_shared(key, agents)
        return _Found((key,), (), people[0] if people else (), alone)
    if mine:
        return _Found(tuple(f"{key}{PARTS}{span}" for span in mine), (), mine, alone=True)
    return _Found((key,), others, (), alone=False)


def _is_shared(key: str, agents: Sequence[Contribution]) -> bool:
    """Tell whether a romanised name stands beside several names of one script: then it is several people's."""
    scripts = Counter(script_of(name) for name in {_original(agent, key) for agent in agents} if name)
    return any(count > 1 for count in scripts.values())


def _original(agent: Contribution, key: str) -> str:
    """Return the folded name in a script that is not Latin; "" where there is none, or it is the key itself."""
    found = next((heading_key(f.value) for f in agent.forms if script_of(f.value) not in ("Latn", "")), "")
    return "" if found == key or script_of(key) != "Latn" else found


def _other_forms(key: str, found: _Found, agents: Sequence[Contribution]) -> list[str]:
    """Return the keys of forms in other scripts that are nobody else's; where lives are known, with these."""
    if not found.alone:
        return []
    own = [agent for agent in agents if _is_mine(agent, found)]
    forms = dict.fromkeys(k for agent in own for f in agent.forms if (k := heading_key(f.value)) and k != key)
    companions = list(forms)[:MOST_FORMS]
    if not companions:
        return []
    dated = [f"{companion}{PARTS}{span}" for companion in companions for span in found.lives]
    if found.values != (key,):
        return dated
    strangers = _agents(records(_sample({"name": tuple(companions)}, {"name": (key,)})), set(companions))
    known = {key, *companions}
    taken = {
        k
        for agent in strangers
        if not _is_mine(agent, found)
        or any(script_of(f.value) != "Latn" and heading_key(f.value) not in known for f in agent.forms)
        for f in agent.forms
        if (k := heading_key(f.value)) in known
    }
    return [*dated, *(companion for companion in companions if companion not in taken)]


def _is_mine(agent: Contribution, found: _Found) -> bool:
    years = life(agent.dates)
    return not years or not found.lives or any(same_life(years, span) for span in found.lives)


def _forms(own: Sequence[Contribution], key: str) -> list[Text]:
    """Return every form seen, that asked for first, then the most frequent, each spelling once."""
    seen: Counter[Text] = Counter(form for agent in own for form in agent.forms)
    ordered = sorted(seen, key=lambda form: (heading_key(form.value) != key, -seen[form], form.value))
    spelled: dict[str, Text] = {}
    for form in ordered:
        spelled.setdefault(form.value, form)
    return list(spelled.values())[:MOST_FORMS]


def _most(values: Iterable[str]) -> list[str]:
    return [value for value, _ in Counter(values).most_common(6)]


def _dated(
    key: str, people: Sequence[tuple[str, ...]], mine: tuple[str, ...], spans: dict[str, int], forms: Sequence[Text]
) -> Iterator[Namesake]:
    """Yield the others of this name that lived at other times."""
    if len(people) < 2:
        return
    form = next((f for f in forms if heading_key(f.value) == key), forms[0] if forms else Text(key))
    for group in people:
        if group != mine:
            yield Namesake(form, group[0], name_address(form.value, group[0]), sum(spans[span] for span in group))


def _written_otherwise(key: str, agents: Sequence[Contribution]) -> Iterator[Namesake]:
    """Yield the names in other scripts that are all romanised so."""
    found: dict[str, Text] = {}
    counted: Counter[str] = Counter()
    for agent in agents:
        original = _original(agent, key)
        if original:
            counted[original] += 1
            found.setdefault(original, next(f for f in agent.forms if heading_key(f.value) == original))
    for original, count in counted.most_common(40):
        yield Namesake(found[original], "", name_address(found[original].value), count)


def _together(works: Sequence[Sequence[BibRecord]], keys: set[str]) -> Iterator[Fellow]:
    """Yield who made works with these names, those of most works first; forms that stand for one another in any record are one."""
    groups: dict[str, int] = {}
    agents: list[Contribution] = []
    counted: Counter[int] = Counter()
    for work in works:
        here: set[int] = set()
        for agent in (agent for record in work for agent in record.contributions[:MOST_PEOPLE]):
            found = list(names(agent))
            if not found or keys & {value.partition(PARTS)[0] for value in found}:
                continue
            sure = [value for value in found if PARTS in value] or found[:1]
            group = next((groups[value] for value in sure if value in groups), len(agents))
            if group == len(agents):
                agents.append(agent)
            groups.update((value, group) for value in sure)
            here.add(group)
        counted.update(here)
    for group, count in counted.most_common(MOST_TOGETHER):
        agent = agents[group]
        yield Fellow(agent.forms[0], name_address(agent.forms[0].value, life(agent.dates)), count)
