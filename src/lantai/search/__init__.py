"""Search: documents in, ranked hits and facet counts out, behind one protocol for every engine.

Enter by ``opener(engine)(directory)``; what is asked and answered stands in ``protocol``, what is indexed in ``document``.
"""

from lantai.core.registry import Registry

from .protocol import Clustered, OpenEngine

ENGINES: Registry[OpenEngine] = Registry(
    "engine",
    {
        "memory": "lantai.search.engines.memory:open_engine",
        "tantivy": "lantai.search.engines.tantivy:open_engine",
    },
)
"""The engines in this process by name; each is called with a directory and gives an Engine."""

CLUSTERS: Registry[Clustered] = Registry(
    "cluster",
    {"opensearch": "lantai.search.engines.opensearch"},
    extras={"opensearch": "opensearch"},
)
"""The engines past one machine, by what their addresses begin with."""


def opener(engine: str) -> OpenEngine:
    """Return how indexes of an engine are opened. ``engine``: its name, or the address of a cluster ("opensearch://…").

    Raise UnknownPlugin, MissingExtra, or ValueError for an address that cannot be read.
    """
    kind, address, _ = engine.partition("://")
    return CLUSTERS[kind.partition("+")[0]].opener(engine) if address else ENGINES[engine]
