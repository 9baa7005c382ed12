"""Learn the scorecard of papers from labelled sets, by logistic regression, and write it into the package.

    python benchmarks/train_matching.py --write        learn on all training parts, and write core/matching/data/papers.json
    python benchmarks/train_matching.py                learn on every set but one and say what that gives on the one left out

The sets are those of LANTAI_SHARED_DATA (openaccess/er): DBLP-ACM and Cora whole, the training part of Dirty DBLP-ACM. Each set weighs the
same, whatever its size; their descriptions are also worn as other sources wear theirs (initials for names, no year, shorter containers).
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.matching_sets import Labelled, sets
from benchmarks.scorecards import carded, chances, expanded, fitted, written

KNOTS = {
    "title": (0.3, 0.5, 0.7, 0.85, 0.92, 0.97, 1), "title_words": (0, 0.25, 0.5, 0.7, 0.9, 1), "title_said": (0.3, 0.5, 0.7, 0.85, 0.95, 1),
    "title_extra": (0, 0.3, 0.5, 0.7, 0.85, 0.95, 1), "title_weight": (0, 0.15, 0.3, 0.5, 0.8), "whole": (0, 0.2, 0.35, 0.5, 0.65, 0.8, 1),
    "whole_in": (0.3, 0.45, 0.55, 0.65, 0.75, 0.85, 1), "people": (0, 0.5, 0.99), "people_in": (0, 0.3, 0.5, 0.75, 1),
    "people_count": (0, 0.5, 0.99), "first": (0, 1), "year": (0, 1, 2, 5), "container": (-1, -0.5, 0, 0.5, 1), "numbers": (0, 0.2, 0.5, 1),
    "kinds": (0, 1), "pages": (0, 0.5, 1), "volume": (0, 1), "doi": (0, 1), "together": (0, 0.4, 0.6, 0.75, 0.9, 1), "rival": (0, 0.05, 0.2, 0.5, 1.5),
}  # fmt: skip
BELIEVED = {"doi": ((-2.0, 6.0), 0.0), "kinds": ((0.0, -2.0), 0.0)}
"""Points that no labelled set can teach, as hardly any has the column: laid down, and the rest is learned beside them."""

PULL, PER_SET, PRECISE, SAME = 1.0, 8_000.0, 0.997, 0.5
"""Pull to zero of every point; what a set weighs; precision asked of automatic merges, above the .995 that is promised; and the threshold, which is
not fitted."""


def learn(parts: list[Labelled]) -> np.ndarray:
    """Return weights learned on sets that weigh the same."""
    numbers = np.concatenate([expanded(part.values, KNOTS) for part in parts])
    return fitted(
        numbers, np.concatenate([p.truth for p in parts]), np.concatenate([_weights(p) for p in parts]), KNOTS, PULL, BELIEVED
    )


def _weights(part: Labelled) -> np.ndarray:
    return np.full(len(part.truth), PER_SET / len(part.truth))


def f1(part: Labelled, chance: np.ndarray, least: float) -> float:
    """Return the F1 of the pairs at a threshold; pairs that were no candidates count as missed."""
    taken = chance >= least
    return float(2 * (part.truth * taken).sum() / (taken.sum() + part.truth.sum() + part.missed))


def sure(part: Labelled, chance: np.ndarray) -> float:
    """Return the lowest threshold from which on ``PRECISE`` of the pairs that are taken unseen are right."""
    chance = np.where(part.guarded, 0.0, chance)
    order = np.argsort(-chance)
    right = np.cumsum(part.truth[order]) / np.arange(1, len(order) + 1)
    enough = np.flatnonzero(right >= PRECISE)
    return float(chance[order][enough[-1]]) if len(enough) else 1.0


def crossed(parts: list[Labelled]) -> list[np.ndarray]:
    """Return the probabilities of each set's pairs by weights learned without a fifth of the pairs, fold by fold."""
    folds = [np.random.default_rng(7).integers(0, 5, len(part.truth)) for part in parts]
    found = [np.zeros(len(part.truth)) for part in parts]
    for fold in range(5):
        weights = learn([part.only(where != fold) for part, where in zip(parts, folds, strict=True)])
        for part, where, chance in zip(parts, folds, found, strict=True):
            chance[where == fold] = chances(part.only(where == fold).values, weights, KNOTS)
    return found


def main() -> None:
    """Learn and tell, or learn and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the card")
    options = parser.parse_args()
    parts = sets()
    if not options.write:
        for part in parts:
            chance = chances(part.values, learn([other for other in parts if other.family != part.family]), KNOTS)
            print(
                json.dumps({"left_out": part.name, "pairs": len(part.truth), "f1": round(f1(part, chance, 0.5), 4)}), flush=True
            )
        return
    found = crossed(parts)
    auto = min(0.999, max(sure(part, chance) for part, chance in zip(parts, found, strict=True)))
    for part, chance in zip(parts, found, strict=True):
        share = ((chance >= auto) & ~part.guarded).sum() / part.truth.sum()
        told = {"set": part.name, "f1": round(f1(part, chance, SAME), 4), "sure": round(sure(part, chance), 3)}
        print(json.dumps(told | {"auto_share": round(float(share), 3)}), flush=True)
    card = carded(learn(parts), KNOTS, same=SAME, auto=auto, learned_from=", ".join(part.name for part in parts))
    written("papers", card)


if __name__ == "__main__":
    main()
