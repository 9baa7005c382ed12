"""What the catalog itself tells: the parts by which harvesters ask for papers."""

from .papers import parted

__all__ = ["parted"]
