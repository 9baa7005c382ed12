"""The labelled sets of papers, measured pair by pair: what ``train_matching`` learns from and the gates ask.

A set is worn plainly and once more as other sources wear their data (``worn``): given names cut to initials, years and containers left out
or shortened, letters mistyped. What is learned then holds for sets that were never seen.
"""

import gzip
import io
import json
import os
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np

from lantai.core.formats.plain_table import read
from lantai.core.matching.papers.blocks import candidates
from lantai.core.matching.papers.columns import parts_of, said
from lantai.core.matching.papers.pairs import ALL, measured
from lantai.core.matching.papers.paper import Said, described
from lantai.core.matching.papers.placing import placed
from lantai.core.matching.papers.rarity import Rarity

ROOT = Path(os.environ.get("LANTAI_SHARED_DATA") or Path(__file__).resolve().parents[2] / "shared" / "data") / "openaccess" / "er"
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Labelled:
    """Measured pairs. ``truth``: 1 the same. ``missed``: same ones that were no candidates. ``family``: sets that go together."""

    name: str
    family: str
    goal: float
    values: np.ndarray
    truth: np.ndarray
    missed: int = 0

    def only(self, kept: np.ndarray) -> "Labelled":
        """Return some of the pairs."""
        return Labelled(self.name, self.family, self.goal, self.values[kept], self.truth[kept])

    @property
    def guarded(self) -> np.ndarray:
        """Tell which pairs are never merged unseen, as ``pairs.judged`` has it."""
        at = {name: self.values[:, ALL.index(name)] for name in ("numbers", "kinds", "container")}
        return (at["numbers"] >= 0.5) | (at["kinds"] > 0) | (at["container"] < 0)


def table(name: str) -> list[Said]:
    """Read a table of the sets."""
    with (ROOT / name).open("rb") as stream:
        headings, *rows = read(stream).lines
    parts = parts_of(headings.cells)
    return [said(row.cells[parts["key"][0]], row.cells, parts) for row in rows]


def links(name: str, *, headed: bool) -> list[tuple[str, str]]:
    """Read a list of pairs."""
    with (ROOT / name).open("rb") as stream:
        return [(row.cells[0], row.cells[1]) for row in read(stream).lines[headed:]]


def dblp_acm(wear: Callable[[Said], Said] = lambda said: said) -> tuple[list[Said], list[Said], set[Pair]]:
    """Return both tables and the pairs that are one; ``wear`` changes the second."""
    left, right = table("dblp_acm/dblp.csv.gz"), [wear(one) for one in table("dblp_acm/acm.csv.gz")]
    a, b = ({one.key: at for at, one in enumerate(side)} for side in (left, right))
    return left, right, {(a[x], b[y]) for x, y in links("dblp_acm/gt.csv.gz", headed=True)}


def cora() -> tuple[list[Said], set[Pair]]:
    """Return the citations and the pairs that are one."""
    whole = table("cora/cora.csv.gz")
    at = {one.key: n for n, one in enumerate(whole)}
    return whole, {(min(at[x], at[y]), max(at[x], at[y])) for x, y in links("cora/cora_gt.csv.gz", headed=False)}


def dirty(part: str) -> tuple[list[Said], list[Said], dict[Pair, bool]]:
    """Return the sides and labels of a part ("train", "valid") of Dirty DBLP-ACM; equal descriptions are one record."""
    sides: tuple[dict[str, int], dict[str, int]] = ({}, {})
    gold: dict[Pair, bool] = {}
    with gzip.open(ROOT / f"dirty_dblp_acm_{part}.jsonl.gz") as stream:
        for line in io.TextIOWrapper(stream, encoding="utf-8"):
            row = json.loads(line)
            a, b = (
                side.setdefault(json.dumps(row[name]), len(side)) for side, name in zip(sides, ("left", "right"), strict=True)
            )
            gold[a, b] = bool(row["match"])
    left, right = ([_plain(str(at), json.loads(text)) for text, at in side.items()] for side in sides)
    return left, right, gold


def _plain(key: str, row: dict[str, str]) -> Said:
    return Said(key=key, title=row["title"], authors=row["authors"], container=row["venue"], year=row["year"])


