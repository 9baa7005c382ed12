"""The words of Wagtail's editor: its own translations first, then ours for what it lacks, then the site's.

All catalogs of a site are one, so "Pages" (under a list of results) and "Reports" (of errors) would stand in the editor's menus with the
meaning that they have elsewhere, and what we translate for the editor would turn up on readers' pages. So the editor has a catalog of its
own, made when it is first opened in a language.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.apps import apps
from django.utils.translation import get_language, trans_real

OURS = Path(__file__).parent / "wagtail_locale"


@contextmanager
def of_the_editor() -> Iterator[None]:
    """Let sentences be translated as the editor means them."""
    before = getattr(trans_real._active, "value", None)
    language = get_language()
    if language:
        trans_real._active.value = catalog(language)
    try:
        yield
    finally:
        if before is not None:
            trans_real._active.value = before


@cache
def catalog(language: str) -> trans_real.DjangoTranslation:
    """Return the editor's sentences in a language."""
    made = trans_real.DjangoTranslation(language)
    theirs = [Path(app.path) / "locale" for app in apps.get_app_configs() if app.module.__name__.split(".")[0] == "wagtail"]
    for folder in [*reversed(theirs), OURS]:
        found = made._new_gnu_trans(str(folder))
        if getattr(found, "_catalog", None):
            made._catalog.update(
                found
            )  # not merge(): it would hand what "zh" has on to the library's own language, for everybody
    return made
