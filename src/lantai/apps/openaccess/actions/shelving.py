"""The journals that lists call open as a whole, put on the shelf of journals as one free package: from there readers find them by letter, subject,
publisher and words, in the catalog too, and programs by OpenURL.

Enter at ``shelve_journals``: a list for the package is written from what was taken in, and goes the way of every list.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Case, When
from django.utils.timezone import localdate

from lantai.apps.holdings import actions as holdings
from lantai.apps.holdings.models import Basis, Package, PackageKind, PackageSource, Run
from lantai.core.bib.statements import Statement
from lantai.core.formats.kbart.columns import COLUMNS
from lantai.core.formats.kbart.title import Listed
from lantai.core.formats.kbart.writing import cells_of

from ..models import JournalFacts

REFERENCE = "open-journals"
"""By which the package is known; its name is the library's to change."""

NAME = "Open-access journals"
MORE = ("Alternative title", "LCC Codes", "Review process")
"""Columns of DOAJ's that say more than KBART has: holdings takes names, classes and whether papers are reviewed from them."""

_PRINTED = ("Journal ISSN (print version)", "ISSN")
_SITES = ("Journal URL", "Identifier", "homepage_url")
"""Under which heading lists give the journal's own page."""


def shelve_journals(*, now: datetime) -> Run:
    """Bring the package to what the lists say now; a journal that left all of them leaves it. Nothing changes where they say the same again."""
    package = Package.objects.filter(reference=REFERENCE).first()
    if package is None:
        values = {"name": NAME, "reference": REFERENCE, "kind": PackageKind.JOURNALS, "source": PackageSource.DOAJ}
        package = holdings.make_package(by=None, values=values, now=now)
        holdings.activate(by=None, target=package, basis=Basis.FREE, key=REFERENCE, now=now)
    pieces = (line.encode() for line in _lines())
    name = f"{REFERENCE}_{localdate(now)}.txt"
    run = holdings.lay_down(by=None, package=package, name=name, pieces=pieces, mapping={}, now=now)
    compared = holdings.read_and_compared(run, now=now)
    if compared is None:
        raise ValueError(f"the list of open journals cannot be read: {run.error}")
    if not (run.added or run.changed or run.gone):
        holdings.drop(by=None, run=run, now=now)
        run.refresh_from_db()
        return run
    holdings.begin(by=None, run=run, confirmed=True, now=now)
    return holdings.carry_out(run, plan=compared[1], now=now)


def _lines() -> Iterator[str]:
    yield "\t".join((*COLUMNS, *MORE)) + "\n"
    for said, printed, online in _listed():
        title = Listed(
            number=0, title=said.title, kind="serial", print_identifier=printed, online_identifier=online, title_id=str(said.pk), url=_site(said),
            publisher=said.publisher, access="F", depth="fulltext",
        )  # fmt: skip
        statement = Statement(first=str(said.open_since or ""), depth="fulltext")
        classes = " | ".join(said.classes) or said.row.get("LCC Codes", "")
        cells = (*cells_of(title, statement), said.row.get("Alternative title", ""), classes, ", ".join(said.review))
        yield "\t".join(" ".join(cell.split()) for cell in cells) + "\n"


def _listed() -> Iterator[tuple[JournalFacts, str, str]]:
    """Yield the journals that stand in a list now with their numbers, DOAJ's word first: one that shares a number with an earlier one is that."""
    first = Case(When(source="DOAJ", then=0), default=1)
    rows = JournalFacts.objects.filter(gone_date=None).prefetch_related("numbers").order_by(first, "pk")
    seen: set[str] = set()
    for said in rows.iterator(chunk_size=2_000):
        numbers = sorted((number.pk, number.issn) for number in said.numbers.all())
        issns = [issn for _pk, issn in numbers]
        if not issns or not seen.isdisjoint(issns):
            continue
        seen.update(issns)
        yield said, *_media(said, issns)


def _media(said: JournalFacts, issns: list[str]) -> tuple[str, str]:
    """Return which number is of the printed journal and which of the one online; one alone of which nothing is said is of that online."""
    in_print = {said.row.get(heading, "") for heading in _PRINTED}
    printed = next((issn for issn in issns if issn in in_print), "")
    online = next((issn for issn in issns if issn != printed), "")
    return printed, online


def _site(said: JournalFacts) -> str:
    return next((site for name in _SITES if (site := said.row.get(name, "")).startswith(("https://", "http://"))), said.page)
