"""In how many works the words of a question stand: asked of the engine once for each word, however many parts of searching want to know."""

from collections.abc import Iterable, Sequence

from lantai.core.query.expansion import Alternative
from lantai.core.query.terms import positive_terms
from lantai.core.query.tree import Node, Term

from .protocol import Engine


class Works:
    """What one engine says; made for one question."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._found: dict[bool, dict[str, int]] = {False: {}, True: {}}
        self._groups: dict[int, tuple[Node, int]] = {}

    def learn(self, tokens: Iterable[str], *, stem: bool) -> None:
        """Ask for tokens (``stem``: stems) that were not asked for yet, all at once."""
        known = self._found[stem]
        if new := set(tokens).difference(known):
            known.update(self._engine.frequencies(new, stem=stem))

    def __call__(self, token: str, stem: bool) -> int:
        """Return in how many works a token is found; see Engine.frequencies."""
        known = self._found[stem]
        if token not in known:
            self.learn((token,), stem=stem)
        return known[token]

    def lacking(self, alternatives: Sequence[Alternative]) -> list[Alternative]:
        """Return the translations of which the index has nothing: none of its works could be found by them."""
        self._learn_all([alternatives])
        found = self._found
        return [one for one in alternatives if not all(map(found[one.stem].get, one.tokens))]

    def of_each(self, nodes: Sequence[Node]) -> list[int]:
        """Return about how many works each group of translations can be found in; of the same groups it is asked twice a question."""
        new = [(node, positive_terms(node)) for node in nodes if id(node) not in self._groups]
        self._learn_all(terms for _, terms in new)
        for node, terms in new:
            self._groups[id(node)] = node, sum(map(self._works_of, terms))  # kept beside it: an id is its own as long as it lives
        return [self._groups[id(node)][1] for node in nodes]

    def _works_of(self, term: Term) -> int:
        found = self._found[term.stem]
        return found[term.tokens[0]] if len(term.tokens) == 1 else min(map(found.__getitem__, term.tokens))

    def _learn_all(self, groups: Iterable[Sequence[Alternative | Term]]) -> None:
        written, stems = list[str](), list[str]()
        for group in groups:
            for one in group:
                (stems if one.stem else written).extend(one.tokens)
        self.learn(written, stem=False)
        self.learn(stems, stem=True)
