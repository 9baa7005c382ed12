"""Asking for one address as politely as can be: robots.txt first, one request a second to a host, the beginning of the answer, every
redirect guarded and waited for like a new address."""

import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lantai.core.faults.facts import Came, Hop, Problem
from lantai.infra.courtesy import Courtesy, allowed, host_of
from lantai.infra.httpclient import AddressRefused, Answer, Client, FetchFailed, onward_of

HEAD_BYTES = 96 * 1024
TIMEOUT_S = 15.0
MOST_HOPS = 8
MOST_REDIRECTS = (301, 302, 303, 307, 308)
ACCEPT = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.5", "Accept-Language": "en, zh;q=0.8, *;q=0.5"}


@dataclass
class Fetcher:
    """Asks for addresses. ``robots``: what hosts' robots.txt said, "" where there is none; it is added to, for whoever keeps it."""

    client: Client
    courtesy: Courtesy
    robots: dict[str, str] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def look(self, url: str) -> Came:
        """Return what came from ``url``; never raises for what the other side does."""
        hops: list[Hop] = []
        cookies: dict[str, dict[str, str]] = {}
        at = url
        while True:
            try:
                if not self._welcome(at):
                    return Came(url, at, hops=tuple(hops), problem=Problem.ROBOTS, detail=f"robots.txt of {host_of(at)}")
                answer = self._ask(at, cookies)
                to = onward_of(answer) if answer.status in MOST_REDIRECTS and answer.headers.get("location") else ""
            except FetchFailed as problem:
                kind = problem_of(problem)
                return Came(url, at, hops=tuple(hops), problem=kind, detail=str(problem)[:300])
            if not to:
                return Came(url, at, answer.status, answer.headers, answer.body, tuple(hops))
            hops.append(Hop(at, answer.status, to))
            at = hops[-1].to
            if len(hops) > MOST_HOPS or (sum(hop.to == at for hop in hops) > 2):
                return Came(url, at, hops=tuple(hops), problem=Problem.REDIRECTS, detail=f"{len(hops)} redirects")

    def _ask(self, url: str, cookies: dict[str, dict[str, str]]) -> Answer:
        host = host_of(url)
        self.courtesy.wait(host)
        kept = cookies.setdefault(host, {})
        named = {"Cookie": "; ".join(f"{name}={value}" for name, value in kept.items())} if kept else {}
        answer = self.client.once(url, headers=ACCEPT | named)
        kept.update(_cookie(answer.headers))
        return answer

    def _welcome(self, url: str) -> bool:
        """Say whether the host's robots.txt lets this address be asked for; one that cannot be had forbids nothing."""
        host = host_of(url)
        with self.lock:
            known = self.robots.get(host)
        if known is None:
            known = self._robots_of(url, host)
        may, delay_s = allowed(known, self.client.agent, url)
        if delay_s:
            self.courtesy.slow_down(host, delay_s)
        return may

    def _robots_of(self, url: str, host: str) -> str:
        parts = urlsplit(url)
        self.courtesy.wait(host)
        try:
            answer = self.client.get(f"{parts.scheme}://{host}/robots.txt")
            said = (
                answer.body.decode("utf-8", "replace")
                if answer.status == 200 and b"<html" not in answer.body[:500].lower()
                else ""
            )
        except AddressRefused:
            raise
        except FetchFailed:
            said = ""
        with self.lock:
            self.robots[host] = said[:50_000]
        return said


def polite_client(*, agent: str, inside: frozenset[str] = frozenset(), timeout_s: float = TIMEOUT_S) -> Client:
    """Return a client that takes the beginning of answers; ``inside``: hosts of the library's own network that may be asked."""
    return Client(agent=agent, timeout_s=timeout_s, limit_bytes=HEAD_BYTES, allowed=inside, cut=True)


def problem_of(failed: FetchFailed) -> Problem:
    """Say what kept an answer from coming, by what the failure was raised from."""
    cause = failed.__cause__
    if isinstance(failed, AddressRefused):
        return Problem.FORBIDDEN
    if isinstance(cause, ssl.SSLCertVerificationError):
        return Problem.CERTIFICATE_EXPIRED if cause.verify_code == 10 else Problem.CERTIFICATE_WRONG
    if isinstance(cause, socket.gaierror):
        return Problem.NAME
    if isinstance(cause, ConnectionRefusedError):
        return Problem.REFUSED
    if isinstance(cause, TimeoutError) or "not done after" in str(failed):
        return Problem.TIMEOUT
    return Problem.BROKEN


def _cookie(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the cookie of an answer, for its host alone and this one look: some platforms redirect for ever without it."""
    name, sign, value = headers.get("set-cookie", "").partition(";")[0].partition("=")
    return {name.strip(): value.strip()} if sign and name.strip() else {}
