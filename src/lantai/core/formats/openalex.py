"""OpenAlex works: JSON Lines of the snapshot, and the lists that its interface returns.

``_FIELDS`` says what each member means; ``_IGNORED`` names what is OpenAlex's own reckoning (counts, ranks, citations) or a copy
of another member. Members come and go between releases: one that is in neither table is kept verbatim.
"""

from collections.abc import Callable, Iterator
from itertools import repeat
from typing import Any, BinaryIO

import msgspec
from msgspec.structs import replace

from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import (
    AccessKind,
    Affiliation,
    AgentKind,
    BibRecord,
    Classification,
    Contribution,
    Kind,
    NoteKind,
    Openness,
    Scheme,
    Subject,
    SubjectKind,
    Text,
)
from lantai.core.text.messages import N_

from .charset import encoding_of
from .draft import Draft
from .errors import Unreadable
from .jsonfields import member, objects, text, texts
from .jsonstream import loaded, split_values
from .markup import marked, plain
from .protocol import Chunk, Profile

KINDS: dict[str, Kind] = {
    "article": Kind.ARTICLE, "journal-article": Kind.ARTICLE, "review": Kind.ARTICLE, "editorial": Kind.ARTICLE, "letter": Kind.ARTICLE,
    "erratum": Kind.ARTICLE, "retraction": Kind.ARTICLE, "peer-review": Kind.ARTICLE, "book": Kind.BOOK, "monograph": Kind.BOOK,
    "book-chapter": Kind.CHAPTER, "reference-entry": Kind.CHAPTER, "book-section": Kind.CHAPTER, "dissertation": Kind.THESIS,
    "preprint": Kind.PREPRINT, "posted-content": Kind.PREPRINT, "report": Kind.REPORT, "standard": Kind.STANDARD, "dataset": Kind.DATASET,
    "software": Kind.SOFTWARE, "database": Kind.DATABASE, "libguides": Kind.WEBSITE, "proceedings-article": Kind.CONFERENCE,
    "proceedings": Kind.CONFERENCE, "conference-paper": Kind.CONFERENCE, "conference-abstract": Kind.CONFERENCE,
}  # fmt: skip
_PATHS = frozenset({("results",)})
_IGNORED = frozenset({
    "abstract_inverted_index", "authorships", "authors_count", "best_oa_location", "biblio", "cited_by_api_url",
    "cited_by_count", "cited_by_percentile_year", "citation_normalized_percentile", "concepts_count", "corresponding_author_ids",
    "corresponding_institution_ids", "counts_by_year", "countries_distinct_count", "created_date", "display_name", "doi", "fwci",
    "has_abstract", "has_content", "has_fulltext", "fulltext_origin", "ids", "indexed_in", "institutions", "institutions_distinct_count",
    "is_authors_truncated", "is_oa", "is_xpac", "keywords", "locations", "locations_count", "ngrams_url", "open_access", "primary_topic",
    "publication_year", "referenced_works", "referenced_works_count", "related_works", "relevance_score", "summary_stats",
    "topics_count", "type", "type_crossref", "updated", "updated_date", "versions", "content_url", "content_urls", "is_paratext",
})  # fmt: skip

LONGEST_ABSTRACT_WORDS = 100_000

NOTHING_TO_FIND = N_("The work has no title and no identifier: there is nothing to find it by.")


def sniff(head: bytes, filename: str) -> float:
    """Return how surely these are OpenAlex works."""
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] not in (b"{", b"["):
        return 0.0
    work = b"openalex.org/W" in head or b"openalex.org/subfields/" in head
    return 0.98 if work and (b'"authorships"' in head or b'"publication_year"' in head) else 0.5 * work


def examine(head: bytes, profile: Profile) -> Profile:
    """Return the profile with the encoding of the file."""
    return msgspec.structs.replace(profile, format="openalex", encoding=profile.encoding or encoding_of(head))


def split(stream: BinaryIO, profile: Profile) -> Iterator[Chunk]:
    """Yield the works of JSON Lines, of an array, or of a reply's "results"."""
    return split_values(stream, _PATHS, encoding=profile.encoding)


