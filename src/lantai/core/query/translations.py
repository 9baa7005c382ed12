"""Which translations of a word or phrase take part: of all that tables say of it, what the library has, mixed by evidence and pruned."""

from collections.abc import Collection, Iterable, Sequence

from .expansion import Alternative, Found, Span
from .mixing import CONSIDERED, mixed, pruned, without_guesses
from .reading import Known

Chosen = tuple[list[Alternative], list[Alternative]]
"""Translations that take part, the best of every language first, and those the reader dropped."""


class Translations:
    """What is known of spans in the target languages: mixed once, and looked up many times.

    ``lacks``: which translations the index has nothing of. ``dropped``: codes of what the reader does not want, as index tokens.
    """

    def __init__(self, known: Known, *, targets: Sequence[str], dropped: Collection[tuple[str, tuple[str, ...]]] = ()) -> None:
        self._known = known
        self._targets = targets
        self._dropped = dropped
        self._mixed: dict[Span, dict[str, tuple[Alternative, ...]]] = {}
        self._lacked: set[int] = set()

    def considered(self, spans: Iterable[Span]) -> list[Alternative]:
        """Return all translations of these spans that may come to be searched."""
        return [one for span in spans for found in self._of(span).values() for one in found]

    def leave_out(self, lacked: Iterable[Alternative]) -> None:
        """Leave out what the index has nothing of; these are among those considered."""
        self._lacked = {id(one) for one in lacked}

    def of(self, span: Span, *, most: int, but: Collection[str] = ()) -> Chosen:
        """Return the translations of a span."""
        kept, out = list[tuple[int, int, Alternative]](), list[Alternative]()
        for rank, (lang, found) in enumerate(self._of(span).items()):
            if lang in but:
                continue
            here = [one for one in found if id(one) not in self._lacked]
            if self._dropped:
                out += [one for one in pruned(here) if (one.lang, one.tokens) in self._dropped]
                here = [one for one in here if (one.lang, one.tokens) not in self._dropped]
            kept += [(place, rank, one) for place, one in enumerate(pruned(here))]
        kept.sort(key=_by_place)
        return [one for *_, one in kept[:most]], out

    def _of(self, span: Span) -> dict[str, tuple[Alternative, ...]]:
        found = self._mixed.get(span)
        if found is None:
            by_language: dict[str, list[Found]] = {}
            for row in without_guesses(self._known.get(span, ())):
                by_language.setdefault(row.lang, []).append(row)
            found = {lang: mixed(by_language[lang])[:CONSIDERED] for lang in self._targets if lang in by_language}
            self._mixed[span] = found
        return found


def _by_place(entry: tuple[int, int, Alternative]) -> tuple[int, int]:
    return entry[:2]
