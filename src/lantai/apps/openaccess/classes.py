"""Classes that the library maps to disciplines itself, and the works that bear them."""

from collections.abc import Collection, Iterator, Mapping

from lantai.catalog.blobs import description
from lantai.catalog.models import Instance, Work
from lantai.core.bib.first_level import Own, disciplines_of, facet_values, mappings
from lantai.core.bib.record import decode

from .models import OwnMapping

PAGE = 5_000
"""Works that are looked at together."""


def table() -> Own:
    """Return what the library maps otherwise; one question to the database."""
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for scheme, beginning, codes in OwnMapping.objects.values_list("scheme", "beginning", "disciplines"):
        found.setdefault(scheme, {})[beginning] = tuple(codes)
    return found


def plain(scheme: str, beginning: str) -> str:
    """Return the beginning of a class as it is compared: in capitals, an address of OpenAlex by its number."""
    bare = beginning.strip().upper()
    return bare.rpartition("/")[2] if scheme == "openalex" else bare


def leads_to(scheme: str, beginning: str) -> tuple[str, ...]:
    """Return where a class leads by the table that comes with Lantai."""
    return disciplines_of(scheme, beginning)


def ours(scheme: str, words: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the rows of Lantai's table of a scheme that lie below or above such a class: (beginning, codes)."""
    rows = sorted(mappings().get(scheme, {}).items())
    return [(value, codes) for value, codes in rows if value.startswith(words) or words.startswith(value)]


def facets_of(works: Collection[int], own: Own) -> dict[int, dict[str, tuple[str, ...]]]:
    """Return the disciplines, as a facet, of those works that bear a class which the library maps itself."""
    described = _bearing(works, own)
    return {work: {"discipline": tuple(facet_values(map(decode, said), own))} for work, said in described.items()}


def pages_bearing(scheme: str, beginning: str, *, after: int = 0) -> Iterator[tuple[int, list[int]]]:
    """Yield the works that may bear a class which begins so, and the number up to which all were looked at."""
    live = Work.objects.filter(state=Work.State.LIVE).order_by("pk")
    while page := list(live.filter(pk__gt=after).values_list("pk", flat=True)[:PAGE]):
        after = page[-1]
        yield after, sorted(_bearing(page, {scheme: {beginning: ()}}))


def _bearing(works: Collection[int], own: Own) -> dict[int, list[bytes]]:
    """Return the descriptions of those works in which such a class may stand: looked for in the packed words, as most bear none and need not be decoded."""
    marks = list(_marks(own))
    found: dict[int, list[bytes]] = {}
    seen: set[int] = set()
    rows = Instance.objects.filter(work__in=works, live=True, work__state=Work.State.LIVE).packed()
    for work, blob in rows.order_by("work_id", "rank", "pk").values_list("work_id", "packed"):
        said = description(blob)
        found.setdefault(work, []).append(said)
        words = said.upper()
        if any(scheme in words and any(begins in words for begins in beginnings) for scheme, beginnings in marks):
            seen.add(work)
    return {work: found[work] for work in found.keys() & seen}


def _marks(own: Own) -> Iterator[tuple[bytes, list[bytes]]]:
    """Yield how a scheme and the beginnings of its classes stand in a packed description in capitals."""
    for scheme, known in own.items():
        beginnings: Mapping[str, object] = known
        yield f'"{scheme.upper()}"'.encode(), [f"{before}{one}".encode() for one in beginnings for before in '"/ ']
