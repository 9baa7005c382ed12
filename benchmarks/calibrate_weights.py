"""What a word counts for by where it stands, calibrated: searches the weights of ``lantai.search.ranking`` for those that bring known items first.

    python benchmarks/known_items.py --data DIR              the library to ask, made once
    python benchmarks/calibrate_weights.py --data DIR [--write] [--each N]

Questions are parts of titles, names, and names with words of a title, from what ``lantai relevance propose`` suggests. It climbs with those whose record
does not come first yet, and with every seventh of all: one weight at a time, by a quarter up or down, as long as the mean of 1/rank grows.
Folds are made by record, never by question, so that no record is both climbed with and judged by; the table says what each fold's held-out records gain.
Nothing is random: the same library gives the same weights. ``--write`` writes them to src/lantai/search/weights.json where held-out records gain.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from lantai.core.text.scripts import script_of

ROOT = Path(__file__).resolve().parents[1]
WEIGHTS = ROOT / "src/lantai/search/weights.json"
FOLDS = 5
STEP = 1.25
PASSES = 2
DEPTH = 20
LEAST_GAIN = 1e-4
CLIMBED = (
    "columns.title", "columns.titles", "columns.names", "stems.title_stems", "stems.titles_stems",
    "phrases.tie", "phrases.title_begins", "phrases.title_phrase",
)  # fmt: skip
"""The weights that these questions speak for. They are made of titles and names, and would halve notes and subjects, of which they say nothing."""

if TYPE_CHECKING:
    from lantai.search.protocol import Engine, Request


class Asked(NamedTuple):
    """A question with the works that answer it. ``fold``: of all works that any question joins to these."""

    kind: str
    request: "Request"
    right: frozenset[int]
    fold: int = 0


def main() -> int:
    """Measure, climb, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="the library, made by benchmarks/known_items.py --data")
    parser.add_argument("--each", type=int, default=150, help="records of each kind (default: 150)")
    parser.add_argument("--write", action="store_true", help="write the weights where held-out records gain by them")
    options = parser.parse_args()
    os.environ |= {"LANTAI_DATA": str(options.data), "DJANGO_SETTINGS_MODULE": "lantai.site.settings"}
    import django

    django.setup()
    from lantai.catalog import index

    engine, every = index.engine(), folded(list(questions(options.each)))
    now = read()
    telling = [asked for asked in every if 1 / DEPTH <= reciprocal(engine, asked, now) < 1] + every[:: FOLDS + 2]
    print(f"{len(every):,} questions, {len(telling):,} of them climbed with")
    held_out = 0.0
    for fold in range(FOLDS):
        inside, outside = [a for a in telling if a.fold != fold], [a for a in every if a.fold == fold]
        before, after = mean(engine, outside, now), mean(engine, outside, climbed(engine, inside, now))
        held_out += (after - before) / FOLDS
        print(f"fold {fold}: held-out records, mean of 1/rank {before:.4f} -> {after:.4f}", flush=True)
    best = climbed(engine, telling, now)
    table(engine, every, now, best)
    print(f"held-out records gain {held_out:+.4f}")
    if options.write and held_out > LEAST_GAIN:
        WEIGHTS.write_text(json.dumps(nested(best), indent=1) + "\n")
    return 0


def questions(each: int) -> Iterator[Asked]:
    """Yield questions, their requests made once."""
    from lantai.catalog import queries
    from lantai.catalog.relevance import Asked as Library
    from lantai.catalog.relevance import request_of
    from lantai.core.query.parse import parse
    from lantai.core.query.tree import Field
    from lantai.search.evaluation.proposing import proposed

    library = Library(own=True)
    rows = list(proposed((work for page in queries.every_work() for work in page.values()), each))
    for row in rows:
        kind, names = str(row["kind"]), row["expect_first_any_of"]
        assert isinstance(names, list)
        right = frozenset(int(name.removeprefix("work:")) for name in names)
        for part, text in parts(kind, str(row["query"])):
            question = parse(text, field=Field.ANY, languages=library.languages)
            if question.tree is not None:
                yield Asked(part, request_of(question, (), limit=DEPTH), right)


