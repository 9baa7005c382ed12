"""The library and the files to import of the catalog's own tests; a package and its staff of those of the lists."""

from lantai.apps.holdings.tests.conftest import package  # noqa: F401
from lantai.apps.holdings.tests.test_pages import staff  # noqa: F401
from lantai.catalog.tests.conftest import librarian, library, take  # noqa: F401
