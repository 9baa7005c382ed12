"""What can go wrong with a server of OAI-PMH.

OaiError               base; the message says what a librarian can do
├─ NotOai              what came is no answer of the protocol (a page for people, a broken file), again and again
├─ Unreachable         nothing usable came, for as long as it was tried
├─ Refused             the server answered with an error of the protocol; ``code`` names it
└─ Stuck               the list does not go on: tokens repeat, pages stay empty, or the same page is cut off every time
"""


class OaiError(Exception):
    """A server of OAI-PMH does not do what it should."""


class NotOai(OaiError):
    """What came is no answer of the protocol."""


class Unreachable(OaiError):
    """Nothing usable came."""


class Refused(OaiError):
    """The server answered with an error. ``code``: "badArgument", "idDoesNotExist" …"""

    def __init__(self, code: str, message: str) -> None:
        self.code = code
        super().__init__(f"the server says {code}: {message}" if message else f"the server says {code}")


class Stuck(OaiError):
    """The list does not go on."""
