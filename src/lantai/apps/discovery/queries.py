"""What the pages of discovery show; nothing here takes a request, and nothing writes.

``search`` is the way in: understand the question, ask the engine, load the documents of the hits, say what was noticed.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from lantai.catalog import index
from lantai.catalog import queries as catalog
from lantai.catalog.kept_texts import quotes_of
from lantai.catalog.place_names import same_places
from lantai.catalog.standing import standings
from lantai.core.bib.first_level import catalogue
from lantai.core.query.highlight import matching_tokens
from lantai.core.query.terms import positive_terms
from lantai.core.query.tree import Everything, Node, Notice, Question
from lantai.core.text import countries, languages
from lantai.core.text.fold import fold
from lantai.core.text.highlight import highlight
from lantai.search import fusing
from lantai.search.protocol import MAX_OFFSET, Engine, Hit, Request, Result, SearchError, Sort

from .browse.languages import NARROW, NO_LANGUAGE, WIDE, Drawn, picture
from .facets import COUNTED, Bar, Chip, Facet, Value, bars, chips, facets, own_library, values
from .meant import Meant, meant
from .offering import offers_of_works
from .own_places import LOCATION, by_place, called
from .params import PAGE_SIZE, SearchParams, page_count
from .rows import Mark, Pieces, ResultRow, row, with_quote
from .ways import Way, ways
from .words.asking import Asked, ask, leg, tree_of
from .words.glosses import glossed
from .words.strip import Strip, strip
from .words.through import Seen

NEWEST = 9
MOST_LANGUAGES = 400
MOST_NAMED = 50  # subjects and institutions counted: each costs 10 microseconds a segment of the index; a chosen one that is rarer shows no number
MOST_COUNTED = 100_000  # works gone through for the numbers beside filters, a third of a microsecond each and facet; of more they are estimated
MOST_VALUES = 14  # of one facet beside the results; all of them have a page of their own
ALL_VALUES = 1000  # of one facet that are looked through for a name
SHOWN_VALUES = 120  # of one facet on a page of its own


_LABELS = frozenset(("doi", "isbn", "issn", "pmid", "arxiv", "orcid"))

NO_STRIP = Strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One page of a search. ``unavailable``: why no engine could be asked, "". ``direct``: the one work that a number means.

    ``library``: the one that most of what was found is in; its name need not stand on every line. ``strip``: the words that were also
    searched. ``whole``: how many works have all the words, where works that have some of them were found as well; else None.
    ``absent``: a DOI that was asked for and no work here has.
    ``meant``: another spelling that finds five times as much. ``vectors``: whether nearness in meaning had a say in the order.
    ``is_estimated``: so much was found that numbers beside the filters are estimates.
    """

    params: SearchParams
    question: Question
    strip: Strip = NO_STRIP
    whole: int | None = None
    meant: Meant | None = None
    vectors: bool = False
    total: int = 0
    rows: Sequence[ResultRow] = ()
    facets: Sequence[Facet] = ()
    is_estimated: bool = False
    bars: Sequence[Bar] = ()
    chips: Sequence[Chip] = ()
    pages: int = 1
    languages: int = 0
    library: str = ""
    ways: Sequence[Way] = ()
    unavailable: str = ""
    direct: int | None = None
    absent: str = ""

    @property
    def reached(self) -> int:
        """Return how many works the pages reach at the most."""
        return MAX_OFFSET

    @property
    def is_capped(self) -> bool:
        """Say whether there are works that no page shows."""
        return self.total > MAX_OFFSET

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Return what was noticed about the words of the question."""
        return self.question.notices


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The first page: what there is."""

    total: int = 0
    languages: Sequence[tuple[str, int]] = ()
    wide: Sequence[Drawn] = ()
    narrow: Sequence[Drawn] = ()
    kinds: Sequence[tuple[str, int]] = ()
    newest: Sequence[ResultRow] = ()
    unavailable: str = ""

    @property
    def size(self) -> tuple[int, int]:
        """Return the size of the picture of the languages on a wide page."""
        return WIDE

    @property
    def narrow_size(self) -> tuple[int, int]:
        """Return the size of the picture on a narrow page."""
        return NARROW


