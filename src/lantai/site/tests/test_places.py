"""Where a library's own things are, and which database it uses."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from lantai.site import places
from lantai.site.databases import database


def test_the_named_directory_is_made(tmp_path):
    wanted = tmp_path / "not" / "yet"
    assert places.data_directory({"LANTAI_DATA": str(wanted)}) == wanted
    assert wanted.is_dir()


def test_a_checkout_keeps_its_library_in_var(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "checkout", lambda: tmp_path)
    assert places.data_directory({}) == tmp_path / "var"


def test_an_installed_package_follows_the_desktop(tmp_path, monkeypatch):
    monkeypatch.setattr(places, "checkout", lambda: None)
    assert places.data_directory({"XDG_DATA_HOME": str(tmp_path)}) == tmp_path / "lantai"


@pytest.mark.parametrize(
    ("environ", "wanted"),
    [
        ({"LANTAI_CACHE": "/srv/shared"}, "/srv/shared"),
        ({"XDG_CACHE_HOME": "/var/cache"}, "/var/cache/lantai"),
        ({"LANTAI_CACHE": "off", "XDG_CACHE_HOME": "/var/cache"}, "None"),
    ],
)
def test_what_libraries_share_lies_where_it_is_said_or_where_caches_lie(environ, wanted):
    assert str(places.cache_directory(environ)) == wanted


def test_the_secret_key_is_made_once_and_is_its_owners_alone(tmp_path):
    key = places.secret_key(tmp_path)
    assert len(key) > 50
    assert places.secret_key(tmp_path) == key
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret-key"]


def test_without_an_address_the_database_is_a_file_in_the_data_directory(tmp_path):
    described = database("", directory=tmp_path)
    assert described["NAME"] == str(tmp_path / "lantai.sqlite3")
    assert "journal_mode = WAL" in described["OPTIONS"]["init_command"]


def test_a_postgresql_address_is_taken_apart(tmp_path):
    described = database("postgresql://li:p%40ss@db.example:5433/books?sslmode=require", directory=tmp_path)
    named = {key: described[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME", "OPTIONS")}
    assert named == {
        "USER": "li",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
        "NAME": "books",
        "OPTIONS": {"sslmode": "require"},
    }


def test_another_kind_of_database_is_refused_with_those_there_are(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="postgresql://"):
        database("mysql://db/books", directory=tmp_path)


def test_a_data_directory_that_it_makes_is_its_owners_alone(tmp_path):
    assert places.data_directory({"LANTAI_DATA": str(tmp_path / "new")}).stat().st_mode & 0o077 == 0
