"""The papers of the library as tables to count in: who wrote them where, who paid, how open they are. Parquet, read by DuckDB.

Derived from the works and made anew at any time (``building``), generation by generation: readers go on with the one they have. Enter at
``opened``: ``with papers.opened() as con: con.execute("SELECT year, count(*) FROM papers GROUP BY year")``. What the tables hold: ``shapes``,
docs/data/papers.md. DuckDB is loaded when the first page asks.
"""

from .store import PapersUnavailable, Standing, opened, standing

__all__ = ["PapersUnavailable", "Standing", "opened", "standing"]
