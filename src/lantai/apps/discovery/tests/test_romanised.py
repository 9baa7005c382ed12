import pytest

from lantai.catalog.models import Work
from lantai.catalog.tests.conftest import record

pytestmark = pytest.mark.django_db(transaction=True)


def page(client, address: str) -> str:
    return client.get(address, follow=True).content.decode()


MADE = '<p class="roman made"><bdi lang="zh-Latn-pinyin" dir="ltr">Hong lou meng</bdi> <small>romanised by machine</small></p>'


def test_a_title_without_a_romanised_form_is_romanised_and_said_to_be_by_machine(client, take):
    take([record("1", "红楼梦", lang="zh")])
    assert MADE in page(client, "/search/?q=红楼梦")
    assert MADE in page(client, f"/works/{Work.objects.get().pk}/")


def test_readers_of_the_titles_own_language_are_spared_it(client, take):
    take([record("1", "红楼梦", lang="zh")])
    assert "roman made" not in page(client, "/search/?q=红楼梦&lang=zh-hans")


def test_a_romanised_russian_title_is_also_shown_in_cyrillic(client, take):
    take([record("1", "Voĭna i mir", lang="ru")])
    assert '<bdi lang="ru" dir="ltr">Война и мир</bdi> <small>written in Cyrillic by machine</small>' in page(
        client, "/search/?q=voina"
    )


def test_a_work_found_by_its_sound_alone_says_so(client, take):
    take([record("1", "红楼梦", lang="zh")])
    shown = page(client, "/search/?q=hongloumeng")
    assert "Found by its romanised form" in shown
    assert "红楼梦" in shown


def test_the_api_says_what_was_made_by_machine(client, take):
    take([record("1", "红楼梦", lang="zh"), record("2", "Hamlet", lang="en")])
    work = client.get("/api/v1/works?q=hong lou meng").json()["works"][0]
    assert work["romanised"] == {"value": "Hong lou meng", "lang": "zh-Latn-pinyin", "scheme": "pinyin"}
    assert "romanised" not in client.get("/api/v1/works?q=hamlet").json()["works"][0]
