"""Vectors beside words on the given data: ``python benchmarks/vectors.py [chinaxiv] [xquad] [static] [speed] [--step N]``.

chinaxiv: Chinese titles and three keywords to English records, words alone and words with the packaged encoder. xquad: questions in six languages to English
paragraphs; English and Chinese ones to their own, for what vectors do to a reader's own language. static: word vectors trained on the ChinaXiv training pairs
instead of the encoder. speed: the nearest of 100,000 and of 1,000,000 works. tests/gates/test_vectors.py pins a part.
"""

import argparse
import sys
import tempfile
import time
from functools import cache
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import crosslanguage_tasks as given
from tests.shared_data import shared_directory

from lantai.ai.choice import Choice
from lantai.ai.embedders import EMBEDDERS
from lantai.ai.embedders.protocol import Embedder
from lantai.ai.embedders.static.training import train
from lantai.ai.vectors import vectors
from lantai.core.bilingual.pair import pair
from lantai.search.crosslang import Expanders
from lantai.search.evaluation import library as made
from lantai.search.evaluation.files import Answer, Doc, Query
from lantai.search.evaluation.runs import Run, Scores, Vectors, answered
from lantai.search.translations import EXPANDERS
from lantai.search.translations.tables import Tables
from lantai.search.vectors.files import writing
from lantai.search.vectors.store import VectorStore


class Beside:
    """Questions asked of documents by words, and by words and vectors. ``step``: every how many questions one is asked."""

    def __init__(self, folder: Path, embedder: Embedder | None, *, step: int = 1) -> None:
        self.folder, self.embedder, self.step = folder, embedder, step
        self._made: dict[str, tuple[made.Library, Vectors | None]] = {}

    def documents(self, name: str, documents: list[Doc]) -> tuple[made.Library, Vectors | None]:
        """Return the index of this name and the vectors beside it, made when they are first asked for."""
        if name not in self._made:
            library = made.library(self.folder / f"index-{name}")
            library.add(documents)
            beside = self.embedder and vectors(self.embedder, self.folder / f"vectors-{name}", documents, lambda done: None)
            self._made[name] = library, beside
        return self._made[name]

    def ask(self, name: str, documents: list[Doc], queries: list[Query], answers: list[Answer], tables: Tables) -> Scores:
        """Ask every ``step``-th question of documents."""
        library, beside = self.documents(name, documents)
        run, scores = Run("full", Expanders([EXPANDERS[each](tables) for each in EXPANDERS]), vectors=beside), Scores()
        right = {answer.query: frozenset({answer.document}) for answer in answers}
        for query in queries[:: self.step]:
            scores.add(answered(library, query, run), right[query.id])
        return scores

    def chinaxiv(self, kind: str) -> Scores:
        """Ask Chinese titles or keywords of English records, by what the training records and the installed lexicons teach."""
        library, _ = self.documents("chinaxiv", given.documents("en"))
        queries = {"titles": given.title_queries, "keywords": given.keyword_queries}[kind]("zh", "en")
        return self.ask(
            "chinaxiv", given.documents("en"), queries, given.own_answers(queries), learned(self.folder.parent, library)
        )

    def xquad(self, lang: str, other: str = "en") -> Scores:
        """Ask the questions of one language of the paragraphs in another, by the lexicons that install or are given."""
        library, _ = self.documents(f"xquad-{other}", given.paragraphs(other))
        queries = given.questions(lang)
        tables = lexicons(self.folder.parent, library, lang)
        return self.ask(f"xquad-{other}", given.paragraphs(other), queries, given.paragraph_answers(queries), tables)


@cache
def learned(folder: Path, library: made.Library) -> Tables:
    """Return what the ChinaXiv training records teach, with the lexicons that come with Lantai."""
    rows = made.learned(given.taught(given.training()))
    installed = made.lexicons(folder / "none", [])
    return made.tables(library, folder / f"learned-{id(library)}", learned=rows, lexicons=installed, languages=("zh", "en"))


