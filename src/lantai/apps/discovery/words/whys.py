"""Why a question was also searched by these words: of each its sources, and works that say so."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lantai.ai.choice import Unusable
from lantai.catalog import translating
from lantai.catalog.models import Work
from lantai.core.query.expansion import Alternative, Concept

from ..params import SearchParams
from .asking import ask
from .strip import Strip, strip

MOST = 400
"""Translations on one page; a question that has more is asked in pieces."""


@dataclass(frozen=True, slots=True)
class Told:
    """A work that says so."""

    number: int
    title: str
    language: str


@dataclass(frozen=True, slots=True)
class Why:
    """One translation. ``works``: some of the ``alternative.evidence`` records that say so."""

    alternative: Alternative
    works: Sequence[Told]
    dropped: bool

    @property
    def anchor(self) -> str:
        """Return what the address of its line ends in."""
        return self.alternative.code.replace(" ", "-")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word of a question that deserves a better translation than ``text``, "" where it has none."""

    source: str
    source_lang: str
    text: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class WordsPage:
    """All words of a question. ``groups``: (word, its language, its translations, those that take part first). ``service``: the
    translation service that the library chose, "" none."""

    params: SearchParams
    strip: Strip
    groups: Sequence[tuple[str, str, Sequence[Why]]]
    service: str = ""


def words_page(params: SearchParams, *, lang: str = "") -> WordsPage:
    """Return the page about the words of a search."""
    asked = ask(params)
    concepts = [concept for concept in asked.expansion.concepts if concept.alternatives or concept.dropped]
    told = _told(one for concept in concepts for one in (*concept.alternatives, *concept.dropped))
    groups = [(c.text, c.lang, list(_whys(c, told))[:MOST]) for c in concepts]
    return WordsPage(params, strip(asked.expansion, asked.layers, lang=lang), groups, _service())


def wanted(params: SearchParams, code: str) -> Wanted | None:
    """Return what a better translation is wanted of: a translation by its code, or a word for which there is none, as typed."""
    expansion = ask(params).expansion
    for concept in expansion.concepts:
        for one in (*concept.alternatives, *concept.dropped):
            if one.code == code:
                return Wanted(concept.text, concept.lang, one.text, one.lang)
        if concept.text == code:
            return Wanted(concept.text, concept.lang)
    return None


def _whys(concept: Concept, told: Mapping[int, Told]) -> Iterator[Why]:
    for one, dropped in (*((a, False) for a in concept.alternatives), *((a, True) for a in concept.dropped)):
        yield Why(one, [told[number] for number in one.records if number in told], dropped)


def _told(alternatives: Iterable[Alternative]) -> dict[int, Told]:
    numbers = {number for one in alternatives for number in one.records}
    found = Work.objects.filter(pk__in=numbers, state=Work.State.LIVE).values_list("pk", "title", "language")
    return {pk: Told(pk, title, language) for pk, title, language in found}


def _service() -> str:
    try:
        found = translating.service()
    except Unusable:  # then nothing is sent to it
        return ""
    return found.title if found else ""
