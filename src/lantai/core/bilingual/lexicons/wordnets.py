"""Words of a language joined with English ones by their synsets, each pair with what it weighs.

English words stand at the synset (offset and part of speech of WordNet 3.0) with the rank that it has among their senses: "bank" means the slope
first. A synset's share of a word's use is that of its likeliest English word.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from .lines import numbered
from .protocol import FADING, Entry, Files, Refusal

Synsets = dict[str, dict[str, float]]
"""Synset ("02084071-n") -> English word -> what the synset weighs among the senses of the word."""

_PARTS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
OF_WORDNET = tuple(f"{kind}.{part}" for part in _PARTS for kind in ("data", "index"))
"""Files of WordNet 3.0 (Debian: wordnet-base, /usr/share/wordnet) that a wordnet of another language is joined with."""

_LAST = 5
_MARKER = re.compile(r"\((?:a|p|ip)\)$")


def synset(number: str) -> str:
    """Return the number of a synset as it is compared: satellites are adjectives."""
    return number[:-1] + "a" if number.endswith("-s") else number


def of_rank(rank: int) -> float:
    """Return what a sense weighs that is the ``rank``-th of its word, from 0."""
    return FADING**rank


def english(files: Files) -> Synsets:
    """Return the English words of WordNet's own files, as far as they are among ``files``: written as in data.*, ranked as in index.*."""
    found: Synsets = {}
    for part, letter in _PARTS.items():
        if f"data.{part}" in files.openers:
            ranks = _ranks(files, f"index.{part}")
            for columns in _lines(files, f"data.{part}"):
                words = columns[4 : 4 + 2 * int(columns[3], 16) : 2]
                lemmas = [_MARKER.sub("", word) for word in words]
                found[f"{columns[0]}-{letter}"] = {
                    lemma.replace("_", " "): of_rank(ranks.get((columns[0], lemma.lower()), _LAST)) for lemma in lemmas
                }
    return found


def _ranks(files: Files, name: str) -> dict[tuple[str, str], int]:
    """Return offset and lemma -> which of the lemma's senses that is: an index lists them by frequency, at the end of its lines."""
    if name not in files.openers:
        return {}
    return {
        (offset, columns[0]): rank
        for columns in _lines(files, name)
        for rank, offset in enumerate(columns[-int(columns[2]) :])
    }  # fmt: skip


def _lines(files: Files, name: str) -> Iterator[list[str]]:
    """Yield the columns of the lines of a file of WordNet, without its licence (lines that begin with a space)."""
    with files.open(name) as stream:
        for line in numbered(stream, name):
            if not isinstance(line, Refusal) and line[1][:1].strip():
                yield line[1].split("|")[0].split()


def entries(words: Mapping[str, Iterable[str]], lang: str, synsets: Synsets, target: str) -> Iterator[Entry | None]:
    """Yield an entry for every word and its synsets; None for one whose synsets have no word in the target language."""
    for word, numbers in words.items():
        pairs: dict[str, float] = {}
        for number in numbers:
            others = synsets.get(number, {})
            total = sum(others.values())
            for other, weight in others.items():
                pairs[other] = pairs.get(other, 0.0) + max(others.values()) * weight / total
        if pairs:
            yield Entry(lang, word, target, tuple((other,) for other in pairs), tuple(pairs.values()))
        else:
            yield None
