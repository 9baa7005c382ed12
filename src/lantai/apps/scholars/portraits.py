"""What the works of one person say of them: forms of the name, institutions with years, disciplines, whom they wrote with, years. Pure."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lantai.catalog.papers.bodies import Bodies
from lantai.core.bib.first_level import Own, told_of
from lantai.core.bib.work import WorkDocument
from lantai.core.matching.authors.mention import MOST_COAUTHORS
from lantai.core.text.fold import key
from lantai.core.text.scripts import script_of

from .reading import Contributed, contributed

MOST_NAMES, MOST_PLACES, MOST_DISCIPLINES, MOST_TOGETHER = 30, 20, 8, 30


def portrait(
    works: Iterable[WorkDocument], marks: Mapping[int, str], known: Mapping[tuple[int, str], int], bodies: Bodies, classed: Own
) -> dict[str, Any]:
    """Return what a profile shows beside its works, ready for JSON.

    ``marks``: work -> which of its persons; ``known``: (work, mark) -> the profile of whoever that is, for those who have one.
    ``classed``: where classes lead by the library's own word (catalog.mapped).
    """
    names: Counter[tuple[str, str]] = Counter()
    places: dict[str, list[int]] = defaultdict(list)
    printed: dict[str, str] = {}
    disciplines: Counter[str] = Counter()
    years: Counter[int] = Counter()
    together: dict[str, list[Any]] = {}
    for document in works:
        people = contributed(document, bodies)
        disciplines.update(code for code, _share, _why in told_of((instance.record for instance in document.instances), classed))
        own = next((one for one in people if one.mark == marks.get(document.number)), None)
        if year := next((year for instance in document.instances if (year := instance.record.year)), None):
            years[year] += 1
        if own:
            names.update((form.value, form.lang) for form in own.forms)
            for place in own.places:
                printed.setdefault(key(place), place)
                places[key(place)] += [own.year] if own.year else []
        if len(people) <= MOST_COAUTHORS:
            _add(together, [one for one in people if one is not own], known)
    return {
        "names": [[text, lang] for (text, lang), _n in names.most_common(MOST_NAMES)],
        "institutions": _spans(places, printed),
        "disciplines": [code for code, _n in disciplines.most_common(MOST_DISCIPLINES)],
        "years": sorted([year, n] for year, n in years.items()),
        "together": sorted(together.values(), key=lambda one: (-one[2], one[0]))[:MOST_TOGETHER],
    }


def listed_under(drawn: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return under what a profile with this portrait is listed, each once: ("institutions", name), ("disciplines", code)."""
    places = [("institutions", str(row[0])[:300]) for row in drawn.get("institutions", ()) if row[0]]
    return list(dict.fromkeys([*places, *(("disciplines", str(code)) for code in drawn.get("disciplines", ()))]))


def chosen_name(names: Sequence[Sequence[str]]) -> tuple[str, str]:
    """Return the form to show first: the one that says most, in letters that are not Latin where there are such; (text, language)."""
    foreign = [one for one in names if script_of(one[0]) not in ("Latn", "")]
    best = max(foreign or names, key=_written_out, default=("", ""))
    return str(best[0]), str(best[1])


def _written_out(name: Sequence[str]) -> tuple[int, int]:
    """Return how much of a name is written out: letters of words that are no initials."""
    letters = [word for word in re.split(r"[\s,.·-]+", name[0]) if len(word) > 1]
    return sum(map(len, letters)), -len(name[0])


def _add(together: dict[str, list[Any]], people: Iterable[Contributed], known: Mapping[tuple[int, str], int]) -> None:
    """Count whom somebody wrote with: [name, language, works, profile or None]; one ORCID or one profile is one person, else one name is."""
    for one in people:
        profile = known.get((one.work, one.mark))
        who = f"scholar:{profile}" if profile else one.orcid or one.mark
        row = together.setdefault(who, [one.forms[0].value[:300], one.forms[0].lang, 0, profile])
        row[2] += 1


def _spans(places: Mapping[str, list[int]], printed: Mapping[str, str]) -> list[list[Any]]:
    rows = [[printed[one], min(years, default=None), max(years, default=None)] for one, years in places.items()]
    return sorted(rows, key=lambda row: (-(row[2] or 0), row[0]))[:MOST_PLACES]
