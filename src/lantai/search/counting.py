"""In how many works the words of a question stand: asked of the engine once for each word, however many parts of searching want to know."""

from collections.abc import Iterable, Sequence

from lantai.core.query.expansion import Alternative
from lantai.core.query.terms import positive_terms
from lantai.core.query.tree import Node

from .protocol import Engine


class Works:
    """What one engine says; made for one question."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._found: dict[bool, dict[str, int]] = {False: {}, True: {}}

    def learn(self, tokens: Iterable[str], *, stem: bool) -> None:
        """Ask for tokens (``stem``: stems) that were not asked for yet, all at once."""
        known = self._found[stem]
        if new := {token for token in tokens if token not in known}:
            known.update(self._engine.frequencies(new, stem=stem))

    def __call__(self, token: str, stem: bool) -> int:
        """Return in how many works a token is found; see Engine.frequencies."""
        known = self._found[stem]
        if token not in known:
            self.learn((token,), stem=stem)
        return known[token]

    def lacking(self, alternatives: Sequence[Alternative]) -> list[Alternative]:
        """Return the translations of which the index has nothing: none of its works could be found by them."""
        for stem in (False, True):
            self.learn((token for one in alternatives if one.stem is stem for token in one.tokens), stem=stem)
        found = self._found
        return [one for one in alternatives if not all(map(found[one.stem].get, one.tokens))]

    def of_each(self, nodes: Sequence[Node]) -> list[int]:
        """Return about how many works each group of translations can be found in."""
        terms = [positive_terms(node) for node in nodes]
        for stem in (False, True):
            self.learn((token for some in terms for term in some if term.stem is stem for token in term.tokens), stem=stem)
        found = self._found
        return [sum(min(found[term.stem][token] for token in term.tokens) for term in some) for some in terms]
