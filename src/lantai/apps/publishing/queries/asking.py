"""The facts behind "can I publish here for free?": agreements of the author's institution, lists of journals, caps, waivers; each answered by core's rule.

Enter at ``answer``. A fixed number of SQL queries, however many agreements there are.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel import Locale
from django.db.models import Count, Exists, OuterRef, Q, Sum
from django.utils.timezone import localdate

from lantai.apps.publishing.life import COUNTED
from lantai.apps.publishing.models import (
    Cap,
    Charge,
    ChargeRequest,
    Institution,
    JournalList,
    ListedJournal,
    Membership,
    PublishingAgreement,
)
from lantai.catalog.open_journals import Told, journal_told
from lantai.core.openness.journals import Charge as Pays
from lantai.core.openness.publishing import openapc
from lantai.core.openness.publishing.asking import Answer, Covers, Question, Standing, Terms, Verdict, goodness, judge, overall

from .journals import family
from .places import lineage
from .waivers import FoundWaiver
from .waivers import found as waivers_found

MOST_SHOWN, MOST_ELSEWHERE, MOST_ENDED = 8, 5, 2


@dataclass(frozen=True, slots=True)
class CapState:
    """A cap with what is used of it. ``used`` articles; ``spent`` in its currency; what was paid in others is not counted."""

    cap: Cap
    used: int
    spent: int

    @property
    def left(self) -> int | None:
        """Return how many articles are left; None where articles are not counted."""
        return None if self.cap.articles is None else max(0, self.cap.articles - self.used)

    @property
    def is_overdrawn(self) -> bool:
        """Say whether more is used than there is, of articles or of money."""
        articles, minor = self.cap.articles, self.cap.minor
        return (articles is not None and self.used > articles) or (minor is not None and self.spent > minor)

    @property
    def share(self) -> float:
        """Return the greater share that is used, of articles or of money: 0 to more than 1."""
        articles = self.used / self.cap.articles if self.cap.articles else float(self.cap.articles == 0)
        money = self.spent / self.cap.minor if self.cap.minor else float(self.cap.minor == 0)
        return max(articles, money)


@dataclass(frozen=True, slots=True)
class Found:
    """An agreement with its answer. ``list``: the version of its list of journals that was looked at."""

    agreement: PublishingAgreement
    verdict: Verdict
    cap: CapState | None
    list: JournalList | None
    member_since: date | None


@dataclass(frozen=True, slots=True)
class Paid:
    """What institutions paid for articles of a journal (OpenAPC): how many, the median, the first and the last year; in euro cents."""

    count: int
    median: int
    first: int
    last: int
    said_date: date
    by: str = openapc.BY

    @property
    def years(self) -> str:
        """Return the years: "2024", or "2022–2024"."""
        return str(self.first) if self.first == self.last else f"{self.first}–{self.last}"


@dataclass(frozen=True, slots=True)
class Answered:
    """The whole answer. ``elsewhere``: agreements of others that list the journal; ``country``: of the author, ISO 3166, "" not known."""

    answer: Answer
    found: Sequence[Found]
    told: Told | None
    paid: Paid | None
    elsewhere: int
    waivers: Sequence[FoundWaiver] = ()
    country: str = ""

    @property
    def is_sure(self) -> bool:
        """Say whether nothing that the answer rests on is left unsaid."""
        verdicts = [one.verdict for one in (*self.found, *self.waivers)]
        return self.told_free or any(one.answer is self.answer and one.is_sure for one in verdicts)

    @property
    def waivers_first(self) -> bool:
        """Say whether a waiver helps more than any agreement does, and is to stand before them."""
        best = min((goodness(one.verdict) for one in self.found), default=None)
        return best is not None and any(goodness(one.verdict) < best for one in self.waivers)

    @property
    def told_free(self) -> bool:
        """Say whether nobody pays in this journal."""
        return self.told is not None and self.told.charge is Pays.NO and self.told.gone_date is None


def answer(
    issns: Collection[str], institution: Institution | None, asked: Question, *, country: str = "", publisher: str = ""
) -> Answered:
    """Return the answer for a journal, an institution (None: not known) and a question.

    ``country``: where the author works, "" that of the institution; ``publisher``: what else is known of the journal's.
    """
    numbers = family(issns)
    told = journal_told(sorted(numbers))
    charge = told.charge if told and told.gone_date is None else Pays.UNKNOWN
    listed = _listed(numbers, asked.day)
    members = _members(institution, asked.day) if institution else {}
    deals = _deals(listed, members, institution, told.publisher if told else "")
    found = sorted(_judged(deals, listed, members, asked), key=_order)
    shown = _without_old(found)[:MOST_SHOWN]
    elsewhere = PublishingAgreement.objects.filter(
        pk__in=[pk for pk, (_f, until) in listed.items() if until is None or until > asked.day]
    )
    running = elsewhere.filter(Q(until_date=None) | Q(until_date__gt=asked.day)).exclude(pk__in=members)
    country = (country or (institution.country if institution else "")).upper()
    publishers = {publisher, told.publisher if told else "", *elsewhere.values_list("publisher", flat=True)}
    wholly_open = True if told and told.gone_date is None else None
    waivers = waivers_found(numbers, publishers, asked, country=country, wholly_open=wholly_open)
    said = overall([one.verdict for one in (*shown, *waivers)], charge)
    return Answered(said, shown, told, paid_for(numbers), running.count(), waivers, country)


def _order(one: Found) -> tuple[Any, ...]:
    until = one.agreement.until_date
    return *goodness(one.verdict), -(until.toordinal() if until else 10**7)


def _without_old(found: Sequence[Found]) -> list[Found]:
    """Leave out ended agreements of a publisher with which there is one that runs; of others show the last few."""
    running = {one.agreement.publisher for one in found if not one.verdict.has_ended}
    ended = [one for one in found if one.verdict.has_ended and one.agreement.publisher not in running]
    return [one for one in found if not one.verdict.has_ended] + ended[:MOST_ENDED]


def _listed(numbers: Iterable[str], day: date) -> dict[int, tuple[date, date | None]]:
    """Return the agreements that list a journal, or have: agreement -> since when, until before when."""
    found: dict[int, tuple[date, date | None]] = {}
    rows = ListedJournal.objects.filter(issn__in=numbers).values_list("agreement_id", "from_date", "until_date")
    for agreement, first, until in rows:
        kept = found.get(agreement)
        if kept is None or (kept[1] is not None and (until is None or until > kept[1])):
            found[agreement] = (first, until)
    return found


def _members(institution: Institution, day: date) -> dict[int, tuple[date, bool]]:
    """Return the agreements in which an institution takes part: agreement -> since when, whether through one above it.

    OpenAPC reports year by year and late: who took part is taken to go on while the agreement does.
    """
    found: dict[int, tuple[date, bool]] = {}
    lasts = Q(until_date=None) | Q(until_date__gt=day) | Q(source=openapc.BY)
    rows = Membership.objects.filter(lasts, institution__in=lineage(institution), from_date__lte=day)
    for agreement, place, first in rows.values_list("agreement_id", "institution_id", "from_date"):
        above = place != institution.pk
        kept = found.get(agreement, (first, above))
        found[agreement] = (min(kept[0], first), kept[1] and above)
    return found


def _deals(
    listed: Collection[int], members: Collection[int], institution: Institution | None, publisher: str
) -> list[PublishingAgreement]:
    """Return what may count: the institution's agreements that list the journal or are with its publisher; else some of its country."""
    publishers = set(PublishingAgreement.objects.filter(pk__in=listed).values_list("publisher", flat=True))
    mine = PublishingAgreement.objects.filter(pk__in=members)
    any_list = Exists(JournalList.objects.filter(agreement=OuterRef("pk")))
    found = list(mine.filter(Q(pk__in=listed) | Q(publisher__in=publishers | {publisher})).annotate(has_list=any_list))
    if found or institution is None or not institution.country:
        return found
    country = Locale("en").territories.get(institution.country, "")
    near = PublishingAgreement.objects.filter(pk__in=listed).exclude(pk__in=members).annotate(has_list=any_list)
    return list(near.filter(countries__icontains=f'"{country}"').order_by("-until_date")[:MOST_ELSEWHERE])


