"""A registry in one table: names by key, organizations by number; packed as one file, read in a second or two."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Self

import msgspec

from .registry import ACRONYM, LABEL, Organization
from .words import BODIES, HAN, PLAIN, countries, key, shortened, tokens

LONGEST = 14
SHORTEST_ACRONYM, LONGEST_ACRONYM = 3, 6
_AFTER = frozenset({"имени", "імені"})
VERSION = 4
_IN_BRACKETS = re.compile(r"\([^)]*\)?")
SHORT = -1
"""The kind of a name that is a body's own with a part left out, where that is nobody's name: "Goethe University" (Frankfurt)."""
MARKS = frozenset("=~")
"""What stands before acronyms, and before names whose words are in any order."""
_HAN_PLAIN = re.compile(
    r"(?:第[一二三四五六七八九十]+|人民|中心|附属|附屬|中医|中醫|儿童|兒童|妇幼|妇产|口腔|肿瘤|医学|醫學|保健|研究|旅游|师范|職業|职业|技术|技術|理工|工业|农业|艺术|市|省|县)+"
    r"(?:医院|醫院|学院|學院|研究所|研究院|中心)"
)
"""Names in Han without anything of a body's own: 第一人民医院 is somewhere in every city."""
RARE = 40
"""In how many names a word may stand to be a person's or house's rather than a field's ("Vanvitelli", not "medicine")."""


