"""What readers get at an address, in which language, and what search engines are told of it."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale

from lantai.apps.pages.models import Guide, GuideList, StandardPage
from lantai.catalog.models import Work
from lantai.catalog.tests.conftest import record

from .conftest import signed_in, write

pytestmark = pytest.mark.django_db


def get(client, address: str, **more: object) -> str:
    response = client.get(address, **more)
    assert response.status_code == 200, response
    return response.text


@pytest.mark.parametrize(
    ("lang", "title", "direction"),
    [("en", "About the library", "ltr"), ("zh-hans", "关于本馆", "ltr"), ("ar", "عن المكتبة", "rtl")],
)
def test_one_address_is_read_in_the_readers_language(client, prepared, lang, title, direction):
    shown = get(client, f"/about/?lang={lang}")
    assert f"<h1>{title}</h1>" in shown
    assert f'dir="{direction}"' in shown.split("<article")[1].split(">")[0]


def test_a_page_without_a_translation_is_shown_with_a_notice_and_its_own_language(client, prepared):
    write("Rules", text="Be quiet.")
    shown = get(client, "/rules/?lang=ar")
    assert "لم تُترجم هذه الصفحة بعد" in shown
    assert '<article class="written" lang="en" dir="ltr">' in shown
    assert client.get("/rules/?lang=ar")["Content-Language"] == "en"


def test_search_engines_are_told_of_translations_and_of_nothing_else(client, prepared):
    page = write("Rules", text="Be quiet.")
    assert "hreflang" not in get(client, "/rules/?lang=en").split("<body")[0]
    page.copy_for_translation(Locale.objects.get(language_code="ar"))  # a draft
    assert "hreflang" not in get(client, "/rules/?lang=en").split("<body")[0]
    head = get(client, "/about/?lang=zh-hans").split("<body")[0]
    assert '<link rel="canonical" href="http://testserver/about/?lang=zh-hans">' in head
    assert [tag in head for tag in ('hreflang="en"', 'hreflang="zh-Hans"', 'hreflang="ar"', 'hreflang="x-default"')] == [True] * 4


def test_a_page_written_in_one_language_only_has_its_address_in_all(client, prepared):
    write("闭馆通知", language="zh-hans", slug="closing", text="请注意。")
    shown = get(client, "/closing/?lang=en")
    assert "This page is not translated yet; here it is in" in shown
    assert '<article class="written" lang="zh-Hans" dir="ltr">' in shown


@pytest.mark.parametrize(("lang", "title"), [("en", "Help with searching"), ("zh-hans", "检索帮助"), ("ar", "المساعدة في البحث")])
def test_help_that_every_page_leads_to_is_there_when_the_library_took_its_own_away(client, administrator, lang, title):
    StandardPage.objects.filter(slug="help").delete()
    shown = get(client, f"/help/?lang={lang}")
    assert f"<h1>{title}</h1>" in shown
    assert "Edit this page" not in get(signed_in(administrator), f"/help/?lang={lang}")
    assert not StandardPage.objects.filter(slug="help").exists()


def test_a_help_page_of_the_librarys_own_is_shown_instead(client, prepared):
    StandardPage.objects.filter(slug="help").delete()
    write("Help", text="Ask at the desk.")
    assert "Ask at the desk." in get(client, "/help/")


def test_drafts_and_unknown_addresses_answer_404(client, prepared):
    write("Secret", live=False)
    assert client.get("/secret/").status_code == 404
    assert client.get("/nothing/at/all/").status_code == 404
    assert client.get("/en/about/").status_code == 404


def test_an_address_without_its_slash_leads_on(client, prepared):
    assert client.get("/about")["Location"] == "/about/"


def test_two_pages_cannot_have_one_address_in_two_languages(prepared):
    write("Rules")
    with pytest.raises(ValidationError, match="in another language"):
        write("别的", language="zh-hans", slug="rules")


@pytest.mark.parametrize("slug", ["search", "desk", "hours", "style"])
def test_no_page_is_written_where_it_would_never_be_seen(prepared, slug):
    with pytest.raises(ValidationError, match="Another part of the site"):
        write("Taken", slug=slug)


def test_the_foot_of_every_page_leads_to_them_in_the_readers_order(client, prepared):
    foot = get(client, "/?lang=zh-hans").split("<footer")[1]
    assert foot.index("关于本馆") < foot.index("检索帮助") < foot.index("隐私说明")
    StandardPage.objects.get(url_path="/zh-hans/about/").unpublish()
    assert '<a href="/about/" lang="en" dir="ltr">About the library</a>' in get(client, "/?lang=zh-hans").split("<footer")[1]


def test_words_of_editors_are_never_code(client, prepared):
    page = write("Rules", text="Be quiet.")
    page.body = [
        ("notice", {"tone": "warn", "bold": "<script>x</script>", "text": "</p><b>"}),
        ("heading", {"text": "<i>&", "level": "2"}),
    ]
    page.title = "</h1><script>alert(1)</script>"
    page.save()
    shown = get(client, page.address)
    assert "<script>x" not in shown
    assert "<script>alert" not in shown
    assert "&lt;i&gt;&amp;</h2>" in shown


def test_works_are_listed_by_permalink_and_by_what_a_search_finds(client, prepared, take):
    take([record("1", "红楼梦", lang="zh"), record("2", "Emma", lang="en")])
    emma = Work.objects.get(title="Emma").pk
    page = write("Chosen")
    page.body = [
        ("works", {"heading": "Chosen", "works": [{"work": str(emma), "note": "Read it."}]}),
        ("found", {"heading": "Found", "search": "/search/?q=&language=zh&sort=title", "count": 3}),
        ("found", {"heading": "None", "search": "nonesuch", "count": 3}),
    ]
    page.save()
    shown = get(client, "/chosen/?lang=en")
    assert f'href="/works/{emma}/"' in shown
    assert "Read it." in shown
    assert "红楼梦" in shown
    assert "The library has nothing on this yet." in shown


def test_a_guide_has_sections_with_anchors_in_any_script(client, prepared):
    parent = GuideList.objects.get(locale__language_code="zh-hans")
    guide = Guide(title="历史", slug="history")
    guide.body = [("section", {"heading": "从哪里开始", "content": [("text", "<p>先读这个。</p>")]})]
    parent.add_child(instance=guide)
    shown = get(client, "/guides/history/?lang=zh-hans")
    assert '<a href="#从哪里开始">' in shown
    assert '<h2 id="从哪里开始">' in shown
    assert "历史" in get(client, "/guides/?lang=ar")


def test_who_may_write_is_led_to_the_editor(client, librarian):
    page = StandardPage.objects.get(url_path="/en/about/")
    assert f"/desk/edit/{page.pk}/" in get(signed_in(librarian), "/about/?lang=en")
    assert "/desk/edit/" not in get(client, "/about/?lang=en")


def test_it_asks_few_questions_of_the_database(client, prepared, django_assert_max_num_queries):
    get(client, "/about/?lang=ar")
    with django_assert_max_num_queries(9):
        get(client, "/about/?lang=ar")


def test_news_of_a_topic_stands_alone_and_goes_out_as_a_feed(client, prepared):
    page = client.get("/news/").content.decode()
    assert ("The new catalog is open" in page, "?topic=open-science" in page) == (True, True)
    alone = client.get("/news/?topic=open-science").content.decode()
    assert ("The new catalog is open" in alone, "Where can you publish without paying?" in alone) == (False, True)
    feed = client.get("/news.atom?lang=zh-hans")
    assert (feed["Content-Type"], feed.content.count(b"<entry>")) == ("application/atom+xml; charset=utf-8", 2)
    assert "在哪里发表不用付费？" in feed.content.decode()
    assert client.get("/news.atom?topic=open-science").content.count(b"<entry>") == 1
    assert client.get("/news.atom?topic=nothing").content.count(b"<entry>") == 0
