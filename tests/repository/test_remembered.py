"""What was made once is put back row by row, and made anew where the database stands otherwise."""

import pytest
from django.db import connection

from lantai.catalog import index
from lantai.catalog.models import Harvest, Work
from lantai.catalog.tests.conftest import counts, library, record, take  # noqa: F401
from lantai.people.models import Account
from tests.remembered import remembered, standing

pytestmark = pytest.mark.django_db


def make(calls: list[str]) -> None:
    calls.append("made")
    Account.objects.filter(username="old").update(first_name="changed")
    Account.objects.create_user("new")


def test_rows_are_put_back_and_further_ones_get_numbers_of_their_own():
    calls: list[str] = []
    Account.objects.create_user("old")
    before = standing()
    remembered("putting back", lambda: make(calls))
    made = standing()
    Account.objects.filter(username="new").delete()
    Account.objects.update(first_name="")
    assert standing() == before
    remembered("putting back", lambda: make(calls))
    assert (standing(), calls) == (made, ["made"])
    assert Account.objects.create_user("further").pk > Account.objects.get(username="new").pk


def test_it_is_made_anew_where_something_else_was_there():
    calls: list[str] = []
    remembered("otherwise", lambda: make(calls))
    Account.objects.all().delete()
    Account.objects.create_user("old")
    remembered("otherwise", lambda: make(calls))
    assert calls == ["made", "made"]
    assert Account.objects.get(username="old").first_name == "changed"
    assert not connection.needs_rollback


def test_files_are_put_back_too_and_rows_name_the_folder_of_now(tmp_path):
    for name in ("one", "other"):
        folder = tmp_path / name

        def make(folder=folder) -> None:
            assert folder.name == "one"
            (folder / "index").mkdir(parents=True)
            (folder / "index" / "segment").write_text("words")
            Account.objects.create_user("owner", first_name=f"{folder.name} {folder}"[-150:])

        remembered("files", make, folder)
        assert (folder / "index" / "segment").read_text() == "words"
        assert Account.objects.get(username="owner").first_name.endswith(str(folder))
        Account.objects.all().delete()


def test_what_never_stands_as_it_stood_is_made_each_time():
    calls: list[str] = []
    for number in range(5):
        Account.objects.create_user(f"someone {number}")
        remembered("accidents", lambda: calls.append("made"))
    assert len(calls) == 5


STOOD: list[dict[str, object]] = []
"""How the shelf stood, once imported and once put back."""


@pytest.fixture
def shelf(take) -> Harvest:  # noqa: F811
    return take([record("1", "Don Quijote", lang="es"), record("2", "红楼梦", lang="zh")])


@pytest.mark.parametrize("how", ["imported", "put back"])
def test_a_shelf_that_is_put_back_is_as_it_was_imported(shelf, take, library, how):  # noqa: F811
    assert (counts(shelf), shelf.path) == ({"new": 2}, str(library / "file.jsonl"))
    rows = {table: found for table, found in standing().items() if table != Harvest._meta.db_table}
    STOOD.append(rows | {"works in the index": index.engine().count(), "reached": index.reached()})
    assert STOOD[:1] * len(STOOD) == STOOD
    assert counts(take([record("1", "Don Quixote", lang="es"), record("2", "红楼梦", lang="zh")])) == {"changed": 1, "same": 1}
    assert Work.objects.count() == 2
