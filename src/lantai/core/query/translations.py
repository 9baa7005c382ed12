"""Which translations of a word or phrase take part: of all that tables say of it, what the library has, mixed by evidence and pruned."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from .expansion import Alternative, Found, Span
from .mixing import CONSIDERED, mixed, pruned, without_guesses
from .reading import Known
from .recent import Recent
from .told import Chosen, Told

TakingPart = tuple[Sequence[Alternative], Sequence[Alternative]]
"""Translations that take part, the best of every language first, and those the reader dropped."""

Standing = Callable[[Iterable[str], bool], Mapping[str, int]]
"""Given tokens, and whether they are stems, says in how many works each stands, and may say it of others."""

_NOTHING = Told((), ())


class Translations:
    """What is known of spans in the target languages: mixed once, and looked up many times.

    ``dropped``: codes of what the reader does not want, as index tokens. ``met``: what was made of the same words before, of the same targets.
    """

    def __init__(
        self,
        known: Known,
        *,
        targets: Sequence[str],
        dropped: Collection[tuple[str, tuple[str, ...]]] = (),
        met: Recent[Span, Told],
    ) -> None:
        self._known = known
        self._targets = targets
        self._dropped = dropped
        self._met = met
        self._chosen: dict[Span, Chosen] = {}

    def choose(self, spans: Collection[Span], standing: Standing) -> None:
        """Leave out what the index has nothing of, of all translations of these spans: none of its works could be found by them."""
        told = {span: self._told(span) for span in spans}
        written = standing((token for one in told.values() for token in one.written), False)
        stems = standing((token for one in told.values() for token in one.stems), True)
        for span, one in told.items():
            counts = one.counts(written, stems)
            if one.chosen is None or one.chosen.counts != counts:
                one.chosen = _chosen(one, counts, {False: written, True: stems})
            self._chosen[span] = one.chosen

    def of(self, span: Span, *, most: int, but: Collection[str] = ()) -> TakingPart:
        """Return the translations of a span."""
        chosen = self._chosen.get(span)
        if chosen is None:
            told = self._told(span)
            chosen = Chosen((), told.mixed, _best(told.mixed))
        best, out = chosen.best, list[Alternative]()
        if self._dropped:
            here = [found for found in chosen.here if found[0].lang not in but]
            out = [one for found in here for one in pruned(found) if self._is_dropped(one)]
            best = _best([tuple(one for one in found if not self._is_dropped(one)) for found in here])
        elif but:
            best = tuple([one for one in best if one.lang not in but])
        return best[:most], out

    def _is_dropped(self, one: Alternative) -> bool:
        return (one.lang, one.tokens) in self._dropped

    def _told(self, span: Span) -> Told:
        rows = tuple(self._known.get(span, ()))
        if not rows:
            return _NOTHING
        told = self._met.get(span)
        if told is None or told.rows != rows:  # mostly the very rows, which tables remember: seen at a glance
            by_language: dict[str, list[Found]] = {}
            for row in without_guesses(rows):
                by_language.setdefault(row.lang, []).append(row)
            found = (mixed(by_language[lang])[:CONSIDERED] for lang in self._targets if lang in by_language)
            told = self._met.keep(span, Told(rows, tuple(filter(None, found))))
        return told


def _chosen(told: Told, counts: tuple[int, ...], works: Mapping[bool, Mapping[str, int]]) -> Chosen:
    each = (tuple(one for one in found if all(map(works[one.stem].get, one.tokens))) for found in told.mixed)
    here = tuple(filter(None, each))
    return Chosen(counts, here, _best(here))


def _best(here: Iterable[Sequence[Alternative]]) -> tuple[Alternative, ...]:
    """Return those that take part, the best of every language first."""
    kept = [(place, rank, one) for rank, found in enumerate(here) for place, one in enumerate(pruned(found))]
    kept.sort(key=_by_place)
    return tuple([one for *_, one in kept])


def _by_place(entry: tuple[int, int, Alternative]) -> tuple[int, int]:
    return entry[:2]