class Body(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What is compared of an organization. ``cities`` and ``regions``: words; ``countries``: ISO codes; ``parents``: positions.

    ``name``: what the registry shows. ``standing``: see registry.Organization. ``children``: how many bodies of the registry it is a parent of.
    """

    id: str
    education: bool
    company: bool
    health: bool
    cities: tuple[tuple[str, ...], ...]
    regions: tuple[tuple[str, ...], ...]
    countries: tuple[str, ...]
    parents: tuple[int, ...]
    name: str = ""
    standing: int = 0
    children: int = 0


class Table(msgspec.Struct, frozen=True, array_like=True):
    """``names``: key -> [(position of a body, kind of name)]; acronyms stand behind an equals sign, words in any order behind a tilde."""

    version: int
    bodies: list[Body]
    names: dict[str, list[tuple[int, int]]]

    @classmethod
    def of(cls, organizations: Iterable[Organization]) -> Self:
        """Compile a registry. Names of withdrawn bodies lead to their successors, or nowhere."""
        known = {each.id: each for each in organizations}
        at = {each.id: n for n, each in enumerate(each for each in known.values() if each.status != "withdrawn")}
        children = Counter(parent for each in known.values() if each.status != "withdrawn" for parent in each.parents)
        bodies = [_body(each, at, children[each.id]) for each in known.values() if each.status != "withdrawn"]
        names: defaultdict[str, dict[int, int]] = defaultdict(dict)
        for each in known.values():
            position = at.get(_standing(each, known))
            if position is None:
                continue
            for name, kind in each.names:
                for form in _forms(name, kind):
                    names[form][position] = max(kind, names[form].get(position, ACRONYM))
        for form, position in _short_forms(known, at, bodies, names):
            names[form][position] = SHORT
        for form, position in _of_domains(known, at, names):
            names[form][position] = ACRONYM
        return cls(VERSION, bodies, {form: sorted(found.items()) for form, found in names.items()})

    def packed(self) -> bytes:
        """Return the table as bytes."""
        return msgspec.msgpack.encode(self)

    @classmethod
    def unpacked(cls, raw: bytes) -> Self:
        """Read a packed table."""
        return msgspec.msgpack.decode(raw, type=cls)


def _standing(each: Organization, known: dict[str, Organization]) -> str:
    for _ in range(5):
        if each.status != "withdrawn" or each.successor not in known:
            break
        each = known[each.successor]
    return each.id


def _forms(name: str, kind: int) -> list[str]:
    if kind == ACRONYM:
        said = "".join(shortened(name))
        return ["=" + said] if len(said) >= SHORTEST_ACRONYM and said not in countries() else []
    words = tokens(name)
    bare = tokens(_IN_BRACKETS.sub(" ", name))
    forms = [words] if words and len(words) <= LONGEST else []
    if bare and bare != words and not HAN.match(name):
        forms.append(bare)
    forms += _named_after(words)
    return [written for form in forms if not _plain(form) for written in _written(form)]


def _named_after(words: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return how else a body is called that is named after a person, in Russian and Ukrainian: without the person's initials, and itself by its own, which
    alone would be many bodies' (МГУ имени М. В. Ломоносова, МГУ имени Ломоносова)."""
    at = next((n for n, word in enumerate(words) if word in _AFTER), 0)
    before, after = words[:at], words[at + 1 :]
    person = tuple(word for word in after if len(word) > 1)
    if not (before and person) or len(words) > LONGEST:
        return []
    initials = "".join(word[0] for word in before if len(word) > 1)
    own = [before, (initials,)] if SHORTEST_ACRONYM <= len(initials) <= LONGEST_ACRONYM else [before]
    every = {(*each, words[at], *named) for each in own for named in (after, person)}
    return sorted(every - {words})


def _of_domains(
    known: dict[str, Organization], at: dict[str, int], names: dict[str, dict[int, int]]
) -> Iterator[tuple[str, int]]:
    """Yield what domains begin with, where no name has it as a word and it is one body's alone: ETHZ."""
    taken = {word for form in names for word in form.lstrip("=~").split(" ")}
    found: defaultdict[str, set[int]] = defaultdict(set)
    for each in known.values():
        position = at.get(each.id)
        if position is not None:
            for own in each.domains:
                found[own].add(position)
    for own, positions in found.items():
        if (
            len(positions) == 1
            and SHORTEST_ACRONYM <= len(own) <= LONGEST_ACRONYM
            and own.isascii()
            and own.isalpha()
            and own not in taken
        ):
            yield f"={own}", next(iter(positions))


def _written(form: tuple[str, ...]) -> tuple[str, ...]:
    """Return a form in its order, and for its words in any order, which stand behind a tilde."""
    return (" ".join(form), "~" + key(form)) if len(form) > 1 else form


def _plain(form: tuple[str, ...]) -> bool:
    """Tell whether a form names nobody: one common word, or a country."""
    common = len(form) == 1 and (form[0] in PLAIN or form[0] in BODIES or bool(_HAN_PLAIN.fullmatch(form[0])))
    return common or key(form) in countries()


def _short_forms(
    known: dict[str, Organization], at: dict[str, int], bodies: list[Body], names: dict[str, dict[int, int]]
) -> Iterator[tuple[str, int]]:
    """Yield names with the own place left out, and universities by their city alone, where only one body may be meant."""
    seen = Counter(word for form in names if form[0] not in MARKS for word in set(form.split(" ")))
    found: defaultdict[str, set[int]] = defaultdict(set)
    for each in known.values():
        position = at.get(each.id)
        if position is None:
            continue
        body = bodies[position]
        placed = {word for place in (*body.cities, *body.regions) for word in place}
        for name, kind in each.names:
            form = tokens(name)
            if kind == ACRONYM or not 3 <= len(form) <= LONGEST or not BODIES.intersection(form):
                continue
            bare = tuple(word for word in form if word not in placed)
            if len(bare) < len(form) and _telling(bare, seen):
                for written in _written(bare):
                    found[written].add(position)
            rest = [word for word in form if word not in placed and word != "university"]
            if body.education and len(bare) < len(form) and "university" in form and all(seen[word] < RARE for word in rest):
                for city in body.cities:
                    if set(city) <= set(form):
                        for written in _written(("university", *city)):
                            found[written].add(position)
    for short, positions in found.items():
        if len(positions) == 1 and short not in names:
            yield short, next(iter(positions))


def _telling(form: tuple[str, ...], seen: Counter[str]) -> bool:
    """Tell whether a form is more than words that many names have."""
    return len(form) > 1 and any(seen[word] < RARE and word not in BODIES for word in form)


def _body(each: Organization, at: dict[str, int], children: int) -> Body:
    def words(part: int) -> tuple[tuple[str, ...], ...]:
        return tuple(dict.fromkeys(found for place in each.places if (found := tokens(place[part]))))

    return Body(
        id=each.id,
        education="education" in each.types,
        company="company" in each.types,
        health="healthcare" in each.types,
        cities=words(0),
        regions=words(1),
        countries=tuple(dict.fromkeys(place[2].upper() for place in each.places)),
        parents=tuple(at[parent] for parent in each.parents if parent in at),
        name=next((name for name, kind in each.names if kind == LABEL), each.names[0][0]),
        standing=each.standing,
        children=children,
    )
