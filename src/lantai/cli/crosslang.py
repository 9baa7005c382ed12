"""Cross-language search, measured: how well questions in one language find works in others, on documents of your own.

  lantai crosslang evaluate --docs D.jsonl --queries Q.jsonl --qrels R.tsv [--train PAIRS.tsv] [--lexicon FILE] --json

D: one {"id", "lang", "title", "text"} a line; Q: {"id", "lang", "text"}; R: query<TAB>document; PAIRS: lang<TAB>lang<TAB>text<TAB>text.
It needs no library and changes none: index and tables are made in a temporary folder, by the same code as for readers.
"""

import argparse
import tempfile
from collections.abc import Sized
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lantai.cli import OK, UNUSABLE, Refused

from .output import Advance, progress, result, result_json, say

if TYPE_CHECKING:
    from lantai.core.query.expansion import Expander
    from lantai.search.evaluation.files import Answer, Query, Refusals
    from lantai.search.evaluation.library import Library
    from lantai.search.evaluation.runs import Run, Scores, Vectors


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the command's commands and their options."""
    commands = parser.add_subparsers(dest="what", required=True, metavar="COMMAND")
    evaluate = commands.add_parser("evaluate", help="measure with your own documents, questions and answers", description=__doc__)
    evaluate.formatter_class = argparse.RawDescriptionHelpFormatter
    evaluate.add_argument("--docs", type=Path, required=True, metavar="FILE", help="documents, one JSON object a line")
    evaluate.add_argument("--queries", type=Path, required=True, metavar="FILE", help="questions, one JSON object a line")
    evaluate.add_argument("--qrels", type=Path, required=True, metavar="FILE", help="lines query<TAB>document")
    evaluate.add_argument("--train", type=Path, metavar="FILE", help="pairs to learn from: lang<TAB>lang<TAB>text<TAB>text")
    evaluate.add_argument(
        "--lexicon", type=Path, action="append", default=[], metavar="FILE", help="a lexicon besides the installed ones"
    )
    evaluate.add_argument("--no-lexicons", action="store_true", help="leave the installed lexicons out")
    evaluate.add_argument("--engine", default="tantivy", metavar="NAME", help="search engine (default: tantivy)")
    evaluate.add_argument(
        "--embedder",
        default="",
        metavar="NAME",
        help="with vectors too: packaged, or onnx=FOLDER; `full` is then words and vectors",
    )
    evaluate.add_argument("--json", action="store_true", help="end with one line of JSON")


def run(options: argparse.Namespace) -> int:
    """Run the command that was chosen."""
    from lantai.search.evaluation.files import Refusals, Unusable

    refusals = Refusals()
    try:
        with tempfile.TemporaryDirectory(prefix="lantai-evaluate-") as folder:
            measured = _evaluated(options, Path(folder), refusals)
    except Unusable as problem:
        raise Refused(str(problem), code=UNUSABLE) from problem
    _report(measured, json=options.json)
    return OK


def _evaluated(options: argparse.Namespace, folder: Path, refusals: "Refusals") -> dict[str, object]:
    from lantai.search.evaluation import files, runs

    shown = not options.json
    library = _library(options, folder, refusals, shown)
    queries = list(files.queries(options.queries, refusals))
    known = frozenset(query.id for query in queries)
    answers = list(files.answers(options.qrels, refusals, queries=known, documents=frozenset(library.ids)))
    _need(options.docs, library.ids, "document", refusals)
    _need(options.queries, queries, "question", refusals)
    _need(options.qrels, answers, "answer", refusals)
    expanders, learned = _expanders(options, folder, library, {query.lang for query in queries}, refusals)
    _say_refused(refusals)
    vectors = _vectors(options, folder, library, refusals) if options.embedder else None
    with progress("ask", unit="questions", shown=shown) as advance:
        scores, pooled = _scores(library, queries, answers, runs.runs(expanders, vectors), advance)
    refused, mended = ({"count": some.count, "rows": list(map(str, some.first))} for some in (refusals, refusals.mended))
    return {**_shape(scores, pooled), "documents": len(library.ids), "learned": learned, "refused": refused, "mended": mended}


def _need(path: Path, found: Sized, what: str, refusals: "Refusals") -> None:
    from lantai.search.evaluation.files import Unusable

    if not found:
        _say_refused(refusals)
        first = next((f": {refused}" for refused in refusals.first if refused.file == path.name), "")
        raise Unusable(f"{path} has no usable {what}{first}")


def _say_refused(refusals: "Refusals") -> None:
    for said, some in (("not used", refusals), ("mended", refusals.mended)):
        for refused in some.first:
            say(f"{said}: {refused}")
        if some.count > len(some.first):
            say(f"{said}: {some.count - len(some.first):,} more rows")


