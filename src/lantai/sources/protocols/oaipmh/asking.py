"""One question to a server of OAI-PMH, asked politely (``protocols.polite``) until a usable answer comes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote, urlencode

from lantai.sources.protocols.polite import PAUSE_S, Answer, Polite

from .replies import Reply, read_reply


@dataclass(slots=True)
class Asker:
    """A server and how it is asked. ``fetch`` may raise OSError; ``now`` and ``sleep`` are the caller's clock.

    ``raw``: is given the bytes of everything that came, also of what cannot be used. ``patience_s``: see Polite.
    """

    base: str
    fetch: Callable[[str], Answer]
    sleep: Callable[[float], None]
    now: Callable[[], datetime]
    pause_s: float = PAUSE_S
    raw: Callable[[str, bytes], None] = lambda url, body: None
    patience_s: float | None = None
    polite: Polite = field(init=False)

    def __post_init__(self) -> None:
        self.polite = Polite(self.fetch, self.sleep, self.now, self.pause_s, self.patience_s, self.raw)

    @classmethod
    def by(cls, polite: Polite, base: str) -> "Asker":
        """Return one that asks ``base`` as ``polite`` asks."""
        made = cls(base, polite.fetch, polite.sleep, polite.now, polite.pause_s, polite.raw, polite.patience_s)
        made.polite = polite
        return made

    @property
    def waited_s(self) -> float:
        """Return how long it has waited in all."""
        return self.polite.waited_s

    def ask(self, **arguments: str) -> Reply:
        """Return the answer; raise NotOai or Unreachable after the last try, or Later."""
        return self.polite.get(self.url(arguments), read_reply)

    def url(self, arguments: Mapping[str, str]) -> str:
        """Return the address of a question; tokens are opaque, so every reserved character is escaped."""
        said = urlencode([(name.rstrip("_"), value) for name, value in arguments.items() if value], quote_via=quote, safe="")
        return f"{self.base}{'&' if '?' in self.base else '?'}{said}"
