"""OpenAlex works: JSON Lines of the snapshot, and the lists that its interface returns.

``_FIELDS`` says what each member means; ``_IGNORED`` names what is OpenAlex's own reckoning (counts, ranks, citations) or a copy
of another member. Members come and go between releases: one that is in neither table is kept verbatim.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
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
    Identifier,
    Kind,
    NoteKind,
    Openness,
    Scheme,
    Subject,
    SubjectKind,
    Text,
)
from lantai.core.text.analysed import told
from lantai.core.text.messages import N_
from lantai.core.text.scripts import tagged

from .charset import encoding_of
from .draft import Draft, known_language
from .errors import Unreadable
from .jsonfields import objects, text, texts
from .jsonstream import members, split_values
from .markup import marked, plain
from .openalex_members import (
    ACCESS,
    AUTHORSHIPS,
    CHARGE,
    HEADINGS,
    LOCATION,
    LOCATIONS,
    NAMES,
    NUMBERING,
    POSITIONS,
    Authorship,
    Heading,
    Location,
    Place,
    anything,
)
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
    "has_abstract", "has_content", "has_fulltext", "fulltext_origin", "id", "ids", "indexed_in", "institutions", "institutions_distinct_count",
    "is_authors_truncated", "is_oa", "is_xpac", "keywords", "locations", "locations_count", "ngrams_url", "open_access", "primary_topic",
    "publication_year", "referenced_works", "referenced_works_count", "related_works", "relevance_score", "summary_stats", "title",
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
    work, repairs = members(raw, profile.encoding)
    kind = text(anything(work.get("type")))
    draft = Draft("openalex", KINDS.get(text(anything(work.get("type_crossref")))) or KINDS.get(kind, Kind.OTHER))
    if kind in ("preprint", "review", "dissertation"):
        draft.kind = KINDS[kind]
    draft.repairs.extend(repairs)
    draft.deleted = profile.deletions
    language = known_language(text(anything(work.get("language"))))
    _title(draft, work, language)
    _names(draft, AUTHORSHIPS.of(work.get("authorships")) or (), language)
    for field, value in work.items():
        if field in _FIELDS:
            _FIELDS[field](draft, field, value)
        elif field not in _IGNORED and (kept := anything(value)) not in (None, "", [], {}, False):
            draft.keep(field, kept if isinstance(kept, str) else msgspec.json.encode(kept).decode())
    _numbering(draft, work.get("biblio"))
    _identifiers(draft, work)
    _access(draft, work)
    _add_headings(draft, "keywords", HEADINGS.of(work.get("keywords")) or (), "", SubjectKind.KEYWORD)
    if not draft.dates:
        draft.date(text(anything(work.get("publication_year"))), "publication_year")
    _abstract(draft, POSITIONS.of(work.get("abstract_inverted_index")), language)
    if not (draft.titles or draft.identifiers):
        raise Unreadable(NOTHING_TO_FIND)
    return draft.build()


# ---------------------------------------------------------------- members


def _short(url: Any) -> str:
    return text(url).rpartition("/")[2]


def _title(draft: Draft, work: Mapping[str, msgspec.Raw], language: str) -> None:
    field, value = "title", text(anything(work.get("title")))
    if not value:
        field, value = "display_name", text(anything(work.get("display_name")))
    if marked(value):
        draft.repair("markup", value, field)
    title = plain(value)
    draft.title(title, field, lang=tagged(language, title))


def _names(draft: Draft, authorships: Iterable[Authorship], language: str) -> None:
    """Read the authors in order; names come in the order in which they are spoken, and are not turned round by guessing."""
    for number, authorship in enumerate(authorships, start=1):
        author = authorship.author
        name = text(authorship.raw_author_name) or (text(author.display_name) if author else "")
        if name:
            at = f"authorships/{number}"
            draft.names.append(
                Contribution(
                    forms=(Text(name, tagged(language, name)),),
                    kind=AgentKind.PERSON,
                    roles=("aut",),
                    identifiers=_numbers(Scheme.ORCID, text(author.orcid), _short(author.id), at) if author else (),
                    affiliations=tuple(_affiliations(authorship, at)),
                    corresponding=authorship.is_corresponding is True,
                    at=at,
                )
            )


@lru_cache(maxsize=20_000)
def _numbers(scheme: Scheme, number: str, short: str, at: str) -> tuple[Identifier, ...]:
    """Return a number of ``scheme`` and OpenAlex's own: institutions and journals come again and again."""
    return tuple(identify(s, value, at=at) for s, value in ((scheme, number), (Scheme.OPENALEX, short)) if value)


