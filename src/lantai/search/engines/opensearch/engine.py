"""An index of a cluster, open for reading."""

import hashlib
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import Any

from lantai.core.romanise.sounding import LETTERS
from lantai.search.plan import Plan, planned
from lantai.search.protocol import EngineUnavailable, IndexOutdated, Request, Result

from . import answers
from .address import Address, address
from .cluster import Cluster, Missing, Refused, cluster, is_too_wide
from .compile import DEEPEST, Compiler, numbered
from .mapping import WINDOW, fingerprint, index_body
from .words import Words
from .writer import OpenSearchWriter


class OpenSearchEngine:
    """Reads what is committed at the moment of asking, by whatever process on whatever machine; safe to share between threads.

    With several shards a commit shows shard by shard, within some milliseconds.
    """

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster, self.index = cluster, index
        self._words = Words(cluster, index)

    def search(self, request: Request) -> Result:
        """Answer from the newest commit."""
        try:
            return self._answer(request, loose=False)
        except Refused as problem:
            if not is_too_wide(problem.told):
                raise EngineUnavailable(f"the search cluster refuses a question: {problem}") from problem
        try:
            return self._answer(request, loose=True)
        except Refused as problem:
            raise EngineUnavailable(f"the search cluster refuses a question: {problem}") from problem

    def count(self) -> int:
        """Return how many works there are."""
        return int(self._ask("GET", "_count")["count"])

    def among(self, ids: Collection[int]) -> set[int]:
        """Return those of ``ids`` that are here."""
        found: set[int] = set()
        numbers = list(ids)
        for at in range(0, len(numbers), WINDOW):
            piece = numbers[at : at + WINDOW]
            query = {"bool": {"filter": numbered(piece)}}
            asked = {"query": query, "size": len(piece), "sort": [{"wid": "asc"}], "_source": False, "stored_fields": "_none_"}
            found |= {int(hit["sort"][0]) for hit in self._ask("POST", "_search", asked)["hits"]["hits"]}
        return found

    def terms(self, prefix: str, *, limit: int = 10) -> tuple[str, ...]:
        """Return tokens of titles, names and subjects that begin so, most frequent first."""
        return self._words.beginning(prefix, limit)

    def frequencies(
        self, tokens: Collection[str], *, stem: bool = False, names: bool = False, sounds: bool = False
    ) -> dict[str, int]:
        """Return in how many works each token stands, in the column that has most of them."""
        return self._words.most(tokens, stem=stem, names=names, sounds=sounds)

    def below(self, facet: str, key: str) -> dict[str, int]:
        """Return the keys one step below a key, with how many works have each."""
        return self._words.below(facet, key)

    def sounds(self) -> frozenset[str]:
        """Return what tokens of sounds may begin with: to ask which do costs as much as a question."""
        return LETTERS

    def writer(self, *, filling: bool = False) -> OpenSearchWriter:
        """Return the writer, which holds the lease of the index until its with-block ends."""
        return OpenSearchWriter(self._cluster, self.index)

    def close(self) -> None:
        """Nothing to stop: the connections are the process's."""

    def remove(self) -> None:
        """Remove the index; that it is gone already is no error."""
        with suppress(Missing):
            self._cluster.ask("DELETE", f"/{self.index}")

    def _answer(self, request: Request, *, loose: bool) -> Result:
        plan = planned(request, loose=loose, deepest=DEEPEST)
        query = Compiler(plan, self._words.standing(plan), bare=request.bare).question()
        asked = answers.body(query, plan, request)
        answer = self._search(asked, start_page=answers.is_start_page(request))
        found = tuple(self._hits(asked, answer, plan, request))
        again = answers.once_more(asked, answer, request)
        return answers.result(answer, found, request, self._search(again) if again else {})

    def _hits(self, asked: dict[str, Any], answer: Any, plan: Plan, request: Request) -> Any:
        """Yield the hits of an answer, and read on from the last one where a list is longer than one question reaches."""
        left, scored = (max(request.limit, 0) if asked["size"] else 0), answers.is_scored(plan, request)
        while found := answer["hits"]["hits"]:
            yield from answers.hits(found, scored=scored)
            left -= len(found)
            if left <= 0 or len(found) < asked["size"]:
                return
            asked = {**asked, "from": 0, "size": min(left, WINDOW), "search_after": found[-1]["sort"]}
            asked.pop("aggs", None)
            answer = self._search(asked)

    def _search(self, asked: dict[str, Any], *, start_page: bool = False) -> Any:
        """Ask all shards, or fail: half an answer would look whole. Statistics of all shards, so that scores can be compared."""
        how: dict[str, Any] = {"allow_partial_search_results": "false", "preference": _copy(asked)}
        if self._cluster.address.shards > 1:
            how["search_type"] = "dfs_query_then_fetch"
        if start_page and "search_type" not in how:
            how["request_cache"] = "true"
        return self._ask("POST", "_search", asked, **how)

    def _ask(self, method: str, what: str, body: Any = None, **params: Any) -> Any:
        try:
            return self._cluster.ask(method, f"/{self.index}/{what}", body, **params)
        except Missing as problem:
            raise EngineUnavailable(f"there is no index {self.index}; make it with: lantai index") from problem


def _copy(asked: dict[str, Any]) -> str:
    """Return what sends the pages of one question to the same copies of shards: others count deleted works differently."""
    return hashlib.blake2b(repr(asked["query"]).encode(errors="replace"), digest_size=6).hexdigest()


class _Opener:
    """How indexes of one cluster are opened; see OpenEngine."""

    def __init__(self, place: Address) -> None:
        self._place = place

    @property
    def fingerprint(self) -> str:
        """Return what changes with the mapping and with how text is folded."""
        return fingerprint()

    def __call__(self, directory: Path, *, create: bool = False) -> OpenSearchEngine:
        digest = hashlib.blake2b(str(directory.absolute()).encode(), digest_size=8).hexdigest()
        return opened(cluster(self._place), f"{self._place.name}-of-{digest}", create=create)


def opener(text: str) -> _Opener:
    """Return how indexes of the cluster at an address are opened: each under the digest of a directory's name."""
    return _Opener(address(text))


def opened(cluster: Cluster, index: str, *, create: bool = False, building: bool = False) -> OpenSearchEngine:
    """Return the engine over an index; raise EngineUnavailable when there is none (or make it), IndexOutdated."""
    if create:
        made(cluster, index, building=building)
    try:
        found = cluster.ask("GET", f"/{index}/_mapping")
    except Missing as problem:
        raise EngineUnavailable(f"there is no index {index} in {cluster.address.shown}; make it with: lantai index") from problem
    meta = next(iter(found.values()))["mappings"].get("_meta", {})
    if meta.get("fingerprint") != fingerprint():
        raise IndexOutdated(f"the index {index} was made by another version and must be made anew: lantai index")
    return OpenSearchEngine(cluster, index)


def made(cluster: Cluster, index: str, *, building: bool) -> None:
    """Make an index where there is none of that name."""
    address: Address = cluster.address
    try:
        cluster.ask(
            "PUT", f"/{index}", index_body(address, building=building), wait_for_active_shards=1, answer_s=60.0, patience_s=60.0
        )
    except Refused as problem:
        if problem.kind != "resource_already_exists_exception":
            raise EngineUnavailable(f"the search cluster makes no index: {problem}") from problem
