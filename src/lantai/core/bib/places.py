"""Where a thing is and in what state, as its source describes the pieces; no circulation system is asked here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from .record import Access, AccessKind, BibRecord, HoldingRecord, Scheme, Standing
from .states import state_of

_IN_A_DOI = "/:;()._-"
_BEST_FIRST = ("shelf", "reference", "library", "loan", "order", "process", "repair", "missing")


@dataclass(frozen=True, slots=True)
class Place:
    """``count`` pieces in one place: ``state`` is a code that pages name, ``word`` the source's own where it says more."""

    library: str
    location: str
    call_number: str
    state: str
    word: str = ""
    volume: str = ""
    count: int = 1
    note: str = ""
    coverage: tuple[str, ...] = ()

    @property
    def alone(self) -> "Place":
        """Return one of the pieces there."""
        return self if self.count == 1 else replace(self, count=1)


def places(holdings: Iterable[HoldingRecord]) -> list[Place]:
    """Return where the pieces of these holdings are, alike ones counted together, the best to have first."""
    return together(place for holding in holdings for place in _of(holding))


def together(listed: Iterable[Place]) -> list[Place]:
    """Return the places with alike ones counted together, the best to have first."""
    found: dict[Place, int] = {}
    for place in listed:
        one = place.alone
        found[one] = found.get(one, 0) + place.count
    counted = [place if count == 1 else replace(place, count=count) for place, count in found.items()]
    return sorted(counted, key=lambda p: _BEST_FIRST.index(p.state))


def addresses(records: Iterable[BibRecord]) -> list[Access]:
    """Return the addresses that lead to the thing itself, each once."""
    safe = (a for r in records for a in r.access if a.url.startswith(("http://", "https://")))
    return list({a.url: a for a in safe if a.kind in (AccessKind.RESOURCE, AccessKind.VERSION)}.values())


def by_doi(records: Iterable[BibRecord], *, but: Sequence[Access]) -> str:
    """Return the address that a DOI leads to, "" without one or where there are others (``but``).

    It is the publisher's: whether a reader can open it there is not known here.
    """
    if but:
        return ""
    found = (i for r in records for i in r.identifiers if i.scheme is Scheme.DOI and i.standing is Standing.VALID)
    return next((doi_address(i.value) for i in found), "")


def doi_address(doi: str) -> str:
    """Return the address that a DOI leads to."""
    return f"https://doi.org/{quote(doi, safe=_IN_A_DOI)}"


def _of(holding: HoldingRecord) -> Iterator[Place]:
    for item in holding.items:
        state, word = _state(item.status)
        place = item.location or holding.location
        number = item.call_number or holding.call_number
        yield Place(holding.library, place, number, state, word, item.volume, note=item.note)
    if not holding.items:
        yield Place(
            holding.library, holding.location, holding.call_number, "library", note=holding.note, coverage=holding.coverage
        )


def _state(status: str) -> tuple[str, str]:
    """Return the state's code and the source's word where that says more."""
    known = state_of(status)
    tells = any(map(str.isalpha, status))  # a bare code says nothing to a reader
    return (known, "") if known else ("library", status if tells else "")
