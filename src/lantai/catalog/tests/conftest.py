"""A library of its own for each test, and files to import into it."""

import os
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from tests.remembered import remembered

from lantai.catalog import blobs, dictionaries, importing, index
from lantai.catalog.models import Harvest
from lantai.core.bib.record import BibRecord, Contribution, Date, Identifier, Kind, Scheme, Text, Title, TitleForm, TitleKind
from lantai.core.formats import write_file
from lantai.people.models import Account
from lantai.vocab import queries as vocab

NOW = datetime(2026, 11, 21, tzinfo=UTC)


def record(control: str, title: str = "红楼梦", **more: str) -> BibRecord:
    """Return a book. ``more``: by, isbn, year, lang, original and uniform (titles)."""
    names = filter(None, more.get("by", "").split(";"))
    titles = [Title(forms=(TitleForm(title, more.get("lang", "")),))]
    titles += [Title(forms=(TitleForm(more[kind]),), kind=TitleKind(kind)) for kind in ("original", "uniform") if kind in more]
    return BibRecord(
        control=control,
        kind=Kind.BOOK,
        titles=tuple(titles),
        contributions=tuple(Contribution(forms=(Text(name),), roles=("aut",), main=True) for name in names),
        identifiers=tuple(Identifier(scheme=Scheme.ISBN, value=i) for i in more.get("isbn", "").split() if i),
        languages=tuple(filter(None, [more.get("lang", "")])),
        dates=(Date(text=more["year"], start=int(more["year"]), end=int(more["year"])),) if "year" in more else (),
    )


@pytest.fixture
def library(db, settings, tmp_path):
    """Give the test a data directory and an index of its own."""
    settings.DATA = tmp_path
    blobs.own_from(dictionaries.data)
    index.generations.cache_clear()
    vocab.of_revision.cache_clear()
    yield tmp_path
    index.generations.cache_clear()


@pytest.fixture
def take(library, request) -> Callable[..., Harvest]:
    """Return a function that imports records, or bytes, as a file.

    What a test begins with, the first file of a new library, is imported once and put back for the other tests of the module.
    """

    def take(
        given: Iterable[BibRecord] | bytes, *, source: str = "library", name: str = "file.jsonl", **options: object
    ) -> Harvest:
        path = Path(library) / name
        file = given if isinstance(given, bytes) else lines(given)
        new = not options and is_beginning() and not any(library.iterdir())
        path.write_bytes(file)

        def imported() -> Harvest:
            return importing.import_file(path, source=source, now=lambda: NOW, processes=0, **options)

        if not new:
            return imported()
        remembered((request.module.__name__, source, name, file), imported, library)
        return Harvest.objects.latest("pk")

    return take


def is_beginning() -> bool:
    """Say whether a test is still being set up: what it does itself is its subject."""
    return os.environ["PYTEST_CURRENT_TEST"].endswith("(setup)")


def lines(records: Iterable[BibRecord]) -> bytes:
    """Return a file in Lantai's own format."""
    out = BytesIO()
    write_file("native", records, out)
    return out.getvalue()


def counts(harvest: Harvest) -> dict[str, int]:
    """Return the outcomes that are not zero."""
    return {k: n for k in ("new", "changed", "same", "deleted", "refused") if (n := getattr(harvest, k))}


@pytest.fixture
def librarian(db) -> Account:
    """Return someone who may do everything in the catalog."""
    return Account.objects.create_superuser("librarian")