def read(raw: bytes, profile: Profile) -> BibRecord:
    """Return the record of one work."""
    work, repairs = loaded(raw, profile.encoding)
    draft = Draft("openalex", KINDS.get(text(work.get("type_crossref"))) or KINDS.get(text(work.get("type")), Kind.OTHER))
    if text(work.get("type")) in ("preprint", "review", "dissertation"):
        draft.kind = KINDS[text(work["type"])]
    draft.repairs.extend(repairs)
    draft.deleted = profile.deletions
    _title(draft, work)
    _names(draft, work)
    for field, value in work.items():
        if field in _FIELDS:
            _FIELDS[field](draft, field, value)
        elif field not in _IGNORED and value not in (None, "", [], {}, False):
            draft.keep(field, value if isinstance(value, str) else msgspec.json.encode(value).decode())
    _numbering(draft, member(work, "biblio"))
    _identifiers(draft, work)
    _access(draft, work)
    _headings("", SubjectKind.KEYWORD)(draft, "keywords", work.get("keywords"))
    if not draft.dates:
        draft.date(text(work.get("publication_year")), "publication_year")
    _abstract(draft, work.get("abstract_inverted_index"))
    if not (draft.titles or draft.identifiers):
        raise Unreadable(NOTHING_TO_FIND)
    return draft.build()


# ---------------------------------------------------------------- members


def _short(url: Any) -> str:
    return text(url).rpartition("/")[2]


def _title(draft: Draft, work: dict[str, Any]) -> None:
    field = "title" if text(work.get("title")) else "display_name"
    value = text(work.get(field))
    if marked(value):
        draft.repair("markup", value, field)
    draft.title(plain(value), field)


def _names(draft: Draft, work: dict[str, Any]) -> None:
    """Read the authors in order; names come in the order in which they are spoken, and are not turned round by guessing."""
    for number, authorship in enumerate(objects(work.get("authorships")), start=1):
        at = f"authorships/{number}"
        name = text(authorship.get("raw_author_name")) or text(member(authorship, "author", "display_name"))
        ids = (
            (Scheme.ORCID, member(authorship, "author", "orcid")),
            (Scheme.OPENALEX, _short(member(authorship, "author", "id"))),
        )
        identifiers = tuple(identify(scheme, text(value), at=at) for scheme, value in ids if text(value))
        if name:
            draft.names.append(
                Contribution(
                    forms=(Text(name),),
                    kind=AgentKind.PERSON,
                    roles=("aut",),
                    identifiers=identifiers,
                    affiliations=tuple(_affiliations(authorship, at)),
                    corresponding=authorship.get("is_corresponding") is True,
                    at=at,
                )
            )


def _affiliations(authorship: dict[str, Any], at: str) -> Iterator[Affiliation]:
    """Yield where an author worked: each body with the words in which it was found, then the words in which none was."""
    bodies = {text(body.get("id")): body for body in objects(authorship.get("institutions")) if text(body.get("display_name"))}
    found_in = {
        text(one.get("raw_affiliation_string")): texts(one.get("institution_ids"))
        for one in objects(authorship.get("affiliations"))
    }
    raw = texts(authorship.get("raw_affiliation_strings")) or [words for words in found_in if words]
    for key, body in bodies.items():
        printed = [words for words, ids in found_in.items() if key in ids] if found_in else raw
        ids = ((Scheme.ROR, text(body.get("ror"))), (Scheme.OPENALEX, _short(key)))
        yield Affiliation(
            name=text(body["display_name"]),
            printed="; ".join(printed),
            identifiers=tuple(identify(scheme, value, at=at) for scheme, value in ids if value),
            country=text(body.get("country_code")).lower(),
        )
    if found_in or not bodies:
        yield from (Affiliation(printed=words) for words in raw if not any(key in bodies for key in found_in.get(words, ())))


