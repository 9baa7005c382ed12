"""What a library begins with, and that it is the library's own from then on."""

import json
import os
import subprocess
import sys

import pytest
from django.contrib.auth.models import Group
from django.db import connection
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


def test_tables_made_at_once_are_those_that_the_migrations_make(django_db_blocker, tmp_path):
    """The short cut of infra's ``migrate`` and the long way give the same columns, in SQLite's own words."""
    if connection.vendor != "sqlite":
        pytest.skip("compared in SQLite")
    with django_db_blocker.unblock():
        short, long = (columns(tmp_path / name, at_once) for name, at_once in (("short", True), ("long", False)))
    assert short == long


def columns(path, at_once: bool) -> dict[str, set[tuple[object, ...]]]:
    command = "migrate" if at_once else "django.core.management.commands.migrate"
    code = (
        "import django, sys, importlib; django.setup()\n"
        "from django.core.management import call_command\n"
        f"name = {command!r}\n"
        "call_command(importlib.import_module(name).Command() if '.' in name else name, verbosity=0, interactive=False)\n"
        "from django.db import connection\n"
        "import json\n"
        "with connection.cursor() as c:\n"
        "    c.execute(\"select name from sqlite_master where type='table' and name not like 'sqlite%'\")\n"
        "    names = [n for n, in c.fetchall()]\n"
        "    told = {}\n"
        "    for n in names:\n"
        "        c.execute(f'pragma table_info(\"{n}\")')\n"
        "        told[n] = sorted([col[1], col[2].lower(), col[3]] for col in c.fetchall())\n"
        "        c.execute(f'pragma index_list(\"{n}\")')\n"
        "        lists = [(i[1], i[2]) for i in c.fetchall()]\n"
        "        for index, unique in lists:\n"
        "            c.execute(f'pragma index_info(\"{index}\")')\n"
        "            told[n].append(sorted(str(x[2]) for x in c.fetchall()) + [unique])\n"
        "        told[n] = sorted(told[n], key=str)\n"
        "print(json.dumps(told))\n"
    )
    environ = os.environ | {"LANTAI_DATA": str(path), "DJANGO_SETTINGS_MODULE": "lantai.site.settings", "LANTAI_DATABASE": ""}
    path.mkdir()
    done = subprocess.run([sys.executable, "-c", code], env=environ, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)
