"""The ESAC registry of agreements with publishers, as the table that anybody can fetch."""

from collections.abc import Iterator
from datetime import timedelta

from lantai.core.openness.journals import RefusedRow

from .described import DescribedAgreement
from .sheets import Bad, Cells, Sheet, count, day, needed, reference, rows

BY = "ESAC"
NEEDED = ("publisher", "country", "organization", "annual_publications", "start_date", "end_date", "id")


def read(sheet: Sheet) -> Iterator[DescribedAgreement | RefusedRow]:
    """Yield the agreements of the registry, each once; raise UnknownFormat where it is another table."""
    seen: dict[str, int] = {}

    def build(cells: Cells, line: int) -> DescribedAgreement:
        number = reference(needed(cells, "id"), "id")
        if number in seen:
            raise Bad("id", f"line {seen[number]} has this id too")
        made = _agreement(cells, number)
        seen[number] = line
        return made

    yield from rows(sheet, NEEDED, build)


def _agreement(cells: Cells, number: str) -> DescribedAgreement:
    first, last = day(cells, "start_date"), day(cells, "end_date")
    if last < first:
        raise Bad("end_date", f"{last} lies before its start {first}")
    url = cells.get("url", "")
    return DescribedAgreement(
        reference=number,
        publisher=needed(cells, "publisher"),
        consortium=cells["organization"],
        countries=tuple(filter(None, (name.strip() for name in cells["country"].split(",")))),
        annual_articles=count(cells, "annual_publications"),
        from_date=first,
        until_date=last + timedelta(days=1),
        url=url if url.startswith(("https://", "http://")) else "",
    )
