"""What a record that came from DataCite kept of the kernel's own words, for the resource that is written of it again.

A record has few relations, roles and notes where the kernel has many: reading keeps the kernel's word beside (``records``), and here it is taken up
again, where it is one of the kernel's still. Nothing is taken from records of other formats, which keep nothing under these names.
"""

from collections.abc import Iterator

from lantai.core.bib.record import BibRecord, Contribution, Identifier, Link, Note, Scheme

from . import model

RELATIONS = frozenset((
    "IsCitedBy", "Cites", "IsSupplementTo", "IsSupplementedBy", "IsContinuedBy", "Continues", "IsNewVersionOf", "IsPreviousVersionOf",
    "IsPartOf", "HasPart", "IsPublishedIn", "IsReferencedBy", "References", "IsDocumentedBy", "Documents", "IsCompiledBy", "Compiles",
    "IsVariantFormOf", "IsOriginalFormOf", "IsIdenticalTo", "HasMetadata", "IsMetadataFor", "Reviews", "IsReviewedBy", "IsDerivedFrom",
    "IsSourceOf", "Describes", "IsDescribedBy", "HasVersion", "IsVersionOf", "Requires", "IsRequiredBy", "Obsoletes", "IsObsoletedBy",
    "Collects", "IsCollectedBy", "HasTranslation", "IsTranslationOf",
))  # fmt: skip
IDENTIFIERS = frozenset((
    "ARK", "arXiv", "bibcode", "CSTR", "DOI", "EAN13", "EISSN", "Handle", "IGSN", "ISBN", "ISSN", "ISTC", "LISSN", "LSID", "PMID", "PURL",
    "RAiD", "RRID", "SWHID", "UPC", "URL", "URN", "w3id",
))  # fmt: skip
HELPERS = frozenset((
    "ContactPerson", "DataCollector", "DataCurator", "DataManager", "Distributor", "Editor", "HostingInstitution", "Producer", "ProjectLeader",
    "ProjectManager", "ProjectMember", "RegistrationAgency", "RegistrationAuthority", "RelatedPerson", "ResearchGroup", "RightsHolder",
    "Researcher", "Sponsor", "Supervisor", "Translator", "WorkPackageLeader",
))  # fmt: skip
DATES = frozenset((
    "Accepted", "Available", "Collected", "Copyrighted", "Coverage", "Other", "Submitted", "Updated", "Valid", "Withdrawn",
))  # fmt: skip
DESCRIPTIONS = frozenset((
    "Abstract", "Methods", "SeriesInformation", "TableOfContents", "TechnicalInfo",
))  # fmt: skip
FUNDERS = frozenset(("ISNI", "GRID", "Other"))
"""The kernel's words of 4.7; "Other" of relations wants more words than a record has."""

TYPE, SUBJECT, PUBLISHER, AWARD = "resourceType", "subjects/valueURI", "publisher/publisherIdentifier", "funding/awardURI"
"""Names under which reading keeps these."""


def kind_of(record: BibRecord) -> tuple[str, str]:
    """Return the general kind of a resource and its own word for it; ("", "") for none, or of a record that is kept as several kinds."""
    said = {tuple(values) for values in _kept(record, TYPE)}
    if len(said) != 1:
        return "", ""
    (values,) = said
    return values[0], values[1] if len(values) > 1 else ""


def relation(link: Link) -> str:
    """Return the kernel's word for what a record is to another."""
    return link.text if link.at.startswith("relatedIdentifiers") and link.text in RELATIONS else ""


def identifier_kind(known: Identifier) -> str:
    """Return the kernel's word for an identifier of a kind that Lantai has no scheme for."""
    return known.qualifier if known.scheme is Scheme.OTHER and known.qualifier in IDENTIFIERS else ""


def role(who: Contribution) -> str:
    """Return the kernel's word for what a contributor did."""
    return next((word for word in who.role_words if word in HELPERS and who.at.startswith("contributors")), "")


def description_kind(note: Note) -> str:
    """Return the kernel's word for a description."""
    kind = note.at.removeprefix("descriptions/")
    return kind if kind != note.at and kind in DESCRIPTIONS else ""


def dates(record: BibRecord) -> Iterator[model.Date]:
    """Yield the dates of kinds for which a record has no place."""
    for kind in sorted(DATES):
        for value, *information in _kept(record, f"dates/{kind}"):
            yield model.Date(value, kind, information[0] if information else "")


def subject(record: BibRecord, found: model.Subject) -> model.Subject:
    """Return a subject with its addresses and its class."""
    for values in _kept(record, SUBJECT):
        said = dict(pair.partition("=")[::2] for pair in values[1:])
        if values[0] == found.value:
            return model.Subject(
                found.value, found.scheme, said.get("schemeURI", ""), said.get("valueURI", ""), said.get("code", ""), found.lang
            )
    return found


def publisher(record: BibRecord, found: model.Publisher) -> model.Publisher:
    """Return a publisher with its number."""
    for values in _kept(record, PUBLISHER):
        if values[0] == found.value and len(values) > 2:
            return model.Publisher(found.value, values[2], values[1], *values[3:4])
    return found


def award(record: BibRecord, number: str) -> model.Award:
    """Return a grant with its address."""
    return model.Award(
        number, next((values[1] for values in _kept(record, AWARD) if values[0] == number and len(values) == 2), "")
    )


def places(record: BibRecord, names: list[str]) -> Iterator[model.Place]:
    """Yield places with what is said of them on a map: together where there is one name, else each alone, for nothing says which is which."""
    points = tuple(_point(value) for values in _kept(record, "geoLocations/point") for value in values)
    boxes = tuple(_box(value) for values in _kept(record, "geoLocations/box") for value in values)
    areas = tuple(
        model.Polygon(tuple(_point(value) for value in values[0].split(", "))) for values in _kept(record, "geoLocations/polygon")
    )
    if len(names) == 1 and len(points) <= 1 and len(boxes) <= 1:
        yield model.Place(tuple(names), points, boxes, areas)
        return
    yield from (model.Place((name,)) for name in names)
    yield from (model.Place(points=(point,)) for point in points)
    yield from (model.Place(boxes=(box,)) for box in boxes)
    if areas:
        yield model.Place(polygons=areas)


def _point(words: str) -> model.Point:
    latitude, _, longitude = words.partition(" ")
    return model.Point(longitude, latitude)


def _box(words: str) -> model.Box:
    south, west, north, east = words.split(" ")
    return model.Box(west, east, south, north)


def _kept(record: BibRecord, name: str) -> Iterator[list[str]]:
    return ([value for _code, value in field.values] for field in record.verbatim if field.name == name and field.values)
