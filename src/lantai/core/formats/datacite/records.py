"""DataCite as a format of records: ``resource`` elements in, also those in answers of OAI-PMH; out, a list of them.

A record holds what a catalog needs; properties that it has no place for (places on a map) are kept verbatim under the kernel's names.
"""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

import msgspec
from lxml import etree

from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import (
    Affiliation,
    AgentKind,
    BibRecord,
    Contribution,
    DateKind,
    Identifier,
    Kind,
    Link,
    NoteKind,
    Relation,
    Scheme,
    SubjectKind,
    Text,
    TitleForm,
    TitleKind,
)
from lantai.core.formats.agent_names import kind_of
from lantai.core.formats.draft import Draft
from lantai.core.formats.envelope import opened
from lantai.core.formats.errors import Unreadable
from lantai.core.formats.protocol import Chunk, Profile
from lantai.core.formats.xmlstream import split_elements
from lantai.core.formats.xmltree import parse, xml_encoding
from lantai.core.text.languages import bcp47
from lantai.core.text.messages import N_

from . import model
from .coding import BREAK, element_of, resource_of
from .kept import AWARD, PUBLISHER, SUBJECT, TYPE
from .writing import KINDS, resource_from

ROLES = {"Editor": "edt", "Translator": "trl", "DataCollector": "col", "DataCurator": "cur", "DataManager": "dtm", "ContactPerson": "crp",
         "Distributor": "dst", "Producer": "pro", "Researcher": "res", "RightsHolder": "cph", "Sponsor": "spn", "Supervisor": "ths",
         "HostingInstitution": "his", "ProjectLeader": "pdr"}  # fmt: skip
_TITLES = {
    "": TitleKind.PROPER,
    "AlternativeTitle": TitleKind.ALTERNATIVE,
    "TranslatedTitle": TitleKind.PARALLEL,
    "Other": TitleKind.ALTERNATIVE,
}
_AGENTS = {"Personal": AgentKind.PERSON, "Organizational": AgentKind.ORGANIZATION}
_NOTES = {"Abstract": NoteKind.SUMMARY, "TableOfContents": NoteKind.CONTENTS}
_SCHEMES = {
    "doi": Scheme.DOI,
    "isbn": Scheme.ISBN,
    "issn": Scheme.ISSN,
    "eissn": Scheme.ISSN,
    "arxiv": Scheme.ARXIV,
    "pmid": Scheme.PMID,
    "url": Scheme.URI,
}
_PEOPLE = {"ORCID": Scheme.ORCID, "ISNI": Scheme.ISNI, "ROR": Scheme.ROR}
_RELATIONS = {
    "IsPublishedIn": Relation.HOST, "IsPartOf": Relation.HOST, "HasPart": Relation.CONSTITUENT, "Continues": Relation.EARLIER,
    "IsContinuedBy": Relation.LATER, "IsNewVersionOf": Relation.EARLIER, "IsPreviousVersionOf": Relation.LATER, "IsSupplementTo": Relation.SUPPLEMENT_TO,
    "IsSupplementedBy": Relation.SUPPLEMENT, "HasTranslation": Relation.TRANSLATION, "IsTranslationOf": Relation.ORIGINAL, "Reviews": Relation.REVIEWED,
    "IsVersionOf": Relation.OTHER_FORM, "HasVersion": Relation.OTHER_FORM, "IsIdenticalTo": Relation.OTHER_FORM, "IsVariantFormOf": Relation.OTHER_FORM,
}  # fmt: skip
NOTHING_TO_FIND = N_("The resource has no title and no identifier: there is nothing to find it by.")
_HEAD, _TAIL = b'<?xml version="1.0" encoding="UTF-8"?>\n<resources>\n', b"</resources>\n"


def sniff(head: bytes, filename: str) -> float:
    """Return how surely these are resources of DataCite."""
    return 0.97 if b"datacite.org/schema/kernel" in head and b"<resource" in head else 0.0


def examine(head: bytes, profile: Profile) -> Profile:
    """Return the profile with the encoding that the bytes show."""
    return msgspec.structs.replace(profile, format="datacite", encoding=profile.encoding or xml_encoding(head))


def split(stream: BinaryIO, profile: Profile) -> Iterator[Chunk]:
    """Yield the resources, with the record of OAI-PMH around them where there is one."""
    return split_elements(stream, frozenset({"record", "resource"}), encoding=profile.encoding)