def _affiliations(authorship: Authorship, at: str) -> Iterator[Affiliation]:
    """Yield where an author worked: each body with the words in which it was found, then the words in which none was."""
    bodies = {text(body.id): body for body in authorship.institutions or () if text(body.display_name)}
    found_in = {text(one.raw_affiliation_string): texts(one.institution_ids) for one in authorship.affiliations or ()}
    raw = texts(authorship.raw_affiliation_strings) or [words for words in found_in if words]
    for key, body in bodies.items():
        printed = [words for words, ids in found_in.items() if key in ids] if found_in else raw
        yield Affiliation(
            name=_named(body.display_name),
            printed="; ".join(printed),
            identifiers=_numbers(Scheme.ROR, text(body.ror), _short(key), at),
            country=text(body.country_code).lower(),
        )
    if found_in or not bodies:
        yield from (Affiliation(printed=words) for words in raw if not any(key in bodies for key in found_in.get(words, ())))


def _named(said: str | None) -> str:
    """Return the name of a journal, publisher or institution; some still have the entities of the page from which they were taken."""
    name = text(said)
    return plain(name) if "&" in name or "<" in name else name


def _source(draft: Draft, field: str, value: msgspec.Raw) -> None:
    """The primary location's source is the journal; of a repository only the address matters."""
    location = LOCATION.of(value)
    source = location.source if location else None
    if source is None or text(source.type) == "repository" or not (name := _named(source.display_name)):
        return
    draft.host(name, field)
    draft.publisher(_named(source.host_organization_name), field)
    draft.host_identifiers.extend(_host_numbers(text(source.issn_l), tuple(texts(source.issn)), _short(source.id), field))


@lru_cache(maxsize=20_000)
def _host_numbers(linking: str, issns: tuple[str, ...], short: str, at: str) -> tuple[Identifier, ...]:
    """Return the numbers of a journal: journals come again and again."""
    said = (
        [(Scheme.ISSN_L, issn) for issn in [linking] if issn]
        + [(Scheme.ISSN, issn) for issn in issns]
        + [(Scheme.OPENALEX, short)]
    )
    return tuple([identify(scheme, number, at=at) for scheme, number in said])


def _numbering(draft: Draft, value: msgspec.Raw | None) -> None:
    biblio = NUMBERING.of(value)
    if biblio is None:
        return
    first, last = text(biblio.first_page), text(biblio.last_page)
    pages = f"{first}-{last}" if first and last and first != last else first or last
    draft.numbering("biblio", volume=text(biblio.volume), issue=text(biblio.issue), pages=pages)


def _identifiers(draft: Draft, work: Mapping[str, msgspec.Raw]) -> None:
    draft.control = _short(anything(work.get("id")))
    given = anything(work.get("ids"))
    ids = given if isinstance(given, dict) else {}
    said = {
        "openalex": draft.control,
        "doi": text(anything(work.get("doi"))) or text(ids.get("doi")),
        "pmid": _short(ids.get("pmid")),
    }
    for name, scheme in (("openalex", Scheme.OPENALEX), ("doi", Scheme.DOI), ("pmid", Scheme.PMID)):
        draft.identifier(scheme, said[name], f"ids/{name}")
    for name in [name for name in ids if name not in said]:
        draft.identifiers.append(identify(Scheme.OTHER, text(ids[name]), qualifier=name, at=f"ids/{name}"))


