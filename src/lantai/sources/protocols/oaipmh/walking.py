"""A list of records or headers from its beginning to its end, whatever the server does on the way.

``Walk.pages`` yields a page at a time with the place to go on from; who stores page and place in one transaction loses at most a page. A page
that is cut off is asked for once more, then its last record alone; a token that has expired, or that the server no longer knows, makes the
walk begin again at the last datestamp that came. A walk that gets no further ends with Stuck, never with silence.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from .asking import Asker
from .client import Client
from .errors import OaiError, Refused, Stuck
from .replies import Record, Reply

EMPTY_PAGES = 20
SAME_PAGES = 2
"""Pages in a row, after which a server that gives what it gave before is going round in circles, whatever its tokens say."""
RESTARTS = 3
"""How often a walk begins again without having come further."""

OVERLAP = timedelta(days=1)
"""Datestamps are the server's own clock and often only days, so a later walk begins a day before the end of the one before it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which list. ``since`` and ``until``: both included, None open. ``seconds``: as Identify says; both are written alike."""

    prefix: str = "oai_dc"
    set: str = ""
    since: datetime | None = None
    until: datetime | None = None
    seconds: bool = False
    headers_only: bool = False

    def arguments(self) -> dict[str, str]:
        """Return the arguments of the first question."""
        verb = "ListIdentifiers" if self.headers_only else "ListRecords"
        bounds = {"from": self._written(self.since), "until": self._written(self.until)}
        return {"verb": verb, "metadataPrefix": self.prefix, "set": self.set, **bounds}

    def after(self, last: datetime) -> "Wanted":
        """Return the list of what changed since a walk that ended at ``last``, by the server's clock."""
        return replace(self, since=last - OVERLAP, until=None)

    def _written(self, at: datetime | None) -> str:
        return "" if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ" if self.seconds else "%Y-%m-%d")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the list; ``reply.raw`` are its bytes. ``alone``: the record that was cut off there, fetched by itself.

    ``token``: where to go on, "" at the end or where the walk begins again. ``expires``: of the token, by our clock. ``last``: the
    latest datestamp so far.
    """

    reply: Reply
    alone: tuple[Record, ...] = ()
    token: str = ""
    expires: str = ""
    last: datetime | None = None

    @property
    def records(self) -> tuple[Record, ...]:
        """Return all records of the page."""
        return (*self.reply.records, *self.alone)


@dataclass(slots=True)
class Walk:
    """A walk through one list. ``came``: how many records; ``size``: how many the server said there are; ``notes``: what went wrong and was mended."""

    asker: Asker
    wanted: Wanted
    came: int = field(default=0, init=False)
    size: int | None = field(default=None, init=False)
    notes: list[str] = field(default_factory=list, init=False)
    _last: datetime | None = field(default=None, init=False)
    _restarts: int = field(default=0, init=False)

    def pages(self, *, token: str = "", expires: str = "") -> Iterator[Page]:
        """Yield the pages, from the place after ``token`` where one is kept from before. Raise OaiError."""
        arguments, seen, empty = self._first(token, expires), {token}, 0
        came, same = set[int](), 0
        while arguments:
            reply = self._asked(arguments)
            if reply is None:
                arguments, seen = self._again("the server no longer knows its token"), set()
                came.clear()
                continue
            page = self._page(reply)
            empty = 0 if page.records else empty + 1
            if empty >= EMPTY_PAGES:
                raise Stuck(f"{EMPTY_PAGES} pages without a record came one after the other")
            shown = hash(tuple((record.identifier, record.datestamp) for record in page.records))
            same = same + 1 if page.records and shown in came else 0
            if same >= SAME_PAGES:
                raise Stuck("the server gives records again that it gave before, under other tokens")
            came.add(shown)
            yield page
            if page.token and page.token in seen:
                raise Stuck(f"the server gives the same token again: {page.token[:80]}")
            seen.add(page.token)
            arguments = self._next(reply, page.expires)
        if self.size is not None and self.came < self.size and not token:
            self.notes.append(f"the server said that the list has {self.size:,} records; {self.came:,} came")

    def _first(self, token: str, expires: str) -> dict[str, str]:
        if token and not self._is_over(expires):
            return self._resumed(token)
        return self.wanted.arguments()

    def _resumed(self, token: str) -> dict[str, str]:
        return {"verb": self.wanted.arguments()["verb"], "resumptionToken": token}

    def _next(self, reply: Reply, expires: str) -> dict[str, str]:
        if reply.token is not None:
            is_over = self._is_over(expires)
            return self._again("the token expired before it was used") if is_over else self._resumed(reply.token.value)
        return self._again("a page was cut off before its token") if reply.truncated else {}

    def _asked(self, arguments: dict[str, str]) -> Reply | None:
        """Return the answer; None for a token that the server does not take. Raise Refused; nothing to list is no error."""
        reply = self.asker.ask(**arguments)
        if reply.truncated:
            self.notes.append("a page was cut off; it was asked for again")
            again = self.asker.ask(**arguments)
            reply = again if len(again.records) >= len(reply.records) or not again.truncated else reply
        for code, message in reply.errors:
            if code == "badResumptionToken" and "resumptionToken" in arguments:
                return None
            if code != "noRecordsMatch":
                raise Refused(code, message)
        return reply

    def _page(self, reply: Reply) -> Page:
        """Return the page, counted; the record that was cut off is fetched by itself where its identifier can be told."""
        alone = self._alone(reply.lost) if reply.truncated and reply.lost and not self.wanted.headers_only else ()
        token = reply.token
        self.came += len(reply.records) + len(alone)
        self.size = reply.size if reply.size is not None else self.size
        stamps = [at for record in (*reply.records, *alone) if (at := instant(record.datestamp))]
        if stamps and (self._last is None or max(stamps) > self._last):
            self._last, self._restarts = max(stamps), 0
        return Page(reply, alone, token.value if token else "", self._expires(reply), self._last)

    def _alone(self, identifier: str) -> tuple[Record, ...]:
        try:
            found = Client(self.asker).record(identifier, self.wanted.prefix)
        except OaiError as problem:
            self.notes.append(f"{identifier}: was cut off and could not be fetched: {problem}")
            return ()
        self.notes.append(f"{identifier}: was cut off and fetched by itself")
        return (found,) if found else ()

    def _again(self, why: str) -> dict[str, str]:
        """Begin again at the last datestamp that came; servers list by datestamp, and what comes twice is the same."""
        self._restarts += 1
        if self._restarts > RESTARTS:
            raise Stuck(f"{why}, {RESTARTS} times without coming further")
        since = max(filter(None, (self._last, self.wanted.since)), default=None)
        self.notes.append(f"{why}; began again {f'at {since:%Y-%m-%d}' if since else 'from the start'}")
        return replace(self.wanted, since=since).arguments()

    def _expires(self, reply: Reply) -> str:
        """Return when the token of a page expires by our clock: the server's may go wrong or stand in another zone, so what counts is for how long it is
        good after the answer was given. "" where nothing is said, or where it would be over before it came."""
        until = instant(reply.token.expires) if reply.token else None
        given = instant(reply.date)
        if until is None or given is None:
            return until.isoformat() if until else ""
        return (self.asker.now() + (until - given)).isoformat() if until > given else ""

    def _is_over(self, expires: str) -> bool:
        until = instant(expires)
        return until is not None and until <= self.asker.now()


def instant(words: str) -> datetime | None:
    """Return the instant of a datestamp, of a day its beginning; None for what is neither."""
    try:
        found = datetime.fromisoformat(words.strip())
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
