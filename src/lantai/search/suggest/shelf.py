"""Shelf: the directories of suggestions; the file ``current`` names the one in use, and a file in each says how far it has come.

One made with other tables or by another version is made beside it, some works at a time, and comes into use when it has caught up; where there
is none in use, at once: half of the suggestions are better than none.
"""

import re
import shutil
import time
from collections.abc import Iterable
from pathlib import Path

from lantai.search.pointer import InUse, Pointer

from .reader import Suggestions

_NAME = re.compile(r"[0-9a-f]{12}")
_REACHED = "reached"
_WORDS = "words"
KEEP_OLD_SECONDS = 3_600


class Shelf:
    """The suggestions under one directory; safe to share between threads, and between processes as long as one writes."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._pointer = Pointer(root)
        self._in_use = InUse(self._pointer, lambda name: Suggestions(self.directory(name)))

    def name(self) -> str | None:
        """Return the name of what is in use; None when nothing is."""
        return self._pointer.name()

    def current(self) -> Suggestions | None:
        """Return the suggestions in use, open; None when there are none. To see that they are the same costs two microseconds."""
        return self._in_use.current()

    def directory(self, name: str) -> Path:
        """Return where suggestions of this name lie."""
        return self._root / name

    def reached(self, name: str) -> int:
        """Return the number of the last change of works that is in them, 0 where there is nothing yet."""
        try:
            return int((self.directory(name) / _REACHED).read_text("ascii") or 0)
        except (FileNotFoundError, ValueError):
            return 0

    def note(self, name: str, change: int) -> None:
        """Say that every change up to this one is in them; after the commit, so that a broken-off batch is only done again."""
        draft = self.directory(name) / f"{_REACHED}.new"
        draft.write_text(str(change), "ascii")
        draft.replace(self.directory(name) / _REACHED)

    def keep_words(self, name: str, words: Iterable[tuple[str, int]]) -> None:
        """Write down the words of these suggestions with in how many works each stands, for who looks for other spellings."""
        draft = self.directory(name) / f"{_WORDS}.new"
        with draft.open("w", encoding="utf-8") as file:
            file.writelines(f"{count} {word}\n" for word, count in words)
        draft.replace(self.directory(name) / _WORDS)

    def words_age_s(self, name: str) -> float:
        """Return how old the list of words is; infinite where there is none."""
        try:
            return time.time() - (self.directory(name) / _WORDS).stat().st_mtime
        except FileNotFoundError:
            return float("inf")

    def words_seen(self) -> tuple[str, int]:
        """Return what changes whenever there is another list of words in use."""
        name = self.name() or ""
        try:
            return name, (self.directory(name) / _WORDS).stat().st_mtime_ns
        except FileNotFoundError:
            return name, 0

    def words(self, name: str) -> dict[str, int]:
        """Return the list of words; empty where there is none."""
        try:
            lines = (self.directory(name) / _WORDS).read_text("utf-8").splitlines()
        except FileNotFoundError:
            return {}
        parted = (line.partition(" ") for line in lines)
        return {word: int(count) for count, _, word in parted}

    def use(self, name: str) -> None:
        """Take these into use, and sweep away what has been out of use for an hour."""
        if self.name() != name:
            self._pointer.move(name)
        for path in self._pointer.left(_NAME, older_than_s=KEEP_OLD_SECONDS):
            shutil.rmtree(path)
