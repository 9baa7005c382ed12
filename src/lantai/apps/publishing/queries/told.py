"""What publishing knows of papers: what was paid for them, which agreement covered them, which chances to open closed ones there were.

Asked for a page of papers at once, with as many questions to the database whatever their number. Of a paper only its year is known: what counts must
have held for the whole of it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lantai.apps.holdings.models import IssnFamily
from lantai.apps.publishing.life import RequestState
from lantai.apps.publishing.models import (
    BodyKind,
    Charge,
    ChargeRequest,
    Coverage,
    Institution,
    ListedJournal,
    Membership,
    PolicyVersion,
    WantedVersion,
)
from lantai.catalog.papers.shapes import Amount, Chance
from lantai.catalog.papers.told import OWN, Known
from lantai.core.openness.publishing import openapc
from lantai.core.text.fold import words
from lantai.infra.pieces import pieces

from .places import GENERATIONS

PIECE = 500
DONE = (RequestState.PAID, RequestState.CLOSED)
ENOUGH = (WantedVersion.NONE, WantedVersion.SUBMITTED, WantedVersion.ACCEPTED)
"""Versions that authors may deposit themselves."""


def amounts(papers: Sequence[Known]) -> Iterator[Amount]:
    """Yield what was paid for papers and which agreement covered them: as OpenAPC lists it, else as the library's own requests that are done say."""
    works = {one.paper.doi: one.paper.work for one in papers if one.paper.doi}
    listed = {doi: list(rows) for doi, rows in _listed(works).items()}
    for rows in listed.values():
        yield from rows
    rest = {doi: work for doi, work in works.items() if doi not in listed}
    yield from _requested(rest)


def _listed(works: Mapping[str, int]) -> dict[str, list[Amount]]:
    found: dict[str, list[Amount]] = defaultdict(list)
    names = ("doi", "minor", "reference", "opted_out", "source", "said_date")
    for piece in pieces(works, PIECE):
        rows = Charge.objects.filter(kind="article", doi__in=piece).order_by("pk")
        for doi, minor, reference, opted_out, by, day in rows.values_list(*names):
            row = _amount(works[doi], minor, "EUR", reference, by, day)
            if row and not (row.kind == "covered" and opted_out):
                found[doi].append(row)
    return found


def _requested(works: Mapping[str, int]) -> Iterator[Amount]:
    names = ("doi", "minor", "currency", "agreement__reference", "paid_date", "since_at")
    for piece in pieces(works, PIECE):
        rows = ChargeRequest.objects.filter(doi__in=piece, state__in=DONE).order_by("pk")
        for doi, minor, currency, reference, paid, since in rows.values_list(*names):
            if row := _amount(works[doi], minor, currency, reference or "", OWN, paid or since.date()):
                yield row


def _amount(work: int, minor: int | None, currency: str, reference: str, by: str, day: date) -> Amount | None:
    if minor:
        return Amount(work=work, kind="paid", minor=minor, currency=currency, said_by=by, said_date=day, reference=reference)
    if reference:
        return Amount(work=work, kind="covered", minor=None, currency="", said_by=by, said_date=day, reference=reference)
    return None


def chances(papers: Sequence[Known]) -> Iterator[Chance]:
    """Yield the chances of closed papers. By an agreement: the corresponding author worked at an institution that took part, the journal was in the list, and
    the agreement pays the whole charge or does not say what it pays. By a policy: one in force lets a copy be deposited, and its embargo is over."""
    dated = [one for one in papers if one.paper.year is not None]
    if not dated:
        return
    bodies = _Bodies()
    yield from _by_agreement([one for one in dated if one.leads and one.paper.issn], bodies)
    yield from _by_policy(dated, bodies)


def _by_agreement(papers: Sequence[Known], bodies: "_Bodies") -> Iterator[Chance]:
    mine = {key: bodies.named(key, one.places[key]) for one in papers for key in one.leads or () if key in one.places}
    deals = _deals({place for places in mine.values() for place in places})
    if not deals:
        return
    families = _families({one.paper.issn for one in papers})
    lists = _lists(
        {number for numbers in families.values() for number in numbers}, {d.number for ds in deals.values() for d in ds}
    )
    for one in papers:
        numbers = families[one.paper.issn]
        for key in sorted(one.leads or ()):
            seen: set[str] = set()
            for deal in (deal for place in mine.get(key, ()) for deal in deals.get(place, ())):
                stands = any(
                    _whole_year(None, until, one.paper.year) for n in numbers for until in lists.get((deal.number, n), ())
                )
                if stands and deal.holds(one.paper.year) and deal.reference not in seen:
                    seen.add(deal.reference)
                    yield Chance(
                        work=one.paper.work,
                        institution=key,
                        kind="agreement",
                        reference=deal.reference,
                        said_by=deal.said_by,
                        said_date=deal.said_date,
                    )


@dataclass(frozen=True, slots=True)
class _Deal:
    """That an institution takes part in an agreement, for the time of both."""

    number: int
    reference: str
    said_by: str
    said_date: date | None
    periods: tuple[tuple[date | None, date | None], ...]

    def holds(self, year: int | None) -> bool:
        return all(_whole_year(first, until, year) for first, until in self.periods)


