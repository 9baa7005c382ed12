"""Which documents match a question, and how well: the definition that other engines are tested against."""

from collections.abc import Callable, Iterable, Mapping
from math import log

from lantai.core.query.tree import AllOf, AnyOf, Everything, Field, Having, Node, Not, SomeOf, Term, Then
from lantai.search import ranking
from lantai.search.document import Document
from lantai.search.plan import Plan
from lantai.search.protocol import Request, Sort

_LAST = "\U0010ffff"

Scores = dict[int, float]


class Column:
    """One text column of all documents, cut into tokens."""

    def __init__(self, values: Mapping[int, list[str]], *, documents: int) -> None:
        self.documents = documents
        self.values = {number: [text.split() for text in texts] for number, texts in values.items()}
        self.lengths = {number: sum(map(len, texts)) for number, texts in self.values.items()}
        self.mean_length = sum(self.lengths.values()) / (documents or 1)

    def occurrences(self, tokens: tuple[str, ...], *, prefix: bool = False) -> dict[int, int]:
        """Return how often the tokens stand side by side in each document that has them."""
        found = {number: sum(_count(text, tokens, prefix) for text in texts) for number, texts in self.values.items()}
        return {number: count for number, count in found.items() if count}

    def scored(self, tokens: tuple[str, ...], *, prefix: bool) -> Scores:
        """Return BM25 of the tokens as one phrase; 1 where they are only a beginning."""
        found = self.occurrences(tokens, prefix=prefix)
        if prefix:
            return dict.fromkeys(found, 1.0)
        having = [len(self.occurrences((token,))) for token in tokens] if found else []
        rarity = sum(log(1 + (self.documents - n + 0.5) / (n + 0.5)) for n in having)
        return {number: rarity * self._frequency(number, count) for number, count in found.items()}

    def scored_apart(self, tokens: tuple[str, ...]) -> Scores:
        """Return the sum of BM25 of the tokens where all of them stand, in any order."""
        found = [self.scored((token,), prefix=False) for token in tokens]
        return {number: sum(scores[number] for scores in found) for number in found[0] if all(number in s for s in found)}

    def _frequency(self, number: int, count: int) -> float:
        length = 1 - ranking.B + ranking.B * self.lengths[number] / self.mean_length
        return (ranking.K1 + 1) * count / (count + ranking.K1 * length)


def _count(text: list[str], tokens: tuple[str, ...], prefix: bool) -> int:
    *before, last = tokens
    places = (text[start : start + len(tokens)] for start in range(len(text) - len(tokens) + 1))
    return sum(place[:-1] == before and (place[-1].startswith(last) if prefix else place[-1] == last) for place in places)


