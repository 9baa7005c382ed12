"""Every property of DataCite's kernel 4.7 as values. Each field says where it stands in the XML; coding.py needs no other table.

``text``: the words of the element; ``attribute``; ``child``: an element of words alone; ``one``: an element with a shape of its own; ``each``: such
elements, in a container where it is named. Fields are in the order that the schema asks for.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

NAMESPACE = "http://datacite.org/schema/kernel-4"
SCHEMA = "https://schema.datacite.org/meta/kernel-4.7/metadata.xsd"


def _field(kind: str, name: str = "", *, of: type | None = None, around: str = "", required: bool = False) -> Any:
    """Return a field that stands in the XML so. ``of``: the shape of an element; ``around``: the container of several."""
    default: Any = () if kind in ("each", "children") else None if kind == "one" else ""
    meta: Mapping[str, Any] = {"kind": kind, "name": name, "of": of, "around": around, "required": required}
    return field(default=default, metadata=meta)


def text() -> Any:
    """Return a field for the words of the element itself."""
    return _field("text")


def attribute(name: str, *, required: bool = False) -> Any:
    """Return a field for an attribute."""
    return _field("attribute", name, required=required)


def child(name: str, *, required: bool = False) -> Any:
    """Return a field for an element of words alone."""
    return _field("child", name, required=required)


def one(name: str, of: type, *, required: bool = False) -> Any:
    """Return a field for an element with a shape of its own."""
    return _field("one", name, of=of, required=required)


def each(name: str, of: type, *, around: str = "", required: bool = False) -> Any:
    """Return a field for elements of one shape, in a container where it is named."""
    return _field("each", name, of=of, around=around, required=required)


def children(name: str, *, around: str) -> Any:
    """Return a field for a container of elements of words alone."""
    return _field("children", name, around=around)


LANG = "xml:lang"


@dataclass(frozen=True, slots=True)
class Identifier:
    """The resource's own identifier, most often a DOI."""

    value: str = text()
    kind: str = attribute("identifierType", required=True)


@dataclass(frozen=True, slots=True)
class Name:
    """A name as a heading; ``kind``: "Personal", "Organizational"."""

    value: str = text()
    kind: str = attribute("nameType")
    lang: str = attribute(LANG)


@dataclass(frozen=True, slots=True)
class NameIdentifier:
    """An identifier of an agent."""

    value: str = text()
    scheme: str = attribute("nameIdentifierScheme", required=True)
    scheme_uri: str = attribute("schemeURI")


@dataclass(frozen=True, slots=True)
class Affiliation:
    """Where an agent belongs to."""

    value: str = text()
    identifier: str = attribute("affiliationIdentifier")
    scheme: str = attribute("affiliationIdentifierScheme")
    scheme_uri: str = attribute("schemeURI")


@dataclass(frozen=True, slots=True)
class Creator:
    """Who made it."""

    name: Name | None = one("creatorName", Name, required=True)
    given: str = child("givenName")
    family: str = child("familyName")
    identifiers: tuple[NameIdentifier, ...] = each("nameIdentifier", NameIdentifier)
    affiliations: tuple[Affiliation, ...] = each("affiliation", Affiliation)


@dataclass(frozen=True, slots=True)
class Contributor:
    """Who helped, and how (``role``: "Editor", "DataCollector" …)."""

    role: str = attribute("contributorType", required=True)
    name: Name | None = one("contributorName", Name, required=True)
    given: str = child("givenName")
    family: str = child("familyName")
    identifiers: tuple[NameIdentifier, ...] = each("nameIdentifier", NameIdentifier)
    affiliations: tuple[Affiliation, ...] = each("affiliation", Affiliation)


@dataclass(frozen=True, slots=True)
class Title:
    """A title; ``kind`` "": the main one."""

    value: str = text()
    kind: str = attribute("titleType")
    lang: str = attribute(LANG)


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who holds and gives it out."""

    value: str = text()
    identifier: str = attribute("publisherIdentifier")
    scheme: str = attribute("publisherIdentifierScheme")
    scheme_uri: str = attribute("schemeURI")
    lang: str = attribute(LANG)


@dataclass(frozen=True, slots=True)
class ResourceType:
    """What it is; ``general`` is one of the kernel's words ("Dataset", "Poster" …)."""

    value: str = text()
    general: str = attribute("resourceTypeGeneral", required=True)


@dataclass(frozen=True, slots=True)
class Subject:
    """What it is about."""

    value: str = text()
    scheme: str = attribute("subjectScheme")
    scheme_uri: str = attribute("schemeURI")
    value_uri: str = attribute("valueURI")
    code: str = attribute("classificationCode")
    lang: str = attribute(LANG)


@dataclass(frozen=True, slots=True)
class Date:
    """A date or a span of dates (RKMS-ISO8601) of a kind."""

    value: str = text()
    kind: str = attribute("dateType", required=True)
    information: str = attribute("dateInformation")


@dataclass(frozen=True, slots=True)
class AlternateIdentifier:
    """Another identifier of the same thing."""

    value: str = text()
    kind: str = attribute("alternateIdentifierType", required=True)


@dataclass(frozen=True, slots=True)
class RelatedIdentifier:
    """The identifier of another thing, and what this one is to it."""

    value: str = text()
    general: str = attribute("resourceTypeGeneral")
    kind: str = attribute("relatedIdentifierType", required=True)
    relation: str = attribute("relationType", required=True)
    scheme: str = attribute("relatedMetadataScheme")
    scheme_uri: str = attribute("schemeURI")
    scheme_type: str = attribute("schemeType")
    information: str = attribute("relationTypeInformation")


