"""KBART II out of titles: 25 columns, tabs, UTF-8, one row a statement."""

from collections.abc import Iterable, Iterator

from lantai.core.bib.statements import Statement

from .columns import COLUMNS
from .title import Listed

_NOTHING = Statement()


def write(titles: Iterable[Listed]) -> Iterator[str]:
    """Yield the lines of a list, the headings first; tabs and line ends inside cells become spaces."""
    yield "\t".join(COLUMNS) + "\n"
    for title in titles:
        for statement in title.statements or (Statement(embargo=title.embargo, depth=title.depth, note=title.note),):
            yield "\t".join(" ".join(cell.split()) for cell in cells_of(title, statement)) + "\n"


def cells_of(title: Listed, statement: Statement = _NOTHING) -> tuple[str, ...]:
    """Return the cells of one row, in the order of the columns."""
    return (
        title.title, title.print_identifier, title.online_identifier, statement.first, statement.first_volume, statement.first_issue,
        statement.last, statement.last_volume, statement.last_issue, title.url, title.first_author, title.title_id,
        statement.embargo, statement.depth, statement.note, title.publisher, title.kind, title.print_date, title.online_date,
        title.volume, title.edition, title.first_editor, title.parent_title_id, title.preceding_title_id, title.access,
    )  # fmt: skip


def file_name(provider: str, package: str, day: str, *, region: str = "Global") -> str:
    """Return the name that KBART recommends, [Provider]_[Region]_[Package]_[yyyy-mm-dd].txt, safe for any disk."""
    safe = ["".join(c for c in part if c.isalnum() or c in "-.") or "Library" for part in (provider, region, package)]
    return f"{'_'.join(safe)}_{day}.txt"
