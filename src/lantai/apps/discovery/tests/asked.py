"""A question with its translations, as the tables would give them, for tests of what pages make of them."""

from lantai.apps.discovery.params import SearchParams
from lantai.apps.discovery.words.asking import Asked
from lantai.core.bilingual.entry import Layer, Origin
from lantai.core.query.expansion import Alternative, Concept, Expansion
from lantai.core.query.parse import parse
from lantai.core.query.tree import AnyOf, Term
from lantai.core.text.fold import fold
from lantai.core.text.segment import sequence

LAYERS = {
    "authority": Layer(name="authority", origin=Origin.AUTHORITY, title="Subject headings"),
    "learned": Layer(name="learned", origin=Origin.LEARNED, title="Learned"),
    "cc-cedict": Layer(name="cc-cedict", origin=Origin.LEXICON, title="CC-CEDICT", licence="CC BY-SA 4.0"),
}


def alternative(text: str, lang: str, weight: float = 1.0, **more) -> Alternative:
    """Return a translation; ``more`` as in Alternative."""
    tokens = tuple(sequence(text))
    return Alternative(
        text=text, lang=lang, weight=weight, tokens=tokens, **{"origin": Origin.LEARNED, "code": f"{lang}:{fold(text)}"} | more
    )


DREAM = alternative("Dream of the Red Chamber", "en", origin=Origin.AUTHORITY, layers=("authority",))
STONE = alternative("The Story of the Stone", "en", 0.4, layers=("cc-cedict",), origin=Origin.LEXICON)
REVE = alternative("Le rêve dans le pavillon rouge", "fr", 0.9, layers=("learned",), evidence=14, via="en:dream")
ARABIC = alternative("حلم القصر الأحمر", "ar", 0.8, layers=("learned",), evidence=2)


def asking(known: dict[str, tuple[str, list[Alternative]]]):
    """Return a function in place of ``ask``: ``known``: word as typed -> its language, its translations."""

    def ask(params: SearchParams) -> Asked:
        question = parse(params.text, field=params.field)
        concepts = []
        for word in params.text.split():
            lang, found = known.get(word, ("", []))
            kept = tuple(one for one in found if one.code not in params.dropped and not params.own)
            concepts.append(
                Concept(
                    text=word, lang=lang, alternatives=kept, dropped=tuple(one for one in found if one.code in params.dropped)
                )
            )
        expansion = Expansion(concepts=() if params.own else tuple(concepts), off=params.own)
        terms = [
            Term(one.tokens, one.text, weight=one.weight, lang=one.lang, origin="learned")
            for c in concepts
            for one in c.alternatives
        ]
        tree = AnyOf((question.tree, *terms)) if question.tree and terms else question.tree
        return Asked(type(question)(question.text, tree, question.exact_key), expansion, LAYERS)

    return ask
