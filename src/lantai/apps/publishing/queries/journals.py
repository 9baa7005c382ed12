"""Which journal an author means: by ISSN, DOI or title, from the list of journals, open journals and what was paid; asked anew each time, nothing is kept."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from lantai.apps.holdings.az import journals as listed
from lantai.apps.holdings.models import IssnFamily
from lantai.apps.publishing.models import Charge
from lantai.catalog import queries as catalog
from lantai.catalog.open_journals import journal_told, journals_titled
from lantai.core.bib.identifiers import doi, issn
from lantai.core.bib.record import Relation, Scheme

MOST = 12
"""Journals to choose from."""

_ISSNS = frozenset({Scheme.ISSN, Scheme.ISSN_L})


@dataclass(frozen=True, slots=True)
class Meant:
    """A journal that may be meant. ``number``: an ISSN by which the page asks for it."""

    title: str
    publisher: str
    number: str


def family(issns: Iterable[str]) -> frozenset[str]:
    """Return the numbers with their ISSN-L, and all others of the same journal (two SQL queries at the most)."""
    own = {number for number in issns if number}
    linking = set(IssnFamily.objects.filter(issn__in=own).values_list("linking", flat=True)) if own else set()
    others = IssnFamily.objects.filter(linking__in=linking).values_list("issn", flat=True) if linking else ()
    return frozenset(own | linking | set(others))


def meant(words: str, *, on: date) -> list[Meant]:
    """Return the journals that an ISSN, a DOI or words of a title mean, the likeliest first."""
    if number := issn(words):
        return [named(number, on=on)]
    if number := doi(words):
        return [named(found, on=on) for found in _journals_of(number)[:MOST]]
    return _titled(words, on)


def named(number: str, *, on: date) -> Meant:
    """Return what the journal of an ISSN is called; the number itself where nothing is known of it."""
    numbers = family([number])
    if said := journal_told(sorted(numbers)):
        return Meant(said.title, said.publisher, number)
    row = (
        Charge.objects.filter(kind="article", issn__in=numbers).order_by("-year", "pk").values_list("title", "publisher").first()
    )
    if row:
        return Meant(row[0], row[1], number)
    title = next(iter(listed.suggested(number, on=on)), None)
    return Meant(title.title, title.publisher, number) if title else Meant("", "", number)


def _journals_of(number: str) -> list[str]:
    """Return the ISSNs of the journal in which the work with a DOI appeared: as the catalog says, else as whoever paid for it."""
    found: dict[str, None] = {}
    works = catalog.works_numbered([f"doi:{number}"])
    for document in catalog.documents(works).values():
        for instance in document.instances:
            hosts = (link for link in instance.record.links if link.relation is Relation.HOST)
            found |= dict.fromkeys(i.value for link in hosts for i in link.identifiers if i.scheme in _ISSNS)
    if found:
        return list(found)[:1]
    rows = Charge.objects.filter(doi=number).exclude(issn="").values_list("issn", flat=True)
    return list(dict.fromkeys(rows))


def _titled(words: str, on: date) -> list[Meant]:
    found: dict[str, Meant] = {}
    for row in listed.suggested(words, on=on):
        if number := next(filter(None, row.issns), ""):
            found.setdefault(number, Meant(row.title, row.publisher, number))
    for said in journals_titled(words):
        found.setdefault(said.issns[0], Meant(said.title, said.publisher, said.issns[0]))
    paid = Charge.objects.filter(kind="article", title__icontains=words).exclude(issn="")
    for title, publisher, number in paid.values_list("title", "publisher", "issn").distinct().order_by("title")[:MOST]:
        found.setdefault(number, Meant(title, publisher, number))
    return _once(list(found.values()), words)[:MOST]


def _once(rows: Sequence[Meant], words: str) -> list[Meant]:
    """Return each title once, one that is just the words alone."""
    exact = [row for row in rows if row.title.casefold() == words.casefold()]
    unique = {row.title.casefold(): row for row in reversed(rows)}
    return exact[:1] or [row for row in rows if unique[row.title.casefold()] is row]