@dataclass(frozen=True, slots=True, kw_only=True)
class ValuesPage:
    """All values of one facet for a search: those whose names hold the words looked for. ``hidden``: how many more there are. ``unsure``: one that
    was not counted could have more works than one that was."""

    params: SearchParams
    facet: str
    find: str
    values: Sequence[Value] = ()
    hidden: int = 0
    unsure: bool = False
    unavailable: str = ""


def search(params: SearchParams, *, lang: str = "") -> Results:
    """Answer a search; one question to the engine and two to the database, more only when little or nothing is found.

    ``lang``: of the page; titles given in it are shown beside the original.
    """
    params = by_place(params)
    asked = ask(params)
    tree = tree_of(params, asked.question)
    try:
        engine = index.engine()
        if tree is None:
            return Results(params=params, question=asked.question, ways=ways(engine, params, asked.question))
        found = fusing.search(engine, _request(params, asked.question, tree), leg(params, asked))
        if not found.result.hits:
            return _nothing_here(engine, params, asked, found.result, lang)
        return _results(engine, params, asked, tree, found, lang)
    except SearchError as problem:
        shown = tuple(chips(params, called(params, {}, lang)))
        numbered = catalog.works_numbered(asked.question.identifiers)
        direct = numbered[0] if len(numbered) == 1 and not params.is_filtered else None
        return Results(params=params, question=asked.question, chips=shown, unavailable=str(problem), direct=direct)


def facet_values(params: SearchParams, facet: str, find: str, *, lang: str) -> ValuesPage:
    """Return the values that one facet has among the works of a search, and whose names hold ``find``.

    Names are compared as questions are: 簡 finds 简, and a language is found by its name in itself and in ``lang``.
    """
    params = by_place(params)
    tree = tree_of(params, question := ask(params).question) or Everything()
    request = Request(
        tree=tree, typed=question.typed, exact_key=question.exact_key, identifiers=question.identifiers, filters=params.filters,
        exclude=params.excluded, years=params.years, limit=0, facets=(facet,), facet_size=ALL_VALUES,
    )  # fmt: skip
    try:
        result = index.engine().search(request)
    except SearchError as problem:
        return ValuesPage(params=params, facet=facet, find=find, unavailable=str(problem))
    counts, unsure = result.facets.get(facet, ()), facet in result.untold
    words = fold(find)
    known = values(params, facet, counts, called(params, {facet: counts}, lang))
    found = [v for v in known if v.chosen or words in fold(f"{_names_of(facet, v.value, lang)} {v.label}")]
    hidden = len(found[SHOWN_VALUES:])
    return ValuesPage(params=params, facet=facet, find=find, values=found[:SHOWN_VALUES], hidden=hidden, unsure=unsure)


def home(*, lang: str = "") -> Home:
    """Return the counts of the collection, its languages as a picture, and its newest works; ``lang``: that of the page."""
    request = Request(tree=Everything(), sort=Sort.ADDED, limit=NEWEST, facets=("language", "kind"), facet_size=MOST_LANGUAGES)
    try:
        result = index.engine().search(request)
    except SearchError as problem:
        return Home(unavailable=str(problem))
    known = [pair for pair in result.facets.get("language", ()) if pair[0] not in NO_LANGUAGE]
    wide, narrow = picture(known, result.total, lang=lang or "en")
    return Home(
        total=result.total,
        languages=known,
        wide=wide,
        narrow=narrow,
        kinds=result.facets.get("kind", ()),
        newest=_rows(result.hits, _unmarked),
    )


def _request(params: SearchParams, question: Question, tree: Node) -> Request:
    return Request(
        tree=tree,
        typed=question.typed,
        exact_key=question.exact_key,
        identifiers=question.identifiers,
        filters=params.filters,
        exclude=params.excluded,
        years=params.years,
        sort=params.sort or Sort.RELEVANCE,
        offset=(params.page - 1) * PAGE_SIZE,
        limit=PAGE_SIZE,
        facets=COUNTED,
        facet_size=MOST_LANGUAGES,  # so that the languages of a search are all counted
        facet_sizes={"subject": MOST_NAMED, "institution": MOST_NAMED, LOCATION: MOST_VALUES},
        most_counted=MOST_COUNTED,
        brief=True,
    )


