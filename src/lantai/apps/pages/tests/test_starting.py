"""What a library begins with, and that it is the library's own from then on."""

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Locale, Page, Workflow

from lantai.apps.pages import actions, hidden, starting
from lantai.apps.pages.models import LanguageRoot, StandardPage
from lantai.apps.pages.untranslated import left_over

from .conftest import NOW

pytestmark = pytest.mark.django_db


def test_every_starting_page_is_there_in_every_language(prepared, settings):
    for name in starting.names():
        languages = Page.objects.filter(url_path__endswith=f"/{name}/", live=True).values_list("locale__language_code", flat=True)
        assert set(languages) == {code for code, _ in settings.LANGUAGES}, name


def test_versions_know_each_other_and_none_is_a_copy_of_another(prepared):
    for page in Page.objects.filter(locale__language_code="en", depth__gt=2).specific():
        for version in page.get_translations().specific():
            assert left_over(version, [page]) == [], version.url_path


@pytest.mark.parametrize("language", ["en", "zh-hans", "ar"])
def test_the_privacy_page_names_every_cookie_there_is(client, prepared, settings, language):
    shown = client.get(f"/privacy/?lang={language}").text
    cookies = {settings.LANGUAGE_COOKIE_NAME, settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, hidden.COOKIE}
    assert [name for name in cookies if f'<th scope="row">{name}</th>' not in shown] == []


def test_a_second_start_changes_nothing(prepared):
    before = list(Page.objects.order_by("pk").values())
    assert actions.prepare(now=NOW) == 0
    assert list(Page.objects.order_by("pk").values()) == before


def test_what_the_library_wrote_or_deleted_stays_so(prepared):
    about = StandardPage.objects.get(url_path="/en/about/")
    about.title = "Our library"
    about.save()
    StandardPage.objects.get(url_path="/ar/about/").delete()
    actions.prepare(now=NOW)
    assert StandardPage.objects.get(url_path="/en/about/").title == "Our library"
    assert not StandardPage.objects.filter(url_path="/ar/about/").exists()


def test_what_wagtail_begins_with_is_gone(db):
    Locale.objects.create(language_code="en")
    root = Page.add_root(title="Root", slug="root")
    root.add_child(instance=Page(title="Welcome to your new Wagtail site!", slug="home"))
    Group.objects.create(name="Moderators")
    actions.prepare(now=NOW)
    assert set(root.get_children().values_list("content_type__model", flat=True)) == {LanguageRoot._meta.model_name}
    assert not Group.objects.filter(name="Moderators").exists()


def test_drafts_can_be_sent_to_those_who_may_publish(prepared):
    task = Workflow.objects.get().tasks.get().specific
    assert [group.name for group in task.groups.all()] == ["administrator"]


def test_a_right_that_a_role_lost_is_taken_back(prepared):
    publishers = Group.objects.get(name="administrator")
    publishers.permissions.remove(publishers.permissions.get(codename="publish_pages"))
    actions.prepare(now=NOW)
    rights = publishers.page_permissions.values_list("permission__codename", flat=True)
    assert set(rights) == {"add_page", "change_page"}
