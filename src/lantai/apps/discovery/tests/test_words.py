"""What readers see of the words that were also searched, and what they can do about them."""

import re

import pytest

from lantai.catalog import translations
from lantai.catalog.models import Work
from lantai.catalog.tests.conftest import record
from lantai.core.bilingual.entry import Origin
from lantai.core.bilingual.words import key
from lantai.search.fusing import Leg
from lantai.search.translations.rulings import Ruling, Rulings
from lantai.search.translations.tables import Tables

from .asked import ARABIC, DREAM, REVE, alternative, asking

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shelf(take, monkeypatch):
    """Import a work in three languages; 红楼梦 has three translations."""
    take(
        [
            record("1", "红楼梦", by="曹雪芹", lang="zh"),
            record("2", "Dream of the Red Chamber", by="Wang", lang="en"),
            record("3", "Le rêve dans le pavillon rouge", by="Tsao", lang="fr"),
            record("4", "حلم القصر الأحمر", by="تساو", lang="ar"),
        ]
    )
    number = Work.objects.get(title="红楼梦").pk
    dream = alternative(DREAM.text, "en", origin=Origin.LEARNED, layers=("learned",), evidence=14, records=(number,))
    ask = asking({"红楼梦": ("zh", [dream, REVE, ARABIC]), "<b>": ("", [])})
    monkeypatch.setattr("lantai.apps.discovery.queries.ask", ask)
    monkeypatch.setattr("lantai.apps.discovery.words.whys.ask", ask)


def page(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response
    return response.text


def test_a_question_finds_works_in_all_languages_and_shows_its_words(client, shelf):
    shown = page(client, "/search/?q=红楼梦")
    assert "4</bdi> works" in shown
    assert '<bdi lang="en" dir="ltr">Dream of the Red Chamber</bdi> <small>English</small>' in shown
    assert '<bdi lang="ar" dir="rtl">حلم القصر الأحمر</bdi>' in shown
    assert 'name="x" value="en:dream of the red chamber" aria-label="Do not search Dream of the Red Chamber (English)"' in shown
    assert re.search(r'Matched <bdi lang="fr"[^>]*>Le rêve dans le pavillon rouge</bdi>, French for <bdi lang="zh"', shown)


def test_a_dropped_word_is_not_searched_and_can_be_put_back(client, shelf):
    shown = page(client, "/search/?q=红楼梦&x=en:dream of the red chamber&language=zh&language=en&language=fr&sort=title")
    assert "2</bdi> works" in shown
    assert 'class="chip off"' in shown
    back = re.search(r'href="(\?[^"]+)">put back', shown)[1].replace("&amp;", "&")
    assert "x=" not in back
    assert "sort=title" in back
    assert "3</bdi> works" in page(client, "/search/" + back)


def test_only_my_words_searches_them_alone_and_leads_back(client, shelf):
    shown = page(client, "/search/?q=红楼梦&words=own")
    assert "1</bdi> work<" in shown
    assert "Only your own words were searched." in shown
    assert 'href="?q=红楼梦">Search in all languages' in shown


def test_choices_go_along_with_filters_order_and_what_is_taken_away(client, shelf):
    shown = page(client, "/search/?q=红楼梦&x=fr:le reve dans le pavillon rouge")
    assert shown.count('name="x" value="fr:le reve dans le pavillon rouge"') >= 3  # the strip, the filters, the order
    assert page(client, "/search/export/?q=红楼梦").count("finds <bdi") == 1
    assert client.get("/search/export/ris?q=红楼梦&words=own").getvalue().count(b"TY  -") == 1


def test_the_page_about_the_words_says_where_each_comes_from(client, shelf):
    shown = page(client, "/search/words/?q=红楼梦")
    assert 'learned from <bdi dir="ltr" class="num">14</bdi> records' in shown
    assert f'href="/works/{Work.objects.get(title="红楼梦").pk}/"><bdi lang="zh"' in shown
    assert 'through English: <bdi lang="en"' in shown
    assert "Nothing you type leaves the library." in shown


def test_words_nobody_could_translate_are_named_and_harmless(client, shelf):
    shown = page(client, "/search/words/?q=红楼梦 <b>")
    assert "Not translated" in shown
    assert "<b>&lt;b&gt;" not in shown
    assert '<bdi dir="auto" class="serif"><b></bdi>' not in shown


def test_a_title_of_another_edition_is_the_gloss_and_says_so(client, take):
    take(
        [
            record("1", "红楼梦", lang="zh", uniform="Hong lou meng", by="Cao"),
            record("2", "The dream", lang="en", uniform="Hong lou meng", by="Cao"),
        ]
    )
    shown = page(client, "/search/?q=红楼梦")
    assert "</q> <small>title of another edition</small>" in shown


def test_a_title_that_nothing_else_glosses_is_given_word_by_word_and_said_to_be_by_machine(client, take, monkeypatch):
    take([record("1", "История философии", lang="ru"), record("2", "Ы", lang="ru")])
    known = Rulings(
        [Ruling("ru", key(word, "ru"), "en", text, True) for word, text in (("История", "history"), ("философии", "philosophy"))]
    )
    monkeypatch.setattr(translations, "tables", lambda: Tables(None, known))
    shown = page(client, "/search/?q=философии")
    assert (
        '<p class="gloss made"><q><bdi lang="en" dir="ltr">history philosophy</bdi></q> <small>word by word, by machine</small></p>'
        in shown
    )
    assert "gloss made" not in page(client, "/search/?q=философии&lang=ar")


def test_works_with_some_of_the_words_stand_after_those_with_all_and_the_page_says_how_many_have_all(client, take):
    take([record("1", "A history of silk roads", lang="en"), record("2", "A history of cotton", lang="en")])
    assert "1</bdi> work has all your words, the others some of them." in page(client, "/search/?q=history+silk+roads")
    assert "No work has all your words; these have some of them." in page(client, "/search/?q=history+silk+porcelain")


def test_the_page_says_where_vectors_had_a_say_and_what_only_they_found(client, take, monkeypatch):
    take([record("1", "A history of silk", lang="en"), record("2", "Weavers", lang="en")])
    near = [(Work.objects.get(title="Weavers").pk, 0.9)]
    monkeypatch.setattr(
        "lantai.apps.discovery.queries.leg", lambda params, asked: Leg(lambda count: near, lambda works: dict(near), 0.7)
    )
    shown = page(client, "/search/?q=silk")
    assert "Nearness in meaning had a say in the order." in shown
    assert "Near in meaning" in shown
    assert "2</bdi> works" in shown


def test_a_translation_service_is_named_where_the_library_chose_one(client, take, monkeypatch):
    take([record("1", "红楼梦", lang="zh")])
    assert "Nothing you type leaves the library." in page(client, "/search/words/?q=红楼梦")
    monkeypatch.setattr("lantai.apps.discovery.words.whys._service", lambda: "LibreTranslate of the library")
    shown = page(client, "/search/words/?q=红楼梦")
    assert "LibreTranslate of the library" in shown
    assert "Nothing you type leaves the library." not in shown