def folded(every: Sequence[Asked]) -> list[Asked]:
    """Return the questions with their folds: works that one question answers with are in one, so that no work is both climbed with and judged by."""
    joined: dict[int, int] = {}

    def root(work: int) -> int:
        while (above := joined.setdefault(work, work)) != work:
            work = above
        return work

    for asked in every:
        first = root(min(asked.right))
        for work in asked.right:
            joined[root(work)] = first
    return [asked._replace(fold=digest(str(root(min(asked.right)))) % FOLDS) for asked in every]


def parts(kind: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield what readers remember of it: two or three words of a title, a name's last word and one of the title; and names."""
    words = [word for word in text.split() if any(map(str.isalnum, word))]
    if kind in ("title", "romanised", "no_marks") and len(words) > 2:
        some = sorted(sorted(words, key=digest)[:3], key=words.index)
        yield from (("two words of a title", " ".join(some[:2])), ("three words of a title", " ".join(some)))
    elif kind == "vernacular" and len(text) > 4 and script_of(text) in ("Hani", "Jpan", "Kore"):
        yield "part of a title in its script", text[1:5]
    elif kind == "author_and_title" and len(words) > 3:
        yield from (("name and a word", f"{words[1]} {words[-1]}"), ("name and two words", f"{words[1]} {words[-2]} {words[-1]}"))
    elif kind == "author":
        yield from (("author", text), ("family name", words[-1]))


def digest(text: str) -> int:
    """Return a number that is the same on every machine."""
    return int.from_bytes(blake2b(text.encode(errors="surrogatepass"), digest_size=6).digest(), "big")


def reciprocal(engine: "Engine", asked: Asked, weights: dict[str, float]) -> float:
    """Return 1/rank of the first right work, 0 where it is not among the first."""
    from lantai.search import ranking

    ranking.use(nested(weights))
    hits = engine.search(asked.request).hits
    return next((1 / place for place, hit in enumerate(hits, 1) if hit.id in asked.right), 0.0)


def mean(engine: "Engine", some: Sequence[Asked], weights: dict[str, float]) -> float:
    """Return the mean over questions."""
    return sum(reciprocal(engine, asked, weights) for asked in some) / max(len(some), 1)


def climbed(engine: "Engine", some: Sequence[Asked], start: dict[str, float]) -> dict[str, float]:
    """Return the weights at which no single step is better any more, or where PASSES over all of them have been made."""
    best, reached = dict(start), mean(engine, some, start)
    for _ in range(PASSES):
        before = reached
        for name in CLIMBED:
            for factor in (STEP, 1 / STEP):
                while True:
                    tried = best | {name: round(best[name] * factor, 4)}
                    found = mean(engine, some, tried)
                    if found < reached + LEAST_GAIN:
                        break
                    best, reached = tried, found
        if reached < before + LEAST_GAIN:
            break
    return best


def table(engine: "Engine", every: Sequence[Asked], before: dict[str, float], after: dict[str, float]) -> None:
    """Print weights and what questions reach, before and after."""
    for name in before:
        changed = "" if before[name] == after[name] else f" -> {after[name]:.2f}"
        print(f"  {name:32} {before[name]:.2f}{changed}")
    for kind in sorted({asked.kind for asked in every}):
        some = [asked for asked in every if asked.kind == kind]
        print(f"  {kind:32} {len(some):5,}  {mean(engine, some, before):.4f} -> {mean(engine, some, after):.4f}")
    print(f"  {'all':32} {len(every):5,}  {mean(engine, every, before):.4f} -> {mean(engine, every, after):.4f}")


def read() -> dict[str, float]:
    """Return the weights as they are now, by flat names."""
    told = json.loads(WEIGHTS.read_text())
    return {f"{group}.{name}": value for group, values in told.items() for name, value in values.items()}


def nested(flat: dict[str, float]) -> dict[str, dict[str, float]]:
    """Return flat names as ``weights.json`` has them."""
    told: dict[str, dict[str, float]] = {}
    for name, value in flat.items():
        group, _, key = name.partition(".")
        told.setdefault(group, {})[key] = value
    return told


if __name__ == "__main__":
    sys.exit(main())