class Collection:
    """The committed documents, and which of them match."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = {document.id: document for document in documents}
        cut = {number: ranking.columns(document) for number, document in self.documents.items()}
        self.columns = {
            name: Column({number: columns[name] for number, columns in cut.items() if name in columns}, documents=len(cut))
            for name in (*ranking.COLUMNS, *ranking.STEM_COLUMNS, *ranking.SOUND_COLUMNS)
        }

    def question(self, plan: Plan) -> Scores:
        """Return what matches a plan, with what lifts it."""
        scores = self.tree(plan.tree) if plan.tree else {}
        for tokens, weight in plan.title_phrases:
            for name, column_weight in ranking.LOOKED_IN[Field.TITLE].items():
                for number, score in self.columns[name].scored(tuple(tokens), prefix=False).items():
                    if number in scores:
                        scores[number] += score * weight * column_weight
        for number in self.documents.keys() & set(plan.also):
            scores.setdefault(number, 0.0)
        for numbers, lift in self._lifts(plan):
            for number in numbers:
                scores[number] = scores.get(number, 0.0) + lift
        return scores

    def tree(self, node: Node) -> Scores:
        """Return what matches a tree."""
        match node:
            case Term():
                return self.term(node, ranking.looked_in(node))
            case AnyOf(nodes=nodes):
                found = [self.tree(child) for child in nodes]
                return {number: max(scores.get(number, 0.0) for scores in found) for number in set().union(*found)}
            case AllOf(nodes=nodes):
                return self._all_of(nodes)
            case SomeOf(nodes=nodes, least=least, beside=beside, instead=instead):
                some, others = self._some_of(nodes, least), self._some_of(beside, 1)
                some = dict.fromkeys(self._some_of(instead, 1), 0.0) | some
                return {number: score + others.get(number, 0.0) for number, score in some.items()}
            case Then(first=first, rest=rest, works=works):
                scores = self.tree(rest)
                before = self.tree(first) if works is None else self.documents.keys() & set(works)
                return scores | {number: scores.get(number, 0.0) + ranking.FIRST for number in before}
            case Not(node=inner):
                unwanted = self.tree(inner)
                return {number: 1.0 for number in self.documents if number not in unwanted}
            case Everything():
                return dict.fromkeys(self.documents, 1.0)
            case Having(facet=facet, values=values):
                wanted = set(values)
                return {n: 1.0 for n, d in self.documents.items() if wanted & set(d.facets.get(facet, ()))}

    def term(self, term: Term, columns: Mapping[str, float]) -> Scores:
        """Return the works with a term: the score in its best column, and a little of the others."""
        if term.field is Field.IDENTIFIER:
            return dict.fromkeys(self.identified(term.tokens), term.weight)
        parts: dict[int, list[float]] = {}
        for name, weight in columns.items():
            column = self.columns[name]
            scored = column.scored_apart(term.tokens) if term.stem else column.scored(term.tokens, prefix=term.prefix)
            for number, score in scored.items():
                parts.setdefault(number, []).append(score * weight * term.weight)
        return {number: max(scores) + ranking.TIE * (sum(scores) - max(scores)) for number, scores in parts.items()}

    def identified(self, identifiers: Iterable[str]) -> set[int]:
        """Return the works with one of these identifiers."""
        wanted = set(identifiers)
        return {number for number, document in self.documents.items() if wanted & set(document.identifiers)}

    def titled(self, key: str) -> set[int]:
        """Return the works with a title of this key."""
        return {number for number, document in self.documents.items() if key and key in document.title_keys}

    def _all_of(self, nodes: tuple[Node, ...]) -> Scores:
        found = [self.tree(node) for node in nodes]
        adding = [scores for node, scores in zip(nodes, found, strict=True) if not isinstance(node, Not)] or found[:1]
        return {n: sum(scores[n] for scores in adding) for n in found[0] if all(n in scores for scores in found)}

    def _some_of(self, nodes: tuple[Node, ...], least: int) -> Scores:
        found = [self.tree(node) for node in nodes]
        parts = {number: [scores[number] for scores in found if number in scores] for number in set().union(*found)}
        return {number: sum(scores) for number, scores in parts.items() if len(scores) >= least}

    def _lifts(self, plan: Plan) -> Iterable[tuple[set[int], float]]:
        for title, author in plan.pairs:
            written = (self.term(term, {"names": 1.0}) for term in author)
            yield self.titled(title).intersection(*written), ranking.AUTHOR_AND_TITLE_FIRST
        yield self.titled(plan.exact_key), ranking.EXACT_TITLE_FIRST
        yield self.identified(plan.identifiers), ranking.IDENTIFIER_FIRST

    def matched(self, plan: Plan, number: int) -> tuple[str, ...]:
        """Return where the question's words stand in a work."""
        identifiers = [*plan.identifiers, *(t for leaf in plan.leaves if leaf.field is Field.IDENTIFIER for t in leaf.tokens)]
        names = ["identifier"] if number in self.identified(identifiers) else []
        names += ["exact_title"] if number in self.titled(plan.exact_key) else []
        for name, columns in ranking.MATCHED.items():
            looked_in = [(leaf, {c: 1.0 for c in columns if c in ranking.looked_in(leaf)}) for leaf in plan.leaves]
            if any(number in self.term(leaf, weights) for leaf, weights in looked_in if weights):
                names.append(name)
        return tuple(names)


def kept(documents: Mapping[int, Document], numbers: Iterable[int], request: Request, *, but: str = "") -> list[Document]:
    """Return the documents that pass the filters and are among those wanted, without those of one facet (or "year")."""
    low, high = (None, None) if but == "year" else request.years
    wanted = [(name, set(values)) for name, values in request.filters.items() if values and name != but]
    unwanted = [(name, set(values)) for name, values in request.exclude.items() if values]

    def passes(document: Document) -> bool:
        in_years = (low is None and high is None) or (
            document.year is not None and (low is None or low <= document.year) and (high is None or document.year <= high)
        )
        chosen = all(values & set(document.facets.get(name, ())) for name, values in wanted)
        return in_years and chosen and not any(values & set(document.facets.get(name, ())) for name, values in unwanted)

    among = (number for number in numbers if (request.among is None or number in request.among) and number not in request.without)
    return [document for document in map(documents.__getitem__, among) if passes(document)]


def order(sort: Sort, scores: Scores) -> Callable[[Document], tuple[object, int]]:
    """Return the sort key of a document; ties stand in the order of id."""
    keys: dict[Sort, Callable[[Document], object]] = {
        Sort.RELEVANCE: lambda document: -round(scores[document.id], ranking.SCORE_DIGITS),
        Sort.NEWEST: lambda document: 99_999 if document.year is None else -document.year,
        Sort.OLDEST: lambda document: 99_999 if document.year is None else document.year,
        Sort.TITLE: lambda document: document.sort_title or _LAST,
        Sort.AUTHOR: lambda document: document.sort_author or _LAST,
        Sort.ADDED: lambda document: -document.added,
    }
    return lambda document: (keys[sort](document), document.id)
