"""What is measured of a name in a string, for the forest that weighs it: its rarity, its place, and what stands beside it unexplained."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from .registry import ACRONYM, ALIAS
from .words import BODIES, FIELDS, HAN, HAN_CITIES, OUTER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set

    from .compiled import Body
    from .naming import Named
    from .text import Text

NAMES = (
    "words", "letters", "acronym", "alias", "short", "rarity", "rarest", "country", "city", "region", "fills", "before", "after", "alike", "claims",
    "education", "company", "health", "segment", "from_end", "others", "education_beside", "health_beside", "parent_beside", "child_beside",
    "says_body", "placed", "of_after", "hospital_here", "institute_here", "hospital_left", "institute_left", "university_left", "crossing", "turned",
    "school", "standing", "children", "a_place", "length", "unknown_before", "unknown_after", "field_after", "rarer", "joined",
    "left", "school_after", "unit_before", "named_again", "named_first", "same_part",
)  # fmt: skip
MOST_RARE, UNKNOWN = 12.0, 20.0
"""The rarity of a word that one name has, whatever the size of the registry, and of one that no name has."""
_MOST = 40
USUAL_STANDING = 6
"""Taken for all bodies of a registry that tells no standing."""
_HOSPITALS = frozenset(
    {
        "hospital",
        "clinic",
        "klinikum",
        "chu",
        "hospitalier",
        "affiliated",
        "infirmary",
        "nhs",
        "universitatsklinikum",
        "policlinico",
    }
)
_INSTITUTES = frozenset({"institute", "center", "academy", "laboratory", "foundation", "council", "museum", "branch", "campus"})

_SCHOOLS = frozenset({"school", "college", "faculty", "department", "division", "medicine", "dentistry"})
_UNITS = frozenset(
    {"department", "division", "faculty", "school", "college", "unit", "section", "laboratory", "chair", "program"}
)

_HAN_BODIES = ("大学", "学院", "研究所", "研究院", "医院", "科学院", "中心", "公司")
_HAN_HOSPITALS, _HAN_INSTITUTES = ("医院", "附属"), ("研究所", "研究院", "研究中心", "分院", "校区", "独立学院")
_HAN_UNITS = ("系", "学院", "學院", "学部", "學部", "科", "部", "所", "室", "馆", "館", "中心", "研究院", "研究生院", "书院")  # fmt: skip
_HAN_OTHERS = (
    "附属", "附屬", "医院", "醫院", "校区", "校區", "分校", "分院", "出版社", "中学", "中學", "小学", "小學", "公司", "大学", "大學",
)  # fmt: skip
_HAN_INNER = ("研究所", "研究院", "学院", "學院")
_HAN_LANDS = frozenset({"CN", "TW", "HK", "MO", "JP", "SG"})
_HAN_WORD, _HAN_LETTERS = 2, 5
"""How many characters stand for a word, and how many letters a character stands for."""


class Candidate(NamedTuple):
    """A name in a string and one body that bears it; ``claims``: how many bodies are meant by it equally."""

    name: Named
    at: int
    kind: int
    claims: int


class Known(NamedTuple):
    """What a registry says: its bodies, how rare each word of its names is, the names of its cities, whether it tells of standing."""

    bodies: Sequence[Body]
    rarity: Mapping[str, float]
    cities: Set[str]
    standing: bool


class _Around(NamedTuple):
    """What all candidates of a string share; ``left``: words that no candidate explains; ``again``: how often a body is named."""

    covered: bytearray
    left: Set[str]
    weights: Mapping[str, tuple[float, float]]
    heaviest: float
    again: Mapping[int, int]
    earliest: int
    parts: Mapping[int, int]
    unexplained: int


def measured(chosen: Sequence[Candidate], text: Text, known: Known) -> list[tuple[int, tuple[float, ...]]]:
    """Return each candidate's body with its numbers, in the order of ``NAMES``."""
    words, covered = text.words, bytearray(len(text.words))
    weights: dict[str, tuple[float, float]] = {}
    for each in chosen:
        start, end, form = each.name.start, each.name.end, each.name.key
        for n in range(start, end):
            covered[n] = 1
        if form not in weights:
            told = [known.rarity.get(word, MOST_RARE) for word in form.split(" ")]
            weights[form] = (sum(told), max(told))
    left = [word for n, word in enumerate(words) if not covered[n]]
    around = _Around(
        covered=covered,
        left=set(left),
        weights=weights,
        heaviest=max(weight for weight, _ in weights.values()),
        again=Counter(each.at for each in chosen),
        earliest=min(each.name.start for each in chosen),
        parts=Counter(text.segment[start] for start in {each.name.start for each in chosen}),
        unexplained=sum(1 for word in left if word in OUTER),
    )
    return [(each.at, _numbers(each, text, known, around)) for each in chosen]


