"""Many short texts searched at once: one string with a line for each, and where each line begins; finding runs at the speed of memory."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable


class Lines:
    """Texts by number, in order. A line end inside a text becomes a space."""

    def __init__(self, texts: Iterable[str]) -> None:
        lines = [text.replace("\n", " ") for text in texts]
        self._text = "\n" + "\n".join(lines) + "\n"
        self._begins = array("Q", [1])
        for line in lines:
            self._begins.append(self._begins[-1] + len(line) + 1)

    def having(self, part: str) -> set[int]:
        """Return the numbers of the texts in which a part stands; "" stands in none."""
        found: set[int] = set()
        at = self._text.find(part) if part else -1
        while at != -1:
            number = bisect_right(self._begins, at) - 1
            found.add(number)
            at = self._text.find(part, self._begins[number + 1])
        return found

    def beginning(self, part: str) -> set[int]:
        """Return the numbers of the texts that begin with a part."""
        found: set[int] = set()
        at = self._text.find(f"\n{part}")
        while at != -1 and at + 1 < self._begins[-1]:
            found.add(bisect_right(self._begins, at + 1) - 1)
            at = self._text.find(f"\n{part}", at + 1)
        return found
