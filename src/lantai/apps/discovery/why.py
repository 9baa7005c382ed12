"""Why a work was found: the page that says which of the reader's words stand where, which translations took part, and how the order is made."""

from dataclasses import dataclass

from lantai.catalog import index
from lantai.search import fusing, whys
from lantai.search.protocol import SearchError
from lantai.search.whys import Why

from .params import SearchParams
from .queries import one_row, request_of
from .rows import ResultRow
from .words.asking import ask, leg

NOTHING = Why()


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyPage:
    """Why one work was found. ``strict``: whether only works with all the words were looked for; ``vectors``: whether nearness in meaning has a
    say in the order; ``unavailable``: why no engine could be asked, ""."""

    params: SearchParams
    row: ResultRow | None
    why: Why = NOTHING
    strict: bool = True
    vectors: bool = False
    unavailable: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the reader's words that are nowhere in the work, neither as typed nor by a translation."""
        there = {one.text for one in self.why.words if one.fields or one.by}
        words = {word for text in there for word in text.split()}
        return tuple(dict.fromkeys(one.text for one in self.why.words if one.text not in there and one.text not in words))


def why_page(params: SearchParams, work: int, *, lang: str) -> WhyPage:
    """Return why a search found a work; a page with nothing to say where it does not."""
    asked = ask(params)
    request = request_of(params, asked)
    row = one_row(work, asked, lang)
    if request is None or row is None:
        return WhyPage(params=params, row=row)
    try:
        engine = index.engine()
        found = whys.why(engine, request, asked.question, asked.expansion, work)
        near = leg(params, asked)
        vectors = near is not None and not found.matched and bool(fusing.search(engine, request, near).vectors)
    except SearchError as problem:
        return WhyPage(params=params, row=row, unavailable=str(problem))
    return WhyPage(params=params, row=row, why=found, strict=asked.strict is None, vectors=vectors)