def _access(draft: Draft, work: Mapping[str, msgspec.Raw]) -> None:
    """Read every location: where it leads, whose it is, what version and licence it has, and whether it is open."""
    first = (LOCATION.of(work.get(name)) for name in ("primary_location", "best_oa_location"))
    locations = LOCATIONS.of(work.get("locations")) or [one for one in first if one is not None]
    charged = bool(anything(work.get("apc_list")))
    for number, (location, found) in enumerate(copies(locations, charged=charged), start=1):
        kind = AccessKind.RESOURCE if number == 1 else AccessKind.VERSION
        label = _named(location.source.display_name) if location.source else ""
        page, file = text(location.landing_page_url), text(location.pdf_url)
        draft.url(page, f"locations/{number}", kind=kind, label=label, openness=found)
        draft.url(file, f"locations/{number}", kind=kind, label=label, openness=_as_file(found))
    access = ACCESS.of(work.get("open_access"))
    draft.keep("open_access/oa_status", text(access.oa_status) if access else "")


BY = "OpenAlex"
_NOT_THE_PUBLISHERS = ("pmh:", "mag:", "pmid:", "pmcid:")


def copies(locations: Iterable[Location], *, charged: bool) -> Iterator[tuple[Location, Openness]]:
    """Yield each location with what it says of the copy there. ``charged``: OpenAlex lists a charge for the journal.

    Whose it is: its source says so where it has one. One that was found by harvesting or by a crawl (ids "pmh:", "mag:") is no copy of the
    publisher's even where its source is a journal. One without a source is unplaced. A journal that OpenAlex calls open and for which it lists
    no charge is one without charges; ``is_oa`` is of today's journal, so a journal that became open later makes its old papers gold there.
    """
    for location in locations:
        source = location.source
        host = _host(text(location.id), source)
        theirs = source if host == "publisher" else None
        all_open = _all_open(theirs.is_oa, charged) if theirs else ""
        journal = _named(theirs.display_name) if theirs else ""
        free = location.is_oa is True
        yield location, _openness(host, text(location.version), text(location.license), free, journal, all_open)


def _all_open(said: bool | None, charged: bool) -> str:
    return "" if said is None else "no" if not said else "paid" if charged else "unpaid"


@lru_cache(maxsize=20_000)
def _openness(host: str, version: str, license_: str, free: bool, journal: str, all_open: str) -> Openness:
    return Openness(by=BY, host=host, version=version, license=license_, free=free, journal=journal, all_open=all_open)


@lru_cache(maxsize=20_000)
def _as_file(found: Openness) -> Openness:
    return replace(found, is_file=True)


def _host(found_as: str, source: Place | None) -> str:
    if source is None or source == _NOTHING_SAID:
        return "unplaced"
    if text(source.type) == "repository" or found_as.startswith(_NOT_THE_PUBLISHERS):
        return "repository"
    return "publisher"


_NOTHING_SAID = Place()


def _abstract(draft: Draft, index: Mapping[str, list[int]] | None, language: str) -> None:
    """Put the words of an inverted index at their positions; a position that no word has is a hole."""
    if not index:
        return
    if words := _without_holes(index):
        joined = " ".join(words)
        if (said := plain(joined)) == joined:
            told(joined, words)
        draft.note(said, "abstract_inverted_index", kind=NoteKind.SUMMARY, lang=tagged(language, said))
        return
    size = 1 + max(map(max, filter(None, index.values())), default=-1)
    if size > LONGEST_ABSTRACT_WORDS:
        draft.repair(
            "too long",
            f"the abstract would have {size} words (limit: {LONGEST_ABSTRACT_WORDS}); it was left out",
            "abstract_inverted_index",
        )
    if not 0 < size <= LONGEST_ABSTRACT_WORDS:
        return
    words = [""] * size
    for word, places in index.items():
        for at in places:
            words[at] = word
    draft.note(plain(" ".join(words)), "abstract_inverted_index", kind=NoteKind.SUMMARY)
    if holes := words.count(""):
        draft.repair("holes", f"{holes} words are missing", "abstract_inverted_index")


def _without_holes(index: Mapping[str, list[int]]) -> list[str]:
    """Return the words in their order where each place from the first to the last has one, as nearly always; else nothing.

    Places are not negative (POSITIONS): as many as there are, each in its bounds and none left empty, are all of them.
    """
    size = sum(map(len, index.values()))
    if size > LONGEST_ABSTRACT_WORDS:
        return []
    words = [""] * size
    try:
        for word, places in index.items():
            for at in places:
                words[at] = word
    except IndexError:
        return []
    return [] if "" in words else words


