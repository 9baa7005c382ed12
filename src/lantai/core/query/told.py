"""What tables say of one word, mixed, and what of it the library has."""

from collections.abc import Mapping

import msgspec

from .expansion import Alternative, Found


class Chosen(msgspec.Struct, frozen=True):
    """What of the translations the library has. ``counts``: in how many works each token stands; ``here``: those it has, by language, ``best``: those that take
    part, the best of every language first."""

    counts: tuple[int, ...]
    here: tuple[tuple[Alternative, ...], ...]
    best: tuple[Alternative, ...]


class Told:
    """What tables say of one word or phrase, mixed. ``mixed``: by language, those of the target languages in their order; ``written``, ``stems``: all tokens of
    it. ``chosen``: by what the index said last."""

    __slots__ = ("chosen", "mixed", "rows", "stems", "written")

    def __init__(self, rows: tuple[Found, ...], mixed: tuple[tuple[Alternative, ...], ...]) -> None:
        self.rows = rows
        self.mixed = mixed
        every = [one for found in mixed for one in found]
        self.written = tuple(dict.fromkeys(token for one in every if not one.stem for token in one.tokens))
        self.stems = tuple(dict.fromkeys(token for one in every if one.stem for token in one.tokens))
        self.chosen: Chosen | None = None

    def counts(self, written: Mapping[str, int], stems: Mapping[str, int]) -> tuple[int, ...]:
        """Return in how many works each of the tokens stands."""
        return (*map(written.__getitem__, self.written), *map(stems.__getitem__, self.stems))
