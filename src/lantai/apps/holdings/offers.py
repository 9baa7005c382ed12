"""What packages offer: titles that readers have today, and titles that are free to read, with the years that can be read of them.

Instances are asked for by their numbers and, an article, by the ISSN of its journal; citations by the numbers that they give. Three questions to
the database, whatever the length of the page: which have a title, the titles, and by what right readers have them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lantai.catalog.access import Reader, offers, offers_of_cited
from lantai.core.bib.embargo import span_on
from lantai.core.bib.offers import Offer, OfferKind
from lantai.core.bib.record import Kind, Relation, Scheme
from lantai.core.bib.spans import Fit, Span, Wish, fit
from lantai.core.bib.wanted import Wanted
from lantai.core.bib.work import InstanceDocument

from .models import Access, Activation, Basis, PackageSource, PackageTitle, Platform, TitleKind
from .queries import tied

PARTS = (Kind.ARTICLE, Kind.CHAPTER, Kind.PREPRINT, Kind.CONFERENCE)
NUMBERED = ("issn", "isbn")
MOST_TITLES = 500
"""Titles looked at for one page: a journal stands in some twenty packages, and a page has 25 rows."""

_ASKED = (
    "instance", "kind", "print_identifier", "online_identifier", "url", "access", "embargo", "coverage", "platform__name", "package__name",
    "package__platform__name", "package__source",
)  # fmt: skip
"""What an offer takes of a title: a third of its row, and none of its instants."""

_BEST_BASIS = {Basis.AGREEMENT: 0, Basis.MANUAL: 1, Basis.FREE: 2, Basis.TRIAL: 3}


@offers("holdings")
def of_instances(instances: Sequence[InstanceDocument], reader: Reader, now: datetime) -> dict[int, list[Offer]]:
    """Return where instances can be read, and articles in their journals where these reach over their year."""
    hosts = {one.number: set(_hosts(one)) for one in instances}
    numbers = {number for some in hosts.values() for number in some}
    named = tied(tuple(one.number for one in instances))
    found: dict[int, list[Offer]] = defaultdict(list)
    for title, offer in _offered(Q(instance__in=named) | _numbered(numbers), localdate(now)) if named or numbers else ():
        for one in instances:
            if title.instance_id == one.number:
                found[one.number].append(offer(within=False))
            elif hosts[one.number] & {title.print_identifier, title.online_identifier} and offer.reaches(one.record.year):
                found[one.number].append(offer(within=True))
    return dict(found)


@offers_of_cited("holdings")
def of_citation(wanted: Wanted, reader: Reader, now: datetime) -> list[Offer]:
    """Return where what is cited can be read: it itself, or the journal or book that it is in."""
    own, hosts = set(_values(wanted.identifiers)), set(_values(wanted.host_identifiers))
    if not own | hosts:
        return []
    found = _offered(_numbered(own | hosts), localdate(now))
    return [offer(within=not own & {title.print_identifier, title.online_identifier}) for title, offer in found]


class _Way:
    """An offer of a title, made when it is known whether it leads to the thing itself."""

    def __init__(self, title: PackageTitle, by: Activation | None, spans: tuple[Span, ...]) -> None:
        self._title, self._by, self._spans = title, by, spans

    def reaches(self, year: int | None) -> bool:
        """Say whether it may have what appeared in a year: not where its years are known and that is none of them."""
        return fit(self._spans, Wish(year=year)) is not Fit.NO

    def __call__(self, *, within: bool) -> Offer:
        title, by = self._title, self._by
        platform = title.platform or title.package.platform
        is_trial = by is not None and by.basis == Basis.TRIAL
        return Offer(
            kind=OfferKind.OPEN if by is None or by.basis == Basis.FREE else OfferKind.ENTITLED,
            address=title.url,
            label=_place(title, platform),
            reason=_reason(by),
            condition=_condition(title),
            spans=self._spans,
            platform=platform.pk if platform else None,
            until=by.until_date - timedelta(days=1) if by and is_trial and by.until_date else None,
            within=within,
        )


def _place(title: PackageTitle, platform: Platform | None) -> str:
    """Return where a title stands, in no language: its platform; of an open journal, whose package is only a list, the site of its address."""
    if platform is None and title.package.source == PackageSource.DOAJ:
        return urlsplit(title.url).hostname or str(title.package)
    return str(platform or title.package)


def _offered(asked: Q, today: date) -> Iterator[tuple[PackageTitle, _Way]]:
    """Yield the titles that can be read today, each with what offers it."""
    rows = PackageTitle.objects.current().filter(asked).exclude(url="").select_related("platform", "package__platform")
    titles = list(rows.only(*_ASKED).order_by("pk")[:MOST_TITLES])
    rights = _rights(titles, today)
    for title in titles:
        by = rights.get(title.pk)
        spans = tuple(_spans(title, today))
        can_be_read = by is not None or title.access == Access.FREE
        is_open = bool(spans) or not title.coverage or title.kind != TitleKind.SERIAL
        if can_be_read and is_open and title.url.startswith(("https://", "http://")):
            yield title, _Way(title, by, spans)


def _rights(titles: Collection[PackageTitle], today: date) -> dict[int, Activation]:
    """Return by what right readers have each title today, the best one where there are several; one question to the database."""
    if not titles:
        return {}
    in_force = sorted(
        Activation.objects.covering(today).whole().of_titles(titles), key=lambda one: _BEST_BASIS.get(Basis(one.basis), 9)
    )
    of_titles: dict[int, Activation] = {}
    of_packages: dict[int, Activation] = {}
    for one in in_force:
        if one.package_title_id:
            of_titles.setdefault(one.package_title_id, one)
        elif one.package_id:
            of_packages.setdefault(one.package_id, one)
    every = {title.pk: of_titles.get(title.pk) or of_packages.get(title.package_id) for title in titles}
    return {pk: one for pk, one in every.items() if one is not None}


def _spans(title: PackageTitle, today: date) -> Iterator[Span]:
    """Yield the years of a serial that can be read today; a book's are all of it."""
    for said in title.coverage if title.kind == TitleKind.SERIAL else ():
        volumes = (_number(said.get("first_volume", "")), _number(said.get("last_volume", "")))
        embargo = said.get("embargo") or title.embargo
        if span := span_on(said.get("first", ""), said.get("last", ""), volumes=volumes, embargo=embargo, today=today):
            yield span


