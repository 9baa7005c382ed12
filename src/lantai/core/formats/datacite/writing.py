"""A record as a resource of DataCite: what the kernel asks for is always there, by the kernel's own words where a record does not say it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

from lantai.core.bib.licenses import license_of
from lantai.core.bib.record import (
    Affiliation,
    AgentKind,
    BibRecord,
    Contribution,
    DateKind,
    Kind,
    Link,
    NoteKind,
    Relation,
    Scheme,
    Standing,
    SubjectKind,
    TitleKind,
)
from lantai.core.formats import coar
from lantai.core.formats.agent_names import parted
from lantai.core.formats.citation import iso_date
from lantai.core.formats.copies import Told, told

from . import kept, model
from .coding import BREAK

UNKNOWN = ":unav"
"""DataCite's word for what is not known (kernel documentation, appendix 3)."""

_GENERAL = {
    Kind.ARTICLE: "JournalArticle", Kind.BOOK: "Book", Kind.CHAPTER: "BookChapter", Kind.CONFERENCE: "ConferencePaper", Kind.DATASET: "Dataset",
    Kind.THESIS: "Dissertation", Kind.IMAGE: "Image", Kind.JOURNAL: "Journal", Kind.OBJECT: "PhysicalObject", Kind.PREPRINT: "Preprint",
    Kind.REPORT: "Report", Kind.SOFTWARE: "Software", Kind.SOUND: "Sound", Kind.STANDARD: "Standard", Kind.VIDEO: "Audiovisual", Kind.MAP: "Image",
    Kind.SERIES: "Collection", Kind.DATABASE: "Dataset",
}  # fmt: skip
KINDS = {
    "Audiovisual": Kind.VIDEO, "Book": Kind.BOOK, "BookChapter": Kind.CHAPTER, "Collection": Kind.DATASET, "ComputationalNotebook": Kind.SOFTWARE,
    "ConferencePaper": Kind.CONFERENCE, "ConferenceProceeding": Kind.CONFERENCE, "DataPaper": Kind.ARTICLE, "Dataset": Kind.DATASET,
    "Dissertation": Kind.THESIS, "Film": Kind.VIDEO, "Image": Kind.IMAGE, "Journal": Kind.JOURNAL, "JournalArticle": Kind.ARTICLE, "Model": Kind.SOFTWARE,
    "PeerReview": Kind.ARTICLE, "PhysicalObject": Kind.OBJECT, "Poster": Kind.CONFERENCE, "Preprint": Kind.PREPRINT, "Presentation": Kind.CONFERENCE,
    "Report": Kind.REPORT, "Software": Kind.SOFTWARE, "Sound": Kind.SOUND, "Standard": Kind.STANDARD, "Workflow": Kind.SOFTWARE,
}  # fmt: skip
"""Of the kernel's kinds those for which records have one."""

_ROLES = {"edt": "Editor", "trl": "Translator", "col": "DataCollector", "cur": "DataCurator", "dtm": "DataManager", "dst": "Distributor",
          "pro": "Producer", "res": "Researcher", "cph": "RightsHolder", "spn": "Sponsor", "ths": "Supervisor", "his": "HostingInstitution"}  # fmt: skip
CREATORS = frozenset({"aut", "cre", "cmp", "art", "pht", ""})
_PEOPLE = {
    Scheme.ORCID: ("ORCID", "https://orcid.org/"),
    Scheme.ISNI: ("ISNI", "https://isni.org/isni/"),
    Scheme.ROR: ("ROR", "https://ror.org/"),
}
_FUNDERS = {Scheme.DOI: "Crossref Funder ID", Scheme.ROR: "ROR", Scheme.ISNI: "ISNI"}
_FUNDER_AT = {"Crossref Funder ID": "https://doi.org/", "ROR": "https://ror.org/", "ISNI": "https://isni.org/isni/"}
_KINDS = {
    Scheme.DOI: "DOI",
    Scheme.ISBN: "ISBN",
    Scheme.ISSN: "ISSN",
    Scheme.ARXIV: "arXiv",
    Scheme.PMID: "PMID",
    Scheme.URI: "URL",
}
_RELATIONS = {
    Relation.HOST: "IsPartOf", Relation.CONSTITUENT: "HasPart", Relation.EARLIER: "Continues", Relation.LATER: "IsContinuedBy",
    Relation.SUPPLEMENT_TO: "IsSupplementTo", Relation.SUPPLEMENT: "IsSupplementedBy", Relation.ORIGINAL: "IsTranslationOf",
    Relation.TRANSLATION: "HasTranslation", Relation.REVIEWED: "Reviews", Relation.OTHER_FORM: "IsVariantFormOf",
    Relation.OTHER_EDITION: "IsVersionOf", Relation.RELATED: "References",
}  # fmt: skip


