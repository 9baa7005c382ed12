"""What a library chose: which plug-in, where it is, which model; and the errors that say why it cannot be used.

AiError                 base of the ring's anticipated failures
├─ Unusable             what was chosen cannot work as it is: a file is missing, a setting is wrong
└─ ServiceFailed        a service gave no usable answer this time
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol


class AiError(Exception):
    """A model or service failed in an anticipated way; the message says what to do, and never holds the key."""


class Unusable(AiError):
    """What was chosen cannot work as it is."""


class ServiceFailed(AiError):
    """A service gave no usable answer this time; trying later may help."""


class Answer(Protocol):
    """What came back of a request."""

    @property
    def status(self) -> int:
        """Return the HTTP status."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Return the headers, names in lower case."""

    @property
    def body(self) -> bytes:
        """Return the content."""


class Client(Protocol):
    """What speaks to services: guarded, bounded in time and size. Raises OSError, saying why, when nothing came back."""

    def post(self, url: str, body: bytes, *, headers: Mapping[str, str]) -> Answer:
        """Send ``body`` and return the answer, whatever its status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One chosen plug-in. ``at``: a folder, or the address of a service. ``languages``: those it is good for, where it cannot say
    so itself. ``wait``: how to wait some seconds between two tries."""

    name: str
    at: str = ""
    model: str = ""
    key: str = field(default="", repr=False)
    languages: frozenset[str] = frozenset()
    client: Client | None = field(default=None, repr=False)
    tries: int = 3
    wait: Callable[[float], object] = lambda seconds: None

    @property
    def folder(self) -> Path:
        """Return the folder; raise Unusable where none is named or there is none."""
        if not self.at or not Path(self.at).is_dir():
            raise Unusable(f"{self.name}: there is no folder {self.at!r}; LANTAI_EMBEDDER_AT names it")
        return Path(self.at)
