"""What an ORCID record says that a library can use. ``visibility``: "public", "limited" or "private", as its owner chose."""

import msgspec

from lantai.core.bib.record import Kind

KINDS: dict[str, Kind] = {
    "journal-article": Kind.ARTICLE, "magazine-article": Kind.ARTICLE, "newspaper-article": Kind.ARTICLE, "book-review": Kind.ARTICLE,
    "newsletter-article": Kind.ARTICLE, "book": Kind.BOOK, "edited-book": Kind.BOOK, "translation": Kind.BOOK, "manual": Kind.BOOK,
    "book-chapter": Kind.CHAPTER, "dictionary-entry": Kind.CHAPTER, "encyclopedia-entry": Kind.CHAPTER, "conference-paper": Kind.CONFERENCE,
    "conference-abstract": Kind.CONFERENCE, "conference-poster": Kind.CONFERENCE, "conference-proceedings": Kind.CONFERENCE,
    "dissertation": Kind.THESIS, "dissertation-thesis": Kind.THESIS, "report": Kind.REPORT, "working-paper": Kind.REPORT,
    "technical-standard": Kind.STANDARD, "standards-and-policy": Kind.STANDARD, "patent": Kind.PATENT, "preprint": Kind.PREPRINT,
    "cartographic-material": Kind.MAP, "musical-composition": Kind.SCORE, "sound": Kind.SOUND, "moving-image": Kind.VIDEO, "image": Kind.IMAGE,
    "data-set": Kind.DATASET, "software": Kind.SOFTWARE, "website": Kind.WEBSITE, "physical-object": Kind.OBJECT,
}  # fmt: skip
"""ORCID's types of works, those first that are written for a kind."""

TYPES: dict[Kind, str] = {kind: name for name, kind in reversed(KINDS.items())}


class OrcidId(msgspec.Struct, frozen=True):
    """An identifier. ``kind``: "doi", "isbn", "pmid" …; ``relation``: "self", "version-of" (of the work), "part-of" (of what it is in)."""

    kind: str
    value: str
    relation: str = "self"


class OrcidWork(msgspec.Struct, frozen=True, kw_only=True):
    """A work. ``number``: its put-code; ``path``: where it stands in the record; ``kind``: ORCID's type."""

    title: str
    subtitle: str = ""
    number: str = ""
    path: str = ""
    visibility: str = "public"
    kind: str = ""
    journal: str = ""
    year: int | None = None
    ids: tuple[OrcidId, ...] = ()
    url: str = ""
    people: tuple[str, ...] = ()


class OrcidPost(msgspec.Struct, frozen=True, kw_only=True):
    """An employment: where, as what, from which year to which; None: not said, or not over."""

    organization: str
    identifier: str = ""
    role: str = ""
    began: int | None = None
    ended: int | None = None
    number: str = ""
    visibility: str = "public"


class OrcidRefusal(msgspec.Struct, frozen=True):
    """An entry that says too little. ``reason``: a sentence for translation."""

    number: str
    field: str
    reason: str


class OrcidRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A person's record, or a list of works by itself (then ``orcid`` may be ""). ``names``: the one to show first, (name, visibility).

    Works that ORCID groups as one are one here, with the identifiers of all. Entries in = works and posts + grouped + refused.
    """

    orcid: str = ""
    names: tuple[tuple[str, str], ...] = ()
    works: tuple[OrcidWork, ...] = ()
    posts: tuple[OrcidPost, ...] = ()
    refused: tuple[OrcidRefusal, ...] = ()
    entries: int = 0
    grouped: int = 0
