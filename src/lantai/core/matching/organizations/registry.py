"""Organizations as ROR's files have them: schema 2, schema 1, and short forms of both; JSON arrays and lines.

A record that cannot be read is a ``Refused`` with its number. A withdrawn organization is named by its successor.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

ACRONYM, ALIAS, LABEL = 0, 1, 2
_SHARED_PARTS = frozenset({"ac", "co", "com", "edu", "go", "gov", "net", "or", "org"})
"""Parts of domains that are nobody's own: tsinghua.edu.cn."""


class Organization(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """``names``: (name, kind), the one that the registry shows first. ``places``: (city, region, ISO country). ``parents``: identifiers.
    ``successor``: who took over, "" nobody.

    ``labels``: (language, name) of names that are no acronyms or aliases, BCP 47, "" where none is said; the one to show first stands first.
    ``standing``: how many relations and numbers of funders it has; of two bodies with one name the one that has more is mostly meant.
    ``domains``: what its domains begin with: "ethz" of ethz.ch.
    """

    id: str
    status: str
    types: tuple[str, ...]
    names: tuple[tuple[str, int], ...]
    places: tuple[tuple[str, str, str], ...]
    parents: tuple[str, ...]
    successor: str
    labels: tuple[tuple[str, str], ...] = ()
    standing: int = 0
    domains: tuple[str, ...] = ()


class Refused(msgspec.Struct, frozen=True):
    """A record that cannot be used, and why."""

    number: int
    why: str


def organizations(records: Iterable[Any]) -> Iterator[Organization | Refused]:
    """Yield what the records of a file say, one for each; ``records``: decoded JSON, or the error of a row that is none."""
    for number, record in enumerate(records, start=1):
        if isinstance(record, ValueError):
            yield Refused(number, str(record))
            continue
        try:
            found = _read(record)
        except (KeyError, TypeError, AttributeError, IndexError, ValueError):
            yield Refused(number, _why_not(record))
            continue
        yield found if found.id and found.names else Refused(number, _why_not(record))


def _why_not(record: Any) -> str:
    """Return what is wrong with a record: the member that nothing can be made of."""
    if not isinstance(record, dict):
        return "not a ROR record: no object"
    given = record.get("id")
    if not isinstance(given, str) or not short(given):
        return "no identifier"
    for member, kind in (("names", list), ("name", str), ("locations", list), ("addresses", list), ("relationships", list)):
        if member in record and not isinstance(record[member], kind):
            return f"{given}: {member} is no {'list' if kind is list else 'text'}"
    if not (record.get("names") or record.get("name")):
        return f"{given}: no name"
    return f"{given}: not a ROR record of schema 2 or 1, its names or places are not as there"


def _read(record: dict[str, Any]) -> Organization:
    relations = [_relation(each) for each in record.get("relationships") or ()]
    return Organization(
        id=short(record["id"]),
        status=str(record.get("status") or "active").lower(),
        types=tuple(str(kind).lower() for kind in record.get("types") or ()),
        names=tuple((name, kind) for name, kind in _names(record) if name and name.strip()),
        places=tuple(_places(record)),
        parents=tuple(other for kind, other in relations if kind == "parent"),
        successor=next((other for kind, other in relations if kind == "successor"), ""),
        labels=tuple(_labels(record)),
        standing=len(relations) + len(_funders(record)),
        domains=tuple(dict.fromkeys(filter(None, map(_own_part, record.get("domains") or ())))),
    )


def _own_part(domain: Any) -> str:
    """Return the part of a domain that is a body's own; "" of one that lies in another body's."""
    own, *rest = str(domain).strip().lower().split(".")
    return own if rest and all(part in _SHARED_PARTS for part in rest[:-1]) else ""


def _funders(record: dict[str, Any]) -> list[str]:
    """Return the numbers of funders that a body has: schema 2 lists kinds of numbers, schema 1 and short forms map them."""
    given = record.get("external_ids") or {}
    if isinstance(given, list):
        return next((each.get("all") or [] for each in given if str(each.get("type", "")).lower() == "fundref"), [])
    found: Any = next((value for kind, value in given.items() if kind.lower() == "fundref"), [])
    return found.get("all") or [] if isinstance(found, dict) else found


def short(identifier: str) -> str:
    """Return the nine signs that identify an organization, however it is written."""
    return str(identifier).rstrip("/").rpartition("/")[2].lower()


def _relation(each: Any) -> tuple[str, str]:
    kind, other = (each["type"], each["id"]) if isinstance(each, dict) else each[:2]
    return str(kind).lower(), short(other)


def _names(record: dict[str, Any]) -> Iterator[tuple[str, int]]:
    if "name" in record:
        yield record["name"], LABEL
        yield from ((each["label"], LABEL) for each in record.get("labels") or ())
        yield from ((each, ALIAS) for each in record.get("aliases") or ())
        yield from ((each, ACRONYM) for each in record.get("acronyms") or ())
        return
    told = [
        (each["value"], each["types"]) if isinstance(each, dict) else (each[0], str(each[2]).split("/"))
        for each in record["names"]
    ]
    for value, types in sorted(told, key=lambda each: "ror_display" not in each[1]):
        yield value, ACRONYM if "acronym" in types else LABEL if "label" in types or "ror_display" in types else ALIAS


def _labels(record: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if "name" in record:
        yield "", record["name"]
        yield from ((each.get("iso639") or "", each["label"]) for each in record.get("labels") or ())
        return
    told = [
        (each["value"], each.get("lang") or "", set(each["types"]))
        if isinstance(each, dict)
        else (each[0], each[1], set(each[2].split("/")))
        for each in record["names"]
    ]
    shown = [(lang, value) for value, lang, types in told if "ror_display" in types]
    yield from dict.fromkeys([*shown, *((lang, value) for value, lang, types in told if "label" in types)])


def _places(record: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    country = (record.get("country") or {}).get("country_code", "") if isinstance(record.get("country"), dict) else ""
    for each in record.get("addresses") or ():
        yield each.get("city") or "", each.get("state") or "", country
    for each in record.get("locations") or ():
        if isinstance(each, dict):
            told = each.get("geonames_details") or {}
            yield told.get("name") or "", told.get("country_subdivision_name") or "", told.get("country_code") or ""
        else:
            yield str(each[1] or ""), str(each[2] or ""), str(each[3] or "")
