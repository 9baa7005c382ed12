"""Wanted: a thing as somebody else cites it, by an OpenURL or a reference; what it may be is for ``core.matching.wanted`` to say."""

import msgspec

from .record import Kind


class Wanted(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What is cited; "" and empty where the citation does not say.

    ``title``: of the thing itself; ``host``: of the journal or book that it is in. ``authors``: as cited, the first one first. ``identifiers``: of the
    thing itself, "doi:10.1/x"; ``host_identifiers``: of what it is in, "issn:1234-5678". ``works``: numbers of our own works, where the citation names them.
    ``source``: who cites.
    """

    kind: Kind = Kind.OTHER
    title: str = ""
    host: str = ""
    authors: tuple[str, ...] = ()
    year: int | None = None
    volume: str = ""
    issue: str = ""
    pages: str = ""
    publisher: str = ""
    identifiers: tuple[str, ...] = ()
    host_identifiers: tuple[str, ...] = ()
    works: tuple[int, ...] = ()
    source: str = ""

    @property
    def says_something(self) -> bool:
        """Tell whether there is anything to look for."""
        return bool(self.title or self.host or self.identifiers or self.host_identifiers or self.works or self.authors)
