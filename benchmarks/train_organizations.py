"""Learn the scorecard of organizations from strings whose organizations are known, and write it into the package.

    python benchmarks/train_organizations.py [--write]

The sets are those of LANTAI_SHARED_DATA (openaccess/affiliations). Told is what weights learned on one half of the strings give on the other, at the
threshold that is written; the card is then learned from all. Crossref's assertions weigh half, as they name parents or the first body only.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.organization_sets import SETS, Asked, asked, counted, registry
from benchmarks.scorecards import carded, chances, expanded, fitted, written

from lantai.core.matching.organizations.naming import NAMES, Finder

KNOTS = {
    "words": (1, 2, 3, 4, 6), "letters": (3, 6, 10, 16, 25, 40), "fills": (0.1, 0.3, 0.5, 0.75, 0.99, 1), "before": (0, 1, 2, 4, 8), "alike": (1, 2, 3, 6),
    "segment": (0, 1, 2, 3, 5), "from_end": (0, 1, 2, 3, 5), "others": (0, 1, 2, 4), "one_of": (1, 2, 3), "after": (0, 1, 2, 4, 8),
}  # fmt: skip
ALL_KNOTS = {name: KNOTS.get(name, (0, 1)) for name in NAMES}
PULL, PER_SET, SAME = 1.0, 6_000.0, 0.5
HALF = {"crossref_asserted_dev": 0.5}
Candidate = tuple[int, str]


class Measured:
    """A set's strings, their candidates (string, organization) with the numbers, and which of them are right."""

    def __init__(self, name: str, finder: Finder, ids: list[str]) -> None:
        self.name = name
        self.rows: list[Asked] = asked(name)
        found = [(n, ids[at], values) for n, row in enumerate(self.rows) for at, values in finder.measured(row.text)]
        self.candidates: list[Candidate] = [(n, ror) for n, ror, _ in found]
        self.values = np.array([values for *_, values in found])
        self.truth = np.array([float(ror in self.rows[n].gold) for n, ror in self.candidates])
        self.where = np.array([n for n, _ in self.candidates])

    def weights(self, kept: np.ndarray) -> np.ndarray:
        """Return the weight of each kept candidate."""
        return np.full(int(kept.sum()), PER_SET * HALF.get(self.name, 1.0) / kept.sum())


def learn(sets: list[Measured], kept: list[np.ndarray]) -> np.ndarray:
    """Return weights learned on some candidates of each set."""
    numbers = np.concatenate([expanded(one.values[k], ALL_KNOTS) for one, k in zip(sets, kept, strict=True)])
    truth = np.concatenate([one.truth[k] for one, k in zip(sets, kept, strict=True)])
    return fitted(numbers, truth, np.concatenate([one.weights(k) for one, k in zip(sets, kept, strict=True)]), ALL_KNOTS, PULL)


def told(one: Measured, weights: np.ndarray, rows: set[int]) -> dict[str, float]:
    """Count a set's strings by weights that were learned without them."""
    found: dict[int, set[str]] = {n: set() for n in rows}
    for (n, ror), chance in zip(one.candidates, chances(one.values, weights, ALL_KNOTS), strict=True):
        if n in found and chance >= SAME:
            found[n].add(ror)
    order = sorted(rows)
    return counted([one.rows[n] for n in order], [found[n] for n in order])


def main() -> None:
    """Learn and tell; write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the card")
    options = parser.parse_args()
    table = registry()
    finder, ids = Finder(table), [body.id for body in table.bodies]
    sets = [Measured(name, finder, ids) for name in SETS]
    weights = learn(sets, [one.where % 2 == 0 for one in sets])
    for one in sets:
        rows = set(range(1, len(one.rows), 2))
        print(json.dumps({"set": one.name} | {k: round(v, 3) for k, v in told(one, weights, rows).items()}), flush=True)
    if options.write:
        whole = learn(sets, [np.ones(len(one.truth), bool) for one in sets])
        written("organizations", carded(whole, ALL_KNOTS, same=SAME, auto=0.9, learned_from=", ".join(SETS)))


if __name__ == "__main__":
    main()
