"""In how many works the words of a question stand: asked of the engine once for each word, however many parts of searching want to know."""

from collections.abc import Iterable, Mapping, Sequence

from lantai.core.query.tree import Node

from .met import Met
from .protocol import Engine


class Works:
    """What one engine says; made for one question. ``met``: remembers of which tokens groups are."""

    def __init__(self, engine: Engine, met: Met) -> None:
        self._engine = engine
        self._met = met
        self._found: dict[bool, dict[str, int]] = {False: {}, True: {}}
        self._groups: dict[int, tuple[Node, int]] = {}

    def learn(self, tokens: Iterable[str], stem: bool) -> Mapping[str, int]:
        """Ask for tokens (``stem``: stems) that were not asked for yet, all at once; return what is known."""
        known = self._found[stem]
        if new := set(tokens).difference(known):
            known.update(self._engine.frequencies(new, stem=stem))
        return known

    def __call__(self, token: str, stem: bool) -> int:
        """Return in how many works a token is found; see Engine.frequencies."""
        known = self._found[stem]
        if token not in known:
            self.learn((token,), stem)
        return known[token]

    def of_each(self, nodes: Sequence[Node]) -> list[int]:
        """Return about how many works each group of translations can be found in; of the same groups it is asked twice a question."""
        new = [(node, self._met.tokens(node)) for node in nodes if id(node) not in self._groups]
        written = self.learn((token for _, one in new for token in one.written), stem=False)
        stems = self.learn((token for _, one in new for token in one.stems), stem=True)
        for node, one in new:
            works = sum(map(written.__getitem__, one.words)) + sum(map(stems.__getitem__, one.lone_stems))
            works += sum(min(map(self._found[stem].__getitem__, tokens)) for tokens, stem in one.phrases)
            self._groups[id(node)] = node, works  # kept beside it: an id is its own as long as it lives
        return [self._groups[id(node)][1] for node in nodes]
