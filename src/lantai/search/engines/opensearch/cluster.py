"""Asking the cluster: every question goes to a node that answers, again while nodes come and go, and fails in the protocol's words."""

import logging
import random
import time
from collections.abc import Mapping
from functools import cache
from typing import Any

from opensearchpy import OpenSearch
from opensearchpy.exceptions import ConnectionError as Unreachable
from opensearchpy.exceptions import OpenSearchException, TransportError

from lantai.search.protocol import EngineUnavailable

from .address import Address

logging.getLogger("opensearch").setLevel(logging.ERROR)  # it warns of every answer that is no 200, the expected ones too

ANSWER_S = 10.0
"""How long one node may take to answer a question."""

PATIENCE_S = 8.0
"""How long a question is asked again: a node's death is noticed at once, the election of a new manager takes up to five seconds."""

FIRST_WAIT_S, LONGEST_WAIT_S = 0.05, 5.0

PASSING = frozenset((429, 500, 502, 503, 504))
"""Answers that may be others in a moment: too busy, a shard that moves, a node that left while it was being asked."""

_CONNECTIONS = 16

Body = Mapping[str, Any]


class Missing(Exception):
    """There is no such index or document."""


class Refused(Exception):
    """The cluster understood, and will not. ``kind``: its name for why, "" when it gave none."""

    def __init__(self, status: int, kind: str, told: str) -> None:
        super().__init__(f"{status} {kind}: {told}"[:500])
        self.status, self.kind, self.told = status, kind, told


class Cluster:
    """A cluster; safe to share between threads, and to open before a server forks: connections are made when they are needed."""

    def __init__(self, address: Address) -> None:
        self.address = address
        encrypted: dict[str, Any] = {"ca_certs": address.ca or None, "verify_certs": True} if address.encrypted else {}
        self._client = OpenSearch(
            hosts=[{"host": host.strip("[]"), "port": port} for host, port in address.nodes],
            http_auth=(address.user, address.password) if address.user else None,
            use_ssl=address.encrypted,
            maxsize=_CONNECTIONS,
            timeout=ANSWER_S,
            max_retries=len(address.nodes),
            retry_on_timeout=True,
            retry_on_status=(502, 503, 504),
            dead_timeout=5,
            **encrypted,
        )

    def ask(
        self,
        method: str,
        path: str,
        body: Body | bytes | None = None,
        *,
        patience_s: float = PATIENCE_S,
        answer_s: float = ANSWER_S,
        **params: Any,
    ) -> Any:
        """Return what the cluster answers, asking again while it may yet; raise Missing, Refused or EngineUnavailable."""
        until, wait = time.monotonic() + patience_s, FIRST_WAIT_S
        while True:
            try:
                given = {**params, "request_timeout": answer_s}
                return self._client.transport.perform_request(method, path, params=given, body=body)
            except OpenSearchException as problem:
                why = _meaning(problem)
                if not isinstance(why, EngineUnavailable):
                    raise why from problem
                if time.monotonic() + wait > until:
                    raise EngineUnavailable(f"the search cluster {self.address.shown} cannot be asked: {why}") from problem
            time.sleep(wait * random.uniform(0.5, 1.0))
            wait = min(wait * 2, LONGEST_WAIT_S)

    def close(self) -> None:
        """Let go of the connections."""
        self._client.transport.close()


@cache
def cluster(address: Address) -> Cluster:
    """Return the cluster of an address; one in a process, so that its connections are shared."""
    return Cluster(address)


def _meaning(problem: OpenSearchException) -> Exception:
    """Return what an error says; EngineUnavailable when it may pass."""
    if isinstance(problem, Unreachable):
        return EngineUnavailable(str(problem.error)[:200] if len(problem.args) > 1 else str(problem)[:200])
    if not isinstance(problem, TransportError) or not isinstance(problem.status_code, int):
        return EngineUnavailable(str(problem)[:200])
    kind, told = _told(problem)
    if problem.status_code == 404:
        return Missing(told)
    if problem.status_code in PASSING and not is_too_wide(told):
        return EngineUnavailable(f"{problem.status_code} {kind}: {told[:200]}")
    return Refused(problem.status_code, kind, told)


def _told(problem: TransportError) -> tuple[str, str]:
    """Return the cluster's name for an error, and all that it says about its causes."""
    info = problem.info
    error = info.get("error") if isinstance(info, dict) else None
    if not isinstance(error, dict):
        return str(problem.error), str(error or info)
    causes = [error, *error.get("root_cause", ()), *(failed.get("reason", {}) for failed in error.get("failed_shards", ()))]
    causes += [cause["caused_by"] for cause in causes if isinstance(cause.get("caused_by"), dict)]
    told = dict.fromkeys(f"{cause.get('type', '')}: {cause.get('reason', '')}" for cause in causes)
    return str(error.get("type", "")), "; ".join(told)


def is_too_wide(told: str) -> bool:
    """Return whether a question opens more words than the cluster lets one question have."""
    return "too_many_clauses" in told or "maxClauseCount" in told or "too_many_nested_clauses" in told
