"""Floors of vectors: the packaged encoder's part in cross-language search on XQuAD, beside untranslated words, and what it does to a reader's own language.

Without tables of translations the words know names and numbers alone, so this pins the encoder, the passages, the store and the fusion; words and
vectors together are measured by ``benchmarks/vectors.py``. The floors stand in floors/vectors.json with the digests of the data. They only go up.
"""

import hashlib
import json
from pathlib import Path

import pytest
from benchmarks import crosslanguage_tasks as given

from lantai.ai.choice import Choice
from lantai.ai.embedders import EMBEDDERS
from lantai.ai.vectors import vectors
from lantai.search.crosslang import Expanders
from lantai.search.evaluation.library import library
from lantai.search.evaluation.runs import Run, Task, measured
from tests.shared_data import shared

pytestmark = pytest.mark.gate

FLOORS = json.loads((Path(__file__).parent / "floors" / "vectors.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def english(tmp_path_factory):
    """Give the English paragraphs in an index, and their vectors."""
    for name, digest in FLOORS["data"].items():
        assert hashlib.sha256(shared(name).read_bytes()).hexdigest() == digest, f"{name} is not what the floors were measured on"
    folder = tmp_path_factory.mktemp("vectors")
    made = library(folder / "index")
    made.add(given.paragraphs("en"))
    embedder = EMBEDDERS["packaged"](Choice(name="packaged"))
    return made, vectors(embedder, folder / "vectors", given.paragraphs("en"), lambda done: None)


def reached(english, lang, *, beside=True):
    made, encoder = english
    questions = given.questions(lang)[:: FLOORS["step"]]
    right = {answer.query: frozenset({answer.document}) for answer in given.paragraph_answers(questions)}
    task = Task(f"{lang}-en", "", tuple((query, right[query.id]) for query in questions))
    return measured(made, task, Run("full", Expanders(()), vectors=encoder if beside else None)).means()


@pytest.mark.parametrize("lang", list(FLOORS["floors"]))
def test_questions_find_english_paragraphs_by_meaning(english, lang):
    figures, floors = reached(english, lang), FLOORS["floors"][lang]
    assert {name: figures[name] for name in floors if figures[name] < floors[name]} == {}


def test_a_readers_own_language_loses_nothing(english):
    words, both = reached(english, "en", beside=False), reached(english, "en")
    assert both["recall_at_10"] >= words["recall_at_10"] - 0.002
    assert both["recall_at_1"] >= words["recall_at_1"] - 0.01
