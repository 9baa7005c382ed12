"""A server asked for what is one answer: who it is, which formats and sets it has, a single record. Lists of records: ``walking``."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from lantai.core.formats.xmltree import children, text_of

from .asking import Asker
from .errors import NotOai, Refused, Stuck
from .replies import Record, Reply

MOST_PAGES = 10_000
"""Of a list of sets: a server that goes on longer goes round in circles."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a server says of itself. ``deleted``: "no", "transient" or "persistent". ``seconds``: datestamps go to the second, else to the day."""

    name: str
    base: str
    earliest: str
    deleted: str
    seconds: bool
    protocol: str = ""
    emails: tuple[str, ...] = ()

    @property
    def tells_deletions(self) -> bool:
        """Say whether what is gone is always reported; of other servers only a full list of identifiers tells."""
        return self.deleted == "persistent"


@dataclass(frozen=True, slots=True)
class Prefix:
    """A metadata format."""

    prefix: str
    schema: str
    namespace: str


@dataclass(frozen=True, slots=True)
class Set:
    """A set of records."""

    spec: str
    name: str


class Client:
    """The questions that are answered at once."""

    def __init__(self, asker: Asker) -> None:
        self.asker = asker

    def identify(self) -> Identity:
        """Return what the server says of itself; raise NotOai where that is nothing."""
        reply = self._checked(self.asker.ask(verb="Identify"))
        about = next((e for e in reply.others if children(e, "repositoryName", "granularity", "baseURL")), None)
        if about is None:
            raise NotOai("the server does not say who it is")
        return Identity(
            name=_said(about, "repositoryName"),
            base=_said(about, "baseURL"),
            earliest=_said(about, "earliestDatestamp"),
            deleted=_said(about, "deletedRecord").lower() or "no",
            seconds="hh" in _said(about, "granularity").lower(),
            protocol=_said(about, "protocolVersion"),
            emails=tuple(text_of(e) for e in children(about, "adminEmail")),
        )

    def prefixes(self, identifier: str = "") -> tuple[Prefix, ...]:
        """Return the formats of the server, or of one record; of a record without any: none."""
        reply = self._checked(self.asker.ask(verb="ListMetadataFormats", identifier=identifier), empty="noMetadataFormats")
        return tuple(
            Prefix(_said(e, "metadataPrefix"), _said(e, "schema"), _said(e, "metadataNamespace"))
            for e in reply.others
            if children(e, "metadataPrefix")
        )

    def sets(self) -> Iterator[Set]:
        """Yield the sets; a server without any has none. Raise Stuck where the list goes round."""
        arguments, seen = {"verb": "ListSets"}, set[str]()
        for _ in range(MOST_PAGES):
            reply = self._checked(self.asker.ask(**arguments), empty="noSetHierarchy")
            yield from (Set(_said(e, "setSpec"), _said(e, "setName")) for e in reply.others if children(e, "setSpec"))
            if reply.token is None:
                return
            if reply.token.value in seen:
                break
            seen.add(reply.token.value)
            arguments = {"verb": "ListSets", "resumptionToken": reply.token.value}
        raise Stuck("the list of sets goes round in circles")

    def record(self, identifier: str, prefix: str) -> Record | None:
        """Return a record; None where there is none of that identifier. Raise Refused for every other error."""
        reply = self._checked(
            self.asker.ask(verb="GetRecord", identifier=identifier, metadataPrefix=prefix), empty="idDoesNotExist"
        )
        return reply.records[0] if reply.records else None

    @staticmethod
    def _checked(reply: Reply, *, empty: str = "") -> Reply:
        for code, message in reply.errors:
            if code != empty:
                raise Refused(code, message)
        return reply


def _said(element: etree._Element, name: str) -> str:
    return next((text_of(e) for e in children(element, name)), "")
