"""The page of somebody, from records alone: every script of a name, namesakes kept apart."""

import pytest

from lantai.apps.discovery.browse.people import person
from lantai.core.bilingual.entry import Origin
from lantai.core.query.expansion import Found

from .library import LIBRARY, agent, book

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shelf(take):
    take(LIBRARY)


def titles(found) -> set[str]:
    return {"".join(piece for piece, _ in row.title.pieces) for row in found.listed.rows}


@pytest.mark.parametrize(
    ("key", "years"), [("曹雪芹", ""), ("caoxueqin", ""), ("曹雪芹", "1715-1763"), ("caoxueqin", "1715-1763")]
)
def test_works_are_found_under_every_script_of_the_name(shelf, key, years):
    found = person(key, years, page=1, lang="en")
    assert titles(found) == {"红楼梦", "The story of the stone"}
    assert {form.value for form in found.forms} == {"曹雪芹", "Cao, Xueqin"}
    assert found.form.value == ("曹雪芹" if key == "曹雪芹" else "Cao, Xueqin")
    assert found.alone
    assert found.about_total == 1
    assert found.address.endswith("1715-1763") == bool(years)


def test_namesakes_are_told_apart_by_their_dates(shelf):
    found = person("smithjohn", "1850-1910", page=1, lang="en")
    assert titles(found) == {"Hamlet"}
    assert [(one.years, one.address) for one in found.namesakes] == [("1920-1999", "smith-john--1920-1999")]


def test_a_name_of_several_people_asks_who_is_meant_and_shows_whom_nothing_tells_apart(shelf):
    found = person("smithjohn", "", page=1, lang="en")
    assert not found.alone
    assert {one.years for one in found.namesakes} == {"1850-1910", "1920-1999"}
    assert titles(found) == {"On bees"}


def test_a_romanised_name_of_two_people_joins_neither_to_the_other(shelf):
    assert titles(person("王维", "", page=1, lang="en")) == {"王右丞集"}
    assert titles(person("王伟", "", page=1, lang="en")) == {"经济学"}
    both = person("wangwei", "", page=1, lang="en")
    assert not both.alone
    assert {one.form.value for one in both.namesakes} == {"王维", "王伟"}


def test_whom_a_work_is_about_and_who_made_it_together_are_said(shelf):
    found = person("caoxueqin", "", page=1, lang="en")
    assert [one.form.value for one in found.together] == ["Hawkes, David"]
    assert dict(found.roles) == {"aut": 2}
    assert ["".join(piece for piece, _ in row.title.pieces) for row in found.about] == ["红楼梦研究"]


def test_who_made_works_together_is_counted_by_works_in_whatever_script(take):
    take(
        [
            book("1", "红楼梦", "zh", people=[agent("曹雪芹"), agent("高鹗", "Gao, E", dates="1738-1815")]),
            book("2", "Dream of the red chamber", "en", people=[agent("曹雪芹"), agent("Gao, E", dates="1738-1815")]),
        ]
    )
    found = person("曹雪芹", "", page=1, lang="en")
    assert [(one.form.value, one.count) for one in found.together] == [("高鹗", 2)]


def test_a_name_nobody_has_has_no_page(shelf):
    assert person("nobody", "", page=1, lang="en") is None


def test_forms_that_other_records_give_stand_beside_those_of_these_works_unless_several_share_the_name(shelf, monkeypatch):
    class Teller:
        def forms(self, spans, targets):
            return {span: [Found(text="Цао Сюэцинь", lang="ru", weight=1.0, origin=Origin.NAME, layer="names")] for span in spans}

    told = type("Known", (), {"forms": (Teller(),)})()
    monkeypatch.setattr("lantai.catalog.asking.expanders", lambda known=None: told)
    assert [form.value for form in person("caoxueqin", "", page=1, lang="en").forms] == ["Cao, Xueqin", "曹雪芹", "Цао Сюэцинь"]
    assert "Цао Сюэцинь" not in {form.value for form in person("smithjohn", "", page=1, lang="en").forms}