def lacking(record: BibRecord) -> tuple[str, ...]:
    """Return what a resource that is registered has and a record has not: a DOI, a title, a year. For others the kernel has words of its own."""
    has = {
        "DOI": any(i.scheme is Scheme.DOI and i.standing is Standing.VALID for i in record.identifiers),
        "title": record.title is not None and bool(record.title.forms[0].value.strip()),
        "publicationYear": _year(record) != "0000",
    }
    return tuple(name for name, there in has.items() if not there)


def resource_from(record: BibRecord, *, on: date | None = None) -> model.Resource:
    """Return the resource that a record describes; ``on``: the day for which it is told how open it is, today by default."""
    creators, contributors = _agents(record)
    found = told(record, on=on or datetime.now(UTC).date())
    return model.Resource(
        identifier=_identifier(record),
        creators=creators or (model.Creator(model.Name(UNKNOWN)),),
        titles=tuple(_titles(record)) or (model.Title(UNKNOWN),),
        publisher=kept.publisher(record, model.Publisher(_publisher(record))),
        year=_year(record),
        type=_type(record),
        subjects=tuple(
            kept.subject(record, model.Subject(s.forms[0].value, scheme=s.scheme, lang=_said(s.forms[0].lang)))
            for s in record.subjects
            if s.kind is not SubjectKind.PLACE
        ),
        contributors=contributors,
        dates=tuple(dict.fromkeys((*_dates(record), *kept.dates(record), *_opening(found)))),
        language=record.language,
        alternates=tuple(_alternates(record)),
        related=tuple(_related(record)),
        sizes=tuple(extent.forms[0].value for extent in record.extents),
        version=record.editions[0].forms[0].value if record.editions else "",
        rights=(*_rights(record), *_granted(record, found)),
        descriptions=tuple(_descriptions(record)),
        fundings=tuple(_fundings(record)),
        places=tuple(kept.places(record, [s.forms[0].value for s in record.subjects if s.kind is SubjectKind.PLACE])),
        items=tuple(_host(link) for link in record.links if link.relation is Relation.HOST and link.titles),
    )


def _type(record: BibRecord) -> model.ResourceType:
    """Return what a resource is: in the kernel's own words where it was read from them and is of that kind still."""
    general, word = kept.kind_of(record)
    if general and KINDS.get(general) is record.kind:
        return model.ResourceType(word or record.kind.value, general)
    return model.ResourceType(record.kind.value, _GENERAL.get(record.kind, "Other"))


def _said(lang: str) -> str:
    """Return the language of words that are no title; "" for Latin letters in a language that is written in others, which only is a guess there."""
    return "" if lang.endswith("-Latn") else lang


def _year(record: BibRecord) -> str:
    return f"{record.year:04}" if record.year is not None and 1000 <= record.year <= 2999 else "0000"


def _opening(found: Told | None) -> Iterator[model.Date]:
    if found is not None and found.until:
        yield model.Date(found.until, "Available")


def _granted(record: BibRecord, found: Told | None) -> Iterator[model.Rights]:
    """Yield the license of the copy, unless the record gives it itself, and the access right in COAR's words, where anybody says one."""
    if found is None:
        return
    granted = found.license
    if granted is not None and (granted.uri or granted.spdx) and granted.spdx not in {one.identifier for one in _rights(record)}:
        scheme = ("SPDX", "https://spdx.org/licenses/") if granted.spdx else ("", "")
        yield model.Rights(granted.label, granted.uri, granted.spdx, *scheme, "")
    uri, label = coar.right(found.right)
    yield model.Rights(label, uri)


def _identifier(record: BibRecord) -> model.Identifier:
    doi = next((i.value for i in record.identifiers if i.scheme is Scheme.DOI and i.standing is Standing.VALID), "")
    address = next((access.url for access in record.access), "")
    return (
        model.Identifier(doi, "DOI")
        if doi
        else model.Identifier(address, "URL")
        if address
        else model.Identifier(UNKNOWN, "Other")
    )


def _titles(record: BibRecord) -> Iterator[model.Title]:
    kinds = {TitleKind.PARALLEL: "TranslatedTitle", TitleKind.TRANSLATED: "TranslatedTitle"}
    for title in record.titles:
        for number, form in enumerate(title.forms):
            main = title is record.title and number == 0
            yield model.Title(form.value, "" if main else kinds.get(title.kind, "AlternativeTitle"), form.lang)
            if form.rest:
                yield model.Title(form.rest, "Subtitle", form.lang)