def _judged(
    deals: Sequence[PublishingAgreement],
    listed: dict[int, tuple[date, date | None]],
    members: dict[int, tuple[date, bool]],
    asked: Question,
) -> list[Found]:
    keys = [deal.pk for deal in deals]
    caps = caps_on(keys, asked.day)
    lists = {one.agreement_id: one for one in JournalList.objects.filter(agreement__in=keys).order_by("said_date", "pk")}
    made = []
    for deal in deals:
        cap = caps.get(deal.pk)
        since, through = members.get(deal.pk, (None, False))
        standing = Standing(
            listed=_is_listed(listed.get(deal.pk), deal.pk in lists, asked.day),
            left_date=listed[deal.pk][1] if deal.pk in listed else None,
            member=deal.pk in members,
            through_parent=through,
        )
        made.append(Found(deal, judge(terms_of(deal, cap), standing, asked), cap, lists.get(deal.pk), since))
    return made


def _is_listed(period: tuple[date, date | None] | None, has_list: bool, day: date) -> bool | None:
    """Say whether a journal stands in a list; the first list that is known holds for the days before it, too."""
    if period is None:
        return False if has_list else None
    return period[1] is None or period[1] > day


def terms_of(deal: PublishingAgreement, cap: CapState | None) -> Terms:
    """Return what an agreement says, as core's rule takes it."""
    return Terms(
        from_date=deal.from_date,
        until_date=deal.until_date,
        covers=Covers(deal.covers),
        types=tuple(deal.types),
        corresponding=deal.corresponding,
        counts_by=deal.counts_by,
        used=cap.share if cap else None,
        members_whole=deal.members_whole,
    )


