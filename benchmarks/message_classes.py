"""How well readers' messages are told apart, cross-validated: no scenario stands in training and test at once, in whatever language.

    python benchmarks/message_classes.py [--wrong] [--folds 10] [--other LANGUAGE]

``--other``: train without a language, test on it alone, besides: how far what is learnt in the others carries.
"""

import argparse
import random
from collections import Counter, defaultdict

from lantai.core.faults.classifying import CLASSES, Classifier, Labelled, labelled


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--other", default="")
    options = parser.parse_args()
    messages = list(labelled())
    print(f"{len(messages)} messages, {len({m.scenario for m in messages})} scenarios, {Counter(m.language for m in messages)}")
    for seed in range(3):
        told = crossed(messages, folds=options.folds, seed=seed)
        by_language = {lang: f1([(m, g) for m, g in told if m.language == lang])[0] for lang in ("en", "zh", "ar")}
        macro, each = f1(told)
        print(f"seed {seed}: macro-F1 {macro:.3f}", {lang: round(value, 3) for lang, value in by_language.items()})
    print({str(label): round(value, 2) for label, value in each.items()})
    sure = [(m.label == g[0]) for m, g in told if g[1] >= 0.7]
    print(f"confidence of .7 and more: {len(sure)} of {len(told)}, right {sum(sure) / max(1, len(sure)):.3f}")
    if options.other:
        train = [m for m in messages if m.language != options.other]
        rest = [m for m in messages if m.language == options.other]
        held = [(m, _guess(Classifier([t for t in train if t.scenario != m.scenario]), m)) for m in rest[::6]]
        print(f"never having seen {options.other}: macro-F1 {f1(held)[0]:.3f} on {len(held)}")
    if options.wrong:
        for message, (guess, sureness) in told:
            if guess != message.label:
                print(f"{message.label} taken for {guess} ({sureness:.2f}): {message.language} {message.text}")


def crossed(messages: list[Labelled], *, folds: int, seed: int) -> list[tuple[Labelled, tuple[str, float]]]:
    """Return each message with what it was taken for by a classifier that saw no message of its scenario."""
    by_label: dict[str, list[str]] = defaultdict(list)
    for scenario in sorted({m.scenario for m in messages}):
        by_label[scenario.partition(".")[0]].append(scenario)
    fold_of: dict[str, int] = {}
    rng = random.Random(seed)
    for scenarios in by_label.values():
        rng.shuffle(scenarios)
        fold_of |= {scenario: n % folds for n, scenario in enumerate(scenarios)}
    told = []
    for fold in range(folds):
        learnt = Classifier([m for m in messages if fold_of[m.scenario] != fold])
        told += [(m, _guess(learnt, m)) for m in messages if fold_of[m.scenario] == fold]
    return told


def _guess(learnt: Classifier, message: Labelled) -> tuple[str, float]:
    guess = learnt.classify(message.text)
    return guess.label, guess.confidence


def f1(told: list[tuple[Labelled, tuple[str, float]]]) -> tuple[float, dict[str, float]]:
    """Return macro-F1 and the F1 of each class."""
    right = Counter(m.label for m, (guess, _sure) in told if m.label == guess)
    said, true = Counter(guess for _m, (guess, _sure) in told), Counter(m.label for m, _ in told)
    each = {str(label): 2 * right[label] / max(1, said[label] + true[label]) for label in CLASSES}
    return sum(each.values()) / len(each), each


if __name__ == "__main__":
    main()
