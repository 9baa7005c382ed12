"""The library's tables of translations, with what staff decided about them; ``tables()`` for searching and for pages."""

import logging
from functools import cache
from pathlib import Path

from django.conf import settings

from lantai.search.translations.protocol import TablesUnavailable
from lantai.search.translations.shelf import Shelf
from lantai.search.translations.store import Store
from lantai.search.translations.tables import Tables
from lantai.vocab import queries as vocab

log = logging.getLogger(__name__)


def shelf() -> Shelf:
    """Return where this library's tables lie."""
    return _shelf(Path(settings.DATA) / "translations")


@cache
def _shelf(directory: Path) -> Shelf:
    return Shelf(directory)


def tables() -> Tables:
    """Return what translates questions now. Tables that cannot be read know nothing: searching goes on, the log and `lantai check` say why."""
    return Tables(_store(), vocab.rulings())


def _store() -> Store | None:
    try:
        return shelf().current()
    except TablesUnavailable as problem:
        log.warning("Questions are not translated: %s", problem)
        return None
