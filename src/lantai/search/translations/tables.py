"""Tables: what searching asks. The store in use, with what staff decided laid over it."""

from collections.abc import Collection, Sequence

from lantai.core.bilingual.entry import Layer, Origin
from lantai.core.query.expansion import Found, Span
from lantai.core.text.fold import key as folded

from .rulings import ACCEPTED, Rulings
from .store import TRUST, Store


class Tables:
    """A store (None: nothing was trained yet) under the decisions of staff."""

    def __init__(self, store: Store | None, rulings: Rulings | None = None) -> None:
        self.store = store
        self.rulings = rulings or Rulings()

    def languages(self, origins: Collection[Origin] = TRUST) -> set[tuple[str, str]]:
        """Return the pairs of languages that can be gone between."""
        known = self.store.languages(origins) if self.store else set()
        return known | self.rulings.pairs() if ACCEPTED.origin in origins else known

    def look_up(
        self, spans: Collection[Span], targets: Collection[str], origins: Collection[Origin] = TRUST
    ) -> dict[Span, Sequence[Found]]:
        """Return what is known of each span in each target language and may be used; see Store.look_up."""
        known = self.store.look_up(spans, targets, origins) if self.store else {}
        return self.rulings.over(known, spans, targets, with_accepted=ACCEPTED.origin in origins)

    def explain(self, span: Span, target: str, text: str) -> tuple[Found, ...]:
        """Return what every layer says of one translation, blocked ones included: why it is there, how often, in which records."""
        known = self.store.look_up([span], [target]).get(span, ()) if self.store else ()
        same = folded(text)
        return tuple(f for f in (*self.rulings.accepted(span), *known) if f.lang == target and folded(f.text) == same)

    def layer(self, name: str) -> Layer | None:
        """Return what must be said of a layer: its title, licence and version."""
        layers = (*(self.store.layers if self.store else ()), ACCEPTED)
        return next((layer for layer in layers if layer.name == name), None)
