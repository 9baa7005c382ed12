"""What can go wrong with a server of OAI-PMH.

SourceError            base of all outside sources (protocols.polite); the message says what a librarian can do
├─ Unusable
│  └─ NotOai           what came is no answer of the protocol (a page for people, a broken file), again and again
├─ Unreachable         nothing usable came, for as long as it was tried
├─ Refused             the server answered with an error of the protocol; ``code`` names it
└─ Stuck               the list does not go on: tokens repeat, pages stay empty, or the same page is cut off every time
"""

from lantai.sources.protocols.polite import SourceError, Unreachable, Unusable

OaiError = SourceError

__all__ = ["NotOai", "OaiError", "Refused", "Stuck", "Unreachable"]


class NotOai(Unusable):
    """What came is no answer of the protocol."""


class Refused(SourceError):
    """The server answered with an error. ``code``: "badArgument", "idDoesNotExist" …"""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(f"the server says {code}: {message}" if message else f"the server says {code}")


class Stuck(SourceError):
    """The list does not go on."""
