"""Fetching from outside, guarded: no address inside the house, no endless answer, no redirect round the guard.

``Client.get`` and ``post`` resolve the name themselves, refuse what is not public, and connect to the very address they looked at: a name
that answers differently the second time gains nothing. A test or a library with a source in its own network lists the hosts it
allows.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urljoin, urlsplit

MOST_REDIRECTS = 5
CHUNK = 64 * 1024
SECRET = frozenset({"authorization", "cookie", "x-api-key"})
"""Headers that are for the server asked alone, in lower case."""


class FetchFailed(OSError):
    """Nothing usable came back; the message says why. An OSError, so that rings that do not know this module can expect it."""


class AddressRefused(FetchFailed):
    """The address lies inside the house, or is none that may be fetched from."""


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
            onward = urljoin(url, answer.headers["location"])
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
        parts = urlsplit(url)
        connection = self._connection(parts, deadline)
        try:
            target = f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"
            connection.request(
                method, target, body, headers={"User-Agent": self.agent, "Host": parts.netloc.rpartition("@")[2], **headers}
            )
            response = connection.getresponse()
            came = self._read(response, url, deadline)
        except FetchFailed:
            raise
        except (http.client.HTTPException, OSError) as problem:
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

    def _connection(self, parts: SplitResult, deadline: float) -> http.client.HTTPConnection:
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise AddressRefused(f"{parts.geturl()}: only http and https addresses are fetched")
        port = parts.port or (443 if parts.scheme == "https" else 80)
        address = self._address(parts.hostname, port)
        left = max(0.1, deadline - time.monotonic())
        if parts.scheme == "http":
            return _Pinned(parts.hostname, port, address, timeout=left)
        return _PinnedSecure(parts.hostname, port, address, timeout=left)

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


def _server(url: str) -> tuple[str, str]:
    parts = urlsplit(url)
    return parts.scheme, parts.netloc


def is_public(address: str) -> bool:
    """Say whether an IP address is one of the public Internet, also when it is written as IPv6."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None)
    return ip.is_global and not ip.is_multicast and (mapped is None or is_public(str(mapped)))


class _Pinned(http.client.HTTPConnection):
    """A connection to an address that was looked at, under the name that was asked for."""

    def __init__(self, host: str, port: int, address: str, *, timeout: float) -> None:
        super().__init__(host, port, timeout=timeout)
        self._address = address

    def connect(self) -> None:
        """Connect to the address, not to whatever the name says by now."""
        self.sock = socket.create_connection((self._address, self.port), self.timeout)


class _PinnedSecure(_Pinned):
    """The same with TLS; the certificate must be the name's."""

    def connect(self) -> None:
        """Connect, then check the certificate against the name."""
        super().connect()
        self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
