"""What stays readable after agreements have ended: offered with the years that stay, and no others."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lantai.apps.holdings.models import PackageTitle
from lantai.apps.holdings.queries import tied
from lantai.catalog.access import Reader, offers, offers_of_cited
from lantai.core.bib.offers import Offer, OfferKind
from lantai.core.bib.spans import Span
from lantai.core.bib.wanted import Wanted
from lantai.core.bib.work import InstanceDocument

from .models import RemainingRight
from .queries import remaining_of

NUMBERED = ("issn", "isbn")
MOST_TITLES = 500


@offers("agreements")
def of_instances(instances: Sequence[InstanceDocument], reader: Reader, now: datetime) -> dict[int, list[Offer]]:
    """Return where years of instances stay readable that the library no longer subscribes to (three SQL queries)."""
    named = tied(tuple(one.number for one in instances))
    found: dict[int, list[Offer]] = defaultdict(list)
    for title, offer in _offered(Q(instance__in=named), on=localdate(now)) if named else ():
        found[title.instance_id].append(offer)
    return dict(found)


@offers_of_cited("agreements")
def of_citation(wanted: Wanted, reader: Reader, now: datetime) -> list[Offer]:
    """Return where what is cited stays readable, by the numbers of it or of what it is in."""
    numbers = _values([*wanted.identifiers, *wanted.host_identifiers])
    if not numbers:
        return []
    named = Q(online_identifier__in=numbers) | Q(print_identifier__in=numbers)
    return [offer for _title, offer in _offered(named, on=localdate(now))]


def _values(identifiers: Collection[str]) -> list[str]:
    pairs = (number.partition(":") for number in identifiers)
    return sorted({value for scheme, _colon, value in pairs if scheme in NUMBERED and value})[:MOST_TITLES]


def _offered(asked: Q, *, on: date) -> Iterator[tuple[PackageTitle, Offer]]:
    ended = PackageTitle.objects.filter(asked, remaining_rights__isnull=False).select_related("platform").distinct()
    titles = {title.pk: title for title in ended[:MOST_TITLES]}
    by_place: dict[tuple[int, int | None], list[RemainingRight]] = defaultdict(list)
    for right in remaining_of(list(titles.values()), on=on) if titles else ():
        by_place[right.package_title_id, right.platform_id].append(right)
    for (pk, _platform), rights in by_place.items():
        if address := address_of(titles[pk], rights[0]):
            yield (
                titles[pk],
                Offer(
                    kind=OfferKind.ENTITLED,
                    address=address,
                    label=str(rights[0].platform or titles[pk]),
                    reason=_("The library no longer subscribes; these years stay."),
                    spans=tuple(span_of(right) for right in rights),
                    platform=rights[0].platform_id,
                    within=titles[pk].kind == "serial",
                ),
            )


def address_of(title: PackageTitle, right: RemainingRight) -> str:
    """Return where a title can be read for ever: its own page where that is on the platform, else the platform's front page."""
    own = title.url if title.platform_id == right.platform_id else ""
    return own or (right.platform.address if right.platform else "")


def span_of(right: RemainingRight) -> Span:
    """Return the years that stay; a year of which only some months do is said to be there in part."""
    first, last = right.first_month, right.end_month - timedelta(days=1) if right.end_month else None
    start = None if first is None else first.year + (first.month > 1)
    end = None if last is None else last.year - (last.month < 12)
    partly = tuple({day.year for day, whole in ((first, 1), (last, 12)) if day is not None and day.month != whole})
    if start is not None and end is not None and start > end:
        start, end = min(partly), max(partly)
    return Span(start, end, partly=tuple(sorted(partly)))
