"""One order out of two: works by the words that they share with a question, and by how near their vectors lie to it.

Scores are fused linearly, never ranks with equal weight: reciprocal ranks let a weak leg pull a strong one down (ChinaXiv, three keywords: R@1 .73 to .67
where the linear sum gives .80). What the words put first by right (a number, an exact title, all words of the question) stays first.
"""

from collections.abc import Mapping

ALPHA = 0.7
"""Weight of the vectors beside the words; calibrated on ChinaXiv and XQuAD (benchmarks/vectors.py), where .5 to 1 lie within .01."""

ALPHA_UNTRANSLATED = 1.4
"""The same when fewer than half of the question's words have a translation: then the words know less than the vectors."""


def weight(*, knows_language: bool, translated: float) -> float:
    """Return how much vectors count beside words. ``translated``: share of the question's words that found a translation, 0..1.

    0 where the encoder was not made for the question's language: there it does harm (Hindi on XQuAD: R@10 .892 to .861).
    """
    if not knows_language:
        return 0.0
    return ALPHA if translated >= 0.5 else ALPHA_UNTRANSLATED


def fused(
    words: Mapping[int, float], tiers: Mapping[int, float], alike: Mapping[int, float], *, alpha: float
) -> list[tuple[int, float]]:
    """Return works with their fused scores, best first; equal ones by number.

    ``words``: score by the words, 0 or more. ``tiers``: what stands above all scores, 0 for most. ``alike``: works with their cosines; those that no
    words find come in by them alone.
    """
    best_words = max(words.values(), default=0.0) or 1.0
    best_near = max(alike.values(), default=0.0) or 1.0
    scores = {
        work: tiers.get(work, 0.0) + words.get(work, 0.0) / best_words + alpha * alike.get(work, 0.0) / best_near
        for work in {**words, **alike}
    }
    return sorted(((work, round(score, 6)) for work, score in scores.items()), key=lambda pair: (-pair[1], pair[0]))