def read(raw: bytes, profile: Profile) -> BibRecord:
    """Return the record of one resource; raise Unreadable."""
    root, repairs = parse(raw, profile.encoding)
    around = opened(root, "resource")
    draft = Draft("datacite")
    draft.repairs.extend(repairs)
    draft.deleted = around.deleted or profile.deletions
    draft.control = around.identifier
    if around.description is None:
        return draft.build()
    resource, unknown = resource_of(around.description)
    if unknown:
        draft.repair("unknown", f"the kernel has no {', '.join(unknown)}", "resource")
    put(draft, resource)
    if not (draft.titles or draft.identifiers):
        raise Unreadable(NOTHING_TO_FIND)
    return draft.build()


def write(records: Iterable[BibRecord], stream: BinaryIO) -> None:
    """Write the records as ``resource`` elements, each valid by itself, in a plain list; a withdrawn record has none."""
    stream.write(_HEAD)
    for record in records:
        if not record.deleted:
            stream.write(etree.tostring(element_of(resource_from(record)), encoding="utf-8", pretty_print=True))
    stream.write(_TAIL)


# ---------------------------------------------------------------- what a property means


def put(draft: Draft, resource: model.Resource) -> None:
    """Give a draft all that a resource says."""
    general = resource.type.general if resource.type else ""
    draft.kind = KINDS.get(general, Kind.OTHER)
    draft.keep(TYPE, *(filter(None, (general, resource.type.value if resource.type else ""))))
    if resource.identifier and resource.identifier.value:
        _identify(draft, resource.identifier.value, resource.identifier.kind)
        draft.control = draft.control or resource.identifier.value
    draft.language(resource.language, "language")
    _titles(draft, resource)
    draft.names.extend(_agent(c.name, c, "aut", f"creators/{n}") for n, c in enumerate(resource.creators, 1) if c.name)
    for number, helper in enumerate(resource.contributors, 1):
        if helper.name:
            role = ROLES.get(helper.role, "ctb")
            draft.names.append(_agent(helper.name, helper, role, f"contributors/{number}", helper.role))
    people: tuple[model.Creator | model.Contributor, ...] = (*resource.creators, *resource.contributors)
    for who in people:
        if who.name is None:
            draft.keep("affiliation", *(place.value for place in who.affiliations))
    draft.publisher(resource.publisher.value if resource.publisher else "", "publisher")
    if resource.publisher and resource.publisher.identifier and resource.publisher.scheme:
        house = resource.publisher
        draft.keep(PUBLISHER, house.value, house.scheme, house.identifier, house.scheme_uri)
    _dates(draft, resource)
    _about(draft, resource)
    _relations(draft, resource)
    _rest(draft, resource)


def _identify(draft: Draft, value: str, kind: str, at: str = "identifier") -> None:
    if kind.upper() == "PMID" and value.upper().startswith("PMC"):
        kind = "PMCID"  # of PubMed Central, and so called by many
    scheme = _scheme(kind)
    draft.identifiers.append(identify(scheme, value, qualifier=kind if scheme is Scheme.OTHER else "", at=at))


def _scheme(kind: str) -> Scheme:
    return _SCHEMES.get(kind.lower(), Scheme.OTHER)


def _titles(draft: Draft, resource: model.Resource) -> None:
    rest = next((title.value for title in resource.titles if title.kind == "Subtitle"), "")
    for title in resource.titles:
        lang = bcp47(title.lang) if title.lang else ""
        if title.kind != "Subtitle":
            draft.title(
                title.value,
                "titles",
                kind=_TITLES.get(title.kind, TitleKind.ALTERNATIVE),
                rest="" if title.kind else rest,
                lang=lang,
            )
            rest = rest if title.kind else ""
        elif title.value != rest:
            draft.keep("titles/Subtitle", title.value)


def _agent(name: model.Name, who: model.Creator | model.Contributor, role: str, at: str, word: str = "") -> Contribution:
    known = tuple(number for given in who.identifiers for number in _of_body(given.scheme, given.value, at))
    return Contribution(
        forms=(Text(name.value, bcp47(name.lang) if name.lang else ""),),
        kind=_AGENTS.get(name.kind) or kind_of(name.value),
        roles=(role,),
        role_words=(word,) if word else (),
        identifiers=known,
        affiliations=tuple(_affiliation(place, at) for place in who.affiliations if place.value),
        corresponding=word == "ContactPerson",
        at=at,
    )


def _affiliation(place: model.Affiliation, at: str) -> Affiliation:
    numbers = _of_body(place.scheme, place.identifier, at)
    return Affiliation(name=place.value if numbers else "", printed=place.value, identifiers=numbers)


def _of_body(scheme: str, value: str, at: str) -> tuple[Identifier, ...]:
    """Return the identifier of a person or a body, where it is one of those that are known."""
    return (identify(_PEOPLE[scheme.upper()], value, at=at),) if value and scheme.upper() in _PEOPLE else ()


