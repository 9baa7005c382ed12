"""Who may write to an index: one process of all machines, for as long as it says so again and again.

A lease has a number that only grows. It goes into the version of every document written under it, so the cluster itself refuses what a
process writes that was taken for dead.
"""

import os
import socket
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

from lantai.search.protocol import WriterBusy, WriterDied

from .cluster import Cluster, Missing, Refused

LEASE_S = 60.0
"""For how long a lease holds; clocks of machines may differ by less than half of it."""

RENEW_S = 15.0

_CONFLICT = 409


class Lease:
    """The right to write to one index, from its making until ``free``."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster, self._index = cluster, index
        self._holder = uuid4().hex
        self._place = f"{cluster.address.name}-writers"
        self._until = 0.0
        self.number = 0
        self._seen: dict[str, int] = {}
        self._take()

    def renew(self) -> None:
        """Say that the holder still lives, now and then; raise WriterDied when another process has taken over."""
        if self._until - time.time() > LEASE_S - RENEW_S:
            return
        try:
            self._write(time.time() + LEASE_S, self._seen)
        except Refused as problem:
            if problem.status != _CONFLICT:
                raise
            raise WriterDied(
                f"another process took over writing to the index {self._index}; put again what was put since the last commit"
            ) from None

    def free(self) -> None:
        """Let others write at once."""
        try:
            self._write(0.0, self._seen)
        except Refused as problem:
            if problem.status != _CONFLICT:  # taken over: it is not ours to free
                raise

    def _take(self) -> None:
        found = self._found()
        if found and not _is_over(found["_source"]):
            raise WriterBusy(f"another process is writing to the index {self._index}")
        self.number = found["_source"]["number"] + 1 if found else 1
        here = {"if_seq_no": found["_seq_no"], "if_primary_term": found["_primary_term"]} if found else {}
        try:
            self._write(time.time() + LEASE_S, here)
        except Refused as problem:
            if problem.status != _CONFLICT:
                raise
            raise WriterBusy(f"another process is writing to the index {self._index}") from None

    def _found(self) -> Any:
        try:
            return self._cluster.ask("GET", f"/{self._place}/_doc/{self._index}")
        except Missing:
            self._make_place()
            return None

    def _make_place(self) -> None:
        """Make the index of leases, where there is none."""
        fields = {"holder": {"type": "keyword"}, "host": {"type": "keyword"}, "process": {"type": "keyword"}}
        fields |= {"until": {"type": "double"}, "number": {"type": "long"}}
        settings = {"number_of_shards": 1, "auto_expand_replicas": "0-2"}
        try:
            self._cluster.ask(
                "PUT", f"/{self._place}", {"settings": settings, "mappings": {"dynamic": "strict", "properties": fields}}
            )
        except Refused as problem:
            if problem.kind != "resource_already_exists_exception":
                raise

    def _write(self, until: float, seen: dict[str, int]) -> None:
        """Write the lease where it is still as it was seen; where it was not there, make it."""
        told = {"holder": self._holder, "host": _host(), "process": _process(os.getpid()), "until": until, "number": self.number}
        way: dict[str, Any] = {**seen} or {"op_type": "create"}
        try:
            answer = self._cluster.ask("PUT", f"/{self._place}/_doc/{self._index}", told, **way)
        except Refused as problem:
            answer = self._found()  # written already, where only the answer was lost on the way
            if problem.status != _CONFLICT or not answer or answer["_source"] != told:
                raise
        self._seen = {"if_seq_no": answer["_seq_no"], "if_primary_term": answer["_primary_term"]}
        self._until = until


def held(cluster: Cluster) -> set[str]:
    """Return the indexes to which a process may be writing now."""
    place = f"/{cluster.address.name}-writers"
    try:
        cluster.ask("POST", f"{place}/_refresh")
        answer = cluster.ask("GET", f"{place}/_search", {"size": 1_000, "query": {"range": {"until": {"gt": time.time()}}}})
    except Missing:
        return set()
    return {hit["_id"] for hit in answer["hits"]["hits"] if not _is_over(hit["_source"])}


def _is_over(lease: dict[str, Any]) -> bool:
    """Return whether its holder has stopped: its time is up, or it ran on this machine and runs no more."""
    process = str(lease["process"])
    is_gone = bool(lease["host"] == _host() and process != _process(int(process.partition("-")[0])))
    return is_gone or float(lease["until"]) <= time.time()


def _host() -> str:
    """Return what names this machine, and this start of it."""
    return f"{socket.gethostname()}-{Path('/proc/sys/kernel/random/boot_id').read_text('ascii').strip()}"


def _process(number: int) -> str:
    """Return what names a running process, or one that does not run."""
    try:
        fields = Path(f"/proc/{number}/stat").read_text("utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return f"{number}-gone"
    return f"{number}-gone" if fields[0] == "Z" else f"{number}-{fields[19]}"
