"""What open access tells others: of journals whether authors pay; of works their color by the list of journals, and notices that they were retracted."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from django.utils.timezone import localdate

from lantai.catalog import queries as catalog
from lantai.catalog.documents import Facts, restated
from lantai.catalog.mapped import mapped
from lantai.catalog.open_journals import Told, found_by_title, told_of_journals
from lantai.catalog.openings import opened
from lantai.catalog.papers import told
from lantai.catalog.papers.shapes import Amount
from lantai.catalog.papers.told import Known
from lantai.catalog.standing import copies_of, journals, notices
from lantai.core.bib.first_level import Own
from lantai.core.bib.notices import Notice
from lantai.core.openness.journals import Charge
from lantai.core.openness.recorded import Listed, facets
from lantai.search.document import Document

from . import classes, queries
from .models import JournalFacts, Opened

MOST = 10


@opened("openaccess")
def opened_by_others(first: date, last: date) -> Mapping[int, date]:
    """Tell of which works an embargo of a copy elsewhere ended."""
    return dict(Opened.objects.filter(day__gte=first, day__lte=last).values_list("work_id", "day"))


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


@journals("openaccess")
def listed(issns: Collection[str]) -> Mapping[str, Listed]:
    """Tell what DOAJ's list says of journals."""
    return queries.listed(issns)


@notices("openaccess")
def noticed(dois: Collection[str]) -> Mapping[str, Sequence[Notice]]:
    """Tell what Retraction Watch's list says of papers."""
    return queries.notices(dois)


@restated("openaccess")
def colors(documents: Sequence[Document]) -> Facts:
    """Tell the color of works in listed journals, and of those of which the library keeps a copy, in the place of the one that records alone give; others are
    not read again."""
    issns = {document.id: document.facets.get("journal", ()) for document in documents}
    lists = queries.listed({issn for some in issns.values() for issn in some}) if any(issns.values()) else {}
    kept = copies_of(issns)
    better = [work for work, some in issns.items() if work in kept or not lists.keys().isdisjoint(some)]
    today = localdate()
    works = catalog.documents(better) if better else {}
    return {
        number: facets([instance.record for instance in work.instances], on=today, journals=lists, kept=kept.get(number, ()))
        for number, work in works.items()
    }


@mapped("openaccess")
def own_mappings() -> Own:
    """Tell what the library maps to disciplines itself."""
    return classes.table()


@restated("openaccess.disciplines")
def disciplines(documents: Sequence[Document]) -> Facts:
    """Tell the disciplines of works with a class that the library maps itself, in the place of those that Lantai's table gives; others are not read again."""
    own = classes.table()
    return classes.facets_of([document.id for document in documents], own) if own else {}


@told.amounts("openaccess")
def prices(papers: Sequence[Known]) -> Iterator[Amount]:
    """Tell what the list of journals says that authors pay, in the currency that it names first."""
    listed = queries.prices({one.paper.issn for one in papers if one.paper.issn})
    for one in papers:
        if price := listed.get(one.paper.issn):
            minor, currency, by, day = price
            yield Amount(work=one.paper.work, kind="list", minor=minor, currency=currency, said_by=by, said_date=day)
