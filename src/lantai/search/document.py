"""Document: what an engine indexes of a work; text already folded and segmented by core.text."""

from collections.abc import Iterable, Sequence

import msgspec

FACETS = (
    "language",
    "kind",
    "location",
    "subject",
    "availability",
    "source",
    "country",
    "class",
    "name",
    "about",
    "heading",
    "week",
    "open",
    "license",
    "discipline",
    "journal",
    "institution",
    "author_country",
)
"""The facets every document has, besides the year; values are codes or the library's own words.

``class``: "clc:I", "clc:I2", … a class with all that it lies in (core.bib.classes). ``name``, ``about``, ``heading``: keys of
contributors, of names as subjects and of subjects (core.bib.headings). ``week``: in which the work came in, "2026-W48". ``open``: "open" and
the color, or "closed"; ``license``: of the best open copy (core.openness.recorded). ``discipline``: codes of first-level disciplines and of
their categories (core.bib.first_level). ``journal``: ISSNs of the journal that a paper stands in. ``institution``: identifiers of ROR, without
their address, of where its authors worked; ``author_country``: ISO 3166 codes of the countries in which that was. ``country`` is where it was published.
"""

KEYS = frozenset({"name", "about", "heading"})
"""Facets of keys, by which works are filtered. They are not counted beside hits: what lies below a key is (``Engine.below``)."""

COUNTED = tuple(name for name in FACETS if name not in KEYS)
"""Facets that can be counted beside hits."""

PARTS = "--"
"""Stands in a key before each further part: "china--history" lies below "china" (core.bib.headings)."""

_NAMES = frozenset(FACETS)

GAP = "\n"
"""Parts the values of one text field; no index token holds it, and no phrase runs across it."""


class Document(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True, gc=False):
    """One work. ``id`` is its number. Texts are space-separated index tokens; several values of one field are parted by ``GAP``
    so that no phrase runs across (``texts`` joins them).

    ``title``: the first value is the title shown for the work; other forms, languages and editions follow and weigh a little
    less. ``title_stems``, ``subject_stems``, ``stems``: core.text.stems of the words of titles, of subjects, and of series and notes;
    the first value of ``title_stems`` is of the first title.
    ``romanised``: core.romanise.sounding of titles, series and names in other scripts; the first value is of the
    first title. ``title_keys``: core.text.key of every title form. ``identifiers``:
    "isbn:978…" in all forms a reader may ask for.
    ``facets``: values by the names in FACETS. ``sort_title``, ``sort_author``: ready to compare as strings; empty ones come
    last. ``added``: when the work came in, as a day number (date.toordinal()).
    ``until``: the day number on which the same records first give another document, when an embargo ends; 0: never. It is not indexed.
    """

    id: int
    title_keys: tuple[str, ...] = ()
    title: str = ""
    names: str = ""
    subjects: str = ""
    series: str = ""
    call_numbers: str = ""
    body: str = ""
    title_stems: str = ""
    subject_stems: str = ""
    stems: str = ""
    romanised: str = ""
    identifiers: tuple[str, ...] = ()
    facets: dict[str, tuple[str, ...]] = {}
    year: int | None = None
    sort_title: str = ""
    sort_author: str = ""
    added: int = 0
    until: int = 0

    def __post_init__(self) -> None:
        if self.facets:
            check_facets(self.facets)


def check_counted(names: Iterable[str]) -> None:
    """Raise ValueError when one of these is no facet that is counted beside hits."""
    given = tuple(names)
    check_facets(given)
    if not KEYS.isdisjoint(given):
        unknown = next(name for name in given if name in KEYS)
        raise ValueError(f"the facet {unknown!r} is for filters and is not counted; these are: {', '.join(COUNTED)}")


def check_facets(names: Iterable[str]) -> None:
    """Raise ValueError when there is no facet of one of these names."""
    if not _NAMES.issuperset(names):
        unknown = next(name for name in names if name not in _NAMES)
        raise ValueError(f"there is no facet {unknown!r}; there are: {', '.join(FACETS)}")


def parted(key: str) -> tuple[str, str]:
    """Return the key above a key, and its last part: "china" and "history" of "china--history"; "" and all of a key of one part.

    A part may begin with a sign of its own: "xu---1763" is "xu" and "-1763".
    """
    place = key.rfind(PARTS)
    while place > 0 and key[place - 1] == "-":
        place -= 1
    return (key[:place], key[place + len(PARTS) :]) if place >= 0 else ("", key)


def texts(values: Iterable[str]) -> str:
    """Return the text of a field with several analysed values, in their order, without empty and repeated ones."""
    return GAP.join(dict.fromkeys(filter(None, values)))


def joined(values: Iterable[Sequence[str]]) -> str:
    """Return the same from values that are lists of tokens."""
    return texts(map(" ".join, values))