def _expanders(
    options: argparse.Namespace, folder: Path, library: "Library", asked: set[str], refusals: "Refusals"
) -> "tuple[list[Expander], int]":
    """Return what knows translations, and how many entries were learned."""
    from lantai.core.bilingual.lexicons import LexiconError
    from lantai.search.evaluation import files
    from lantai.search.evaluation import library as made
    from lantai.search.looking_up import PIVOT
    from lantai.search.translations import EXPANDERS

    with progress("learn", unit="", shown=not options.json):
        rows = made.learned(files.pairs(options.train, refusals)) if options.train else []
    try:
        lexicons = made.lexicons(folder / "lexicons", options.lexicon, installed=not options.no_lexicons)
        with progress("tables", unit="", shown=not options.json):
            languages = {PIVOT, *asked, *library.languages.values()}
            tables = made.tables(library, folder / "tables", learned=rows, lexicons=lexicons, languages=languages)
    except LexiconError as problem:
        raise files.Unusable(str(problem)) from problem
    return [EXPANDERS[name](tables) for name in EXPANDERS], len(rows)


def _library(options: argparse.Namespace, folder: Path, refusals: "Refusals", shown: bool) -> "Library":
    from lantai.search.evaluation import files
    from lantai.search.evaluation.library import library

    made = library(folder / "index", engine=options.engine)
    with progress("index", unit="documents", shown=shown) as advance:
        made.add(files.documents(options.docs, refusals), lambda done: advance(done, 0, f"{done:,} documents"))
    return made


def _vectors(options: argparse.Namespace, folder: Path, library: "Library", refusals: "Refusals") -> "Vectors":
    from lantai.ai.choice import Choice
    from lantai.ai.embedders import EMBEDDERS
    from lantai.ai.vectors import vectors
    from lantai.search.evaluation import files

    name, _, at = options.embedder.partition("=")
    embedder = EMBEDDERS[name](Choice(name=name, at=at))
    with progress("vectors", unit="documents", shown=not options.json) as advance:
        documents = files.documents(options.docs, type(refusals)())
        return vectors(
            embedder, folder / "vectors", documents, lambda done: advance(done, len(library.ids), f"{done:,} documents")
        )


def _scores(
    library: "Library", queries: "list[Query]", answers: "list[Answer]", every: "list[Run]", advance: Advance
) -> "tuple[dict[str, dict[str, Scores]], dict[str, Scores]]":
    from lantai.search.evaluation import runs

    tasks = runs.tasks(library, queries, answers)
    pool = runs.pooled(library, queries, answers)
    total = sum(len(task.questions) * len(every) for task in tasks)
    done = _Counter(advance, total + (len(pool.questions) * 2 if pool else 0))
    scores: dict[str, dict[str, Scores]] = {}
    for task in tasks:
        found = {run.name: runs.measured(library, task, run, done) for run in every}
        full = {"full": found[every[0].name], **found}
        scores[task.pair] = {"monolingual": full["untranslated"], **full} if task.is_monolingual else full
    pooled = {run.name: runs.measured(library, pool, run, done) for run in every[:2]} if pool else {}
    return scores, pooled


class _Counter:
    def __init__(self, advance: Advance, total: int) -> None:
        self._advance, self._total, self._done = advance, total, 0

    def __call__(self) -> None:
        self._done += 1
        self._advance(self._done, self._total, f"{self._done:,} of {self._total:,}")


def _shape(scores: "dict[str, dict[str, Scores]]", pooled: "dict[str, Scores]") -> dict[str, object]:
    from lantai.search.evaluation.runs import totals

    shaped: dict[str, object] = {
        "runs": {name: reached.means() for name, reached in totals(scores).items()},
        "pairs": {pair: {"runs": {name: reached.means() for name, reached in found.items()}} for pair, found in scores.items()},
    }
    if pooled:
        shaped["pooled"] = {"runs": {name: reached.means() for name, reached in pooled.items()}}
    return shaped


def _report(measured: dict[str, Any], *, json: bool) -> None:
    if json:
        result_json(measured)
        return
    everything = {"all pairs": measured, **measured["pairs"], **({"pooled": measured["pooled"]} if "pooled" in measured else {})}
    for pair, found in everything.items():
        result(f"{pair:14} {'R@1':>6} {'MRR@10':>7} {'R@10':>6} {'questions':>10}")
        for name, of_run in found["runs"].items():
            figures = " ".join(
                f"{of_run[figure]:{width}.3f}" for figure, width in (("recall_at_1", 6), ("mrr_at_10", 7), ("recall_at_10", 6))
            )
            result(f"  {name:12} {figures} {of_run['queries']:>10,}")
