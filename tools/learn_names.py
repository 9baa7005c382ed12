"""Learn how names sound across scripts from the training half of tests/gates/data/names.tsv; writes core/names/data/sounds.txt.

Run it after a change of core/names/letters.py or of the names. It prints recall on the training half and the constants of
``alike.probability``; the gate (tests/gates/test_names.py) measures on the other half, which nothing here looks at.
"""

import sys
from itertools import combinations
from math import exp
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.gates.labelled_names import Author, training  # noqa: E402

from lantai.core.names import costs, learn  # noqa: E402
from lantai.core.names.alike import worth  # noqa: E402
from lantai.core.names.parts import Name, name  # noqa: E402

TARGET = ROOT / "src/lantai/core/names/data/sounds.txt"
HEADER = "# How often sounds stood for each other in names known to be one: scripts, a sound of the first, sounds of the second with counts.\n"
HARD = 3
"""The most alike wrong names of each right one, for calibrating."""


def main() -> None:
    """Learn, write, calibrate."""
    authors = training()
    pairs = [(name(a[one]), name(a[other])) for a in authors for one, other in combinations(a, 2)]
    learned = learn.counts([pair for pair in pairs if pair[0].words and pair[1].words])
    TARGET.write_text(HEADER + "".join(lines(learned)), encoding="utf-8")
    costs._learned.cache_clear()
    costs.between.cache_clear()
    report(authors)


def lines(learned: learn.Learned) -> list[str]:
    """Return the lines of the file."""
    made = []
    for (one, other), counted in sorted(learned.items()):
        for a in sorted({a for a, _ in counted}):
            entries = " ".join(f"{b}{count}" for (x, b), count in sorted(counted.items()) if x == a)
            made.append(f"{one} {other} {a} {entries}\n")
    return made


def report(authors: list[Author]) -> None:
    """Print recall within the training half and what fits ``probability`` best."""
    right, wrong, first, fifth, asked = [], [], 0, 0, 0
    for one, other in (pair for ab in combinations(authors[0] | authors[1], 2) for pair in (ab, ab[::-1])):
        there = [(number, name(a[other])) for number, a in enumerate(authors) if other in a]
        for number, a in list(enumerate(authors))[::4]:
            if one not in a or other not in a:
                continue
            query = name(a[one])
            ranked = sorted(((worth(query, form), n, form) for n, form in there), reverse=True)
            place = next(at for at, (_, n, _) in enumerate(ranked) if n == number)
            asked, first, fifth = asked + 1, first + (place == 0), fifth + (place < 5)
            right.append((ranked[place][0], _length(query, ranked[place][2])))
            wrong += [(value, _length(query, form)) for value, n, form in ranked[: HARD + 1] if n != number]
    print(f"{asked} asked: R@1 {first / asked:.3f}, R@5 {fifth / asked:.3f}")
    print("steepness {:.3f}, length {:.3f}, offset {:.3f}".format(*fitted(right, wrong)))


def _length(one: Name, other: Name) -> int:
    return max(sum(map(len, one.words)), sum(map(len, other.words)))


def fitted(right: list[tuple[float, int]], wrong: list[tuple[float, int]]) -> tuple[float, float, float]:
    """Return the logistic regression of right and wrong over worth and worth by length, by gradient descent; both sides weigh alike."""
    rows = [(v / 10, v / n, 1.0, 1 / len(right)) for v, n in right] + [(v / 10, v / n, 0.0, 1 / len(wrong)) for v, n in wrong]
    a = b = c = 0.0
    for _ in range(4000):
        ga = gb = gc = 0.0
        for x, y, is_right, weight in rows:
            error = (1 / (1 + exp(-max(-30.0, min(30.0, a * x + b * y + c)))) - is_right) * weight
            ga, gb, gc = ga + error * x, gb + error * y, gc + error
        a, b, c = a - ga, b - gb, c - gc
    return a / 10, b, c


if __name__ == "__main__":
    main()
