"""The list of journals searched by words, in memory: the database would read every row of the list for each word of each question.

The words of the list are read once for each state of it and each day, some 200 bytes a title, and kept by the process. While the list changes
faster than it can be read (an import of many packages), a search may see it as it was a little before.
"""

import time
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock

from lantai.apps.holdings.models.listed import Journal

from .lines import Lines
from .naming import asked

QUICK_S = 0.1
"""What is read within that time is read again after every change."""

SHARE = 1 / 30
"""Of the time that may be spent on reading a list again that changes all the time."""


MOST_SOUGHT = 400
"""Words of questions of which is kept what has them, some 20 kB each."""


@dataclass(frozen=True, slots=True)
class Words:
    """The titles that readers have on a day, in the order of the list: numbers, places and words of each. ``sought``: what has a word."""

    pks: array  # type: ignore[type-arg]
    places: Sequence[tuple[str, str]]
    words: Lines
    sounds: Lines
    sought: dict[str, array] = field(default_factory=dict)  # type: ignore[type-arg]

    def found(self, text: str) -> list[int]:
        """Return the places in the order of those that have all words: first those that begin so."""
        wanted = asked(text)
        if not wanted:
            return []
        having = set.intersection(*(self._having(word) for word in wanted))
        first = self.words.beginning(" " + " ".join(wanted)) & having
        return sorted(first) + sorted(having - first)

    def _having(self, word: str) -> set[int]:
        """Return what has a word; of two frequent words in a search of 50,000 titles that took 13 ms, so it is kept for who asks next."""
        kept = self.sought.get(word)
        if kept is None:
            if len(self.sought) >= MOST_SOUGHT:
                self.sought.clear()
            kept = self.sought[word] = array("L", self._seek(word))
        return set(kept)

    def _seek(self, word: str) -> set[int]:
        """Return where a word begins so; Han and other scripts without spaces anywhere, pinyin within its one piece."""
        if not word.isascii() and _is_run(word):
            return self.words.having(word)
        found = self.words.having(f" {word}")
        return found | self.sounds.having(word) if word.isascii() and word.isalpha() and len(word) > 1 else found


def _is_run(word: str) -> bool:
    """Say whether a word is of a script that writes without spaces."""
    return any(
        "\u0e00" <= c <= "\u0eff" or "\u3040" <= c <= "\u9fff" or "\uac00" <= c <= "\ud7af" or c > "\U00020000" for c in word
    )


@dataclass(slots=True)
class _Kept:
    state: tuple[int, date, str]
    words: Words
    read_at: float
    took: float


_kept: list[_Kept] = []
_lock = Lock()


def words_of(revision: int, on: date, library: str) -> Words:
    """Return the words of the list as it is on a day."""
    state = (revision, on, library)
    with _lock:
        kept = _kept[0] if _kept else None
        if kept and (kept.state == state or _may_wait(kept, on, library)):
            return kept.words
        begun = time.monotonic()
        words = _read(on)
        _kept[:] = [_Kept(state, words, time.monotonic(), time.monotonic() - begun)]
        return words


def _may_wait(kept: _Kept, on: date, library: str) -> bool:
    """Say whether an older state of the list will do: the same day's, read a moment ago, slow to read."""
    return kept.state[1:] == (on, library) and kept.took > QUICK_S and (time.monotonic() - kept.read_at) * SHARE < kept.took


def _read(on: date) -> Words:
    rows = Journal.objects.listed(on).order_by("sort", "pk").values_list("pk", "script", "initial", "words", "sound")
    pks, places, words, sounds = array("Q"), [], [], []
    known: dict[tuple[str, str], tuple[str, str]] = {}
    for pk, script, initial, said, sound in rows.iterator(chunk_size=5_000):
        pks.append(pk)
        places.append(known.setdefault((script, initial), (script, initial)))
        words.append(said)
        sounds.append(sound)
    return Words(pks, places, Lines(words), Lines(sounds))
