"""Search: documents in, ranked hits and facet counts out, behind one protocol for every engine.

Enter by ``ENGINES[name](directory)``; what is asked and answered stands in ``protocol``, what is indexed in ``document``.
"""

from lantai.core.registry import Registry

from .protocol import OpenEngine

ENGINES: Registry[OpenEngine] = Registry(
    "engine",
    {
        "memory": "lantai.search.engines.memory:open_engine",
        "tantivy": "lantai.search.engines.tantivy:open_engine",
    },
)
"""The engines by name; each is called with a directory and gives an Engine."""