def caps_on(agreements: Collection[int], day: date) -> dict[int, CapState]:
    """Return the caps of agreements in whose period a day lies, of several of one agreement that of which most is used (two SQL queries)."""
    rows = list(Cap.objects.filter(agreement__in=agreements, from_date__lte=day, until_date__gt=day).select_related("agreement"))
    return {state.cap.agreement_id: state for state in sorted(used_of(rows).values(), key=lambda state: state.share)}


def used_of(rows: Sequence[Cap]) -> dict[int, CapState]:
    """Return what is used of each cap: what was counted elsewhere, and the requests that the library let through (one SQL query)."""
    counted: dict[int, tuple[int, int]] = {cap.pk: (cap.used_before, 0) for cap in rows}
    requests = ChargeRequest.objects.filter(agreement__in={cap.agreement_id for cap in rows}, state__in=COUNTED)
    for agreement, accepted, made, minor, currency in requests.values_list(
        "agreement_id", "accepted_date", "made_at", "minor", "currency"
    ):
        for cap in rows:
            if cap.agreement_id == agreement and cap.from_date <= (accepted or localdate(made)) < cap.until_date:
                articles, spent = counted[cap.pk]
                counted[cap.pk] = (articles + 1, spent + (minor or 0 if currency == cap.currency else 0))
    return {cap.pk: CapState(cap, *counted[cap.pk]) for cap in rows}


def paid_for(numbers: Collection[str]) -> Paid | None:
    """Return what was paid for articles of a journal; None where nothing is known."""
    rows = Charge.objects.filter(kind="article", issn__in=numbers, minor__gt=0)
    found = list(rows.order_by("minor").values_list("minor", "year", "said_date"))
    if not found:
        return None
    years = [year for _minor, year, _day in found]
    return Paid(len(found), found[len(found) // 2][0], min(years), max(years), max(day for _m, _y, day in found))


def journals_in(agreement: PublishingAgreement, on: date) -> int:
    """Return how many journals stand in an agreement's list on a day."""
    return ListedJournal.objects.filter(agreement=agreement).filter(Q(until_date=None) | Q(until_date__gt=on)).count()


def years_of(institution: str) -> list[dict[str, Any]]:
    """Return what an institution paid by year: year, articles, articles under agreements, euro cents."""
    rows = Charge.objects.filter(institution=institution, kind="article").values("year")
    return list(rows.annotate(count=Count("pk"), under=Count("pk", filter=~Q(reference="")), spent=Sum("minor")).order_by("year"))