def _deals(places: Collection[int]) -> dict[int, list[_Deal]]:
    """Return the agreements that pay for an institution: institution -> agreements."""
    found: dict[int, list[_Deal]] = defaultdict(list)
    names = ("institution_id", "from_date", "until_date", "source", "agreement_id", "agreement__reference", "agreement__from_date", "agreement__until_date",
             "agreement__source", "agreement__said_date")  # fmt: skip
    for piece in pieces(sorted(places), PIECE):
        rows = Membership.objects.filter(institution__in=piece).exclude(agreement__covers=Coverage.DISCOUNT).order_by("pk")
        for place, first, until, source, number, reference, begins, ends, by, day in rows.values_list(*names):
            last = None if source == openapc.BY else until  # who reports year by year, and late, goes on while the agreement does
            found[place].append(_Deal(number, reference, by or OWN, day, ((first, last), (begins, ends))))
    return found


def _families(issns: Collection[str]) -> dict[str, frozenset[str]]:
    """Return all numbers of the journals with these: number -> numbers."""
    linking: dict[str, str] = {}
    for piece in pieces(sorted(issns), PIECE):
        linking |= dict(IssnFamily.objects.filter(issn__in=piece).values_list("issn", "linking"))
    return {number: frozenset({number, linking.get(number, number)}) for number in issns}


def _lists(issns: Collection[str], agreements: Collection[int]) -> dict[tuple[int, str], list[date | None]]:
    """Return until when journals stand in the lists of agreements; the first list that is known holds for the days before it, too."""
    found: dict[tuple[int, str], list[date | None]] = defaultdict(list)
    for piece in pieces(sorted(issns), PIECE):
        rows = ListedJournal.objects.filter(issn__in=piece, agreement__in=agreements)
        for agreement, number, until in rows.values_list("agreement_id", "issn", "until_date"):
            found[agreement, number].append(until)
    return found


def _by_policy(papers: Sequence[Known], bodies: "_Bodies") -> Iterator[Chance]:
    versions = list(_versions())
    if not versions:
        return
    for one in papers:
        own = [key for key, name in one.places.items() if bodies.is_own(key, name)]
        publisher = _spelling(one.paper.publisher)
        for version in versions:
            if not version.allows(one.paper.year):
                continue
            if version.kind == BodyKind.PUBLISHER:
                whose: Iterable[str] = [""] if publisher and version.body == publisher else []
            elif version.kind == BodyKind.FUNDER:
                whose = own if version.body in one.funders else []
            else:
                whose = own
            for key in whose:
                yield Chance(
                    work=one.paper.work,
                    institution=key,
                    kind="deposit",
                    reference=version.name,
                    said_by=version.body_name,
                    said_date=version.from_date,
                )


@dataclass(frozen=True, slots=True)
class _Version:
    """Words of a policy under which authors may deposit a copy. ``over``: the first day on which the embargo of papers of a year is over."""

    name: str
    kind: str
    body: str
    body_name: str
    from_date: date
    until_date: date | None
    embargo_months: int
    today: date

    def allows(self, year: int | None) -> bool:
        if year is None or not _whole_year(self.from_date, self.until_date, year):
            return False
        years, month = divmod(self.embargo_months, 12)
        return date(year + 1 + years, 1 + month, 1) <= self.today


def _versions() -> Iterator[_Version]:
    from django.utils.timezone import localdate

    today = localdate()
    rows = PolicyVersion.objects.filter(is_open=True, version__in=ENOUGH).select_related("policy").order_by("pk")
    for row in rows:
        policy = row.policy
        if policy.applies_here or policy.kind == BodyKind.PUBLISHER:
            yield _Version(
                policy.name, policy.kind, _spelling(policy.body), policy.body, row.from_date, row.until_date, row.embargo_months or 0, today
            )  # fmt: skip


class _Bodies:
    """The institutions of publishing, found by what the store of papers calls them: their ROR id, else any of their names. All are read once."""

    def __init__(self) -> None:
        self._by_ror: dict[str, list[int]] = defaultdict(list)
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._above: dict[int, int | None] = {}
        self._own: int | None = None
        rows = Institution.objects.values_list("pk", "name", "other_names", "ror", "parent_id", "is_own")
        for pk, name, others, ror, parent, is_own in rows.iterator():
            self._above[pk] = parent
            if ror:
                self._by_ror[ror].append(pk)
            for one in (name, *others):
                self._by_name[_spelling(one)].append(pk)
            if is_own:
                self._own = pk

    def named(self, key: str, name: str) -> list[int]:
        """Return an institution and those above it, the nearest first; [] for one that publishing does not know."""
        found = list(self._by_ror.get(key) or self._by_name.get(_spelling(name), ()))
        for pk in found:  # grows while it is read
            above = self._above.get(pk)
            if above is not None and above not in found and len(found) < GENERATIONS:
                found.append(above)
        return found

    def is_own(self, key: str, name: str) -> bool:
        """Say whether it is the library's own institution, or part of it."""
        return self._own is not None and self._own in self.named(key, name)


def _spelling(name: str) -> str:
    return " ".join(words(name))


def _whole_year(first: date | None, until: date | None, year: int | None) -> bool:
    """Say whether a period, until before a day, has all of a year."""
    if year is None:
        return False
    return (first is None or first <= date(year, 1, 1)) and (until is None or until >= date(year + 1, 1, 1))
