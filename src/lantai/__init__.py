"""Lantai (兰台): one platform for a university library and its readers in every language."""

from . import compiled

__version__ = "0.1.0"

compiled.use()
