"""Fetching from outside, guarded: no address inside the house, no endless answer, no redirect round the guard.

``Client.get`` and ``post`` resolve the name themselves, refuse what is not public, and connect to the very address they looked at: a name
that answers differently the second time gains nothing. A test or a library with a source in its own network lists the hosts it
allows.
"""

import http.client
import io
import ipaddress
import re
import socket
import ssl
import time
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from urllib.parse import SplitResult, quote, urljoin, urlsplit

MOST_REDIRECTS = 5
CHUNK = 64 * 1024
SECRET = frozenset({"authorization", "cookie", "x-api-key"})
"""Headers that are for the server asked alone, in lower case."""


class FetchFailed(OSError):
    """Nothing usable came back; the message says why. An OSError, so that rings that do not know this module can expect it."""


class AddressRefused(FetchFailed):
    """The address lies inside the house, or is none that may be fetched from."""


class NoAddress(FetchFailed):
    """What is given as an address is none that can be asked."""


class TooLarge(FetchFailed):
    """The answer is larger than was asked for."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; ``url`` is where it came from in the end. Header names are in lower case."""

    url: str
    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Client:
    """Bounds and permissions of a caller. ``allowed``: hosts that may lie inside the house.

    ``cut``: what is larger than ``limit_bytes`` is cut off there and no failure, for whoever wants only the beginning.
    """

    agent: str
    timeout_s: float = 30.0
    limit_bytes: int = 50_000_000
    allowed: Collection[str] = field(default_factory=frozenset)
    cut: bool = False

    def get(self, url: str, *, headers: dict[str, str] | None = None) -> Answer:
        """Return the answer, redirects followed; raise FetchFailed. ``timeout_s`` bounds the whole, not one read."""
        deadline = time.monotonic() + self.timeout_s
        for _ in range(MOST_REDIRECTS + 1):
            answer = self._ask("GET", url, None, headers or {}, deadline)
            if answer.status not in (301, 302, 303, 307, 308) or "location" not in answer.headers:
                return answer
            onward = onward_of(answer)
            if _server(onward) != _server(url):  # whose secrets these are is not where it leads
                headers = {name: value for name, value in (headers or {}).items() if name.lower() not in SECRET}
            url = onward
        raise FetchFailed(f"{url}: more than {MOST_REDIRECTS} redirects")

    def once(self, url: str, *, headers: dict[str, str] | None = None) -> Answer:
        """Return the answer as it comes, also where it is a redirect; raise FetchFailed, whose cause says what went wrong."""
        return self._ask("GET", url, None, headers or {}, time.monotonic() + self.timeout_s)

    def post(self, url: str, body: bytes, *, headers: Mapping[str, str]) -> Answer:
        """Send ``body`` and return the answer, whatever its status; raise FetchFailed. A redirect is an answer: what was sent goes nowhere else."""
        return self._ask("POST", url, body, dict(headers), time.monotonic() + self.timeout_s)

    def _ask(self, method: str, url: str, body: bytes | None, headers: dict[str, str], deadline: float) -> Answer:
        parts = urlsplit(askable(url))
        try:
            connection = self._connection(parts, deadline)
        except FetchFailed:
            raise
        except ValueError as problem:  # a name that resolving refuses to look for
            raise NoAddress(f"{url}: {problem}") from problem
        except OSError as problem:
            raise FetchFailed(f"{url}: {problem}") from problem
        try:
            target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
            connection.request(
                method, target, body, headers={"User-Agent": self.agent, "Host": parts.netloc.rpartition("@")[2], **headers}
            )
            response = connection.getresponse()
            came = self._read(response, url, deadline)
            if response.getheader("Content-Encoding", "").strip().lower() in ("gzip", "x-gzip"):
                came = self._unpacked(came, url)
        except FetchFailed:
            raise
        except (http.client.HTTPException, OSError, ValueError) as problem:
            raise FetchFailed(f"{url}: {problem}") from problem
        finally:
            connection.close()
        return Answer(url, response.status, {name.lower(): value for name, value in response.getheaders()}, came)

    def _read(self, response: http.client.HTTPResponse, url: str, deadline: float) -> bytes:
        body = bytearray()
        while piece := response.read1(CHUNK):
            body += piece
            if len(body) > self.limit_bytes and self.cut:
                return bytes(body[: self.limit_bytes])
            if len(body) > self.limit_bytes:
                raise TooLarge(f"{url}: larger than {self.limit_bytes:,} bytes")
            if time.monotonic() > deadline:
                raise FetchFailed(f"{url}: not done after {self.timeout_s:.0f} s")
        return bytes(body)

    def _unpacked(self, packed: bytes, url: str) -> bytes:
        """Return what some servers pack although nobody asked them to, no more of it than ``limit_bytes``."""
        reader = zlib.decompressobj(wbits=31)
        try:
            body = reader.decompress(packed, self.limit_bytes + 1)
        except zlib.error as problem:
            raise FetchFailed(f"{url}: what came cannot be unpacked: {problem}") from problem
        if len(body) > self.limit_bytes and not self.cut:
            raise TooLarge(f"{url}: larger than {self.limit_bytes:,} bytes")
        if not reader.eof and not self.cut:
            raise FetchFailed(f"{url}: what came ends before its end")
        return body[: self.limit_bytes]

    def _connection(self, parts: SplitResult, deadline: float) -> http.client.HTTPConnection:
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise AddressRefused(f"{parts.geturl()}: only http and https addresses are fetched")
        port = parts.port or (443 if parts.scheme == "https" else 80)
        address = self._address(parts.hostname, port)
        kind = _Pinned if parts.scheme == "http" else _PinnedSecure
        return kind(parts.hostname, port, address, deadline=deadline)

    def _address(self, host: str, port: int) -> str:
        """Return the address to connect to; refuse when any that the name stands for lies inside the house."""
        try:
            found = {str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
        except OSError as problem:
            raise FetchFailed(f"{host}: the name is not known ({problem})") from problem
        inside = [address for address in found if not is_public(address)]
        if inside and host not in self.allowed:
            raise AddressRefused(f"{host} is {inside[0]}, which lies inside the house")
        return sorted(found)[0]


_UNSENDABLE = re.compile(r"[^\x21-\x7e]+")


def askable(url: str) -> str:
    """Return an address as it is sent: its host as IDNA has it, what is not ASCII or blank in the rest percent-encoded; raise NoAddress."""
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
        if not host.isascii():
            host = host.encode("idna").decode("ascii")
        server = f"[{host}]" if ":" in host else host
        onward = parts._replace(
            netloc=f"{server}:{port}" if port is not None else server,
            path=_UNSENDABLE.sub(lambda found: quote(found[0]), parts.path),
            query=_UNSENDABLE.sub(lambda found: quote(found[0]), parts.query),
            fragment="",
        )
    except ValueError as problem:
        raise NoAddress(f"{url!r} is no address: {problem}") from problem
    return onward.geturl()


def onward_of(answer: Answer) -> str:
    """Return where a redirect leads; raise NoAddress. Headers are read as Latin-1, which servers do not mean that write other letters."""
    place = answer.headers["location"]
    try:
        return urljoin(answer.url, _UNSENDABLE.sub(lambda found: quote(found[0].encode("latin-1", "replace")), place.strip()))
    except ValueError as problem:
        raise NoAddress(f"{place!r} is no address: {problem}") from problem


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("not done after the time that was given")
    return left


def _server(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc


def is_public(address: str) -> bool:
    """Say whether an IP address is one of the public Internet, also when it is written as IPv6."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    return ip.is_global and not ip.is_multicast and (mapped is None or is_public(str(mapped)))


class _Timed(io.RawIOBase):
    """What comes from a socket until a deadline, however small the pieces are: a timeout of the socket bounds each of them alone."""

    def __init__(self, sock: socket.socket, file: io.BufferedReader, deadline: float) -> None:
        super().__init__()
        self._sock, self._file, self._deadline = sock, file, deadline

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, into: Any) -> int | None:
        """Read what has come; raise TimeoutError."""
        self._sock.settimeout(_left(self._deadline))
        return self._file.raw.readinto(into)

    def close(self) -> None:
        """Close what it reads."""
        self._file.close()
        super().close()


class _Answering(http.client.HTTPResponse):
    """An answer of which the headers too must have come by the deadline."""

    def __init__(self, sock: socket.socket, *args: Any, deadline: float, **more: Any) -> None:
        super().__init__(sock, *args, **more)
        self.fp = io.BufferedReader(_Timed(sock, self.fp, deadline))


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was looked at, under the name that was asked for; ``deadline``: by ``time.monotonic``, for the whole of it."""

    def __init__(self, host: str, port: int, address: str, *, deadline: float) -> None:
        super().__init__(host, port, timeout=_left(deadline))
        self._address, self._deadline = address, deadline
        self.response_class = partial(_Answering, deadline=deadline)

    def connect(self) -> None:
        """Connect to the address, not to whatever the name says by now."""
        self.sock = socket.create_connection((self._address, self.port), _left(self._deadline))
        self.sock.settimeout(_left(self._deadline))


class _PinnedSecure(_Pinned):
    """The same with TLS; the certificate must be the name's."""

    def connect(self) -> None:
        """Connect, then check the certificate against the name."""
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
