"""Signs: what was seen of a description that others are compared with; ``signs`` takes them from a record."""

import msgspec

from .papers.paper import Said


class Signs(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """``titles``: keys under which the work may be known. ``proper``: keys of the edition's own titles. ``words``:
    folded words of each proper form.

    ``creators``: name keys, each (family, initials). ``uniform``: keys of the uniform title when the work has no creator
    and is entered under it. ``versions``: "doi:…" of what it names as versions of itself; ``paper``: of papers, title, people and year as
    the scorecard reads them. ``original``: whether the record
    describes a translation.
    """

    titles: frozenset[str]
    proper: frozenset[str]
    words: tuple[frozenset[str], ...]
    part: str
    creators: tuple[tuple[str, str], ...]
    uniform: frozenset[str]
    year: int | None
    languages: frozenset[str]
    group: str
    identifiers: frozenset[str]
    hints: frozenset[str]
    publisher: str
    translation: bool
    versions: frozenset[str] = frozenset()
    paper: Said | None = None
