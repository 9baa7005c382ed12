"""Ways into the collection beside search: what each page shows, and what bad addresses get."""

from xml.etree import ElementTree

import pytest

from lantai.apps.discovery import actions
from lantai.apps.discovery.browse import classes, languages, shelf, subjects
from lantai.catalog.models import Work

from .library import LIBRARY, book

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def library_of_many(take):
    take(LIBRARY)
    actions.follow_titles()


def page(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, (address, response)
    return response.text


def test_languages_are_counted_named_in_themselves_and_grouped(client, library_of_many):
    shown = page(client, "/languages/?order=family&lang=en")
    assert "Works in <bdi" in shown
    assert 'lang="ar" dir="rtl">العربية</bdi>' in shown
    assert "Semitic" in shown
    assert shown.index("Sinitic") < shown.index("Germanic")


def test_languages_can_be_ordered_by_their_names_in_the_language_of_the_page(library_of_many):
    found = languages.all_languages("name", lang="zh-hans")
    assert [one.name for _, rows in found.groups for one in rows] == ["阿拉伯语", "英语", "中文"]


def test_a_picture_of_languages_has_an_area_for_each_and_none_outside_it(library_of_many):
    found = languages.all_languages("size", lang="en")
    width, height = found.size
    assert {one.cell.key for one in found.wide} == {"en", "zh", "ar"}
    assert all(one.cell.x >= 0 and one.cell.x + one.cell.width <= width + 0.1 for one in found.wide)
    assert sum(one.cell.width * one.cell.height for one in found.wide) == pytest.approx(width * height, rel=0.01)


def test_a_class_shows_what_lies_below_it_and_its_works(client, library_of_many):
    found = classes.one_class("clc", "I", page=1, lang="zh-hans")
    assert found.listed.total == 3
    assert {one.number: one.count for one in found.below if one.count} == {"I2": 3}
    assert "中国文学" in page(client, "/classes/clc/I/?lang=zh-hans")
    assert [one.number for one in classes.one_class("clc", "I24", page=1, lang="en").path] == ["I", "I2"]
    assert "I242" in page(client, "/classes/clc/I24/")


def test_schemes_without_any_work_are_not_shown(library_of_many):
    assert [scheme for scheme, _ in classes.trees(lang="en")] == ["clc", "lcc", "ddc"]


def test_a_subject_shows_wider_and_narrower_headings_and_other_scripts(client, library_of_many):
    found = subjects.subject("china--history", page=1, lang="en")
    assert found.listed.total == 2
    assert [one.parts for one in found.broader] == [("China",)]
    assert [one.parts[-1] for one in found.narrower] == ["Qing dynasty"]
    assert found.schemes == [("lcsh", 2)]
    assert "Families" in {one.parts[0] for one in found.related}
    assert subjects.subject("中国", page=1, lang="en").listed.total == 1
    assert "中国" in page(client, "/subjects/china/")


def test_a_person_as_a_subject_leads_to_the_page_of_the_person(client, library_of_many):
    shown = page(client, "/subjects/cao-xueqin-approximately-1715-1763/")
    assert "/authors/caoxueqin--1715-1763/" in shown
    assert "红楼梦研究" in page(client, "/authors/caoxueqin--1715-1763/")


def test_the_shelf_stands_in_order_and_marks_the_place(client, library_of_many):
    found = shelf.shelf("clc", "I222/9", 0, "", lang="en")
    assert [one.book.call_number for one in found.standing] == ["F0/12", "I207/3", "I222/9", "I242.4/1"]
    assert [one.here for one in found.standing] == [False, False, True, False]
    assert (found.before, found.after) == (None, None)
    assert 'aria-current="true" id="here"' in page(client, "/shelf/clc/?at=I222/9")


def test_the_shelf_goes_on_both_ways(client, take):
    take([book(str(n), f"Book {n}", "zh", shelf=[("clc", f"I24/{n}")]) for n in range(1, 101)])
    first = shelf.shelf("clc", "", 0, "", lang="en")
    second = shelf.shelf("clc", first.after.call_number, first.after.holding, "on", lang="en")
    back = shelf.shelf("clc", second.before.call_number, second.before.holding, "back", lang="en")
    numbers = [one.book.call_number for part in (first, second) for one in part.standing]
    assert numbers == [f"I24/{n}" for n in range(1, 61)]
    assert [one.book.call_number for one in back.standing] == [f"I24/{n}" for n in range(1, 21)]
    assert back.before is None


def test_a_work_shows_its_neighbors_and_itself_among_them(client, library_of_many):
    work = Work.objects.get(title="红楼梦研究").pk
    shown = page(client, f"/works/{work}/")
    assert "Beside it on the shelf" in shown
    assert "王右丞集" in shown
    assert "经济学" in shown


def test_a_record_leads_to_its_names_subjects_and_classes(client, library_of_many):
    shown = page(client, f"/works/{Work.objects.get(title='红楼梦').pk}/")
    assert "/authors/%E6%9B%B9%E9%9B%AA%E8%8A%B9--1715-1763/" in shown
    assert "/subjects/china--history--qing-dynasty/" in shown
    assert "/classes/clc/I242/" in shown


def test_what_is_new_is_told_by_week_language_and_class(client, library_of_many):
    shown = page(client, "/new/?language=zh&class=clc:I")
    assert "红楼梦研究" in shown
    assert "经济学" not in shown
    assert "2026-W47" in shown
    assert "Nothing of this kind" in page(client, "/new/?week=2020-W01")
    assert "红楼梦研究" in page(client, "/new/?week=nonsense&class=zzz&page=x")


def test_what_is_new_is_a_feed_that_readers_of_feeds_read(client, library_of_many):
    response = client.get("/new/feed/?language=ar")
    feed = ElementTree.fromstring(response.content)
    entries = feed.findall("{http://www.w3.org/2005/Atom}entry")
    assert response["Content-Type"].startswith("application/atom+xml")
    assert [entry.find("{http://www.w3.org/2005/Atom}title").text for entry in entries] == ["مقدمة ابن خلدون"]
    assert entries[0].find("{http://www.w3.org/2005/Atom}id").text.startswith("http://testserver/works/")


def test_titles_are_listed_under_the_letters_of_their_language(client, library_of_many):
    shown = page(client, "/titles/zh/?letter=W")
    assert "王右丞集" in shown
    assert "红楼梦" not in shown
    assert "Без названия" in page(client, "/titles/und/")


def test_a_long_letter_goes_on_and_back(client, take):
    take([book(str(n), f"Annals {n:03}", "en") for n in range(120)])
    while actions.follow_titles():
        pass
    first = page(client, "/titles/en/?letter=A")
    after = first.split("after=")[1].split('"')[0]
    second = page(client, f"/titles/en/?letter=A&after={after}")
    assert "Annals 049" in first
    assert "Annals 050" in second
    before = second.split("before=")[1].split('"')[0]
    assert "Annals 000" in page(client, f"/titles/en/?letter=A&before={before}")


def test_a_list_that_is_being_made_says_so(client, take):
    take([book("1", "Annals", "en")])
    assert "being brought up to date" in page(client, "/titles/en/")


def test_countries_are_counted_and_lead_to_their_works(client, library_of_many):
    shown = page(client, "/countries/?order=name")
    assert shown.index("China") < shown.index("Egypt")
    assert "names none" in shown or "name none" in shown
    assert "مقدمة ابن خلدون" in page(client, "/search/?country=eg")


def test_all_ways_in_stand_on_one_page(client, library_of_many):
    shown = page(client, "/browse/")
    for address in ("/languages/", "/classes/", "/shelf/clc/", "/titles/zh/", "/countries/", "/new/", "/search/advanced/"):
        assert f'href="{address}"' in shown, address


PAGES = ["/browse/", "/languages/", "/languages/zh/", "/countries/", "/classes/", "/classes/clc/I/", "/new/", "/search/advanced/"]


@pytest.mark.parametrize("address", [*PAGES, "/authors/smith-john/", "/subjects/china/", "/new/feed/"])
def test_without_an_index_a_page_says_so(client, library, address):
    response = client.get(address)
    assert response.status_code == 503
    assert "cannot be searched at the moment" in response.text


@pytest.mark.parametrize(
    "address",
    ["/authors/nobody/", "/authors/--/", "/authors/!!/", "/subjects/nothing--at-all/", "/subjects/---/", "/classes/clc/99/",
     "/classes/xyz/A/", "/languages/xx/", "/shelf/abc/", "/titles/xx/", "/authors/" + "x" * 900 + "/"],
)  # fmt: skip
def test_what_there_is_not_is_not_found(client, library_of_many, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address",
    ["/languages/?order=nonsense", "/languages/zh/?page=-1", "/languages/zh/?page=99999999999999999999", "/classes/clc/I/?page=900",
     "/shelf/clc/?at=%00%E2%80%AE", "/shelf/clc/?at=" + "9" * 900, "/shelf/clc/?at=I2&book=99999999999999999999&go=on", "/shelf/clc/?go=back",
     "/titles/zh/?letter=%F0%9F%98%80", "/titles/zh/?after=x", "/titles/zh/?before=999999", "/new/?class=clc:", "/new/?page=700",
     "/authors/smith-john--1850-1910--x/", "/authors/smith-john--9999-/", "/search/advanced/?w=&f=nonsense&j=xor", "/countries/?order="],
)  # fmt: skip
def test_no_address_is_an_error(client, library_of_many, address):
    assert client.get(address).status_code == 200


def test_a_title_that_is_code_does_no_harm(client, take):
    take([book("1", "</script><b>x</b>\u202e", "en", shelf=[("clc", "I2/1")])])
    actions.follow_titles()
    for address in ("/new/", "/titles/en/?letter=%23", "/shelf/clc/", "/languages/en/"):
        assert "<b>x</b>" not in page(client, address)