def worn(seed: int) -> Callable[[Said], Said]:
    """Return what makes descriptions look as a search engine for scholars has them."""
    rng = random.Random(seed)

    def wear(one: Said) -> Said:
        people = one.authors.split(", ") if one.authors else []
        short = [" ".join([*(w[0] for w in p.split()[:-1]), p.split()[-1]]) if p.split() else p for p in people]
        if rng.random() < 0.3 and len(short) > 2:
            short = [*short[: rng.randint(1, 2)], "..."]
        container = one.container
        if rng.random() < 0.5:
            container = rng.choice(("", " ".join(w[:4] + "." if len(w) > 6 else w for w in container.split()), container[:25]))
        return msgspec.structs.replace(
            one,
            title=_mistyped(one.title, rng) if rng.random() < 0.4 else one.title,
            authors=", ".join(short) if rng.random() < 0.93 else "",
            container=container,
            year=one.year if rng.random() < 0.5 else "",
        )

    return wear


def _mistyped(text: str, rng: random.Random) -> str:
    """Return a title with a letter left out or a word cut off at its end, as optical reading and short citations have it."""
    if rng.random() < 0.5 and len(text.split()) > 5:
        return " ".join(text.split()[: -rng.randint(1, 2)])
    at = rng.randrange(max(1, len(text) - 1))
    return text[:at] + text[at + 1 :]


def labelled(
    name: str, family: str, goal: float, left: Sequence[Said], right: Sequence[Said] | None, gold: dict[Pair, bool] | set[Pair]
) -> Labelled:
    """Measure a set: its labelled pairs, or whatever is worth comparing where ``gold`` is the set of all that are the same."""
    one, other = [described(s) for s in left], None if right is None else [described(s) for s in right]
    known = [*one, *(other or ())]
    rarity, one, other = Rarity(known), placed(one, known), None if other is None else placed(other, known)
    true = gold if isinstance(gold, set) else {pair for pair, same in gold.items() if same}
    pairs = sorted(candidates(one, other, rarity) if isinstance(gold, set) else gold)
    values = np.array([row for _, row in measured(one, other, pairs, rarity)])
    return Labelled(name, family, goal, values, np.array([float(pair in true) for pair in pairs]), len(true - set(pairs)))


def in_lists(
    name: str, family: str, goal: float, sides: tuple[list[Said], list[Said]], gold: dict[Pair, bool], *, lists: int
) -> Labelled:
    """Measure labelled pairs in several lists, each by itself: of short lists neither rare words nor names of journals tell as much."""
    order = sorted(gold)
    random.Random(3).shuffle(order)
    parts = [_one_list(name, sides, {pair: gold[pair] for pair in order[n::lists]}) for n in range(lists)]
    return Labelled(name, family, goal, np.concatenate([p.values for p in parts]), np.concatenate([p.truth for p in parts]))


def _one_list(name: str, sides: tuple[list[Said], list[Said]], gold: dict[Pair, bool]) -> Labelled:
    """Measure a list with only the papers that it names."""
    left, right = ({old: new for new, old in enumerate(sorted({pair[side] for pair in gold}))} for side in (0, 1))
    named = [[side[old] for old in kept] for side, kept in zip(sides, (left, right), strict=True)]
    return labelled(name, "", 0.0, named[0], named[1], {(left[a], right[b]): same for (a, b), same in gold.items()})


def compared(left: Sequence[Said], right: Sequence[Said], true: set[Pair]) -> dict[Pair, bool]:
    """Return the labels of all pairs worth comparing."""
    one, other = [described(s) for s in left], [described(s) for s in right]
    return {pair: pair in true for pair in candidates(one, other, Rarity([*one, *other]))}


def sets() -> list[Labelled]:
    """Return the training sets, measured."""
    worn_pairs = dblp_acm(worn(2))
    return [
        labelled("DBLP-ACM", "dblp", 0.985, *dblp_acm()),
        labelled("DBLP-ACM worn", "dblp", 0.94, *dblp_acm(worn(1))),
        in_lists("DBLP-ACM worn, in lists", "dblp", 0.94, worn_pairs[:2], compared(*worn_pairs), lists=5),
        in_lists("Dirty DBLP-ACM train, in lists", "dirty", 0.96, dirty("train")[:2], dirty("train")[2], lists=3),
        labelled("Cora", "cora", 0.90, cora()[0], None, cora()[1]),
    ]