def _source(draft: Draft, field: str, value: Any) -> None:
    """The primary location's source is the journal; of a repository only the address matters."""
    source = member(value, "source")
    if text(member(source, "type")) == "repository" or not text(member(source, "display_name")):
        return
    draft.host(text(member(source, "display_name")), field)
    draft.publisher(text(member(source, "host_organization_name")), field)
    linking = text(member(source, "issn_l"))
    draft.host_identifiers.extend(identify(Scheme.ISSN_L, issn, at=field) for issn in [linking] if issn)
    draft.host_identifiers.extend(identify(Scheme.ISSN, issn, at=field) for issn in texts(member(source, "issn")))
    draft.host_identifiers.append(identify(Scheme.OPENALEX, _short(member(source, "id")), at=field))


def _numbering(draft: Draft, biblio: Any) -> None:
    first, last = text(member(biblio, "first_page")), text(member(biblio, "last_page"))
    pages = f"{first}-{last}" if first and last and first != last else first or last
    draft.numbering("biblio", volume=text(member(biblio, "volume")), issue=text(member(biblio, "issue")), pages=pages)


def _identifiers(draft: Draft, work: dict[str, Any]) -> None:
    draft.control = _short(work.get("id"))
    ids = work.get("ids") if isinstance(work.get("ids"), dict) else {}
    said = {
        "openalex": draft.control,
        "doi": text(work.get("doi")) or text(member(ids, "doi")),
        "pmid": _short(member(ids, "pmid")),
    }
    for name, scheme in (("openalex", Scheme.OPENALEX), ("doi", Scheme.DOI), ("pmid", Scheme.PMID)):
        draft.identifier(scheme, said[name], f"ids/{name}")
    for name in [name for name in ids or {} if name not in said]:
        draft.identifiers.append(identify(Scheme.OTHER, text(member(ids, name)), qualifier=name, at=f"ids/{name}"))


def _access(draft: Draft, work: dict[str, Any]) -> None:
    """Read every location: where it leads, whose it is, what version and licence it has, and whether it is open."""
    for number, (location, found) in enumerate(copies(work), start=1):
        kind = AccessKind.RESOURCE if number == 1 else AccessKind.VERSION
        label = text(member(location, "source", "display_name"))
        page, file = text(location.get("landing_page_url")), text(location.get("pdf_url"))
        draft.url(page, f"locations/{number}", kind=kind, label=label, openness=found)
        draft.url(file, f"locations/{number}", kind=kind, label=label, openness=replace(found, is_file=True))
    status = text(member(work, "open_access", "oa_status"))
    draft.keep("open_access/oa_status", status)


BY = "OpenAlex"
_NOT_THE_PUBLISHERS = ("pmh:", "mag:", "pmid:", "pmcid:")


def copies(work: dict[str, Any]) -> Iterator[tuple[dict[str, Any], Openness]]:
    """Yield each location with what it says of the copy there.

    Whose it is: its source says so where it has one. One that was found by harvesting or by a crawl (ids "pmh:", "mag:") is no copy of the
    publisher's even where its source is a journal. One without a source is unplaced. A journal that OpenAlex calls open and for which it lists
    no charge is one without charges; ``is_oa`` is of today's journal, so a journal that became open later makes its old papers gold there.
    """
    charged = "paid" if work.get("apc_list") else "unpaid"
    for location in objects(work.get("locations")) or objects([work.get("primary_location"), work.get("best_oa_location")]):
        source = location.get("source")
        host = _host(text(location.get("id")), source)
        all_open = {True: charged, False: "no"}.get(member(source, "is_oa"), "") if host == "publisher" else ""
        yield (
            location,
            Openness(
                by=BY,
                host=host,
                version=text(location.get("version")),
                license=text(location.get("license")),
                free=location.get("is_oa") is True,
                journal=text(member(source, "display_name")) if host == "publisher" else "",
                all_open=all_open,
            ),
        )


def _host(found_as: str, source: Any) -> str:
    if not isinstance(source, dict) or not source:
        return "unplaced"
    if text(source.get("type")) == "repository" or found_as.startswith(_NOT_THE_PUBLISHERS):
        return "repository"
    return "publisher"


