"""What the cluster knows of words: in how many works they stand, and which begin so."""

import threading
import time
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any

from lantai.core.query.tree import Field
from lantai.search import ranking
from lantai.search.document import PARTS
from lantai.search.plan import Plan
from lantai.search.protocol import MOST_BELOW, EngineUnavailable

from .cluster import Cluster, Missing
from .mapping import facet_field

ASSUMED = 300
"""Tokens times columns that a question may ask for without looking first which of them stand anywhere; looking costs a round trip."""

KEPT_S = 600.0
ABSENT_KEPT_S = 5.0
"""For how long it is remembered in how many works a word stands, and that it stands in none: a commit may bring it."""

MOST_KEPT = 200_000

AT_ONCE = 2_000
"""Words in one question about words."""

_SAMPLE = 20_000
"""Works of each shard that are looked at for words that begin so."""

_PARTS = 8_000
"""Words that are listed at once; the cluster gives at most 65,535."""

_SPECIAL = frozenset('.?+*|{}[]()"\\#@&<>~')

Key = tuple[str, str]


class Words:
    """The words of one index; safe to share between threads."""

    def __init__(self, cluster: Cluster, index: str) -> None:
        self._cluster, self._index = cluster, index
        self._lock = threading.Lock()
        self._known: dict[Key, tuple[int, float]] = {}
        self._routes: tuple[str, ...] = ()

    def most(self, tokens: Collection[str], *, stem: bool, names: bool = False, sounds: bool = False) -> dict[str, int]:
        """Return in how many works each token stands, in the column that has most of them."""
        columns = ranking.alternatives(stem=stem, names=names, sounds=sounds)
        found = self._works([(column, token) for token in tokens for column in columns])
        return {token: max(found.get((column, token), 0) for column in columns) for token in tokens}

    def standing(self, plan: Plan) -> Callable[[str, str], bool]:
        """Return what says whether a token of a plan stands in a column; of small questions it says yes without looking."""
        wanted = {
            (column, token)
            for leaf in plan.leaves
            for column in (ranking.looked_in(leaf) if leaf.field is not Field.IDENTIFIER else ())
            for token in (leaf.tokens[:-1] if leaf.prefix else leaf.tokens)
        }
        if len(wanted) <= ASSUMED:
            return lambda column, token: True
        found = self._works(wanted)
        return lambda column, token: found.get((column, token), 1) > 0

    def beginning(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Return tokens that begin so, most frequent first: counted in a sample of works, or in all where all tokens are asked for."""
        if limit <= 0:
            return ()
        counts: dict[str, int] = {}
        if prefix:
            within = {"bool": {"should": [{"prefix": {column: prefix}} for column in ("title", "titles", "names", "subjects")]}}
            listed = {"field": "words", "size": limit + 1, "include": _pattern(prefix), "execution_hint": "map"}
            sampled = {"sampler": {"shard_size": _SAMPLE}, "aggs": {"words": {"terms": listed}}}
            answer = self._ask("_search", {"size": 0, "query": within, "aggs": {"sample": sampled}})
            counts |= _counted(answer["aggregations"]["sample"])
        else:
            parts = -(-limit // _PARTS)
            for part in range(parts):
                some = {"partition": part, "num_partitions": parts} if parts > 1 else None
                listed = {"field": "words", "size": min(limit, _PARTS), **({"include": some} if some else {})}
                counts |= _counted(
                    self._ask("_search", {"size": 0, "aggs": {"words": {"terms": listed}}}, answer_s=120.0)["aggregations"]
                )
        return tuple(sorted(counts, key=lambda token: (-counts[token], token))[:limit])

    def below(self, facet: str, key: str) -> dict[str, int]:
        """Return the keys one step below a key, with how many works have each."""
        field, begun = facet_field(facet), _escaped(key + PARTS)
        last = f"{begun}@&~({begun}.*{_escaped(PARTS)}.*)"  # no further part in what follows
        listed = {"field": field, "size": MOST_BELOW, "include": last}
        answer = self._ask(
            "_search", {"size": 0, "query": {"prefix": {field: key + PARTS}}, "aggs": {"words": {"terms": listed}}}
        )
        return _counted(answer["aggregations"])

    def _works(self, keys: Collection[Key]) -> dict[Key, int]:
        """Return in how many works each token stands in its column, asking only for what is not remembered."""
        now = time.monotonic()
        with self._lock:
            known = {key: kept[0] for key in keys if (kept := self._known.get(key)) and kept[1] > now}
        missing = [key for key in keys if key not in known and key[1] and not any(map(str.isspace, key[1]))]
        for at in range(0, len(missing), AT_ONCE):
            piece = missing[at : at + AT_ONCE]
            found = self._counted(piece)
            known |= found
            with self._lock:
                if len(self._known) > MOST_KEPT:
                    self._known.clear()
                self._known |= {key: (works, now + (KEPT_S if works else ABSENT_KEPT_S)) for key, works in found.items()}
        return known

    def _counted(self, keys: Sequence[Key]) -> dict[Key, int]:
        """Ask each shard in how many of its works the tokens stand: it says so of the words of a document that is nowhere."""
        texts: dict[str, list[str]] = {}
        for column, token in keys:
            texts.setdefault(column, []).append(token)
        asked = {
            "doc": {column: " ".join(tokens) for column, tokens in texts.items()},
            "fields": list(texts),
            "term_statistics": True,
            **dict.fromkeys(("field_statistics", "positions", "offsets", "payloads"), False),
        }
        docs = [{**asked, "_index": self._index, **({"routing": route} if route else {})} for route in self._shards()]
        found = dict.fromkeys(keys, 0)
        for answer in self._ask("_mtermvectors", {"docs": docs})["docs"]:
            for column, vector in answer.get("term_vectors", {}).items():
                for token, told in vector["terms"].items():
                    found[column, token] = found.get((column, token), 0) + told.get("doc_freq", 0)
        return found

    def _shards(self) -> Iterable[str]:
        """Return one value a shard that leads there; an empty one where there is a single shard."""
        shards = self._cluster.address.shards
        if not self._routes:
            self._routes = ("",) if shards == 1 else self._leading_to_each()
        return self._routes

    def _leading_to_each(self) -> tuple[str, ...]:
        found: dict[int, str] = {}
        every = len(self._ask("_search_shards", {})["shards"])
        for number in range(100 * every):
            shard = self._ask("_search_shards", {}, routing=str(number))["shards"][0][0]["shard"]
            found.setdefault(shard, str(number))
            if len(found) == every:
                break
        return tuple(found.values())

    def _ask(self, what: str, body: Any, **params: Any) -> Any:
        try:
            return self._cluster.ask("POST", f"/{self._index}/{what}", body, **params)
        except Missing as problem:
            raise EngineUnavailable(f"there is no index {self._index}; make it with: lantai index") from problem


def _counted(answer: Any) -> dict[str, int]:
    return {str(bucket["key"]): int(bucket["doc_count"]) for bucket in answer["words"]["buckets"]}


def _pattern(prefix: str) -> str:
    """Return the pattern of what begins so."""
    return _escaped(prefix) + ".*"


def _escaped(text: str) -> str:
    return "".join(f"\\{character}" if character in _SPECIAL else character for character in text)