def _numbers(each: Candidate, text: Text, known: Known, around: _Around) -> tuple[float, ...]:
    name, at, kind, claims = each
    start, end, form = name.start, name.end, name.key
    body, words, segment, sizes = known.bodies[at], text.words, text.segment, text.sizes
    covered, part = around.covered, segment[start]
    first, last = start, end
    while first and segment[first - 1] == part:
        first -= 1
    while last < len(words) and segment[last] == segment[end - 1]:
        last += 1
    named, spoken = set(form.split(" ")), {*words[:start], *words[end:]}
    here = {words[n] for n in range(first, last) if not covered[n]}
    weight, rarest = around.weights[form]
    before = words[start - 1] if start > first and not covered[start - 1] else ""
    after = words[end] if end < last and not covered[end] else ""
    others = [known.bodies[other] for other in around.again if other != at]
    country = 0 if not text.countries else 1 if any(land in text.countries for land in body.countries) else -1
    length, letters, fills, says_body = end - start, len(form), (end - start) / max(1, sizes[part]), not BODIES.isdisjoint(named)
    hospital_here, institute_here = not _HOSPITALS.isdisjoint(here), not _INSTITUTES.isdisjoint(here)
    if HAN.match(form):
        rest = words[start].replace(form, "", 1) if length == 1 else ""
        length, letters = max(1, len(form) // _HAN_WORD), len(form) * _HAN_LETTERS
        fills = len(form) / len(words[start]) if rest and not is_unit(rest, words[start].startswith(form)) else 1.0
        says_body = form.split(" ")[0].endswith(_HAN_BODIES)
        country = country or int(fills == 1.0 and not _HAN_LANDS.isdisjoint(body.countries))
        hospital_here, institute_here = (
            any(word in rest for word in _HAN_HOSPITALS),
            any(word in rest for word in _HAN_INSTITUTES),
        )
    return (
        length, letters, kind == ACRONYM, kind == ALIAS, kind < 0, weight, rarest,
        country, any(spoken.issuperset(city) for city in body.cities), any(spoken.issuperset(region) for region in body.regions),
        fills, start - first, last - end, len(name.bodies), claims,
        body.education, body.company, body.health, part, len(sizes) - 1 - part, len(others),
        any(other.education for other in others), any(other.health for other in others),
        any(parent in around.again for parent in body.parents), any(at in other.parents for other in others),
        says_body, any(named.issuperset(city) for city in body.cities), bool(after) and text.joined[end],
        hospital_here, institute_here, not around.left.isdisjoint(_HOSPITALS), not around.left.isdisjoint(_INSTITUTES), "university" in around.left,
        name.crossing, name.turned, name.school, min(body.standing, _MOST) if known.standing else USUAL_STANDING, min(body.children, _MOST),
        form in known.cities, len(words), 0 if not before else -1 if text.joined[start] else known.rarity.get(before, UNKNOWN),
        0 if not after else known.rarity.get(after, UNKNOWN), after in FIELDS, weight - around.heaviest, start > first and text.joined[start],
        around.unexplained, not _SCHOOLS.isdisjoint(words[end:last]), not _UNITS.isdisjoint(words[first:start]),
        around.again[at], start == around.earliest, around.parts[part],
    )  # fmt: skip


def is_unit(rest: str, after: bool) -> bool:
    """Tell whether what follows a name in one run of Han is a part of that body, as 数学系 is, and no other body, as 附属医院 or 珠海学院 are."""
    if not after or not rest.endswith(_HAN_UNITS) or rest.startswith(HAN_CITIES):
        return False
    return not any(word in rest for word in _HAN_OTHERS) and not any(word in rest[:-2] for word in _HAN_INNER)
