"""How likely each listed word is in texts of each class: what was counted, and before that what the lists say (multinomial Bayes, informed prior).

A list belongs to the class that bears its discipline's name. Classes may have any other names (categories, a faculty's own): then a list belongs to
those whose texts have its words.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..bib.first_level import named
from .features import Embed, Floats, Rows
from .listed import hits, lists, times

LISTED, BACKGROUND, OWNED = 0.5, 300.0, 5.0
"""How much a list counts beside texts; how much words in general do; how firmly a list goes to the classes that have most of it.

Looked at on the development split of CSLDCP: from .5 to 2, 50 to 500 and 2 to 5 there is no difference of a point.
"""

UNLISTED = 0.05
"""How likely a word of other disciplines' lists is beside one of its own, where nothing was learnt."""


def believed(rows: Rows, of: NDArray[np.int64], labels: Sequence[str]) -> Floats:
    """Return the logarithm of how likely words are in each class, over their mean: shape (words, classes). ``of``: the class of each row."""
    words = len(lists().words)
    counts = np.zeros((len(labels), words), np.float32)
    np.add.at(counts, (np.repeat(of, np.diff(rows.starts)), rows.columns), rows.values)
    general = counts.sum(axis=0) + 0.1
    often = (np.bincount(rows.columns, minlength=words) + 0.3) ** 0.75
    prior = owned(rows, of, labels) @ lists().listed.T * (often / lists().listed.sum(axis=1)).astype(np.float32)
    likely = counts + LISTED * prior + BACKGROUND * general / general.sum()
    logs = np.log(likely / likely.sum(axis=1, keepdims=True)).T
    centred: Floats = (logs - logs.mean(axis=1, keepdims=True)).astype(np.float32)
    return centred


def owned(rows: Rows, of: NDArray[np.int64], labels: Sequence[str]) -> Floats:
    """Return how much of each discipline's list belongs to each class: shape (classes, codes), the largest of a list is one."""
    said = hits(rows)
    mean = np.zeros((len(labels), said.shape[1]), np.float32)
    np.add.at(mean, of, said)
    mean /= np.maximum(1, np.bincount(of, minlength=len(labels)))[:, None]
    found: Floats = (mean / np.maximum(mean.max(axis=0), 1e-9)) ** np.float32(OWNED)
    known = by_name(labels)
    return np.where(known.any(axis=0), known, found).astype(np.float32)


def by_name(labels: Sequence[str]) -> Floats:
    """Return which discipline's list each class bears the name of: shape (classes, codes), zeros and ones. A category has the lists of its disciplines."""
    return np.array([[code in codes or code[:2] in codes for code in lists().codes] for codes in map(named, labels)], np.float32)


def untaught(labels: Sequence[str]) -> Floats:
    """Return what the lists alone let believe, without any labelled text: shape (words, classes)."""
    likely = by_name(labels) @ (lists().listed / lists().listed.sum(axis=1, keepdims=True)).T + UNLISTED
    logs = np.log(likely).T
    centred: Floats = (logs - logs.mean(axis=1, keepdims=True)).astype(np.float32)
    return centred


def meant(labels: Sequence[str], embed: Embed) -> Floats:
    """Return the direction in which each class's listed words lie from those of all: shape (dimensions, classes), columns of unit length."""
    lying = by_name(labels) @ (lists().listed / lists().listed.sum(axis=1, keepdims=True)).T @ embed(lists().words)
    lying /= np.maximum(np.linalg.norm(lying, axis=1, keepdims=True), 1e-9)
    apart = lying - lying.mean(axis=0)
    directions: Floats = (apart / np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), 1e-9)).T.astype(np.float32)
    return directions


def spoken(rows: Rows, weights: Floats) -> Floats:
    """Return what the listed words say of texts: shape (texts, classes), rows of mean zero."""
    return times(rows, weights)
