"""Learn the forest that weighs organizations from strings whose organizations are known, and write it into the package.

    python benchmarks/train_organizations.py [--write]

The sets are those of LANTAI_SHARED_DATA (openaccess/affiliations). Strings are halved by a hash of their words; told is what a forest learned on
one half gives on the other, both ways together, at the thresholds that are written. The forest is then learned from all. What a wrong neighbor
looks like is learned from the same strings with their own bodies taken out of the registry. Crossref's assertions weigh less, as they name parents
or the first body only.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path

import msgspec
import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.forests import Tree, chances, grown
from benchmarks.organization_sets import SETS, Asked, asked, counted, registry

from lantai.core.matching.organizations.forest import Forest
from lantai.core.matching.organizations.measures import NAMES
from lantai.core.matching.organizations.naming import Finder

DATA = Path(__file__).resolve().parents[1] / "src/lantai/core/matching/data/organizations.json"
WEIGHTS = {"springer_dev": 1.6, "s2aff_gold_dev": 1.4, "crossref_asserted_dev": 0.6}
LEFT_OUT = 0.35
"""How much a string weighs whose body was taken out, beside the string itself."""
SAME, BESIDE, AUTO = 0.62, 0.7, 0.9


def half(row: Asked) -> int:
    """Return the half that a string is of: 0 or 1, the same for strings of the same words."""
    return blake2b(" ".join(row.text.lower().split()).encode(), digest_size=2).digest()[0] % 2


class Measured:
    """A set's strings, their candidates with the numbers, which of them are right, what each weighs and whether its string is as it was."""

    def __init__(self, name: str, finder: Finder, ids: list[str]) -> None:
        self.name, self.rows = name, asked(name)
        at = {ror: n for n, ror in enumerate(ids)}
        found: list[tuple[int, str, float, bool, tuple[float, ...]]] = []
        for n, row in enumerate(self.rows):
            found += [(n, ids[body], 1.0, True, values) for body, values in finder.measured(row.text)]
            own = frozenset(at[ror] for ror in row.gold if ror in at)
            if own and row.there:
                found += [(n, ids[body], LEFT_OUT, False, values) for body, values in finder.measured(row.text, own)]
        self.bodies = [ror for _, ror, *_ in found]
        self.where = np.array([n for n, *_ in found])
        self.real = np.array([real for *_, real, _ in found])
        self.values = np.array([values for *_, values in found], float)
        self.truth = np.array([float(ror in self.rows[n].gold) for n, ror, *_ in found])
        self.weights = np.array([weight for _, _, weight, *_ in found]) * WEIGHTS[name]
        self.halves = np.array([half(self.rows[n]) for n in self.where])


def learned(sets: Sequence[Measured], kept: Sequence[np.ndarray]) -> tuple[float, list[Tree]]:
    """Return a forest learned on some candidates of each set."""
    return grown(
        *(
            np.concatenate([getattr(one, part)[k] for one, k in zip(sets, kept, strict=True)])
            for part in ("values", "truth", "weights")
        )
    )


def answers(one: Measured, told: np.ndarray, same: float, beside: float) -> list[set[str]]:
    """Return what is found in each string by the probabilities of the candidates."""
    best: list[dict[str, float]] = [{} for _ in one.rows]
    for n, ror, real, chance in zip(one.where, one.bodies, one.real, told, strict=True):
        if real and chance >= same:
            best[n][ror] = max(chance, best[n].get(ror, 0.0))
    ranked = [sorted(each.items(), key=lambda pair: -pair[1]) for each in best]
    return [{ror for n, (ror, chance) in enumerate(each) if not n or chance >= beside} for each in ranked]


def crossed(sets: Sequence[Measured]) -> list[np.ndarray]:
    """Return the probabilities of each set's candidates by a forest that was learned on the other half."""
    told = [np.zeros(len(one.truth)) for one in sets]
    for part in (0, 1):
        forest = learned(sets, [one.halves != part for one in sets])
        for one, chance in zip(sets, told, strict=True):
            chance[one.halves == part] = chances(one.values[one.halves == part], *forest)
    return told


def lines(sets: Sequence[Measured], told: Sequence[np.ndarray], thresholds: Iterable[tuple[float, float]]) -> Iterable[str]:
    """Yield what each set gives at thresholds (same, beside)."""
    for same, beside in thresholds:
        for one, chance in zip(sets, told, strict=True):
            found = counted(one.rows, answers(one, chance, same, beside))
            yield json.dumps({"set": one.name, "same": same, "beside": beside} | {k: round(v, 3) for k, v in found.items()})


def main() -> None:
    """Learn and tell; write where asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="write the forest")
    parser.add_argument("--curve", action="store_true", help="tell of other thresholds too")
    options = parser.parse_args()
    table = registry()
    finder, ids = Finder(table), [body.id for body in table.bodies]
    sets = [Measured(name, finder, ids) for name in SETS]
    curve = [(same, beside) for same in (0.4, 0.5, 0.6, 0.7) for beside in (0.7, 0.8, 1.0)] if options.curve else []
    for line in lines(sets, crossed(sets), [(SAME, BESIDE), *curve]):
        sys.stdout.write(line + "\n")
    if options.write:
        base, trees = learned(sets, [np.ones(len(one.truth), bool) for one in sets])
        told = {
            "names": NAMES,
            "base": round(base, 3),
            "same": SAME,
            "beside": BESIDE,
            "auto": AUTO,
            "trees": [(*(part for question in asked for part in question), leaves) for asked, leaves in trees],
            "learned_from": ", ".join(SETS),
        }
        text = msgspec.json.encode(msgspec.convert(told, Forest)).decode()
        DATA.write_text(text.replace("]],[", "]],\n[") + "\n")


if __name__ == "__main__":
    main()
