"""The whole text of an article, whatever file it came in: passages with places to point at, figures, tables, references.

``FullText`` is what is kept, shown and searched; ``of_jats`` makes it of JATS, ``core.formats.pdf`` of a PDF. ``keeping`` says which may be kept at all.
"""

from .keeping import Keeping, keeping
from .model import FigureOf, FullText, Passage, Reference, TableOf, decode, encode
from .of_jats import full_text

__all__ = ["FigureOf", "FullText", "Keeping", "Passage", "Reference", "TableOf", "decode", "encode", "full_text", "keeping"]
