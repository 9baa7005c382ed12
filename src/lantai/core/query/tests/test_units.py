"""What becomes of a phrase of which only one word can be translated."""

from collections.abc import Iterable

import pytest

from lantai.core.bilingual.entry import Origin
from lantai.core.query.expansion import Found, Span
from lantai.core.query.reading import Known, read
from lantai.core.query.recent import Recent
from lantai.core.query.told import Told
from lantai.core.query.translations import Translations
from lantai.core.query.units import units


@pytest.mark.parametrize(("here", "alternatives", "parts"), [("saison quatr", ["quatre"], ["seasons"]), ("saison", [], [])])
def test_one_word_of_a_phrase_does_not_stand_for_it(here: str, alternatives: list[str], parts: list[str]) -> None:
    """Of "The seasons" one is a word to translate: where the library has no translation of the whole, there is none."""

    def told(text: str) -> list[Found]:
        return [Found(text=text, lang="fr", weight=1.0, origin=Origin.LEXICON, layer="test")]

    reading = read("The seasons", "en")
    whole, word = reading.span(0, 2), reading.span(1, 2)
    known = Known([(whole, told("quatre")), (word, [*told("saison"), row_of_another_language()])])
    translations = Translations(known, targets=["fr", "ru"], met=Recent[Span, Told](2))

    def standing(tokens: Iterable[str], stem: bool) -> dict[str, int]:
        return {token: int(token in here.split() or token == "сезон") for token in tokens}

    translations.choose([whole, word], standing)
    (unit,) = units([reading], translations, known, concepts=1)
    assert [one.text for one in unit.alternatives] == alternatives
    assert [part.text for part in unit.parts] == parts


def row_of_another_language() -> Found:
    return Found(text="сезон", lang="ru", weight=1.0, origin=Origin.LEXICON, layer="test")
