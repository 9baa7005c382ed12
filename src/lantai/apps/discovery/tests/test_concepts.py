"""A subject under its names in all languages."""

import pytest

from lantai.catalog import translations
from lantai.core.bib.record import Subject, Text
from lantai.core.bilingual.words import key
from lantai.search.translations.protocol import TablesDamaged
from lantai.search.translations.rulings import Ruling, Rulings
from lantai.search.translations.tables import Tables

from .library import about, book

pytestmark = pytest.mark.django_db(transaction=True)


def subject(heading: str, lang: str) -> Subject:
    return Subject(forms=(Text(heading, lang),))


@pytest.fixture
def shelf(take, monkeypatch):
    """Import works about families under three headings, of which staff know two to be one."""
    take(
        [
            book("1", "The story of the stone", "en", subjects=[about("Families")]),
            book("2", "家", "zh", subjects=[subject("家庭", "zh")]),
            book("3", "Familles", "fr", subjects=[subject("Familles", "fr")]),
        ]
    )
    known = Rulings(
        [Ruling("en", key("Families", "en"), "zh", "家庭", True), Ruling("en", key("Families", "en"), "ja", "家族", True)]
    )
    monkeypatch.setattr(translations, "tables", lambda: Tables(None, known))


def page(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, response
    return response.text


def test_a_subject_page_says_what_it_is_called_elsewhere_and_has_the_works_under_those_names(client, shelf):
    shown = page(client, "/subjects/families/")
    assert "In other languages:" in shown
    assert '<bdi lang="zh" dir="auto">家庭</bdi></a>' in shown
    assert "2</bdi> works" in shown
    assert "?heading=famili" in shown


def test_a_name_in_a_language_that_the_collection_has_not_is_left_out(client, shelf):
    assert "家族" not in page(client, "/subjects/families/")


def test_without_tables_a_subject_has_its_own_works(client, shelf, monkeypatch):
    monkeypatch.setattr(translations, "tables", lambda: Tables(None))
    shown = page(client, "/subjects/families/")
    assert "In other languages" not in shown
    assert "1</bdi> work<" in shown


class Damaged(Tables):
    """Tables that cannot be read any more."""

    def look_up(self, *asked: object, **more: object):
        raise TablesDamaged("cut short")


def test_damaged_tables_take_nothing_away_but_what_they_said(client, shelf, monkeypatch):
    damaged = Damaged(None, Rulings([Ruling("en", key("Families", "en"), "zh", "家庭", True)]))
    monkeypatch.setattr(translations, "tables", lambda: damaged)
    assert "1</bdi> work<" in page(client, "/subjects/families/")
    assert "1</bdi> work<" in page(client, "/search/?q=家&lang=en")


def test_a_name_is_left_out_where_the_reader_does_not_want_it_and_can_be_put_back(client, shelf):
    shown = page(client, "/subjects/families/")
    assert '<button name="x" value="zh:家庭"' in shown
    less = page(client, "/subjects/families/?x=zh:家庭")
    assert "1</bdi> work<" in less
    assert '<button name="x"' not in less
    assert "put back" in less
    assert "heading=%E5%AE%B6%E5%BA%AD" not in less
    assert "2</bdi> works" in page(client, "/subjects/families/?x=fr:familles")
