"""The members of a work of OpenAlex that are read, in the shapes in which they come.

msgspec makes these alone and passes over all else, half of a work's bytes. ``shaped`` takes from values of other shapes what it can:
any member may be absent, null, or of another type than its documentation says.
"""

import types
from typing import Annotated, Any, TypeVar, get_args, get_origin

import msgspec

T = TypeVar("T")


class Author(msgspec.Struct, gc=False):
    """Who wrote it, as OpenAlex knows them."""

    id: str | None = None
    display_name: str | None = None
    orcid: str | None = None


class Institution(msgspec.Struct, gc=False):
    """Where an author worked."""

    id: str | None = None
    display_name: str | None = None
    ror: str | None = None
    country_code: str | None = None


class Found(msgspec.Struct, gc=False):
    """The words of an affiliation, and the institutions that were found in them."""

    raw_affiliation_string: str | None = None
    institution_ids: Any = None


class Authorship(msgspec.Struct, gc=False):
    """One author of the work."""

    author: Author | None = None
    raw_author_name: str | None = None
    is_corresponding: bool | None = None
    institutions: list[Institution] | None = None
    affiliations: list[Found] | None = None
    raw_affiliation_strings: Any = None


class Place(msgspec.Struct, gc=False):
    """A journal or a repository: the "source" of a location."""

    id: str | None = None
    display_name: str | None = None
    type: str | None = None
    issn_l: str | None = None
    issn: Any = None
    is_oa: bool | None = None
    host_organization_name: str | None = None


class Location(msgspec.Struct, gc=False):
    """Where a copy lies."""

    id: str | None = None
    source: Place | None = None
    landing_page_url: str | None = None
    pdf_url: str | None = None
    version: str | None = None
    license: str | None = None
    is_oa: bool | None = None


class Named(msgspec.Struct, gc=False):
    """What has an identifier and a name."""

    id: str | None = None
    display_name: str | None = None


class Heading(msgspec.Struct, gc=False):
    """A topic, a keyword or a heading of MeSH."""

    id: str | None = None
    display_name: str | None = None
    keyword: str | None = None
    descriptor_name: str | None = None
    qualifier_name: str | None = None
    subfield: Named | None = None


class Numbering(msgspec.Struct, gc=False):
    """Where in its journal it stands: "biblio"."""

    volume: str | None = None
    issue: str | None = None
    first_page: str | None = None
    last_page: str | None = None


class Charge(msgspec.Struct, gc=False):
    """What authors pay."""

    value: Any = None
    currency: str | None = None
    value_usd: Any = None


class Access(msgspec.Struct, gc=False):
    """How open it is: "open_access"."""

    oa_status: str | None = None


class Shape:
    """How a member comes: ``of`` decodes it, leniently where it comes otherwise."""

    def __init__(self, kind: Any) -> None:
        self._kind = kind
        self._decode = msgspec.json.Decoder(kind | None).decode

    def of(self, raw: msgspec.Raw | None) -> Any:
        """Return the member; None where it is absent, null, or nothing that has this shape."""
        if raw is None:
            return None
        try:
            return self._decode(raw)
        except msgspec.ValidationError:
            return shaped(msgspec.json.decode(raw), self._kind)


AUTHORSHIPS = Shape(list[Authorship])
LOCATION = Shape(Location)
LOCATIONS = Shape(list[Location])
HEADINGS = Shape(list[Heading])
NAMES = Shape(list[Named])
NUMBERING = Shape(Numbering)
CHARGE = Shape(Charge)
ACCESS = Shape(Access)
POSITIONS = Shape(dict[str, list[Annotated[int, msgspec.Meta(ge=0)]]])
"""An inverted index: each word with its places; those that are no places are passed over."""


def anything(raw: msgspec.Raw | None) -> Any:
    """Return a member as it is."""
    return None if raw is None else msgspec.json.decode(raw)


def shaped(value: Any, kind: Any) -> Any:
    """Return of a decoded value what has the shape of ``kind``: objects of a list that are objects, members as they are; None where nothing has."""
    if get_origin(kind) is types.UnionType:
        kind = next(one for one in get_args(kind) if one is not types.NoneType)
    if get_origin(kind) is list:
        (inner,) = get_args(kind)
        return [shaped(one, inner) for one in value if _fits(one, inner)] if isinstance(value, list) else None
    if get_origin(kind) is dict:
        inner = get_args(kind)[1]
        return {key: shaped(one, inner) for key, one in value.items() if _fits(one, inner)} if isinstance(value, dict) else None
    if kind is bool:
        return value if value in (True, False) else None
    if not _is_struct(kind):
        return value
    if not isinstance(value, dict):
        return None
    fields = msgspec.structs.fields(kind)
    return kind(**{field.name: shaped(value[field.name], field.type) for field in fields if field.name in value})


def _fits(value: Any, kind: Any) -> bool:
    if get_origin(kind) is Annotated:
        kind, *limits = get_args(kind)
        return type(value) is kind and all(value >= limit.ge for limit in limits)
    if _is_struct(kind):
        return isinstance(value, dict)
    if get_origin(kind) is list:
        return isinstance(value, list)
    return type(value) is kind


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)