def _agents(record: BibRecord) -> tuple[tuple[model.Creator, ...], tuple[model.Contributor, ...]]:
    creators, helpers = [], []
    for who in record.contributions:
        name, given, family, known = _named(who)
        places = tuple(_affiliation(place) for place in who.affiliations if place.name or place.printed)
        role = next(iter(who.roles), "")
        if role in CREATORS:
            creators.append(model.Creator(name, given, family, known, places))
        else:
            helpers.append(model.Contributor(kept.role(who) or _ROLES.get(role, "Other"), name, given, family, known, places))
    return tuple(creators), tuple(helpers)


def _affiliation(place: Affiliation) -> model.Affiliation:
    ror = next((i.value for i in place.identifiers if i.scheme is Scheme.ROR), "")
    return model.Affiliation(place.name or place.printed, f"https://ror.org/{ror}" if ror else "", "ROR" if ror else "")


def _fundings(record: BibRecord) -> Iterator[model.Funding]:
    """Yield each grant with its funder, a funder without grants once."""
    for paid in record.fundings:
        numbers = ((i, _FUNDERS.get(i.scheme) or (i.qualifier if i.qualifier in kept.FUNDERS else "")) for i in paid.identifiers)
        number = next((one for one in numbers if one[1]), None)
        funder = model.FunderIdentifier(_FUNDER_AT.get(number[1], "") + number[0].value, number[1]) if number else None
        for award in paid.awards or ("",):
            yield model.Funding(paid.funder, funder, kept.award(record, award) if award else None, paid.title)


def _named(who: Contribution) -> tuple[model.Name, str, str, tuple[model.NameIdentifier, ...]]:
    form = who.forms[0]
    is_person = who.kind in (AgentKind.PERSON, AgentKind.FAMILY)
    parts = parted(form.value) if is_person else None
    given, family = (parts.given, parts.family) if parts and parts.given else ("", "")
    known = (i for i in who.identifiers if i.scheme in _PEOPLE and i.standing is Standing.VALID)
    identifiers = tuple(
        model.NameIdentifier(f"{_PEOPLE[i.scheme][1]}{i.value.rpartition('/')[2]}", *_PEOPLE[i.scheme]) for i in known
    )
    return model.Name(form.value, "Personal" if is_person else "Organizational", _said(form.lang)), given, family, identifiers


def _publisher(record: BibRecord) -> str:
    return next((forms[0].value for imprint in record.imprints for forms in imprint.publishers if forms), UNKNOWN)


def _dates(record: BibRecord) -> Iterator[model.Date]:
    for one in record.dates:
        words = iso_date(one)
        if words:
            yield model.Date(words, "Created" if one.kind is DateKind.CREATED else "Issued")


def _alternates(record: BibRecord) -> Iterator[model.AlternateIdentifier]:
    chosen = _identifier(record).value
    for known in record.identifiers:
        if known.value != chosen and known.standing is Standing.VALID:
            yield model.AlternateIdentifier(known.value, known.qualifier or known.scheme.value)


def _related(record: BibRecord) -> Iterator[model.RelatedIdentifier]:
    for link in record.links:
        for known in link.identifiers:
            kind = _KINDS.get(known.scheme) or kept.identifier_kind(known)
            if kind and known.standing is not Standing.INVALID:
                yield model.RelatedIdentifier(known.value, kind=kind, relation=kept.relation(link) or _RELATIONS[link.relation])


def _rights(record: BibRecord) -> Iterator[model.Rights]:
    for note in record.notes:
        if note.kind is NoteKind.RIGHTS:
            form = note.forms[0]
            found = license_of(form.value)
            spdx = found.spdx if found else ""
            uri = next((word for word in form.value.split() if word.startswith(("http://", "https://"))), "")
            scheme = ("SPDX", "https://spdx.org/licenses/") if spdx else ("", "")
            yield model.Rights(form.value.replace(uri, "").strip() or form.value, uri, spdx, *scheme, form.lang)


def _descriptions(record: BibRecord) -> Iterator[model.Description]:
    kinds = {NoteKind.SUMMARY: "Abstract", NoteKind.CONTENTS: "TableOfContents"}
    for note in record.notes:
        if note.kind is not NoteKind.RIGHTS:
            form = note.forms[0]
            kind = kept.description_kind(note) or kinds.get(note.kind, "Other")
            yield model.Description(form.value.replace("\n", BREAK), kind, _said(form.lang))


def _host(link: Link) -> model.RelatedItem:
    known = next((i for i in link.identifiers if i.scheme in _KINDS), None)
    first, _, last = link.pages.partition("-")
    return model.RelatedItem(
        general="Journal" if known is None or known.scheme is Scheme.ISSN else "Book",
        relation="IsPublishedIn",
        identifier=model.ItemIdentifier(known.value, _KINDS[known.scheme]) if known else None,
        titles=(model.Title(link.titles[0].value),),
        volume=link.volume,
        issue=link.issue,
        first_page=first,
        last_page=last,
    )
