"""What staff decided about single translations, laid over the tables at once: blocked ones are not used, accepted ones come first."""

from collections.abc import Collection, Mapping, Sequence

import msgspec

from lantai.core.bilingual.entry import Layer, Origin
from lantai.core.bilingual.words import key
from lantai.core.query.expansion import Found, Span
from lantai.core.text.fold import key as folded

ACCEPTED = Layer(name="accepted", origin=Origin.AUTHORITY, title="Accepted by staff")


class Ruling(msgspec.Struct, frozen=True, gc=False):
    """One decision. ``key``: of the source word (core.bilingual.words); ``accepted``: False where it is blocked."""

    source: str
    key: str
    target: str
    text: str
    accepted: bool


class Rulings:
    """All decisions that stand; ``revision`` counts up with each, so that a reader of them can tell whether they are still the newest."""

    def __init__(self, rulings: Collection[Ruling] = (), *, revision: int = 0) -> None:
        self.revision = revision
        self._blocked = frozenset((r.source, r.key, r.target, folded(r.text)) for r in rulings if not r.accepted)
        self._blocked_names: dict[str, list[Span]] = {}
        for _, spelled, span in sorted((r.target, folded(r.text), Span(r.source, r.key)) for r in rulings if not r.accepted):
            self._blocked_names.setdefault(spelled, []).append(span)
        self._accepted: dict[Span, list[Found]] = {}
        for r in rulings:
            if r.accepted:
                found = Found(text=r.text, lang=r.target, weight=1.0, origin=ACCEPTED.origin, layer=ACCEPTED.name)
                self._accepted.setdefault(Span(r.source, r.key), []).append(found)

    def __bool__(self) -> bool:
        return bool(self._blocked or self._accepted)

    def is_blocked(self, span: Span, target: str, text: str) -> bool:
        """Say whether this translation may not be used."""
        return (span.lang, span.key, target, folded(text)) in self._blocked

    def is_blocked_name(self, text: str, form: str) -> bool:
        """Say whether ``form`` may not be used as another form of the name ``text``, as typed. A name is one in all languages: one decision, in whatever
        language it was read, holds in every one."""
        return any(key(text, span.lang) == span.key for span in self._blocked_names.get(folded(form), ()))

    def accepted(self, span: Span) -> Sequence[Found]:
        """Return what staff accepted as translations of a span."""
        return self._accepted.get(span, ())

    def pairs(self) -> set[tuple[str, str]]:
        """Return the pairs of languages with an accepted translation."""
        return {(span.lang, found.lang) for span, rows in self._accepted.items() for found in rows}

    def over(
        self,
        known: Mapping[Span, Sequence[Found]],
        spans: Collection[Span],
        targets: Collection[str],
        *,
        with_accepted: bool = True,
    ) -> dict[Span, Sequence[Found]]:
        """Return what the tables know of spans without what is blocked, after what staff accepted in the target languages."""
        if not self:
            return dict(known)
        laid: dict[Span, Sequence[Found]] = {}
        for span in spans:
            first = [found for found in self.accepted(span) if found.lang in targets and with_accepted]
            texts = {(found.lang, folded(found.text)) for found in first}
            rest = (f for f in known.get(span, ()) if (f.lang, folded(f.text)) not in texts)
            kept = [f for f in rest if not self._blocked or not self.is_blocked(span, f.lang, f.text)]
            if first or kept:
                laid[span] = (*first, *kept)
        return laid