def works_of(engine: Engine, params: SearchParams, *, offset: int = 0, limit: int) -> Result | None:
    """Return the works of a search alone, in the order of its pages; None when nothing was asked. Raise SearchError."""
    request = request_of(params, asked := ask(params))
    if request is None:
        return None
    wanted = replace(request, offset=offset, limit=limit, facets=())
    return fusing.search(engine, wanted, leg(params, asked)).result


def request_of(params: SearchParams, asked: Asked) -> Request | None:
    """Return what asks the engine for the first page of a search; None when nothing was asked."""
    tree = tree_of(params, asked.question)
    return None if tree is None else _request(params, asked.question, tree)


def one_row(work: int, asked: Asked, lang: str) -> ResultRow | None:
    """Return the line of one work as a search shows it; None where it is no more."""
    tree = asked.question.tree
    found = _rows([Hit(work, 0.0)], _marking(tree) if tree is not None else _unmarked, lang)
    return found[0] if found else None


def newest_of(params: SearchParams, *, limit: int, lang: str) -> list[ResultRow]:
    """Return the works of a search that came in last, for a feed: only those that have all its words. Raise SearchError."""
    asked = ask(params)
    tree = asked.strict or tree_of(params, asked.question)
    if tree is None:
        return []
    request = replace(_request(params, asked.question, tree), sort=Sort.ADDED, offset=0, limit=limit, facets=())
    return _rows(index.engine().search(request).hits, _unmarked, lang)


def _nothing_here(engine: Engine, params: SearchParams, asked: Asked, result: Result, lang: str) -> Results:
    """Answer a search without hits: the last page there is when only the page was too far, else ways on."""
    question = asked.question
    if result.total and params.page > 1:
        last = page_count(result.total)
        told = any(wrong == "page" for wrong, _ in params.misread)
        misread = params.misread if told else (*params.misread, ("page", str(params.page)))
        nearest = SearchParams(**_fields(params) | {"page": last, "misread": misread})
        tree = tree_of(nearest, question) or Everything()
        again = fusing.search(engine, _request(nearest, question, tree), leg(nearest, asked))
        return _results(engine, nearest, asked, tree, again, lang)
    return Results(
        params=params,
        question=question,
        strip=strip(asked.expansion, asked.layers, lang=lang),
        chips=tuple(chips(params, called(params, {}, lang))),
        facets=facets(params, {}, called(params, {}, lang)),
        ways=ways(engine, params, question),
        absent=_absent(params, asked, result),
    )


def _fields(params: SearchParams) -> dict[str, object]:
    return {name: getattr(params, name) for name in SearchParams.__slots__}


def _results(engine: Engine, params: SearchParams, asked: Asked, tree: Node, answer: fusing.Found, lang: str) -> Results:
    result = answer.result
    found = glossed(_rows(result.hits, _marking(tree), lang, seen=_seen(asked)), lang, asked.tables)
    counts = {name: values[:MOST_VALUES] for name, values in result.facets.items()}
    names = {**called(params, counts, lang), **_chosen_journal(params, found)}
    return Results(
        params=params,
        question=asked.question,
        strip=strip(asked.expansion, asked.layers, lang=lang),
        whole=_whole(engine, params, asked, result),
        meant=meant(engine, params, result.total) if params.page == 1 else None,
        vectors=answer.vectors,
        total=result.total,
        rows=found,
        facets=facets(params, counts, names, result.untold, result.estimated),
        bars=bars(params, result.years, is_estimated="year" in result.estimated),
        is_estimated=bool(result.estimated),
        chips=tuple(chips(params, names)),
        pages=page_count(result.total),
        languages=0 if "language" in {*params.filters, *result.estimated} else len(result.facets.get("language", ())),
        library=own_library(value for value, _ in result.facets.get("location", ())),
        direct=_direct(params, asked, result),
        absent=_absent(params, asked, result),
    )


def _marking(tree: Node) -> Mark:
    wanted = matching_tokens(tree)
    return lambda text, lang: highlight(
        text, wanted.tokens, prefixes=wanted.prefixes, phrases=wanted.phrases, stems=wanted.stems, lang=lang
    )


