"""Floors of cross-language search: what questions in one language find in another, by words alone, on the given bilingual data.

Runs the functions of ``benchmarks/crosslanguage.py`` on every so many questions (``step``), on all those about keywords from Chinese and about own
words, through the code that readers' searches use; the whole is that command's. The floors stand in floors/crosslanguage.json with the digests of the
data. They only go up; under ``own`` stands by how much figures may fall when own words are joined by translations.
"""

import hashlib
import json
from copy import copy
from functools import partial
from pathlib import Path

import pytest
from benchmarks import crosslanguage_tasks as given
from benchmarks.crosslanguage import FEW, Measure, clean

from lantai.search.evaluation.runs import Scores
from tests.shared_data import freedict, shared

pytestmark = pytest.mark.gate

FLOORS = json.loads((Path(__file__).parent / "floors" / "crosslanguage.json").read_text(encoding="utf-8"))
NEEDED = {lang: given.FREEDICTS[lang] for lang in ("es", "ru", "tr", "ar")}
"""Dictionaries without which a floor says nothing."""

EVERY = ("en", *given.XQUAD)

LONG = ("de",)
"""Half a million entries take a minute to read: the gate asks without them, by OMW alone; the benchmark with them."""


@pytest.fixture(scope="module")
def measure(tmp_path_factory: pytest.TempPathFactory) -> Measure:
    for name, digest in FLOORS["data"].items():
        assert hashlib.sha256(shared(name).read_bytes()).hexdigest() == digest, (
            f"{name} is not the data that the floors were measured on"
        )
    return Measure(tmp_path_factory.mktemp("crosslanguage"), step=FLOORS["step"], without=LONG)


def on_all(measure: Measure) -> Measure:
    """Return the same that asks all questions: a fifth of them is too few where one more or less lost decides."""
    every = copy(measure)
    every.step = 1
    return every


def reached(name: str, scores: Scores) -> None:
    figures, floors = scores.means(), FLOORS["floors"][name]
    assert {figure: figures[figure] for figure in floors if figures[figure] < floors[figure]} == {}, f"{name}: {figures}"


@pytest.mark.parametrize("kind", ["titles", "keywords"])
@pytest.mark.parametrize("pair", ["zh-en", "en-zh"])
def test_records_are_found_by_titles_and_keywords_in_the_other_language(measure: Measure, kind: str, pair: str) -> None:
    lang, other = pair.split("-")
    asked = on_all(measure) if f"{kind} {pair}" == "keywords zh-en" else measure
    reached(f"chinaxiv {kind} {pair}", asked.chinaxiv(kind, lang, other))


def test_few_learned_records_and_a_lexicon_are_enough_to_begin_with(measure: Measure) -> None:
    reached(f"chinaxiv keywords zh-en {FEW}", on_all(measure).chinaxiv("keywords", "zh", "en", most=FEW))


@pytest.mark.parametrize("lang", ["zh", "es", "de", "ru", "tr", "ar"])
def test_questions_find_english_paragraphs_by_installable_words(measure: Measure, lang: str) -> None:
    if lang in NEEDED:
        freedict(NEEDED[lang])
    reached(f"xquad {lang}-en", measure.xquad(lang))


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_questions_find_paragraphs_of_their_own_language(measure: Measure, lang: str) -> None:
    reached(f"xquad {lang}-{lang}", measure.xquad(lang, lang))


@pytest.mark.parametrize(
    "given_set, lang", [*(("xquad", lang) for lang in EVERY), *(("chinaxiv keywords", lang) for lang in ("en", "zh"))]
)
def test_translations_take_nothing_away_from_the_readers_own_words(measure: Measure, given_set: str, lang: str) -> None:
    """On all questions of each set, with tables and without."""
    if lang in NEEDED:
        freedict(NEEDED[lang])
    every = on_all(measure)
    ask = every.xquad if given_set == "xquad" else partial(every.chinaxiv, "keywords")
    with_them, without = (ask(lang, lang, own=own).means() for own in (False, True))
    assert with_them["recall_at_10"] > without["recall_at_10"] - FLOORS["own"]["recall_at_10"], (with_them, without)
    assert with_them["recall_at_1"] > without["recall_at_1"] - FLOORS["own"]["recall_at_1"], (with_them, without)


def test_no_language_drowns_the_right_answer_in_another(measure: Measure) -> None:
    reached("xquad pooled en zh", measure.pooled("zh", ("en", "zh")))


@pytest.mark.parametrize("lang", EVERY)
def test_of_seven_languages_none_drowns_the_right_answers_in_others(measure: Measure, lang: str) -> None:
    """R@1 is of any of the seven paragraphs that answer, R@10 how many of them stand among the first ten."""
    for one in NEEDED.values():
        freedict(one)
    reached(f"xquad pooled {lang}", measure.pooled(lang, EVERY))


@pytest.mark.parametrize("pair", FLOORS["any"]["pairs"])
def test_questions_find_paragraphs_through_english(measure: Measure, monkeypatch: pytest.MonkeyPatch, pair: str) -> None:
    """All thirty pairs without English, and few questions; ``benchmarks/crosslanguage.py any`` asks all.

    A floor holds for these questions only: where one of 32 is lost, ask all before lowering it. ru-ar fell from .625 to .562 at R@1 when
    translations were leveled, while all 632 questions rose from .555 to .568.
    """
    lang, other = pair.split("-")
    for one in {lang, other} & NEEDED.keys():
        freedict(NEEDED[one])
    monkeypatch.setattr(measure, "step", FLOORS["any"]["step"])
    reached(f"xquad {pair}", measure.xquad(lang, other))


def test_no_question_was_learned_from() -> None:
    """By the papers' numbers without version, and by titles: a second preprint may have a first one's title."""
    for kind in (given.title_queries, given.keyword_queries):
        for lang, other in (("zh", "en"), ("en", "zh")):
            queries = clean(kind(lang, other))
            assert given.leaked(given.training(), queries) == []
            assert given.leaked(given.training(most=FEW), queries) == []
            assert len(queries) > FLOORS["questions"]