def _of_funder(given: model.FunderIdentifier | None) -> tuple[Identifier, ...]:
    """Return the number of a funder; one of Crossref's registry is a DOI."""
    if given is None or not given.value:
        return ()
    scheme = Scheme.DOI if given.kind.startswith("Crossref Funder") else _PEOPLE.get(given.kind.upper(), Scheme.OTHER)
    return (identify(scheme, given.value, qualifier=given.kind if scheme is Scheme.OTHER else "", at="funding"),)


def _dates(draft: Draft, resource: model.Resource) -> None:
    issued = next((date for kind in ("Issued", "Available") for date in resource.dates if date.kind == kind), None)
    is_finer = issued is not None and issued.value[:4] == resource.year[:4]
    draft.date(issued.value if issued and is_finer else resource.year, "dates/Issued" if is_finer else "publicationYear")
    for date in resource.dates:
        if date.kind == "Created":
            draft.date(date.value, "dates/Created", kind=DateKind.CREATED)
        elif not (is_finer and date is issued):
            draft.keep(f"dates/{date.kind}", date.value, date.information)


def _about(draft: Draft, resource: model.Resource) -> None:
    for subject in resource.subjects:
        kind = SubjectKind.TOPIC if subject.scheme else SubjectKind.KEYWORD
        more = {"schemeURI": subject.scheme_uri, "valueURI": subject.value_uri, "code": subject.code}
        if any(more.values()):
            draft.keep(SUBJECT, subject.value, *(f"{name}={value}" for name, value in more.items() if value))
        draft.subject(
            subject.value, "subjects", kind=kind, scheme=subject.scheme, lang=bcp47(subject.lang) if subject.lang else ""
        )
    for said in resource.descriptions:
        lang = bcp47(said.lang) if said.lang else ""
        draft.note(
            said.value.replace(BREAK, "\n"), f"descriptions/{said.kind}", kind=_NOTES.get(said.kind, NoteKind.GENERAL), lang=lang
        )
    for granted in resource.rights:
        words = " ".join(filter(None, (granted.uri, granted.value or granted.identifier)))
        draft.note(words, "rightsList", kind=NoteKind.RIGHTS, lang=bcp47(granted.lang) if granted.lang else "")


def _relations(draft: Draft, resource: model.Resource) -> None:
    for other in resource.alternates:
        _identify(draft, other.value, other.kind, "alternateIdentifiers")
    for related in resource.related:
        found = _related(related.value, related.kind, "relatedIdentifiers")
        text = related.information or related.relation
        draft.links.append(
            Link(
                relation=_RELATIONS.get(related.relation, Relation.RELATED), identifiers=found, text=text, at="relatedIdentifiers"
            )
        )
    for item in resource.items:
        pages = "-".join(filter(None, (item.first_page, item.last_page)))
        draft.links.append(
            Link(
                relation=_RELATIONS.get(item.relation, Relation.RELATED),
                titles=tuple(TitleForm(value=title.value) for title in item.titles[:1]),
                names=tuple(Text(creator.name.value) for creator in item.creators if creator.name),
                identifiers=_related(item.identifier.value, item.identifier.kind, "relatedItems") if item.identifier else (),
                volume=item.volume,
                issue=item.issue,
                pages=pages or (item.number.value if item.number else ""),
                date=item.year,
                text=item.information or item.relation,
                at="relatedItems",
            )
        )


def _related(value: str, kind: str, at: str) -> tuple[Identifier, ...]:
    scheme = _scheme(kind)
    return (identify(scheme, value, qualifier=kind if scheme is Scheme.OTHER else "", at=at),) if value else ()


def _rest(draft: Draft, resource: model.Resource) -> None:
    for size in resource.sizes:
        draft.extent(size, "sizes")
    draft.edition(resource.version, "version")
    draft.keep("formats", *resource.formats)
    for paid in resource.fundings:
        award = [paid.award.value] if paid.award else []
        if paid.award and paid.award.uri:
            draft.keep(AWARD, paid.award.value, paid.award.uri)
        numbers = _of_funder(paid.identifier)
        draft.funding(paid.funder, "funding", identifiers=numbers, awards=award, title=paid.award_title)
    for place in resource.places:
        for name in place.name:
            draft.subject(name, "geoLocations", kind=SubjectKind.PLACE)
        draft.keep("geoLocations/point", *(f"{point.latitude} {point.longitude}" for point in place.points))
        draft.keep("geoLocations/box", *(f"{box.south} {box.west} {box.north} {box.east}" for box in place.boxes))
        for area in place.polygons:
            draft.keep("geoLocations/polygon", ", ".join(f"{point.latitude} {point.longitude}" for point in area.points))