def _chosen_journal(params: SearchParams, rows: Sequence[ResultRow]) -> dict[str, str]:
    """Return what a journal is called that was chosen by its number, as its papers say; nothing where they name several."""
    names = {row.journal.value for row in rows if row.journal}
    return (
        {number: f"{name} ({number})" for name in names for number in params.filters.get("journal", ())}
        if len(names) == 1
        else {}
    )


def _whole(engine: Engine, params: SearchParams, asked: Asked, result: Result) -> int | None:
    """Return how many works have all the words of a question that was loosened; None where they all have."""
    if asked.strict is None or asked.all_words is None:
        return None
    if not (asked.all_words and params.is_filtered):
        return asked.all_words if asked.all_words < result.total else None
    strict = replace(_request(params, asked.question, asked.strict), offset=0, limit=0, facets=())
    total = engine.search(strict).total
    return total if total < result.total else None


def _seen(asked: Asked) -> Seen:
    own = (token for term in positive_terms(asked.question.tree) if not term.lang for token in term.tokens)
    return Seen(asked.expansion, own)


def _direct(params: SearchParams, asked: Asked, result: Result) -> int | None:
    """Return the work that a recognised number means: the only one found, or the only one with the number where nothing else was typed and no work
    has all that it is made of as words ("10.1371/journal.pone.0172992" has a journal in it, as many works do)."""
    if not asked.question.identifiers or params.is_filtered or params.page > 1:
        return None
    bearing = [hit.id for hit in result.hits if "identifier" in hit.matched]
    is_number_alone = asked.all_words == 0 and _is_one(params.text)
    return bearing[0] if len(bearing) == 1 and (result.total == 1 or is_number_alone) else None


def _is_one(text: str) -> bool:
    """Say whether there is but one word, a label aside: journals print "doi: 10.1000/x" and "DOI 10.1000/x"."""
    words = text.split()
    return len(words) - (len(words) > 1 and words[0].rstrip(":：").casefold() in _LABELS) == 1


def _absent(params: SearchParams, asked: Asked, result: Result) -> str:
    """Return the DOI that was typed alone and that no work here has, "" otherwise."""
    doi = next(
        (value for scheme, _colon, value in (one.partition(":") for one in asked.question.identifiers) if scheme == "doi"), ""
    )
    known = any("identifier" in hit.matched for hit in result.hits) or params.is_filtered or params.page > 1
    return doi if doi and _is_one(params.text) and not known else ""


def _rows(hits: Sequence[Hit], mark: Mark, lang: str = "", *, seen: Seen | None = None) -> list[ResultRow]:
    """Return the lines of the hits, in their order; a work that the index still has and the database no longer is left out."""
    documents = catalog.documents([hit.id for hit in hits])
    here = [hit for hit in hits if hit.id in documents]
    ways_to = offers_of_works(documents.values())
    stand = standings(documents.values())
    rows = [
        row(
            documents[hit.id],
            mark=mark,
            matched=hit.matched,
            lang=lang,
            seen=seen,
            offers=ways_to[hit.id],
            standing=stand[hit.id],
        )
        for hit in here
    ]
    return _quoted(rows, mark)


def _quoted(rows: list[ResultRow], mark: Mark) -> list[ResultRow]:
    """Return the lines, those of which nothing shown has the words with the paragraph of their full text that has them, if one does."""
    unseen = [one.number for one in rows if not (one.title.hit or one.reasons or one.through or set(one.matched) - {"body"})]
    found = quotes_of(unseen, mark)
    return [with_quote(one, found[one.number]) if one.number in found else one for one in rows]


def _names_of(facet: str, value: str, lang: str) -> str:
    """Return what a reader may call a value: itself; of a language, a country, a discipline and a place also its names, of a place all its words."""
    if facet == "language":
        return f"{value} {languages.own_name(value)} {languages.name(value, lang)}"
    if facet in ("country", "author_country"):
        return f"{value} {countries.name(value, lang)}"
    if facet == LOCATION:
        return " ".join(same_places().get(value, (value,)))
    return " ".join((value, *catalogue()[value].labels)) if facet == "discipline" and value in catalogue() else value


def _unmarked(text: str, lang: str) -> Pieces:
    return [(text, False)] if text else []
