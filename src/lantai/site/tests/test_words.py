"""Words of records in a page: isolated, with their language, harmless."""

import pytest
from django.template import Context, Template
from django.utils import translation

from lantai.core.bib.record import Text, TitleForm


def shown(source: str, **values: object) -> str:
    return Template("{% load words names parts covers %}" + source).render(Context(values))


def test_a_text_says_its_language_and_direction():
    assert shown("{% text t %}", t=Text("طريق (الحرير)", "ar")) == '<bdi lang="ar" dir="rtl">طريق (الحرير)</bdi>'


def test_an_unknown_language_is_not_taken_for_the_pages():
    assert shown("{% text t %}", t=Text("Emma")) == '<bdi lang="" dir="ltr">Emma</bdi>'


def test_a_title_comes_with_its_subtitle_and_part():
    title = TitleForm("Opera", "en", rest="a history", part="2, Italy")
    assert "Opera: a history. 2, Italy" in shown("{% text t %}", t=title)


def test_the_original_script_stands_first_and_the_romanised_one_smaller():
    pair = (Text("红楼梦", "zh-Hans"), Text("Hong lou meng", "zh-Latn"))
    assert shown("{% forms p %}", p=pair).index("红楼梦") < shown("{% forms p %}", p=pair).index("<small")


def test_markup_in_a_value_is_shown_not_run():
    assert "<script>" not in shown("{% text t %}{% marked m 'en' %}", t=Text("<script>"), m=[("<script>", True)])


def test_what_matched_is_marked_in_its_language():
    assert (
        shown("{% marked m 'zh' %}", m=[("丝绸", True), ("之路", False)])
        == '<bdi lang="zh" dir="ltr"><mark lang="zh">丝绸</mark>之路</bdi>'
    )


def test_numbers_run_from_left_to_right_with_their_thousands_apart():
    assert shown("{{ n|number }}", n=1208) == '<bdi dir="ltr" class="num">1,208</bdi>'


@pytest.mark.parametrize(("language", "name"), [("en", "Book"), ("zh-hans", "图书"), ("ar", "كتاب")])
def test_codes_have_names_in_the_language_of_the_page(language, name):
    with translation.override(language):
        assert shown("{{ 'book'|named:'kind' }}") == name


def test_a_code_without_a_name_is_shown_as_it_is():
    assert shown("{{ 'xyz'|named:'role' }}|{{ 'doi'|named:'scheme' }}") == "xyz|DOI"


@pytest.mark.parametrize(
    ("page", "count", "numbers"),
    [(1, 1, [1]), (1, 5, [1, 2, 0, 5]), (10, 20, [1, 2, 0, 9, 10, 11, 0, 20]), (3, 5, [1, 2, 3, 4, 5])],
)
def test_pages_around_this_one_stand_under_a_list(page, count, numbers):
    from lantai.site.templatetags.parts import page_numbers

    assert page_numbers(page, count) == numbers
