from pathlib import Path

import pytest

from lantai.search.evaluation.files import Answer, Doc, Query, Taught
from lantai.search.evaluation.library import learned, library, tables
from lantai.search.evaluation.runs import Scores, measured, pooled, runs, tasks, totals
from lantai.search.translations import EXPANDERS

DOCS = [
    Doc("a", "en", "Neural networks", "for the retrieval of documents"),
    Doc("b", "en", "Silk road", "trade of the Tang"),
    Doc("c", "zh", "神经网络", "文献检索"),
]
QUERIES = [Query("1", "zh", "神经网络"), Query("2", "en", "neural network")]
ANSWERS = [Answer("1", "a"), Answer("1", "c"), Answer("2", "a")]
TAUGHT = [
    Taught("zh", "en", "神经网络", "neural network"),
    Taught("zh", "en", "神经", "neural"),
    Taught("en", "zh", "network", "网络"),
] * 3


def test_scores_are_means_over_questions() -> None:
    scores = Scores()
    scores.add(["x", "a"], frozenset("a"))
    scores.add([], frozenset("a"))
    scores.add(["a"], frozenset("ab"))
    assert scores.means() == {"recall_at_1": 0.3333, "mrr_at_10": 0.5, "recall_at_10": 0.5, "queries": 3}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory):
    folder: Path = tmp_path_factory.mktemp("evaluation")
    made = library(folder / "index", engine="memory")
    made.add(DOCS)
    known = tables(made, folder / "tables", learned=learned(TAUGHT))
    every = runs([EXPANDERS[name](known) for name in EXPANDERS])
    return made, {run.name: run for run in every}


def test_every_kind_of_table_is_a_run_of_its_own(found) -> None:
    assert {"words", "untranslated", "authority", "learned", "lexicon"} <= set(found[1])


def test_a_pair_of_languages_is_a_task(found) -> None:
    assert [(task.pair, task.is_monolingual) for task in tasks(found[0], QUERIES, ANSWERS)] == [
        ("en-en", True),
        ("zh-en", False),
        ("zh-zh", True),
    ]
    assert pooled(found[0], QUERIES, ANSWERS) is not None


def test_what_was_learned_finds_what_plain_words_do_not(found) -> None:
    made, every = found
    (task,) = (task for task in tasks(made, QUERIES, ANSWERS) if task.pair == "zh-en")
    assert measured(made, task, every["words"]).recall_at_1 == 1
    assert measured(made, task, every["learned"]).recall_at_1 == 1
    assert measured(made, task, every["untranslated"]).recall_at_10 == 0


def test_totals_add_up_over_pairs() -> None:
    scores = Scores(1.0, 1.0, 1.0, 1)
    assert totals({"a-b": {"words": scores}, "b-a": {"words": scores}})["words"].queries == 2
