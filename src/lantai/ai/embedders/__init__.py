"""Embedders: texts in, vectors of their meaning out, alike across languages. One small module a provider; off until one is chosen.

Enter by ``EMBEDDERS[choice.name](choice)``. numpy is loaded with the first one that is opened, never before.
"""

import os
from typing import TYPE_CHECKING

from lantai.core.registry import Registry

if TYPE_CHECKING:
    from .protocol import OpenEmbedder

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""Must be said before numpy is loaded. An encoder multiplies many small matrices, over which OpenBLAS's threads wait for each other: 120 paragraphs
took 96 s with two threads on a busy machine of two cores, 6 s with one."""

EMBEDDERS: "Registry[OpenEmbedder]" = Registry(
    "embedder",
    {
        "endpoint": "lantai.ai.embedders.endpoint:open_embedder",
        "onnx": "lantai.ai.embedders.onnx:open_embedder",
        "packaged": "lantai.ai.embedders.packaged:open_embedder",
        "static": "lantai.ai.embedders.static:open_embedder",
    },
    extras={"onnx": "onnx", "packaged": "vectors"},
)
"""The embedders by name; each is called with a Choice and gives an Embedder."""
