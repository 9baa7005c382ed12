"""What is known when a link is judged, what was expected there and what came; and what judging and guessing give."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .kinds import FaultClass, LinkKind


class Problem(StrEnum):
    """Why nothing came back at all."""

    NONE = ""
    NAME = "name"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    BROKEN = "broken"
    CERTIFICATE_EXPIRED = "certificate_expired"
    CERTIFICATE_WRONG = "certificate_wrong"
    REDIRECTS = "redirects"
    FORBIDDEN = "forbidden"
    ROBOTS = "robots"


@dataclass(frozen=True, slots=True)
class Expected:
    """What should stand behind an address.

    ``kind``: "serial", "monograph", "article", "database" or "platform". ``title`` and ``other_titles`` (former, parallel ones, the
    platform's name for a database); ``identifiers``: ISSNs and ISBNs in any form. ``entitled``: readers should get the full text.
    ``first_year``, ``last_year``: what the library says it has, None where nothing is said or the coverage is open.
    """

    kind: str = "serial"
    title: str = ""
    other_titles: tuple[str, ...] = ()
    identifiers: frozenset[str] = frozenset()
    entitled: bool = True
    first_year: int | None = None
    last_year: int | None = None


@dataclass(frozen=True, slots=True)
class Hop:
    """One redirect: which address sent it, with which status, and where to."""

    url: str
    status: int
    to: str


@dataclass(frozen=True, slots=True)
class Came:
    """What came: the redirects, the last answer, the beginning of its body; or the ``problem`` why nothing did.

    ``detail``: the words of the library or operating system about the problem. Header names are in lower case.
    """

    asked: str
    url: str = ""
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    hops: tuple[Hop, ...] = ()
    problem: Problem = Problem.NONE
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a link is, how sure that is (0..1), and why: codes with the words that were stumbled over."""

    kind: LinkKind
    confidence: float
    reasons: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Guess:
    """What a message seems to be about. ``confidence``: 0..1; ``reasons``: the words that told most; ``second``: what else it could be."""

    label: FaultClass
    confidence: float
    reasons: tuple[str, ...]
    second: FaultClass
