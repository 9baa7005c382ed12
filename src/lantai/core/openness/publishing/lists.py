"""Which journals stand in the list of which agreement (Journal Checker Tool), and which ISSNs are of one journal."""

from collections.abc import Iterator

from lantai.core.openness.journals import RefusedRow

from .described import FamilyNumber, ListedJournal
from .sheets import Bad, Cells, Sheet, needed, rows, serial

BY = "JCT"
NEEDED = ("esac_id", "issn_l")
FAMILIES_NEEDED = ("issn_l", "issn")


def read(sheet: Sheet) -> Iterator[ListedJournal | RefusedRow]:
    """Yield the journals of agreements; raise UnknownFormat where it is another table."""

    def build(cells: Cells, line: int) -> ListedJournal:
        return ListedJournal(needed(cells, "esac_id"), _serial(cells, "issn_l"), line)

    yield from rows(sheet, NEEDED, build)


def read_families(sheet: Sheet) -> Iterator[FamilyNumber | RefusedRow]:
    """Yield each ISSN with its ISSN-L."""

    def build(cells: Cells, line: int) -> FamilyNumber:
        return FamilyNumber(_serial(cells, "issn"), _serial(cells, "issn_l"))

    yield from rows(sheet, FAMILIES_NEEDED, build)


def _serial(cells: Cells, name: str) -> str:
    if not (found := serial(cells, name)):
        raise Bad(name, f"{name} is empty")
    return found
