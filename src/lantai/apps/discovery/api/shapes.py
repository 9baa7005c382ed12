"""What the API answers, as structs: encoded as JSON, and described as they are in its OpenAPI document."""

from datetime import datetime

import msgspec


class Words(msgspec.Struct, frozen=True, omit_defaults=True):
    """Words of a record. ``lang``: BCP 47, absent where it is not known."""

    value: str
    lang: str = ""


class Contributor(msgspec.Struct, frozen=True, omit_defaults=True):
    """Who made a thing. ``names``: in every script, the original first; ``roles``: MARC relator codes."""

    names: tuple[Words, ...]
    roles: tuple[str, ...] = ()
    dates: str = ""


class IdentifierOf(msgspec.Struct, frozen=True):
    """A number that identifies an edition: scheme ("isbn", "doi") and value."""

    scheme: str
    value: str


class Copies(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where copies are. ``state``: "shelf", "loan", "library" …, as the source says; ``count``: alike ones."""

    state: str
    library: str = ""
    location: str = ""
    call_number: str = ""
    count: int = 1


class Made(msgspec.Struct, frozen=True):
    """A title in other letters that no source gave: made by rules. ``scheme``: "pinyin", "hepburn", "mccune-reischauer", "loc", "letters"."""

    value: str
    lang: str
    scheme: str


class WorkOf(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A work in brief. ``id`` never changes; ``url``: its page. ``editions``: how many; ``online``: an address of the thing itself.

    ``romanised``: its title in Latin letters (or in Cyrillic where the source has it in Latin ones), made by machine where no source has it.
    """

    id: int
    url: str
    title: tuple[Words, ...]
    romanised: Made | None = None
    subtitle: str = ""
    contributors: tuple[Contributor, ...] = ()
    kind: str = ""
    date: str = ""
    languages: tuple[str, ...] = ()
    editions: int = 1
    identifiers: tuple[IdentifierOf, ...] = ()
    copies: tuple[Copies, ...] = ()
    online: str = ""


class Found(WorkOf, frozen=True, omit_defaults=True, kw_only=True):
    """A work that a search found. ``matched``: the fields its words stand in; ``score``: 0 when ordered by something else."""

    matched: tuple[str, ...] = ()
    score: float = 0.0


class Value(msgspec.Struct, frozen=True):
    """A value of a facet, and how many of the works have it."""

    value: str
    count: int


class AlternativeOf(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A translation that took part. ``origin``: authority, name, learned, lexicon or service; ``evidence``: records that say so;
    ``code``: what the parameter ``x`` drops it by."""

    text: str
    lang: str
    weight: float
    origin: str
    tables: tuple[str, ...] = ()
    evidence: int = 0
    via: str = ""
    code: str = ""


class ConceptOf(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A word or phrase of the question and what it was also searched by."""

    text: str
    lang: str = ""
    alternatives: tuple[AlternativeOf, ...] = ()


class ExpansionOf(msgspec.Struct, frozen=True, kw_only=True):
    """What was added to the question. ``untranslated``: words for which nothing was; ``own``: only the typed words were wanted."""

    concepts: tuple[ConceptOf, ...] = ()
    untranslated: tuple[str, ...] = ()
    own: bool = False


class NoticeOf(msgspec.Struct, frozen=True, omit_defaults=True):
    """What was mended in the words of a question: "too_long", "unbalanced_quote", "unbalanced_bracket", "nothing_to_search", "control_characters",
    "operator_ignored"; ``detail``: the words it is about."""

    code: str
    detail: str = ""


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """A page of a search. ``total``: works found in all; ``next``: address of the next page, null at the end (paging reaches 10,000 works);
    ``notices``: how the words were understood where they could not be taken as they stood. ``untold``: of a facet whose values may not be those with
    the most works, how many works at most one has that is not told; of the others it says nothing: what they tell is sure."""

    question: str
    total: int
    offset: int
    works: tuple[Found, ...]
    facets: dict[str, tuple[Value, ...]]
    untold: dict[str, int]
    expansion: ExpansionOf
    notices: tuple[NoticeOf, ...] = ()
    next: str | None = None


class Suggestion(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One suggestion: "identifier", "title", "person" or "subject". ``beside``: another form; ``by``: who made it; ``url``: its page."""

    kind: str
    text: Words
    url: str
    beside: Words | None = None
    by: Words | None = None
    works: int = 0


class Suggested(msgspec.Struct, frozen=True, kw_only=True):
    """What a text may be the beginning of, by kind, the best first; ``query``: the text as far as it counted."""

    query: str
    suggestions: tuple[Suggestion, ...]


class Edition(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """An edition. ``record``: its description whole, as docs/data/bibrecord.md describes it."""

    id: int
    record: msgspec.Raw


class FileOf(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A file of the full text that anybody may read. ``page``: its text to look at; ``version``: "published", "accepted", "submitted"; ``license``: what it
    is called, absent for a deposit without one; ``size`` in bytes, ``sha256`` of them."""

    url: str
    page: str
    media_type: str
    size: int
    sha256: str
    version: str = ""
    license: str = ""


class Whole(WorkOf, frozen=True, omit_defaults=True, kw_only=True):
    """A work with its editions. ``added``: when it came in; ``next``: address of its further editions, absent after the last; ``files``: of its full
    text that the library keeps."""

    added: datetime
    instances: tuple[Edition, ...]
    files: tuple[FileOf, ...] = ()
    next: str = ""


class Gone(msgspec.Struct, frozen=True, omit_defaults=True):
    """Where a work that is no more went. ``works``: what it was merged into or divided into; empty when it was withdrawn."""

    works: tuple[int, ...]
    title: str = ""
    language: str = ""


class Problem(msgspec.Struct, frozen=True, omit_defaults=True):
    """What went wrong (RFC 9457). ``parameter``: the one that cannot be used; ``nearest``: what could be in its place."""

    title: str
    status: int
    detail: str = ""
    parameter: str = ""
    nearest: str = ""


class Change(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """That a work changed. ``at``: from when on it could be seen; ``work``: as it is now, absent for one that is no more."""

    id: int
    at: datetime
    work: WorkOf | None = None


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """Works in the order of their last changes. ``cursor``: goes on after the last of these, now or any time; ``more``: there are further ones."""

    changes: tuple[Change, ...]
    cursor: str
    more: bool
    next: str | None = None
