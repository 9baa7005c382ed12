"""The engine past one machine: an OpenSearch cluster, given the same folded tokens as every other engine.

Enter by ``opener`` and ``generations``, with the address of a cluster (Clustered). ``address`` says which cluster, ``cluster`` asks it with
patience, ``mapping`` says what is indexed, ``compile`` turns the query tree into OpenSearch's queries, ``answers`` reads what comes
back, ``writer`` changes the index under the ``lease`` that one process holds.
"""

from .aliases import generations
from .engine import OpenSearchEngine, opener

__all__ = ["OpenSearchEngine", "generations", "opener"]
