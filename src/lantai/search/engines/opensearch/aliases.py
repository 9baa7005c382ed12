"""Generations in a cluster: an alias names the one in use, and is moved to the next in one step that no question falls between.

A generation is an index ``<name>-<fingerprint>-<n>``; the alias is ``<name>``. All machines of a library see the same one.
"""

import re
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from lantai.search.protocol import Engine, EngineUnavailable, IndexOutdated

from .address import Address, address
from .cluster import Cluster, Missing, cluster
from .engine import OpenSearchEngine, made, opened
from .lease import held
from .mapping import fingerprint, index_settings

SEEN_S = 1.0
"""For how long the generation in use is taken for the same without asking; the one before it can be searched for an hour."""

_ALL_COPIES_S = 600.0
_LOOK_AGAIN_S = 0.1


class AliasGenerations:
    """The generations of one library; safe to share between threads."""

    def __init__(self, address: Address) -> None:
        self._address = address
        self._pattern = re.compile(rf"{address.name}-[0-9a-f]+-(?P<number>[0-9]+)")
        self._lock = threading.Lock()
        self._current: OpenSearchEngine | None = None
        self._looked = -SEEN_S

    @property
    def _cluster(self) -> Cluster:
        return cluster(self._address)

    def name(self) -> str | None:
        """Return the name of the generation in use; None when there is none."""
        try:
            return next(iter(self._cluster.ask("GET", f"/_alias/{self._address.name}")), None)
        except Missing:
            return None

    def current(self) -> Engine | None:
        """Return the generation in use, open; None when there is none.

        Raise IndexOutdated when it was made for another schema, EngineUnavailable when the cluster cannot be asked.
        """
        with self._lock:
            if time.monotonic() - self._looked >= SEEN_S:
                name = self.name()
                if name is None or self._current is None or self._current.index != name:
                    self._current = self._opened(name)
                self._looked = time.monotonic()
            return self._current

    def start(self, *, known: Iterable[str] = ()) -> tuple[str, Engine]:
        """Return the name of a new generation, and its engine, empty: without copies and refreshing, which only cost time while it is made.

        ``known``: names that were given before, of indexes that may be lost.
        """
        given = (name for name in known if self._pattern.fullmatch(name))
        number = max((self._number(name) for name in (*self._indexes(), *given)), default=0) + 1
        name = f"{self._address.name}-{fingerprint()}-{number}"
        made(self._cluster, name, building=True)
        return name, opened(self._cluster, name)

    def swap(self, name: str) -> None:
        """Make this generation the one in use, when every shard has its copies; the one before it counts as left from now on."""
        if not self._pattern.fullmatch(name):
            raise EngineUnavailable(f"there is no generation {name} in {self._address.shown}")
        ask, before = self._cluster.ask, self.name()
        try:
            ask("PUT", f"/{name}/_settings", {"index": index_settings(self._address, building=False)})
        except Missing as problem:
            raise EngineUnavailable(f"there is no generation {name} in {self._address.shown}") from problem
        self._await_copies(name)
        actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": self._address.name}}]
        if before and before != name:
            actions.insert(0, {"remove": {"index": before, "alias": self._address.name}})
            ask("PUT", f"/{before}/_mapping", {"_meta": {"fingerprint": before.split("-")[-2], "left": time.time()}})
        ask("POST", "/_aliases", {"actions": actions})
        with self._lock:
            self._looked = -SEEN_S

    def discard(self, name: str) -> None:
        """Remove a generation whose making was broken off, unless it is in use."""
        if self._pattern.fullmatch(name) and name != self.name():
            self._remove(name)

    def sweep(self, older_than_s: float) -> list[str]:
        """Remove generations that have been out of use for so long and that nobody is making; return their names."""
        in_use, being_written = self.name(), held(self._cluster)
        before = time.time() - older_than_s
        swept = []
        for name, told in self._indexes().items():
            made_at = int(told["settings"]["index"]["creation_date"]) / 1000
            left = told["mappings"].get("_meta", {}).get("left", made_at)
            if name != in_use and name not in being_written and left <= before:
                self._remove(name)
                swept.append(name)
        return swept

    def _opened(self, name: str | None) -> OpenSearchEngine | None:
        if name is None:
            return None
        if name.rpartition("-")[0] != f"{self._address.name}-{fingerprint()}":
            raise IndexOutdated(f"the index {name} was made by another version and must be made anew: lantai index")
        return opened(self._cluster, name)

    def _await_copies(self, name: str) -> None:
        """Wait until every shard has its copies; a cluster with fewer machines than copies is searched without the rest."""
        until = time.monotonic() + _ALL_COPIES_S
        while time.monotonic() < until:
            health = self._cluster.ask("GET", f"/_cluster/health/{name}")
            copies = 1 + min(self._address.replicas, health["number_of_data_nodes"] - 1)
            if health["active_shards"] >= copies * self._address.shards:
                return
            time.sleep(_LOOK_AGAIN_S)
        raise EngineUnavailable(
            f"the shards of {name} have no copies after {_ALL_COPIES_S:.0f} seconds; look at the cluster's health"
        )

    def _indexes(self) -> dict[str, Any]:
        try:
            found: dict[str, Any] = self._cluster.ask("GET", f"/{self._address.name}-*")
        except Missing:
            return {}
        return {name: told for name, told in found.items() if self._pattern.fullmatch(name)}

    def _number(self, name: str) -> int:
        return int(name.rpartition("-")[2])

    def _remove(self, name: str) -> None:
        with suppress(Missing):
            self._cluster.ask("DELETE", f"/{name}")


def generations(text: str) -> AliasGenerations:
    """Return the generations of the library at an address."""
    return AliasGenerations(address(text))
