"""Cross-language search on the given data: ``python benchmarks/crosslanguage.py [chinaxiv] [xquad] [any] [pooled] [own] [--step N]``.

chinaxiv: titles and three keywords of test records, Chinese to English and back, tables learned from all training records or from 250. xquad: questions in
six languages to English paragraphs, by the lexicons that come with Lantai and those that a librarian adds (FreeDict, OMW). any: questions in every language to
paragraphs in every other, through English. pooled: all languages at once, so that a right answer in one must not sink below wrong ones in the reader's
own. own: questions to works of the same language, with translations and by the reader's own words alone: translations must take
nothing away. ``--step 5`` asks every fifth question. R@1, MRR@10 and R@10 of words alone, a line each; tests/gates/test_crosslanguage.py pins them.
"""

import argparse
import itertools
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import crosslanguage_tasks as given
from tests.shared_data import shared

from lantai.core.bilingual.lexicons import About, Lexicon, packaged
from lantai.core.query.expansion import Expander
from lantai.search import lexicons as shelf
from lantai.search.crosslang import Expanders
from lantai.search.evaluation import library as made
from lantai.search.evaluation.files import Answer, Doc, Query
from lantai.search.evaluation.runs import Run, Scores, answered
from lantai.search.translations import EXPANDERS
from lantai.search.translations.tables import Tables

FEW = 250
ENGLISH = "en"


class Measure:
    """Indexes and tables made on demand in one folder, each once.

    ``step``: every how many questions one is asked; ``without``: languages whose FreeDict is left out.
    """

    def __init__(self, folder: Path, *, step: int = 1, without: Collection[str] = ()) -> None:
        self.folder = folder
        self.step = step
        self.without = without
        self._libraries: dict[str, made.Library] = {}
        self._tables: dict[str, Tables] = {}

    def library(self, name: str, documents: Iterable[Doc]) -> made.Library:
        """Return the index of this name, made of these documents when it is first asked for."""
        if name not in self._libraries:
            found = self._libraries[name] = made.library(self.folder / f"index-{name}")
            found.add(documents)
        return self._libraries[name]

    def learned(self, most: int = 0) -> Tables:
        """Return what the ChinaXiv training records teach, or so many of them."""
        name = f"learned-{most}"
        if name not in self._tables:
            rows = made.learned(given.taught(given.training(most=most)))
            self._tables[name] = made.tables(None, self.folder / name, learned=rows)
        return self._tables[name]

    def lexicons(self, lang: str = "") -> Tables:
        """Return the lexicons that come with Lantai between Chinese and English, or those between a language and English with what a librarian adds."""
        name = f"lexicons-{lang}"
        if name not in self._tables:
            languages = (ENGLISH, lang or "zh")
            lexicons = [one for one in packaged() if {*one.about.languages} <= {*languages}]
            lexicons += added(lang, self.folder / "shelf" / lang, freedict=lang not in self.without) if lang else []
            self._tables[name] = made.tables(None, self.folder / name, lexicons=lexicons, languages=languages)
        return self._tables[name]

    def names(self, name: str) -> Tables:
        """Return the words of an index, among which names are looked for."""
        key = f"names-{name}"
        if key not in self._tables:
            self._tables[key] = made.tables(self._libraries[name], self.folder / key)
        return self._tables[key]

    def words(self, *tables: Tables) -> Expanders:
        """Return what all these tables know, each expander over each of them."""
        found: list[Expander] = [EXPANDERS[name](one) for one in tables for name in EXPANDERS]
        return Expanders(found)

    def scores(
        self, library: made.Library, queries: Sequence[Query], answers: Sequence[Answer], expanders: Expanders, within: str = ""
    ) -> Scores:
        """Ask every ``step``-th question."""
        run, scores = Run("words", expanders), Scores()
        right: dict[str, set[str]] = {}
        for answer in answers:
            right.setdefault(answer.query, set()).add(answer.document)
        for query in queries[:: self.step]:
            scores.add(answered(library, query, run, within), frozenset(right[query.id]))
        return scores

    def chinaxiv(self, kind: str, lang: str, other: str, *, most: int = 0, own: bool = False) -> Scores:
        """Ask titles or keywords in one language of records in the other; the same language twice: monolingual. ``own``: without translations."""
        library = self.library(f"chinaxiv-{other}", given.documents(other))
        queries = clean({"titles": given.title_queries, "keywords": given.keyword_queries}[kind](lang, other))
        expanders = Expanders() if own else self.words(self.learned(most), self.lexicons())
        return self.scores(library, queries, given.own_answers(queries), expanders)

    def xquad(self, lang: str, other: str = ENGLISH, *, own: bool = False) -> Scores:
        """Ask the questions of one language of the paragraphs in another. ``own``: without translations."""
        library = self.library(f"xquad-{other}", given.paragraphs(other))
        queries = given.questions(lang)
        if own:
            return self.scores(library, queries, given.paragraph_answers(queries), Expanders())
        lexicons = [self.lexicons(one) for one in dict.fromkeys((lang, other)) if one != ENGLISH]
        expanders = self.words(*lexicons, self.names(f"xquad-{other}"))
        return self.scores(library, queries, given.paragraph_answers(queries), expanders)

    def pooled(self, lang: str, languages: Sequence[str]) -> Scores:
        """Ask the questions of one language of the paragraphs in all."""
        documents = itertools.chain.from_iterable(given.paragraphs(one, named=one) for one in languages)
        library = self.library(f"xquad-{'-'.join(languages)}", documents)
        queries = given.questions(lang)
        answers = [answer for one in languages for answer in given.paragraph_answers(queries, named=one)]
        expanders = self.words(*(self.lexicons(one) for one in languages if one != ENGLISH))
        return self.scores(library, queries, answers, expanders)


