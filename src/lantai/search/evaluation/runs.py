"""Asking all questions of an evaluation, and counting: the same ``ask`` and the same engine as for readers.

A run is a set of expanders under a name; what it reaches is counted per pair of languages and over all of them.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from lantai.core.bilingual.entry import Origin
from lantai.core.query.expansion import Expander
from lantai.core.query.parse import parse
from lantai.search.crosslang import Expanders, ask, translated
from lantai.search.fusing import Leg, search
from lantai.search.protocol import Request
from lantai.search.spoken import languages

from .files import Answer, Query
from .library import Library

DEPTH = 10


class Vectors(msgspec.Struct, frozen=True):
    """Vectors of a library's documents: ``leg`` gives their part in a question, by its text, its languages and the share of it that was translated."""

    leg: Callable[[str, Sequence[str], float], Leg | None]


class Run(msgspec.Struct, frozen=True):
    """One way of asking. ``own``: only the words as typed; ``vectors``: those that have a say, None: none."""

    name: str
    expanders: Expanders
    own: bool = False
    vectors: Vectors | None = None


class Scores(msgspec.Struct):
    """What was reached over some questions; each figure 0..1 is a mean over them.

    Of a question with several answers, recall is the share of those that there is room for.
    """

    recall_at_1: float = 0.0
    mrr_at_10: float = 0.0
    recall_at_10: float = 0.0
    queries: int = 0

    def add(self, found: Sequence[str], right: frozenset[str]) -> None:
        """Count one question: what was found, best first, and what answers it."""
        first = next((place for place, id_ in enumerate(found[:DEPTH], start=1) if id_ in right), 0)
        self.recall_at_1 += found[:1] != [] and found[0] in right
        self.mrr_at_10 += 1 / first if first else 0.0
        self.recall_at_10 += len(right.intersection(found[:DEPTH])) / min(len(right), DEPTH)
        self.queries += 1

    def merged(self, other: "Scores") -> None:
        """Count in what was counted elsewhere."""
        for name in self.__struct_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def means(self) -> dict[str, float | int]:
        """Return the figures as they are reported."""
        count = self.queries or 1
        figures = {name: round(getattr(self, name) / count, 4) for name in self.__struct_fields__ if name != "queries"}
        return {**figures, "queries": self.queries}


Search = Callable[[Library, Query, Run, str], list[str]]


class Task(msgspec.Struct, frozen=True):
    """Questions with their answers in one language. ``within``: only documents of that language are looked at, "" all."""

    pair: str
    within: str
    questions: tuple[tuple[Query, frozenset[str]], ...]

    @property
    def is_monolingual(self) -> bool:
        """Say whether the questions are of the language of the documents."""
        one, _, other = self.pair.partition("-")
        return one == other


def tasks(library: Library, queries: Iterable[Query], answers: Iterable[Answer]) -> list[Task]:
    """Return the questions by language and language of their answers, in order."""
    right: dict[str, dict[str, set[str]]] = {}
    for answer in answers:
        right.setdefault(answer.query, {}).setdefault(library.languages[answer.document], set()).add(answer.document)
    several = len(set(library.languages.values())) > 1
    found: dict[tuple[str, str], list[tuple[Query, frozenset[str]]]] = {}
    for query in queries:
        for lang, ids in right.get(query.id, {}).items():
            found.setdefault((query.lang, lang), []).append((query, frozenset(ids)))
    return [Task(f"{one}-{other}", other if several else "", tuple(rows)) for (one, other), rows in sorted(found.items())]


def pooled(library: Library, queries: Iterable[Query], answers: Iterable[Answer]) -> Task | None:
    """Return the questions over all languages at once, where answers are in several; else None."""
    right: dict[str, set[str]] = {}
    for answer in answers:
        right.setdefault(answer.query, set()).add(answer.document)
    rows = [(query, frozenset(right[query.id])) for query in queries if query.id in right]
    several = any(len({library.languages[id_] for id_ in ids}) > 1 for _, ids in rows)
    return Task("pooled", "", tuple(rows)) if several else None


def measured(library: Library, task: Task, run: Run, progress: Callable[[], None] = lambda: None) -> Scores:
    """Ask the questions of a task in one way."""
    scores = Scores()
    for query, right in task.questions:
        scores.add(answered(library, query, run, task.within), right)
        progress()
    return scores


def answered(library: Library, query: Query, run: Run, within: str = "") -> list[str]:
    """Return the first documents found, as a reader with a page in the language of the question finds them."""
    typed = parse(query.text, languages=(query.lang, *languages(library.engine)))
    asked = ask(library.engine, typed, run.expanders, prior=query.lang, own=run.own)
    question = asked.question
    if question.tree is None:
        return []
    request = Request(
        tree=question.tree, typed=question.typed, exact_key=question.exact_key, identifiers=question.identifiers,
        filters={"language": (within,)} if within else {}, limit=DEPTH,
    )  # fmt: skip
    leg = (
        run.vectors.leg(query.text, asked.expansion.languages or (query.lang,), translated(library.engine, asked.expansion))
        if run.vectors
        else None
    )
    return [library.id_of(hit.id) for hit in search(library.engine, request, leg).result.hits]


def runs(expanders: Sequence[Expander], vectors: Vectors | None = None) -> list[Run]:
    """Return the ways of asking: all words, none translated, each kind of table alone; with vectors beside the words first, where there are any."""
    found = [Run("full", Expanders(expanders), vectors=vectors)] if vectors else []
    found += [Run("words", Expanders(expanders)), Run("untranslated", Expanders(()), own=True)]
    for origin in Origin:
        alone = [expander for expander in expanders if expander.origin is origin]
        if alone:
            found.append(Run(origin.value, Expanders(alone)))
    return found


def totals(scores: Mapping[str, Mapping[str, Scores]]) -> dict[str, Scores]:
    """Return what each run reached over all pairs of two languages, and in one language where there are no others. ``scores``: pair -> run -> scores."""
    crossing = {pair: of_pair for pair, of_pair in scores.items() if "monolingual" not in of_pair}
    found: dict[str, Scores] = {}
    for of_pair in scores.values():
        for name, reached in of_pair.items():
            if name == "monolingual" or not crossing or "monolingual" not in of_pair:
                found.setdefault(name, Scores()).merged(reached)
    return found
