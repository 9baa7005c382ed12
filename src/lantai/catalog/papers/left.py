"""Papers that are no longer in a discipline or at an institution where the store before had them, told to the families (``catalog.families``).

Two generations are compared before the next is used: of the works that were looked at, or of all where it was made anew.
"""

import logging
from collections.abc import Collection, Iterator
from pathlib import Path

from lantai.catalog import actions

from .writing import connection

log = logging.getLogger(__name__)

_PARTS = {
    "discipline": ("papers", "SELECT work, unnest(disciplines) AS value FROM read_parquet({files})"),
    "institution": (
        "affiliations",
        "SELECT DISTINCT work, institution AS value FROM read_parquet({files}) WHERE institution <> '' AND institution NOT LIKE '~%'",
    ),
}
"""Family -> of which table, and in which parts works are by it."""

PIECE = 10_000


def tell(old: Path | None, new: Path, *, reached: int, works: Collection[int] | None = None) -> None:
    """Have the families note what left a part between two generations. ``old``: None where there was no store; ``reached``: the last change that it knew;
    ``works``: those that were looked at, None all."""
    if old is None or not old.is_dir():
        return
    for family, (table, question) in _PARTS.items():
        if not any(old.glob(f"{table}-*.parquet")):
            log.warning("the store before, %s, has no %s: which papers left a %s is not told", old.name, table, family)
            continue
        before, after = (question.format(files=_files(directory, table)) for directory in (old, new))
        for piece in _pieces(new, f"({before}) EXCEPT ({after})", works):
            actions.note_left(family, piece, reached=reached)


def _pieces(directory: Path, question: str, works: Collection[int] | None) -> Iterator[list[tuple[int, str]]]:
    con = connection(directory)
    try:
        if works is not None:
            con.execute("CREATE TEMP TABLE looked_at AS SELECT unnest(?::BIGINT[]) AS work", [sorted(works)])
            question = f"SELECT * FROM ({question}) SEMI JOIN looked_at USING (work)"  # noqa: S608 (our own words)
        found = con.execute(question)
        while rows := found.fetchmany(PIECE):
            yield rows
    finally:
        con.close()


def _files(directory: Path, table: str) -> str:
    return repr([str(path) for path in sorted(directory.glob(f"{table}-*.parquet"))])
