"""The style page."""

import pytest

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("lang", ["en", "zh-hans", "ar"])
def test_it_shows_every_part_in_three_languages_whatever_its_own(client, lang):
    shown = client.get(f"/style/?lang={lang}").text
    for words in ("On the shelf", "在架", "على الرف", "Nothing was found for", "اعرض النتائج"):
        assert words in shown
    assert shown.count("<article") == 9
    assert 'content="noindex"' in shown


def test_a_title_and_what_follows_it_stand_in_one_direction(client):
    arabic = client.get("/style/?lang=ar").text
    assert (
        '<bdi lang="en" dir="ltr"><a href="/works/3/"><bdi lang="en" dir="ltr">The <mark lang="en">Silk Roads</mark></bdi></a>'
        in arabic
    )
