"""Models and services that a library may choose, off until it does: an embedder, a translator. Read from the environment once."""

from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from lantai.ai.choice import Choice


def embedder(environ: Mapping[str, str], data: Path) -> Choice | None:
    """Return the embedder that LANTAI_EMBEDDER names, None without one; raise ImproperlyConfigured when there is none of that name."""
    from lantai.ai.embedders import EMBEDDERS

    name = _known(environ.get("LANTAI_EMBEDDER", ""), "LANTAI_EMBEDDER", tuple(EMBEDDERS))
    at = environ.get("LANTAI_EMBEDDER_AT", "")
    if not name:
        return None
    return Choice(
        name=name,
        at=at or (str(data / "vectors" / "static") if name == "static" else ""),
        model=environ.get("LANTAI_EMBEDDER_MODEL", ""),
        key=environ.get("LANTAI_EMBEDDER_KEY", ""),
        languages=frozenset(filter(None, environ.get("LANTAI_EMBEDDER_LANGUAGES", "").replace(",", " ").split())),
    )


def translator(environ: Mapping[str, str]) -> Choice | None:
    """Return the translation service that LANTAI_TRANSLATOR names, None without one; raise ImproperlyConfigured."""
    from lantai.ai.translators import TRANSLATORS

    name = _known(environ.get("LANTAI_TRANSLATOR", ""), "LANTAI_TRANSLATOR", tuple(TRANSLATORS))
    if not name:
        return None
    return Choice(
        name=name,
        at=environ.get("LANTAI_TRANSLATOR_AT", ""),
        model=environ.get("LANTAI_TRANSLATOR_MODEL", ""),
        key=environ.get("LANTAI_TRANSLATOR_KEY", ""),
    )


def _known(name: str, setting: str, names: tuple[str, ...]) -> str:
    if name and name not in names:
        raise ImproperlyConfigured(f"{setting}={name}: there is none of that name; there are: {', '.join(names)}")
    return name
