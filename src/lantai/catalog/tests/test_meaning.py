"""Vectors of works: made, kept up to date, asked, and never in the way of a search."""

from dataclasses import replace
from itertools import combinations

import msgspec
import pytest
from tests.conformance.embedders import Service, serving, tiny_model

from lantai.ai.choice import Choice, Unusable
from lantai.catalog import index, meaning
from lantai.catalog.models import Work
from lantai.core.bib.record import BibRecord, Title, TitleForm, TitleKind

from .conftest import record

TITLES = {"1": "library books", "2": "river", "3": "图书馆", "4": "books"}


@pytest.fixture
def chosen(library, settings, tmp_path_factory):
    """Choose a tiny encoder of its own."""
    for known in (meaning.opened, meaning._store, meaning._vector, meaning._tell):
        known.cache_clear()
    settings.EMBEDDER = Choice(name="onnx", at=str(tiny_model(tmp_path_factory.mktemp("model"))))
    return settings


@pytest.fixture
def works(chosen, take):
    take([record(control, title, lang="zh" if control == "3" else "en") for control, title in TITLES.items()])
    index.refresh()
    return {work.title: work.pk for work in Work.objects.all()}


def nearest(text, count=1, **rest):
    leg = meaning.leg(text, **{"languages": ["en"], "translated": 1.0} | rest)
    return [number for number, _ in leg.nearest(count)] if leg else None


def number_of(works, title):
    return next(pk for name, pk in works.items() if name.startswith(title))


def test_works_are_found_by_their_vectors(works):
    assert meaning.follow() == 4
    assert nearest("river") == [number_of(works, "river")]
    assert nearest("图书馆", languages=["zh"]) == [number_of(works, "图书馆")]


def test_what_is_up_to_date_is_not_made_again(works):
    meaning.follow()
    assert meaning.follow() == 0
    assert meaning.lag(meaning.chosen()) == 0


def test_it_stops_when_its_time_is_up_and_goes_on_the_next_time(works, monkeypatch):
    monkeypatch.setattr(meaning, "PIECE", 1)
    assert meaning.follow(budget_s=0) == 1
    assert meaning.lag(meaning.chosen()) >= 3
    meaning.follow()
    assert meaning.store(meaning.chosen()).count() == 4


def test_a_changed_title_gets_a_new_vector_and_other_works_keep_theirs(works, take, monkeypatch):
    meaning.follow()
    asked, made = [], meaning._made
    monkeypatch.setattr(meaning, "_made", lambda embedder, texts: asked.extend(texts) or made(embedder, texts))
    take([record("2", "river books", lang="en")])
    meaning.follow()
    assert asked == [(("river books",), "en")]


def test_another_encoder_begins_a_store_of_its_own(works, chosen, tmp_path):
    meaning.follow()
    chosen.EMBEDDER = Choice(name="onnx", at=str(tiny_model(tmp_path / "other", about={"pooling": "cls"})))
    assert meaning.store(meaning.chosen()).count() == 0
    assert nearest("river") is None


@pytest.mark.parametrize("question", ['"river books"', "title:river", "river OR books", "riv*", "-river", ""])
def test_a_question_that_is_more_than_words_is_searched_as_written(works, question):
    meaning.follow()
    assert nearest(question) is None


def test_in_a_language_that_the_encoder_does_not_know_vectors_take_no_part(works, chosen):
    chosen.EMBEDDER = replace(chosen.EMBEDDER, languages=frozenset({"en"}))
    meaning.follow()
    assert nearest("नदी", languages=["hi"]) is None
    assert meaning.store(meaning.chosen()).count() == 3


def test_without_a_choice_there_are_none(library, settings):
    settings.EMBEDDER = None
    assert meaning.chosen() is None
    assert nearest("river") is None
    with pytest.raises(meaning.NoEmbedder, match="LANTAI_EMBEDDER"):
        meaning.follow()


def test_an_encoder_that_cannot_be_opened_leaves_the_search_alone_and_is_told_once(works, chosen, caplog, monkeypatch):
    monkeypatch.setattr(meaning.log, "disabled", False)
    chosen.EMBEDDER = Choice(name="onnx", at="/nowhere")
    assert [nearest("river"), nearest("books")] == [None, None]
    assert caplog.text.count("/nowhere") == 1
    with pytest.raises(Unusable, match="/nowhere"):
        meaning.follow()


def test_a_service_that_fails_is_left_alone_for_a_while(works, chosen):
    with serving(Service) as address:
        chosen.SERVICE_HOSTS = frozenset({"127.0.0.1"})
        chosen.EMBEDDER = Choice(name="endpoint", at=address, model="tiny")
        meaning.follow()
        assert len(nearest("river", 4)) == 4
    meaning._breaker.went_well()
    assert [nearest(f"river {n}") for n in range(5)] == [[]] * 5
    assert not meaning._breaker.lets_through
    meaning._breaker.went_well()


def test_a_service_inside_the_house_is_refused_unless_it_is_named(works, chosen, monkeypatch):
    monkeypatch.setattr(meaning.time, "sleep", lambda seconds: None)
    with serving(Service) as address:
        chosen.EMBEDDER = Choice(name="endpoint", at=address, model="tiny")
        chosen.SERVICE_HOSTS = frozenset()
        meaning.opened.cache_clear()
        with pytest.raises(Exception, match="inside the house"):
            meaning.follow()


WORDS = {
    "library": "图书馆", "river": "河流", "history": "历史", "music": "音乐", "silk": "丝绸", "road": "道路",
    "moon": "月亮", "stone": "石头", "dream": "梦想", "garden": "花园", "winter": "冬天",
}  # fmt: skip


def parallel(one: str, other: str) -> BibRecord:
    """Return a book with its title in Chinese and in English."""
    plain = record(f"{one}-{other}", f"{WORDS[one]}与{WORDS[other]}", lang="zh")
    english = Title(forms=(TitleForm(f"{one} and {other}", "en"),), kind=TitleKind.PARALLEL)
    return msgspec.structs.replace(plain, titles=(*plain.titles, english))


@pytest.fixture
def own_vectors(chosen, tmp_path):
    chosen.EMBEDDER = Choice(name="static", at=str(tmp_path / "static"))
    return chosen


def test_word_vectors_of_the_librarys_own_records_are_trained_when_they_are_chosen(own_vectors, take):
    take([parallel(one, other) for one, other in combinations(WORDS, 2)])
    index.refresh()
    assert meaning.follow() == 55
    (nearest,) = meaning.leg("moon river", languages=["en"], translated=1.0).nearest(1)
    assert Work.objects.get(pk=nearest[0]).title == "河流与月亮"


def test_word_vectors_need_pairs_of_texts(own_vectors, take):
    take([record("1", "library")])
    index.refresh()
    with pytest.raises(Unusable, match="0 bilingual pairs"):
        meaning.follow()
