"""The languages of the works in an index, for what depends on them: whose words a question may have, into which they are translated."""

from weakref import WeakKeyDictionary

from lantai.core.query.tree import Everything

from .protocol import Engine, Request

MOST = 60
_NONE = frozenset(("und", "mul", "zxx", ""))


def languages(engine: Engine) -> tuple[str, ...]:
    """Return the languages of the works, the most frequent first; counted once until the collection has grown or shrunk."""
    size = engine.count()
    if (known := _known.get(engine)) and known[0] == size:
        return known[1]
    counts = engine.search(Request(tree=Everything(), limit=0, facets=("language",), facet_size=MOST)).facets
    found = tuple(lang for lang, _ in counts.get("language", ()) if lang not in _NONE)
    _known[engine] = (size, found)
    return found


_known: WeakKeyDictionary[Engine, tuple[int, tuple[str, ...]]] = WeakKeyDictionary()
