"""Document: what an engine indexes of a work; text already folded and segmented by core.text."""

import msgspec

FACETS = ("language", "kind", "location", "subject", "availability", "source")
"""The facets every document has, besides the year; values are codes or the library's own words."""


class Document(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One work. ``id`` is its number. Texts are space-separated index tokens; several values of one field are parted by ``GAP``
    so that no phrase runs across.

    ``title_keys``: core.text.key of every title form. ``identifiers``: "isbn:978…" in all forms a reader may ask for. ``sort_title``, ``sort_author``: ready to compare as
    strings. ``added``: when the work came in, as a day number (date.toordinal()).
    """

    id: int
    title_keys: tuple[str, ...] = ()
    title: str = ""
    names: str = ""
    subjects: str = ""
    series: str = ""
    call_numbers: str = ""
    body: str = ""
    identifiers: tuple[str, ...] = ()
    facets: dict[str, tuple[str, ...]] = {}
    year: int | None = None
    sort_title: str = ""
    sort_author: str = ""
    added: int = 0