def _mesh(draft: Draft, field: str, value: msgspec.Raw) -> None:
    _add_headings(draft, field, HEADINGS.of(value) or (), "mesh", SubjectKind.TOPIC)


def _add_headings(draft: Draft, field: str, headings: Iterable[Heading], scheme: str, kind: SubjectKind) -> None:
    for one in headings:
        if name := text(one.display_name) or text(one.keyword) or text(one.descriptor_name):
            draft.subjects.append(_subject(name, text(one.qualifier_name), text(one.id), kind, scheme, field))


@lru_cache(maxsize=50_000)
def _subject(name: str, qualifier: str, uri: str, kind: SubjectKind, scheme: str, field: str) -> Subject:
    """Return a heading: topics and keywords are some ten thousand, and come again and again."""
    identifiers = (identify(Scheme.URI, uri, at=field),) if uri.startswith("http") else ()
    parts = (qualifier,) if qualifier else ()
    return Subject(forms=(Text(name, "en"),), kind=kind, scheme=scheme, subdivisions=parts, identifiers=identifiers, at=field)


def _topics(draft: Draft, field: str, value: msgspec.Raw) -> None:
    """Read topics as headings, and the subfields that they lie in as classes, each once."""
    topics = HEADINGS.of(value) or ()
    _add_headings(draft, field, topics, "openalex", SubjectKind.TOPIC)
    subfields = dict.fromkeys(_short(topic.subfield.id) for topic in topics if topic.subfield)
    draft.classes.extend(_class(code, field) for code in subfields if code)


@lru_cache(maxsize=1_000)
def _class(code: str, field: str) -> Classification:
    return Classification(scheme="openalex", value=code, at=field)


def _concepts(draft: Draft, field: str, value: msgspec.Raw) -> None:
    draft.keep(field, *(text(concept.display_name) for concept in NAMES.of(value) or ()))


def _charge(draft: Draft, field: str, value: msgspec.Raw) -> None:
    """Keep what authors pay by the journal's list, or what was paid; and the same in dollars, where that says something else."""
    if charge := CHARGE.of(value):
        said = [f"{text(charge.value)} {text(charge.currency)}", f"{text(charge.value_usd)} USD"]
        draft.keep(field, *dict.fromkeys(words.strip() for words in said if words[:1].isdigit()))


def _grants(draft: Draft, field: str, value: msgspec.Raw) -> None:
    """Read who paid: "awards" and, in records of before 2026, "grants" with their numbers; "funders" where no grant is named."""
    for entry in objects(anything(value)):
        funder = text(entry.get("funder_display_name")) or text(entry.get("display_name") if field == "funders" else "")
        at_openalex = entry.get("id") if field == "funders" else entry.get("funder_id") or entry.get("funder")
        ids = ((Scheme.ROR, text(entry.get("ror"))), (Scheme.OPENALEX, _short(at_openalex)))
        award = text(entry.get("funder_award_id")) or text(entry.get("award_id"))
        title = text(entry.get("display_name")) if field == "awards" else ""
        identifiers = tuple(identify(scheme, number, at=field) for scheme, number in ids if number)
        if field != "funders" or funder not in [one.funder for one in draft.fundings]:
            draft.funding(funder, field, identifiers=identifiers, awards=[award], title=title)


def _retracted(draft: Draft, field: str, value: msgspec.Raw) -> None:
    if anything(value) is True:
        draft.keep(field, "true")


_FIELDS: dict[str, Callable[[Draft, str, msgspec.Raw], None]] = {
    "publication_date": lambda draft, field, value: draft.date(text(anything(value)), field),
    "language": lambda draft, field, value: draft.language(text(anything(value)), field),
    "primary_location": _source,
    "topics": _topics,
    "mesh": _mesh,
    "is_retracted": _retracted,
    "apc_list": _charge,
    "apc_paid": _charge,
    "grants": _grants,
    "awards": _grants,
    "funders": _grants,
    "concepts": _concepts,
}
