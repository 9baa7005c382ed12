"""Resumption tokens: where a list stands, in the token itself, so that nothing is kept between two requests.

The place is that of the last work given in the order of changes (``catalog.changes``): neither a new index nor new works move it.
"""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta

import msgspec

from lantai.catalog.changes import Place

from .arguments import ProtocolError

KEPT = timedelta(days=14)


class Token(msgspec.Struct, frozen=True, kw_only=True, array_like=True):
    """A list and how far it has come. ``cursor``: works given so far, ``size``: of the whole list when it began; ``expires``: Unix time."""

    prefix: str
    since: str
    until: str
    set: str
    place: Place
    cursor: int
    size: int
    expires: int

    @property
    def expires_at(self) -> datetime:
        """Return until when it is good."""
        return datetime.fromtimestamp(self.expires, UTC)


def written(token: Token) -> str:
    """Return the token as it stands in an address."""
    return urlsafe_b64encode(msgspec.msgpack.encode(token)).decode().rstrip("=")


def read(given: str, *, now: datetime) -> Token:
    """Return the token; raise ProtocolError for what never was one, and for one that has expired."""
    try:
        if not re.fullmatch(r"[\w-]+", given, re.ASCII):
            raise ValueError(given)
        token = msgspec.msgpack.decode(urlsafe_b64decode(given + "=" * (-len(given) % 4)), type=Token)
        numbers = (*token.place, token.cursor, token.size, token.expires)
        if not all(0 <= number < 2**53 for number in numbers) or not 0 < token.expires < 2**36:
            raise ValueError(given)
    except (ValueError, msgspec.MsgspecError) as problem:
        raise ProtocolError("badResumptionToken", "this is no resumption token of this repository") from problem
    if token.expires_at < now:
        raise ProtocolError("badResumptionToken", f"this token was good until {token.expires_at:%Y-%m-%dT%H:%M:%SZ}; begin anew")
    return token
