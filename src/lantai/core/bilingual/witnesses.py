"""Who says that one word is the translation of another: the records in which the two belong together."""

from dataclasses import dataclass

import numpy as np

from .align import Floats, Ints, Links
from .corpus import Bitext

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Witnesses:
    """By cell: how many records say so, 1 or more, and the numbers of the first ``EXAMPLES`` of them, 0 where there are fewer."""

    evidence: Ints
    examples: Ints


def witnesses(links: Links, bitext: Bitext, strength: Floats) -> Witnesses:
    """Count the records in which no other word fits either word of a cell better; a cell that never fits best has one, its first."""
    text = np.repeat(np.arange(len(bitext.one.lengths)), bitext.one.lengths * bitext.other.lengths)
    of_link = strength[links.cell]
    fits = np.zeros(len(of_link), bool)
    for at, size in ((links.one_at, len(bitext.one.words)), (links.other_at, len(bitext.other.words))):
        best = np.zeros(size)
        np.maximum.at(best, at, of_link)
        fits |= of_link >= best[at]
    cells = len(strength)
    never = np.ones(cells, bool)
    never[links.cell[fits]] = False
    first = np.full(cells, -1)
    first[links.cell[::-1]] = np.arange(len(text))[::-1]
    fits[first[never]] = True
    said = _said(links.cell[fits], text[fits], bitext)
    evidence = np.bincount(said[:, 0], minlength=cells)
    evidence[never] = 1
    examples = _examples(said[said[:, 1] > 0], cells)
    examples[never, 1:] = 0
    return Witnesses(evidence, examples)


def _said(cell: Ints, text: Ints, bitext: Bitext) -> Ints:
    """Return the distinct pairs of a cell and a record that says it, sorted."""
    times = bitext.sayings[text]
    starts = np.repeat(bitext.said[text] - np.append(0, np.cumsum(times)[:-1]), times)
    records, number = np.unique(bitext.records, return_inverse=True)
    codes = np.unique(np.repeat(cell, times) * len(records) + number[starts + np.arange(len(starts))])
    return np.column_stack((codes // len(records), records[codes % len(records)]))


def _examples(said: Ints, cells: int) -> Ints:
    counts = np.bincount(said[:, 0], minlength=cells)
    rank = np.arange(len(said)) - np.repeat(np.cumsum(counts) - counts, counts)
    found = np.zeros((cells, EXAMPLES), np.int64)
    few = rank < EXAMPLES
    found[said[few, 0], rank[few]] = said[few, 1]
    return found
