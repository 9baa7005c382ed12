"""Which institution an affiliation is of: by the number that the source gives, else by its words in the library's registry of organizations.

The registry is what ``lantai affiliations import`` compiled (decision 0108). Without one, only what sources number or name is known.
"""

import re
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import msgspec

from lantai.core.bib.record import Affiliation, Scheme
from lantai.core.matching.organizations.compiled import VERSION, Table
from lantai.core.matching.organizations.naming import Finder, taken_apart
from lantai.core.text.fold import words

from .authorship import number_of

REGISTRY = "organizations.msgpack"
"""The compiled registry in the library's directory."""

_SEVERAL = re.compile(r"[,;，；、|\n]")
_SURE_PLACES = 1


class Body(NamedTuple):
    """An institution: see shapes.Affiliation."""

    institution: str
    ror: str
    name: str
    country: str


class Bodies:
    """Finds institutions; one for a whole run. ``registry``: the file of the compiled registry, None where there is none."""

    def __init__(self, registry: Path | None = None) -> None:
        self._finder = _finder(registry) if registry else None
        self._named = lru_cache(maxsize=100_000)(self._find)

    def of(self, place: Affiliation) -> list[Body]:
        """Return the institutions of an affiliation; one without key where its words name none that is known."""
        ror = number_of(place.identifiers, Scheme.ROR)
        name = place.name or ("" if _SEVERAL.search(place.printed) else place.printed)
        if ror:
            return [Body(ror, ror, name, place.country or self._country(place.printed))]
        found = [
            Body(one, one, called, place.country or country) for one, called, country in self._named(place.printed or place.name)
        ]
        if found:
            return found
        name = "" if is_country(name) else name
        return [Body(key_of(name), "", name, place.country or self._country(place.printed))]

    def _find(self, text: str) -> tuple[tuple[str, str, str], ...]:
        if self._finder is None or not text:
            return ()
        return tuple((match.ror, *self._finder.body(match.ror)) for match in self._finder.matches(text))

    def _country(self, text: str) -> str:
        return country_in(text)


@lru_cache(maxsize=100_000)
def country_in(text: str) -> str:
    """Return the country that the words of an affiliation name; "" for none, or for several."""
    found = taken_apart(text).countries if text else frozenset()
    return next(iter(found)).lower() if len(found) == _SURE_PLACES else ""


@lru_cache(maxsize=10_000)
def is_country(name: str) -> bool:
    """Say whether words are the name of a country and no more, as "USA" where an address was cut at its commas; such names no institution."""
    apart = taken_apart(name) if name else None
    return apart is not None and len(apart.sizes) == 1 and bool(apart.countries)


@lru_cache(maxsize=100_000)
def key_of(name: str) -> str:
    """Return the key of a body that has no number: the same for spellings that are found alike; "" for no name."""
    folded = " ".join(words(name))
    return f"~{blake2b(folded.encode(), digest_size=6).hexdigest()}" if folded else ""


def registry_of(directory: Path) -> Path | None:
    """Return the registry of a library, None where none was imported or another version compiled it."""
    path = directory / REGISTRY
    return path if path.is_file() else None


def seen(registry: Path | None) -> str:
    """Return what tells one registry from another, "" for none."""
    if registry is None:
        return ""
    status = registry.stat()
    return f"{status.st_size}-{status.st_mtime_ns}"


class _Known(Finder):
    """A finder that also says what its bodies are called, and where they are."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._bodies = {body.id: (body.name, next(iter(body.countries), "").lower()) for body in table.bodies}

    def body(self, ror: str) -> tuple[str, str]:
        return self._bodies[ror]


def _finder(path: Path) -> _Known | None:
    try:
        table = Table.unpacked(path.read_bytes())
    except msgspec.DecodeError:
        return None
    return _Known(table) if table.version == VERSION else None