@dataclass(frozen=True, slots=True)
class Rights:
    """Under which terms it may be used."""

    value: str = text()
    uri: str = attribute("rightsURI")
    identifier: str = attribute("rightsIdentifier")
    scheme: str = attribute("rightsIdentifierScheme")
    scheme_uri: str = attribute("schemeURI")
    lang: str = attribute(LANG)


@dataclass(frozen=True, slots=True)
class Description:
    """Words about it; "\\u2028" stands for a break (``br``)."""

    value: str = text()
    kind: str = attribute("descriptionType", required=True)
    lang: str = attribute(LANG)


@dataclass(frozen=True, slots=True)
class Point:
    """A point, in degrees as written (WGS 84)."""

    longitude: str = child("pointLongitude", required=True)
    latitude: str = child("pointLatitude", required=True)


@dataclass(frozen=True, slots=True)
class Box:
    """A box between meridians and parallels."""

    west: str = child("westBoundLongitude", required=True)
    east: str = child("eastBoundLongitude", required=True)
    south: str = child("southBoundLatitude", required=True)
    north: str = child("northBoundLatitude", required=True)


@dataclass(frozen=True, slots=True)
class Polygon:
    """An area; ``inside`` a point in it where the ring could mean either side."""

    points: tuple[Point, ...] = each("polygonPoint", Point)
    inside: Point | None = one("inPolygonPoint", Point)


@dataclass(frozen=True, slots=True)
class Place:
    """Where it was gathered, or what place it is about."""

    name: tuple[str, ...] = children("geoLocationPlace", around="")
    points: tuple[Point, ...] = each("geoLocationPoint", Point)
    boxes: tuple[Box, ...] = each("geoLocationBox", Box)
    polygons: tuple[Polygon, ...] = each("geoLocationPolygon", Polygon)


@dataclass(frozen=True, slots=True)
class FunderIdentifier:
    """An identifier of a funder."""

    value: str = text()
    kind: str = attribute("funderIdentifierType", required=True)
    scheme_uri: str = attribute("schemeURI")


@dataclass(frozen=True, slots=True)
class Award:
    """The number of a grant."""

    value: str = text()
    uri: str = attribute("awardURI")


@dataclass(frozen=True, slots=True)
class Funding:
    """Who paid, by which grant."""

    funder: str = child("funderName", required=True)
    identifier: FunderIdentifier | None = one("funderIdentifier", FunderIdentifier)
    award: Award | None = one("awardNumber", Award)
    award_title: str = child("awardTitle")


@dataclass(frozen=True, slots=True)
class ItemIdentifier:
    """The identifier of a related item."""

    value: str = text()
    kind: str = attribute("relatedItemIdentifierType")
    scheme: str = attribute("relatedMetadataScheme")
    scheme_uri: str = attribute("schemeURI")
    scheme_type: str = attribute("schemeType")


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a chapter, report or article."""

    value: str = text()
    kind: str = attribute("numberType")


@dataclass(frozen=True, slots=True)
class RelatedItem:
    """Another thing described in full, for it may have no identifier: the journal an article is in, the book of a chapter."""

    general: str = attribute("relatedItemType", required=True)
    relation: str = attribute("relationType", required=True)
    information: str = attribute("relationTypeInformation")
    identifier: ItemIdentifier | None = one("relatedItemIdentifier", ItemIdentifier)
    creators: tuple[Creator, ...] = each("creator", Creator, around="creators")
    titles: tuple[Title, ...] = each("title", Title, around="titles")
    year: str = child("publicationYear")
    volume: str = child("volume")
    issue: str = child("issue")
    number: Number | None = one("number", Number)
    first_page: str = child("firstPage")
    last_page: str = child("lastPage")
    publisher: str = child("publisher")
    edition: str = child("edition")
    contributors: tuple[Contributor, ...] = each("contributor", Contributor, around="contributors")


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource with all that DataCite can say of it."""

    identifier: Identifier | None = one("identifier", Identifier, required=True)
    creators: tuple[Creator, ...] = each("creator", Creator, around="creators", required=True)
    titles: tuple[Title, ...] = each("title", Title, around="titles", required=True)
    publisher: Publisher | None = one("publisher", Publisher, required=True)
    year: str = child("publicationYear", required=True)
    type: ResourceType | None = one("resourceType", ResourceType, required=True)
    subjects: tuple[Subject, ...] = each("subject", Subject, around="subjects")
    contributors: tuple[Contributor, ...] = each("contributor", Contributor, around="contributors")
    dates: tuple[Date, ...] = each("date", Date, around="dates")
    language: str = child("language")
    alternates: tuple[AlternateIdentifier, ...] = each("alternateIdentifier", AlternateIdentifier, around="alternateIdentifiers")
    related: tuple[RelatedIdentifier, ...] = each("relatedIdentifier", RelatedIdentifier, around="relatedIdentifiers")
    sizes: tuple[str, ...] = children("size", around="sizes")
    formats: tuple[str, ...] = children("format", around="formats")
    version: str = child("version")
    rights: tuple[Rights, ...] = each("rights", Rights, around="rightsList")
    descriptions: tuple[Description, ...] = each("description", Description, around="descriptions")
    places: tuple[Place, ...] = each("geoLocation", Place, around="geoLocations")
    fundings: tuple[Funding, ...] = each("fundingReference", Funding, around="fundingReferences")
    items: tuple[RelatedItem, ...] = each("relatedItem", RelatedItem, around="relatedItems")
