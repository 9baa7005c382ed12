"""What a request of OAI-PMH asks for, checked as the protocol lays it down.

ProtocolError              one of the protocol's eight codes, with words
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

LONGEST = 1_000
"""Characters of one argument that are looked at; more is no request."""

VERBS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "Identify": (frozenset(), frozenset()),
    "ListMetadataFormats": (frozenset(), frozenset({"identifier"})),
    "ListSets": (frozenset(), frozenset()),
    "GetRecord": (frozenset({"identifier", "metadataPrefix"}), frozenset()),
    "ListIdentifiers": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"})),
    "ListRecords": (frozenset({"metadataPrefix"}), frozenset({"from", "until", "set"})),
}
"""Verb -> arguments that it needs, arguments that it may have; a resumption token stands in place of all."""

RESUMABLE = frozenset({"ListSets", "ListIdentifiers", "ListRecords"})

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SECOND = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


class ProtocolError(Exception):
    """A request cannot be answered; ``code``: the protocol's word for it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True)
class Span:
    """A span of time, both ends included, None open."""

    since: datetime | None = None
    until: datetime | None = None


def checked(given: Mapping[str, list[str]]) -> tuple[str, dict[str, str]]:
    """Return the verb and its arguments; raise ProtocolError."""
    verbs = given.get("verb", [])
    if len(verbs) != 1 or verbs[0] not in VERBS:
        said = (
            "there is no verb"
            if not verbs
            else "there are several verbs"
            if len(verbs) > 1
            else f"there is no verb {_short(verbs[0])}"
        )
        raise ProtocolError("badVerb", f"{said}; it must be one of {', '.join(VERBS)}")
    verb = verbs[0]
    arguments = {name: values[0] for name, values in given.items() if name != "verb"}
    for name, values in given.items():
        if len(values) > 1:
            raise ProtocolError("badArgument", f"the argument {_short(name)} stands there more than once")
        if len(values[0]) > LONGEST or not values[0].isprintable():
            raise ProtocolError("badArgument", f"the value of {_short(name)} is too long or not printable")
    _check(verb, arguments)
    return verb, arguments


def _check(verb: str, arguments: Mapping[str, str]) -> None:
    needed, possible = VERBS[verb]
    if "resumptionToken" in arguments and verb in RESUMABLE:
        if len(arguments) > 1:
            raise ProtocolError("badArgument", "a resumptionToken stands alone, without other arguments")
        return
    for name in arguments:
        if name not in needed | possible:
            raise ProtocolError("badArgument", f"{verb} has no argument {_short(name)}")
    for name in sorted(needed):
        if not arguments.get(name):
            raise ProtocolError("badArgument", f"{verb} needs the argument {name}")


def span(arguments: Mapping[str, str]) -> Span:
    """Return the span of time that ``from`` and ``until`` name; raise ProtocolError."""
    since, until = arguments.get("from", ""), arguments.get("until", "")
    if since and until and bool(_DAY.fullmatch(since)) != bool(_DAY.fullmatch(until)):
        raise ProtocolError("badArgument", "from and until must have the same granularity")
    first, last = _instant("from", since), _instant("until", until, end=True)
    if first and last and first > last:
        raise ProtocolError("badArgument", "from is later than until")
    return Span(first, last)


def _instant(name: str, given: str, *, end: bool = False) -> datetime | None:
    if not given:
        return None
    try:
        if _DAY.fullmatch(given):
            return datetime.combine(date.fromisoformat(given), time(23, 59, 59) if end else time(), UTC)
        if _SECOND.fullmatch(given):
            return datetime.fromisoformat(given)
    except ValueError:
        pass
    raise ProtocolError("badArgument", f"{name} is {_short(given)}; it must read YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ")


def _short(text: str) -> str:
    return repr(text[:60])
