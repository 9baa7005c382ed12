"""What open access tells other areas of journals: whether authors pay, and according to whom."""

from collections.abc import Sequence

from lantai.catalog.open_journals import Told, found_by_title, told_of_journals
from lantai.core.openness.journals import Charge

from . import queries
from .models import JournalFacts

MOST = 10


@told_of_journals
def journal(issns: Sequence[str]) -> Told | None:
    """Return what is said of the journal with these numbers."""
    found = queries.journal_facts(issns, whole=True)
    return _told(found) if found else None


@found_by_title
def titled(words: str) -> list[Told]:
    """Return journals with such a title, those that begin so first."""
    return [_told(found) for found in queries.journals_titled(words, MOST)]


def _told(said: JournalFacts) -> Told:
    return Told(
        title=said.title,
        publisher=said.publisher,
        charge=Charge(said.charge) if said.charge in list(Charge) else Charge.UNKNOWN,
        amounts=tuple((minor, currency) for minor, currency in said.amounts),
        waiver=said.waiver,
        waiver_page=_page(said, "Waiver policy information URL"),
        licenses=tuple(said.licenses),
        deposit=_page(said, "URL for deposit policy"),
        by=said.source,
        said_date=said.said_date,
        gone_date=said.gone_date,
        page=said.page,
        issns=tuple(number.issn for number in said.numbers.all()),
    )


def _page(said: JournalFacts, heading: str) -> str:
    address = str(said.row.get(heading, ""))
    return address if address.startswith(("https://", "http://")) else ""
