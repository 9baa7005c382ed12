"""What may be wrong with the catalog's data, as rules of the staff's work list.

``records`` and ``shelves`` say what the checks of core.measures mean to a librarian, ``looking`` asks them of every edition;
``shared`` and ``running`` ask the database what no single record can tell.
"""

from . import looking, records, running, shared, shelves

__all__ = ["looking", "records", "running", "shared", "shelves"]