def clean(queries: list[Query]) -> list[Query]:
    """Return the questions without those whose words were learned from as a title."""
    leaked = leaks()
    return [query for query in queries if query.id not in leaked]


@cache
def leaks() -> frozenset[str]:
    """Return the ids of questions that training records give away."""
    queries = [*given.title_queries("zh", ENGLISH), *given.title_queries(ENGLISH, "zh")]
    return frozenset(given.leaked(given.training(), queries))


def added(lang: str, folder: Path, *, freedict: bool = True) -> list[Lexicon]:
    """Return the lexicons of a language and English that a librarian can add, as far as they are here, put on a shelf in ``folder``."""
    omw = shared(f"crosslanguage/lexicon/omw-{given.OMW[lang]}-eng.tsv.gz")
    dictionary = given.FREEDICT / f"freedict-{given.FREEDICTS[lang]}.index" if freedict and lang in given.FREEDICTS else None
    for path in (omw, dictionary):
        if path and path.exists():
            shelf.add(folder, path, told=About(licence="see the file"))
    return [shelf.opened(folder / card.name, card) for card in shelf.cards(folder)]


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", default=["chinaxiv", "xquad"], metavar="WHAT")
    parser.add_argument("--step", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure = Measure(Path(folder), step=options.step)
        for name, scores in measured(measure, options.what):
            figures = scores.means()
            print(
                f"{name:40} {figures['recall_at_1']:.3f} {figures['mrr_at_10']:.3f} {figures['recall_at_10']:.3f} {figures['queries']:>6}",
                flush=True,
            )


def measured(measure: Measure, what: Sequence[str]) -> Iterator[tuple[str, Scores]]:
    """Yield what was asked for, one by one."""
    every = (ENGLISH, *given.XQUAD)
    if "chinaxiv" in what:
        for kind, (lang, other) in itertools.product(("titles", "keywords"), itertools.product(("zh", "en"), repeat=2)):
            yield f"chinaxiv {kind} {lang}-{other}", measure.chinaxiv(kind, lang, other)
        yield f"chinaxiv keywords zh-en, {FEW} learned", measure.chinaxiv("keywords", "zh", "en", most=FEW)
    if "xquad" in what:
        yield from ((f"xquad {lang}-en", measure.xquad(lang)) for lang in every)
    if "any" in what:
        pairs = itertools.permutations(given.XQUAD, 2)
        yield from ((f"xquad {lang}-{other}", measure.xquad(lang, other)) for lang, other in pairs)
    if "pooled" in what:
        yield from ((f"xquad pooled {lang}", measure.pooled(lang, every)) for lang in every)
    if "own" in what:
        for own, how in ((False, "translated"), (True, "own words")):
            yield from ((f"xquad {lang}-{lang} {how}", measure.xquad(lang, lang, own=own)) for lang in every)
            for lang in ("zh", "en"):
                yield f"chinaxiv keywords {lang}-{lang} {how}", measure.chinaxiv("keywords", lang, lang, own=own)


if __name__ == "__main__":
    main()