def _number(written: str) -> int | None:
    return int(written) if written.isdecimal() and len(written) < 7 else None


def _reason(by: Activation | None) -> str:
    if by is None or by.basis == Basis.FREE:
        return _("It is free to read there.")
    if by.basis == Basis.TRIAL:
        return _("The library is trying it out.")
    return _("The library has it for you.")


def _condition(title: PackageTitle) -> str:
    embargoes = [said.get("embargo") or title.embargo for said in title.coverage] or [title.embargo]
    if any(one.upper().startswith("P") for one in embargoes):
        return _("The newest part of it is not open yet.")
    if any(one.upper().startswith("R") for one in embargoes):
        return _("Only the newest part of it is open.")
    return ""


def _hosts(one: InstanceDocument) -> Iterator[str]:
    """Yield the numbers of what an article or chapter is in."""
    if one.record.kind in PARTS:
        for link in one.record.links:
            if link.relation is Relation.HOST:
                yield from (i.value for i in link.identifiers if i.scheme in (Scheme.ISSN, Scheme.ISBN) and i.value)


def _values(identifiers: Iterable[str]) -> Iterator[str]:
    for scheme, _colon, value in (number.partition(":") for number in identifiers):
        if scheme in NUMBERED and value:
            yield value


def _numbered(numbers: Collection[str]) -> Q:
    some = sorted(numbers)[:MOST_TITLES]
    return Q(online_identifier__in=some) | Q(print_identifier__in=some) if some else Q(pk__in=())
