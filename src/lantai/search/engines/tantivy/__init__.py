"""The default engine: tantivy, embedded, for up to some ten million works on one machine.

Enter by ``open_engine``. ``schema`` says what is indexed, ``compile`` turns the query tree into tantivy's queries, ``hits`` and
``facets`` read the answer, ``writer`` changes the index.
"""

from .engine import TantivyEngine, open_engine

__all__ = ["TantivyEngine", "open_engine"]
