"""Sending changes: what the cluster is too busy for, or what a lost node did not take, is sent again until it is taken."""

import logging
import random
import re
import time
from typing import Any, TypeAlias

from lantai.search.protocol import EngineUnavailable, SearchError, WriterDied

from .cluster import PASSING, Cluster, Missing, Refused

log = logging.getLogger(__name__)

Piece: TypeAlias = list[tuple[bytes, bytes]]
"""Changes: what to do, and the document where there is one; each a line."""

PATIENCE_S = 300.0
"""How long one piece is sent again before its writer gives up: a node that restarts, a manager that is elected, a queue that empties."""

ANSWER_S = 120.0
FIRST_WAIT_S, LONGEST_WAIT_S = 0.1, 10.0

_TOO_LARGE = 413
_TAKEN = frozenset((200, 201, 404))
_CONFLICT = 409
_CURRENT = re.compile(r"current version \[(?P<version>[0-9]+)\]")


class Bulk:
    """Sends changes to one index."""

    def __init__(self, cluster: Cluster, index: str, *, patience_s: float = PATIENCE_S) -> None:
        self._cluster, self._index = cluster, index
        self._patience_s = patience_s

    def send(self, piece: Piece, *, least_version: int) -> None:
        """Return when every change is taken. ``least_version``: the versions of this writer begin there.

        Raise WriterDied when another writer has taken over or the cluster stays away, SearchError for a document that it will never take.
        """
        until, wait = time.monotonic() + self._patience_s, FIRST_WAIT_S
        left, size = piece, len(piece)
        while left:
            taken, why = self._sent(left[:size], least_version)
            left = [*taken, *left[size:]]
            if not why:
                continue
            if time.monotonic() + wait > until:
                raise WriterDied(f"{len(left)} changes to the index {self._index} were not taken; put them again: {why}")
            log.warning("The search cluster did not take %s of %s changes at once (%s); sent again.", len(taken), size, why)
            size = max(size // 2, 1)  # less at a time is what eases a cluster that is too busy
            time.sleep(wait * random.uniform(0.5, 1.0))
            wait = min(wait * 2, LONGEST_WAIT_S)

    def _sent(self, piece: Piece, least_version: int) -> tuple[Piece, str]:
        """Send a piece once; return what was not taken, and why."""
        data = b"".join(line for change in piece for line in change)
        try:
            answer = self._cluster.ask(
                "POST", f"/{self._index}/_bulk", data, patience_s=0, answer_s=ANSWER_S, require_alias="false"
            )
        except EngineUnavailable as problem:
            return piece, str(problem)
        except Refused as problem:
            if problem.status == _TOO_LARGE and len(piece) > 1:
                return piece, "too large"
            raise SearchError(f"the search cluster refuses changes: {problem}") from problem
        except Missing as problem:
            raise WriterDied(f"the index {self._index} is gone: {problem}") from problem
        if not answer["errors"]:
            return [], ""
        outcomes = [next(iter(item.values())) for item in answer["items"]]
        again = [
            (change, why) for change, told in zip(piece, outcomes, strict=True) if (why := self._why_again(told, least_version))
        ]
        return [change for change, _ in again], again[0][1] if again else ""

    def _why_again(self, told: dict[str, Any], least_version: int) -> str:
        """Return why one change must be sent again; "" when it is taken."""
        status, error = told["status"], told.get("error") or {}
        if status in _TAKEN:
            return ""
        reason = f"{error.get('type')}: {error.get('reason')}"
        if status == _CONFLICT:
            current = _CURRENT.search(reason)
            if current and int(current["version"]) >= least_version + (1 << 36):
                raise WriterDied(
                    f"another process took over writing to the index {self._index}; put again what was put since the last commit"
                )
            return ""  # a later change of ours came first
        if status in PASSING:
            return f"{status} {reason}"[:300]
        raise SearchError(f"the search cluster refuses work {told.get('_id')}: {reason[:300]}")
