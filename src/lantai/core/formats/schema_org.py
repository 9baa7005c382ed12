"""schema.org descriptions of a work with its editions, translations and copies: what search engines read from a page (JSON-LD).

Enter at ``described``. Nothing is said that the records do not: whether an address is free is left open unless its source says so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import msgspec

from lantai.core.bib.record import Access, AgentKind, BibRecord, Contribution, Identifier, Kind, NoteKind, Scheme, Standing
from lantai.core.bib.work import InstanceDocument, WorkDocument

from .citation import cite, iso_date, joined

_TYPES = {
    Kind.BOOK: "Book", Kind.CHAPTER: "Chapter", Kind.JOURNAL: "Periodical", Kind.NEWSPAPER: "Newspaper", Kind.SERIES: "CreativeWorkSeries",
    Kind.ARTICLE: "ScholarlyArticle", Kind.PREPRINT: "ScholarlyArticle", Kind.CONFERENCE: "ScholarlyArticle", Kind.THESIS: "Thesis", Kind.REPORT: "Report",
    Kind.MAP: "Map", Kind.SCORE: "SheetMusic", Kind.SOUND: "AudioObject", Kind.VIDEO: "VideoObject", Kind.IMAGE: "VisualArtwork",
    Kind.MANUSCRIPT: "Manuscript", Kind.DATASET: "Dataset", Kind.DATABASE: "Dataset", Kind.SOFTWARE: "SoftwareApplication", Kind.WEBSITE: "WebSite",
}  # fmt: skip
_ROLES = {"aut": "author", "cre": "creator", "edt": "editor", "trl": "translator", "ill": "illustrator", "cmp": "composer", "drt": "director",
          "prf": "performer", "nrt": "readBy", "pro": "producer"}  # fmt: skip
_AGENTS = {
    AgentKind.PERSON: "Person",
    AgentKind.FAMILY: "Person",
    AgentKind.ORGANIZATION: "Organization",
    AgentKind.MEETING: "Organization",
}
_SAME = {
    Scheme.DOI: "https://doi.org/", Scheme.ORCID: "https://orcid.org/", Scheme.ISNI: "https://isni.org/isni/", Scheme.VIAF: "https://viaf.org/viaf/",
    Scheme.WIKIDATA: "http://www.wikidata.org/entity/", Scheme.ROR: "https://ror.org/", Scheme.OPENALEX: "https://openalex.org/", Scheme.LCCN: "https://lccn.loc.gov/",
    Scheme.OCLC: "https://search.worldcat.org/title/", Scheme.ARXIV: "https://arxiv.org/abs/", Scheme.PMID: "https://pubmed.ncbi.nlm.nih.gov/",
}  # fmt: skip
_FREE = ("open access", "open_access", "public domain", "creativecommons.org", "cc by", "cc-by", "cc0", "cc 0")
_MOST_EDITIONS, _MOST_NAMES, _MOST_PLACES, _LONGEST = 50, 30, 10, 2_000


@dataclass(frozen=True, slots=True)
class Encoding:
    """A file of the work. ``license``: its address, else what it is called; ``sha256`` of its bytes."""

    content_url: str
    media_type: str
    size: int
    license: str
    sha256: str


def described(work: WorkDocument, *, address: str, files: Sequence[Encoding] = ()) -> dict[str, Any]:
    """Return the work as JSON-LD. ``address``: of its page, without a query; editions are named under it. ``files``: that anybody may read here."""
    first, *others = work.instances[:_MOST_EDITIONS]
    record = first.record
    editions = [o for o in others if not _translates(o.record, record)]
    translations = [o for o in others if _translates(o.record, record)]
    return _without_empty(
        {"@context": "https://schema.org", "@id": address, "url": address}
        | _thing(record)
        | {
            "workExample": [_example(instance, address) for instance in (first, *editions)] if len(work.instances) > 1 else (),
            "workTranslation": [_example(instance, address, translation=True) for instance in translations],
            "itemLocation": _places(i.record for i in work.instances),
            "encoding": [_encoded(one) for one in files],
        }
        | ({"isAccessibleForFree": True} if files else {})
    )


def _encoded(one: Encoding) -> dict[str, Any]:
    said = {
        "contentUrl": one.content_url,
        "encodingFormat": one.media_type,
        "contentSize": f"{one.size} B",
        "license": one.license,
        "sha256": one.sha256,
    }
    return _without_empty({"@type": "MediaObject"} | said)


def script_text(description: dict[str, Any]) -> str:
    """Return JSON that can stand inside <script>: no title of a record can end the element or begin a comment there."""
    text = msgspec.json.encode(description).decode()
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _translates(record: BibRecord, original: BibRecord) -> bool:
    return bool(record.languages) and bool(original.languages) and not set(record.languages) & set(original.languages)


def _example(instance: InstanceDocument, address: str, *, translation: bool = False) -> dict[str, Any]:
    named = {"@id": f"{address}?edition={instance.number}"}
    return _without_empty(
        named | _thing(instance.record, brief=True) | ({"translationOfWork": {"@id": address}} if translation else {})
    )


def _thing(record: BibRecord, *, brief: bool = False) -> dict[str, Any]:
    """Return what a record says of itself; ``brief``: what tells one edition from another."""
    cited = cite(record)
    names = [joined(form)[:_LONGEST] for title in record.titles for form in title.forms]
    free = _is_free(record)
    short = {
        "@type": _TYPES.get(record.kind, "CreativeWork"),
        "name": cited.title[:_LONGEST],
        "inLanguage": record.languages[:4],
        "datePublished": (iso_date(cited.date) or str(cited.date.start or "")) if cited.date else "",
        "bookEdition": cited.edition,
        "publisher": [{"@type": "Organization", "name": name} for name in cited.publishers[:2]],
        "isbn": cited.isbns[:4],
        "issn": cited.issns[:2],
        "translator": [_agent(c) for c in record.contributions[:_MOST_NAMES] if "trl" in c.roles],
        "sameAs": _same(record.identifiers),
        "isAccessibleForFree": free,
    }
    return short if brief else short | _more(record, names[1:])


def _more(record: BibRecord, other_names: list[str]) -> dict[str, Any]:
    cited = cite(record)
    summary = next((n.forms[0].value for n in record.notes if n.kind is NoteKind.SUMMARY), "")
    host = (
        {"@type": "Periodical" if record.kind is Kind.ARTICLE else "Book", "name": cited.container} if cited.container else None
    )
    return _people(record) | {
        "alternateName": other_names[:20],
        "about": ["--".join((s.forms[0].value, *s.subdivisions)) for s in record.subjects[:20]],
        "description": summary[:_LONGEST],
        "isPartOf": host,
        "pagination": cited.pages,
        "identifier": [
            {"@type": "PropertyValue", "propertyID": i.scheme.value, "value": i.value}
            for i in record.identifiers[:20]
            if _sound(i)
        ],
    }


def _people(record: BibRecord) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for contribution in record.contributions[:_MOST_NAMES]:
        if contribution.forms and not contribution.title:
            role = next((_ROLES[r] for r in contribution.roles if r in _ROLES), "author" if contribution.main else "contributor")
            found.setdefault(role, []).append(_agent(contribution))
    return found


def _agent(contribution: Contribution) -> dict[str, Any]:
    first, *others = contribution.forms
    return _without_empty(
        {
            "@type": _AGENTS[contribution.kind],
            "name": first.value,
            "alternateName": [form.value for form in others],
            "sameAs": _same(contribution.identifiers),
        }
    )


def _sound(identifier: Identifier) -> bool:
    return identifier.standing is Standing.VALID and identifier.scheme not in (Scheme.ISBN, Scheme.ISSN, Scheme.BARCODE)


def _same(identifiers: Iterable[Identifier]) -> list[str]:
    known = (_SAME[i.scheme] + i.value for i in identifiers if i.scheme in _SAME and i.standing is Standing.VALID)
    return list(dict.fromkeys(known))[:8]


def _is_free(record: BibRecord) -> bool | None:
    return True if any(says_free(access) for access in record.access) else None


def says_free(access: Access) -> bool:
    """Tell whether its source says that everybody can read what is at an address."""
    words = f"{access.label} {access.note}".casefold()
    free = any(word in words for word in _FREE) if access.openness is None else access.openness.free
    return free and access.url.startswith(("http://", "https://"))


def _places(records: Iterable[BibRecord]) -> list[dict[str, Any]]:
    names = dict.fromkeys(
        ", ".join(filter(None, (holding.library, item.location or holding.location)))
        for record in records
        for holding in record.holdings
        for item in (holding.items or (holding,))
    )
    return [{"@type": "Library", "name": name} for name in names if name][:_MOST_PLACES]


def _without_empty(values: dict[str, Any]) -> dict[str, Any]:
    """Return the values without empty ones; a list of one stands alone."""
    kept = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
    return {
        name: value[0] if isinstance(value, list) and len(value) == 1 else value
        for name, value in kept.items()
        if value not in (None, "", [], {})
    }
