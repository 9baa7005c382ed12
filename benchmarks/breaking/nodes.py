"""The nodes of a cluster, where one is the engine."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tools.opensearch.cluster import Cluster


@contextmanager
def nodes(directory: Path, *, wanted: bool) -> Iterator[Cluster | None]:
    """Start a cluster and make it the engine of what this process starts; None where none is wanted."""
    if not wanted:
        yield None
        return
    with Cluster(directory) as cluster:
        os.environ["LANTAI_ENGINE"] = f"{cluster.address}?shards=2&replicas=1"
        yield cluster