def _abstract(draft: Draft, index: Any) -> None:
    """Put the words of an inverted index at their positions; a position that no word has is a hole."""
    if not isinstance(index, dict):
        return
    places = {at: word for word, found in index.items() if isinstance(found, list) for at in found if type(at) is int}
    size = 1 + max(places, default=-1)
    if size > LONGEST_ABSTRACT_WORDS:
        draft.repair(
            "too long",
            f"the abstract would have {size} words (limit: {LONGEST_ABSTRACT_WORDS}); it was left out",
            "abstract_inverted_index",
        )
    if not 0 < size <= LONGEST_ABSTRACT_WORDS:
        return
    words = list(map(places.get, range(size), repeat("")))
    draft.note(plain(" ".join(words)), "abstract_inverted_index", kind=NoteKind.SUMMARY)
    if holes := words.count(""):
        draft.repair("holes", f"{holes} words are missing", "abstract_inverted_index")


def _headings(scheme: str, kind: SubjectKind) -> Callable[[Draft, str, Any], None]:
    def read_headings(draft: Draft, field: str, value: Any) -> None:
        for topic in objects(value):
            name = text(topic.get("display_name")) or text(topic.get("keyword")) or text(topic.get("descriptor_name"))
            uri = text(topic.get("id"))
            identifiers = (identify(Scheme.URI, uri, at=field),) if uri.startswith("http") else ()
            if name:
                parts = tuple(part for part in [text(topic.get("qualifier_name"))] if part)
                draft.subjects.append(
                    Subject(
                        forms=(Text(name, "en"),), kind=kind, scheme=scheme, subdivisions=parts, identifiers=identifiers, at=field
                    )
                )

    return read_headings


def _topics(draft: Draft, field: str, value: Any) -> None:
    """Read topics as headings, and the subfields that they lie in as classes, each once."""
    _headings("openalex", SubjectKind.TOPIC)(draft, field, value)
    subfields = dict.fromkeys(_short(member(topic, "subfield", "id")) for topic in objects(value))
    draft.classes.extend(Classification(scheme="openalex", value=code, at=field) for code in subfields if code)


def _charge(draft: Draft, field: str, value: Any) -> None:
    """Keep what authors pay by the journal's list, or what was paid; and the same in dollars, where that says something else."""
    said = [
        f"{text(member(value, name))} {currency}"
        for name, currency in (("value", text(member(value, "currency"))), ("value_usd", "USD"))
    ]
    draft.keep(field, *dict.fromkeys(words.strip() for words in said if words[:1].isdigit()))


def _grants(draft: Draft, field: str, value: Any) -> None:
    """Read who paid: "awards" and, in records of before 2026, "grants" with their numbers; "funders" where no grant is named."""
    for entry in objects(value):
        funder = text(entry.get("funder_display_name")) or text(entry.get("display_name") if field == "funders" else "")
        at_openalex = entry.get("id") if field == "funders" else entry.get("funder_id") or entry.get("funder")
        ids = ((Scheme.ROR, text(entry.get("ror"))), (Scheme.OPENALEX, _short(at_openalex)))
        award = text(entry.get("funder_award_id")) or text(entry.get("award_id"))
        title = text(entry.get("display_name")) if field == "awards" else ""
        identifiers = tuple(identify(scheme, number, at=field) for scheme, number in ids if number)
        if field != "funders" or funder not in [one.funder for one in draft.fundings]:
            draft.funding(funder, field, identifiers=identifiers, awards=[award], title=title)


def _retracted(draft: Draft, field: str, value: Any) -> None:
    if value is True:
        draft.keep(field, "true")


_FIELDS: dict[str, Callable[[Draft, str, Any], None]] = {
    "id": lambda draft, field, value: None,
    "title": lambda draft, field, value: None,
    "publication_date": lambda draft, field, value: draft.date(text(value), field),
    "language": lambda draft, field, value: draft.language(text(value), field),
    "primary_location": _source,
    "topics": _topics,
    "mesh": _headings("mesh", SubjectKind.TOPIC),
    "is_retracted": _retracted,
    "apc_list": _charge,
    "apc_paid": _charge,
    "grants": _grants,
    "awards": _grants,
    "funders": _grants,
    "concepts": lambda draft, field, value: draft.keep(field, *(text(concept.get("display_name")) for concept in objects(value))),
}