@cache
def lexicons(folder: Path, library: made.Library, lang: str) -> Tables:
    """Return the lexicons of a language and English, as far as they are here."""
    paths = [shared_directory() / f"crosslanguage/lexicon/omw-{given.OMW[lang]}-eng.tsv.gz"] if lang in given.OMW else []
    paths += [given.FREEDICT / f"freedict-{given.FREEDICTS[lang]}.index"] if lang in given.FREEDICTS else []
    found = made.lexicons(folder / f"shelf-{lang}-{id(library)}", [path for path in paths if path.exists()])
    return made.tables(library, folder / f"tables-{lang}-{id(library)}", lexicons=found, languages=("en", lang))


def packaged() -> Embedder:
    """Return the packaged encoder."""
    return EMBEDDERS["packaged"](Choice(name="packaged"))


def static(folder: Path) -> Embedder:
    """Return word vectors trained on the ChinaXiv training pairs."""
    began = time.perf_counter()
    count = train((pair(t.lang, t.text, t.other_lang, t.other_text) for t in given.taught(given.training())), folder)
    print(f"static: {count:,} pairs trained in {time.perf_counter() - began:.1f} s")
    return EMBEDDERS["static"](Choice(name="static", at=str(folder)))


def told(name: str, scores: Scores) -> None:
    """Print one line."""
    figures = scores.means()
    print(
        f"{name:40} {figures['recall_at_1']:.3f} {figures['mrr_at_10']:.3f} {figures['recall_at_10']:.3f} {figures['queries']:>6}",
        flush=True,
    )


def chinaxiv(measure: Beside, name: str) -> None:
    """Ask Chinese titles and keywords of English records."""
    for kind in ("titles", "keywords"):
        told(f"chinaxiv {kind} zh-en {name}", measure.chinaxiv(kind))


def xquad(measure: Beside, name: str) -> None:
    """Ask questions of English paragraphs."""
    for lang in (*given.XQUAD, "en"):
        told(f"xquad {lang}-en {name}", measure.xquad(lang))
    told(f"xquad zh-zh {name}", measure.xquad("zh", "zh"))


def speed(folder: Path) -> None:
    """Time the nearest of many."""
    rng = np.random.default_rng(0)
    for count in (100_000, 1_000_000):
        with writing(folder / str(count), "speed") as writer:
            for at in range(0, count, 50_000):
                rows = rng.standard_normal((50_000, 512), np.float32)
                writer.put(range(at, at + 50_000), [""] * 50_000, rows / np.linalg.norm(rows, axis=1, keepdims=True))
            writer.commit(1)
        store = VectorStore(folder / str(count))
        asked = rng.standard_normal((40, 512), np.float32)
        asked /= np.linalg.norm(asked, axis=1, keepdims=True)
        store.nearest(asked[0], 100)
        times = []
        for vector in asked:
            began = time.perf_counter()
            store.nearest(vector, 100)
            times.append((time.perf_counter() - began) * 1e3)
        print(
            f"nearest 100 of {count:,}: p50 {np.percentile(times, 50):.1f} ms, p95 {np.percentile(times, 95):.1f} ms", flush=True
        )


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="*", choices=("chinaxiv", "xquad", "static", "speed", []), default=["chinaxiv", "xquad"])
    parser.add_argument("--step", type=int, default=1, metavar="N")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if "speed" in options.what:
            speed(folder / "speed")
        for measured in ("words", "packaged"):
            measure = Beside(folder / measured, packaged() if measured == "packaged" else None, step=options.step)
            if "chinaxiv" in options.what:
                chinaxiv(measure, measured)
            if "xquad" in options.what:
                xquad(measure, measured)
        if "static" in options.what:
            chinaxiv(Beside(folder / "static", static(folder / "trained"), step=options.step), "static")


if __name__ == "__main__":
    main()
