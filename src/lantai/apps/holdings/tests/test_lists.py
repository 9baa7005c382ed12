"""Packages, platforms and databases from lines of a spreadsheet: taken, or refused with column and rule."""

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict

from lantai.apps.holdings import lists
from lantai.apps.holdings.models import Database, MatchState, Package, Platform
from lantai.infra.audit import subject_of
from lantai.infra.lists import Narrowing, called
from lantai.infra.models import AuditEntry
from lantai.people.models import Account

from .conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief(db) -> Account:
    return Account.objects.create_superuser("chief")


def test_a_line_becomes_a_package_on_the_platform_it_names(package, chief):
    line = {
        "name": "Air",
        "reference": "air",
        "platform": "Example Reader",
        "kind": "journals",
        "descriptions_ar": "كل شيء عن الهواء",
    }
    made = lists.make_package(by=chief, values=line, now=NOW)
    assert (made.platform, made.kind, made.descriptions) == (package.platform, "journals", {"ar": "كل شيء عن الهواء"})
    lists.change_package(by=chief, row=made, values={"descriptions_en": "All of the air", "status": "retired"}, now=NOW)
    made.refresh_from_db()
    assert (made.status, set(made.descriptions)) == ("retired", {"en", "ar"})
    assert AuditEntry.objects.filter(action="holdings.change_package", subject=subject_of(made), actor_id=chief.pk).exists()


@pytest.mark.parametrize(
    ("more", "column"), [({"platform": "Nowhere"}, "platform"), ({"reference": "ex-j"}, "reference"), ({"name": ""}, "name")]
)
def test_a_wrong_cell_of_a_package_is_named_and_nothing_is_made(package, chief, more, column):
    with pytest.raises(ValidationError) as refused:
        lists.make_package(by=chief, values={"name": "Air", "reference": "air"} | more, now=NOW)
    assert list(refused.value.message_dict) == [column]
    assert Package.objects.count() == 1


def test_packages_are_found_by_how_many_of_their_titles_are_unsure(package, listed, chief):
    listed("Air Quarterly")
    listed("Marsh Letters").__class__.objects.filter(title="Marsh Letters").update(state=MatchState.QUEUED)
    lists.make_package(by=chief, values={"name": "Empty", "reference": "empty"}, now=NOW)
    made = called("holdings.packages")
    assert made is not None
    found = Narrowing(made, QueryDict("f.unsure.from=1")).rows()
    assert [(row.name, row.held, row.waiting) for row in found] == [("Example Journals", 2, 1)]


def test_platforms_come_in_with_what_stands_on_them_counted(package, chief):
    lists.make_platform(by=chief, values={"name": "Bare", "provider": "Nobody", "status": ""}, now=NOW)
    lists.make_database(by=chief, values={"name": "Waters", "platform": "Example Reader"}, now=NOW)
    made = called("holdings.platforms")
    assert made is not None
    counted = {row.name: (row.packages_held, row.databases_held) for row in made.rows()}
    assert counted == {"Example Reader": (1, 1), "Bare": (0, 0)}
    with pytest.raises(ValidationError) as refused:
        lists.change_platform(by=chief, row=Platform.objects.get(name="Bare"), values={"name": "Example Reader"}, now=NOW)
    assert list(refused.value.message_dict) == ["name"]


def test_words_of_one_language_leave_the_others(chief):
    made = lists.make_database(by=chief, values={"name": "Waters", "names_zh": "水域", "subjects": ("08",)}, now=NOW)
    lists.change_database(by=chief, row=made, values={"names_ar": "المياه", "names_zh": "", "platform": ""}, now=NOW)
    assert Database.objects.get().names == {"ar": "المياه"}


def test_what_a_new_line_must_say_can_be_written_into_a_file():
    for name in ("databases", "packages", "platforms"):
        made = called(f"holdings.{name}")
        assert made is not None
        assert all(column.editable for column in made.columns if column.required), name
