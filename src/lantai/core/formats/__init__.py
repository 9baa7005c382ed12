"""Bytes to BibRecord and back.

Enter at ``open_file`` (examine, then chunks) and ``FORMATS``; a format is a module with the functions of
``protocol.Format``. ``read_chunk`` turns a chunk into a record or raises ``Unreadable``.
"""

from lantai.core.formats.open import detect, open_file, read_chunk, write_file
from lantai.core.formats.registry import ALIASES, FORMATS

__all__ = ["ALIASES", "FORMATS", "detect", "open_file", "read_chunk", "write_file"]
