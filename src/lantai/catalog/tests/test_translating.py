"""The translation service in a question: asked last, named where it took part, and never in the way."""

import pytest
from tests.conformance.embedders import HOUSE, serving

from lantai.ai.choice import Choice
from lantai.ai.translators.tests.test_translators import Service
from lantai.catalog import asking, index, translating
from lantai.core.bilingual.entry import Origin
from lantai.core.query.parse import parse

from .conftest import record


@pytest.fixture
def works(library, settings, take):
    for known in (translating._opened, translating._expander, asking._expanders):
        known.cache_clear()
    settings.SERVICE_HOSTS = HOUSE.allowed
    take([record("1", "Diseases of wheat", lang="en"), record("2", "Bridges", lang="en")])
    index.refresh()
    yield settings
    for known in (translating._opened, translating._expander, asking._expanders):
        known.cache_clear()


def alternatives(text):
    return [one for concept in asking.ask(parse(text), lang="zh").expansion.concepts for one in concept.alternatives]


def test_a_word_that_nothing_else_knows_is_translated_by_the_service_and_says_so(works):
    with serving(Service) as address:
        works.TRANSLATOR = Choice(name="libretranslate", at=address)
        [one] = alternatives("小麦")
    assert (one.text, one.origin, one.layers) == ("wheat", Origin.SERVICE, ("LibreTranslate (127.0.0.1)",))


def test_without_a_choice_no_service_is_asked(works):
    works.TRANSLATOR = None
    assert translating.expander() is None
    assert alternatives("小麦") == []


def test_a_service_that_is_badly_configured_leaves_the_question_alone(works):
    works.TRANSLATOR = Choice(name="chat")
    assert alternatives("小麦") == []
