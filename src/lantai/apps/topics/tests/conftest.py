"""The library and the files to import of the catalog's own tests."""

from lantai.catalog.tests.conftest import librarian, library, take  # noqa: F401
