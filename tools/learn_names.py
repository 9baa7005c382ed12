"""Learn how names sound across scripts from the training half of tests/gates/data/names.tsv; writes core/names/data/sounds.txt.

Run it after a change of core/names/letters.py or of the names. It prints recall within the training half; the gate
(tests/gates/test_names.py) measures on the other half, which nothing here looks at.
"""

import sys
from itertools import combinations, permutations
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.gates.labelled_names import Author, training  # noqa: E402

from lantai.core.names import costs, learn  # noqa: E402
from lantai.core.names.alike import worth  # noqa: E402
from lantai.core.names.parts import name  # noqa: E402

TARGET = ROOT / "src/lantai/core/names/data/sounds.txt"
HEADER = "# How often sounds stood for each other in names known to be one: scripts, a sound of the first, sounds of the second with counts.\n"


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
    """Print recall within the training half, of every eighth author."""
    first = fifth = asked = 0
    for one, other in permutations(authors[0] | authors[1], 2):
        there = [(number, name(author[other])) for number, author in enumerate(authors) if other in author]
        for number, author in list(enumerate(authors))[::8]:
            if one not in author or other not in author:
                continue
            query = name(author[one])
            ranked = sorted(there, key=lambda entry: -worth(query, entry[1]))
            place = next(at for at, (n, _) in enumerate(ranked) if n == number)
            asked, first, fifth = asked + 1, first + (place == 0), fifth + (place < 5)
    print(f"{asked} asked: R@1 {first / asked:.3f}, R@5 {fifth / asked:.3f}")


if __name__ == "__main__":
    main()
