"""A reader's question with all that is added to it: the one way from a search to what engines are asked.

Results, counts, ways on, files taken away, panels of other areas and the choice of filters all go through ``ask``, so that they agree.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as made_by

from django.utils.translation import get_language

from lantai.catalog import asking, index, meaning, translations
from lantai.core.bilingual.entry import Layer, Origin
from lantai.core.query.expansion import Expansion
from lantai.core.query.parse import parse
from lantai.core.query.tree import Everything, Field, Node, Question
from lantai.search.crosslang import translated
from lantai.search.fusing import Leg
from lantai.search.protocol import SearchError
from lantai.search.translations.tables import Tables

from ..params import SearchParams

NOTHING_ADDED = Expansion()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is searched: ``question.tree`` has the translations, ``expansion`` says which. ``layers``: where they come from, by
    name. ``tables``: what translated it, for the titles of what it finds; None where nothing could.

    ``strict``: what a work with all the words matches, where works with some of them are found as well; else None. ``all_words``: how many
    there are, filters aside.
    """

    question: Question
    expansion: Expansion = NOTHING_ADDED
    layers: Mapping[str, Layer] = made_by(default_factory=dict)
    tables: Tables | None = None
    strict: Node | None = None
    all_words: int | None = None


def ask(params: SearchParams) -> Asked:
    """Return what is searched for a search: the reader's words, and what they are in other languages unless that is not wanted.

    The question as typed where no engine can be asked; whoever asks it then is told so.
    """
    lang = get_language() or ""
    question = parse(params.text, field=params.field, languages=(lang, *index.languages()))
    tables = translations.tables()
    try:
        found = asking.ask(question, lang=lang, dropped=params.dropped, own=params.own, known=tables)
    except SearchError:
        return Asked(question)
    layers = _layers(found.expansion, tables)
    return Asked(found.question, found.expansion, layers, tables, strict=found.strict, all_words=found.all_words)


def leg(params: SearchParams, asked: Asked) -> Leg | None:
    """Return what vectors have to say to a search, where the library chose any; nothing where a field or only the own words are wanted."""
    if params.own or params.field is not Field.ANY:
        return None
    return meaning.leg(params.text, languages=asked.expansion.languages, translated=translated(index.engine(), asked.expansion))


def tree_of(params: SearchParams, question: Question) -> Node | None:
    """Return what to search for; None when nothing was asked at all, so that nobody gets every work by accident."""
    if question.tree is not None:
        return question.tree
    return Everything() if not params.text and (params.is_filtered or params.sort is not None) else None


def _layers(expansion: Expansion, tables: Tables) -> dict[str, Layer]:
    """Return the tables that the translations come from, and the service, which is in no table."""
    every = [one for concept in expansion.concepts for one in (*concept.alternatives, *concept.dropped)]
    names = {name for one in every for name in one.layers}
    asked = {name for one in every if one.origin is Origin.SERVICE for name in one.layers}
    known = {name: layer for name in sorted(names) if (layer := tables.layer(name))}
    return {name: Layer(name=name, origin=Origin.SERVICE, title=name) for name in sorted(asked)} | known
