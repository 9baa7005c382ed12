"""OpenAlex's institutions as organizations of a registry: names in all languages, places, parents, by their identifiers of ROR."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lantai.core.bib.identifiers import identify
from lantai.core.bib.record import Scheme, Standing
from lantai.core.formats.jsonfields import member, objects, text, texts
from lantai.core.matching.organizations.registry import ACRONYM, ALIAS, LABEL, Organization, Refused, short

from .rows import objects as decoded


def read(parts: Iterable[Path]) -> Iterator[Organization | Refused]:
    """Yield what the parts say, one that has no identifier of ROR as refused. Raise SourceError."""
    for path in parts:
        for number, institution in decoded(path):
            if institution is None:
                yield Refused(number, f"{path.name}: not JSON")
            elif identify(Scheme.ROR, given := text(institution.get("ror"))).standing is not Standing.VALID:
                why = f"{given!r} is no identifier of ROR" if given else "no identifier of ROR"
                yield Refused(number, f"{text(institution.get('id')) or path.name}: {why}")
            else:
                yield _organization(institution)


def _organization(said: dict[str, Any]) -> Organization:
    named = member(said, "international", "display_name")
    names = {text(said.get("display_name")): LABEL}
    names |= {word: LABEL for word in (text(one) for one in (named or {}).values()) if word and word not in names}
    names |= {word: ALIAS for word in texts(said.get("display_name_alternatives")) if word not in names}
    names |= {word: ACRONYM for word in texts(said.get("display_name_acronyms")) if word not in names}
    geo = said.get("geo")
    country = text(member(geo, "country_code")) or text(said.get("country_code"))
    place = (text(member(geo, "city")), text(member(geo, "region")), country)
    parents = [
        text(one.get("ror")) for one in objects(said.get("associated_institutions")) if text(one.get("relationship")) == "parent"
    ]
    return Organization(
        short(text(said["ror"])), "active", (text(said.get("type")).lower(),), tuple((name, kind) for name, kind in names.items() if name),
        (place,) if any(place) else (), tuple(short(one) for one in parents if one), "", tuple(_labels(said, named or {})),
    )  # fmt: skip


def _labels(said: dict[str, Any], named: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if shown := text(said.get("display_name")):
        yield "", shown
    yield from ((lang, word) for lang, one in named.items() if (word := text(one)))
