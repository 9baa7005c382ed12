"""Which search engine a library uses: one in the process by its name, or the cluster that an address names."""

from django.core.exceptions import ImproperlyConfigured

from lantai.core.registry import MissingExtra, UnknownPlugin
from lantai.search import opener


def engine(text: str) -> str:
    """Return ``text``, the name of an engine or the address of a cluster; raise ImproperlyConfigured when it is neither."""
    if text in ("tantivy", "memory"):
        return text
    try:
        opener(text)
    except (MissingExtra, UnknownPlugin, ValueError) as problem:
        raise ImproperlyConfigured(f"LANTAI_ENGINE: {problem}") from problem
    return text
