"""The library's tables of translations, with what staff decided about them; ``tables()`` for searching and for pages."""

import logging
from functools import cache
from pathlib import Path

from django.conf import settings

from lantai.search.translations.protocol import TablesUnavailable
from lantai.search.translations.shelf import Shelf
from lantai.search.translations.tables import Tables

log = logging.getLogger(__name__)


@cache
def shelf() -> Shelf:
    """Return where this library's tables lie."""
    return Shelf(Path(settings.DATA) / "translations")


def tables() -> Tables:
    """Return what translates questions now. Tables that cannot be read know nothing: searching goes on, the log and `lantai check` say why."""
    try:
        return Tables(shelf().current())
    except TablesUnavailable as problem:
        log.warning("Questions are not translated: %s", problem)
        return Tables(None)
