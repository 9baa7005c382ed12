"""What readers' pages show of what editors wrote; nothing here takes a request, and nothing writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.html import format_html
from wagtail.models import Locale, Page

from . import languages, opening, starting
from .models import Guide, HousePage, LanguageRoot, NewsItem, Notice, Place, SpecialDay, Topic

NEWS_A_PAGE = 20

BUILT_IN = frozenset({"help"})
"""Paths that templates of the site itself link to."""


@dataclass(frozen=True, slots=True)
class Version:
    """One language's version of a page: its site language ("zh-hans"), whether it is the one shown, its address."""

    language: str
    shown: bool
    url: str


def find(path: str, language: str) -> HousePage | None:
    """Return the page at the path ("about/", "news/new-hours/") in the reader's language, else in another in which it is live.

    The path may be that of any language's version; its translations share it.
    """
    roots = LanguageRoot.objects.select_related("locale")
    paths = {f"{root.url_path}{path}": root.locale_id for root in roots}
    found = [
        page
        for page in Page.objects.filter(url_path__in=paths).select_related("locale")
        if paths[page.url_path] == page.locale_id
    ]
    for page in languages.preferred(found, language):
        live = Page.objects.filter(translation_key=page.translation_key, live=True).select_related("locale")
        best = next(languages.preferred(live, language), None)
        if best is not None and isinstance(specific := best.specific, HousePage):
            specific.locale = best.locale
            return specific
    return None


def built_in(where: str, language: str) -> HousePage | None:
    """Return a page that every page of the site leads to as Lantai brings it, unsaved: for a library that has taken its own away."""
    if where not in BUILT_IN:
        return None
    made: HousePage = starting.page(starting.read(where, language), today=timezone.localdate())
    made.locale, made.url_path = Locale(language_code=language), f"/{language}/{where}/"
    return made


def versions(page: HousePage) -> list[Version]:
    """Return the live versions of a page in the site's order of languages; the page itself counts even while it is a draft."""
    rows = page.get_translations(inclusive=True).live().values_list("locale__language_code", "url_path")
    there = {page.locale.language_code: page.url_path} | dict(rows)
    order = [code for code, _ in settings.LANGUAGES if code in there]
    own = page.locale.language_code
    return [Version(code, code == own, f"/{there[code].split('/', 2)[2]}?lang={code}") for code in order]


def footer(language: str) -> list[tuple[str, str, str]]:
    """Return the pages at the foot of every page as (address, title, language), in the order of the reader's language.

    Pages that are not in the reader's language yet follow in the library's.
    """
    linked = Page.objects.filter(live=True, show_in_menus=True, depth__gt=2).order_by("path")
    rows = linked.values_list("translation_key", "url_path", "title", "locale__language_code")
    rank = {code: n for n, code in enumerate(languages.order(language))}
    found: dict[Any, tuple[str, str, str]] = {}
    for key, path, title, code in sorted(rows, key=lambda row: rank.get(row[3], len(rank))):
        found.setdefault(key, ("/" + path.split("/", 2)[2], title, code))
    return list(found.values())


def in_language(parent: HousePage, kind: type[HousePage], language: str) -> list[HousePage]:
    """Return what stands under a list, each in the reader's language where it is translated; in the order of the first version."""
    parents = parent.get_translations(inclusive=True)
    children = kind.objects.live().filter(path__regex="^(" + "|".join(p.path for p in parents) + ")").select_related("locale")
    found: dict[Any, HousePage] = {}
    for page in languages.preferred(children.order_by("path"), language):
        found.setdefault(page.translation_key, page)
    return list(found.values())


def news(parent: HousePage, language: str, *, topic: str = "") -> list[NewsItem]:
    """Return the news, newest first; ``topic``: of that alone."""
    found = (item for item in in_language(parent, NewsItem, language) if not topic or item.topic == topic)
    return sorted(found, key=lambda item: (item.day, item.pk), reverse=True)


def topics_of(parent: HousePage, language: str) -> list[Topic]:
    """Return the topics that there is news of."""
    there = {item.topic for item in in_language(parent, NewsItem, language)}
    return [topic for topic in Topic if topic.value and topic.value in there]


def guides(parent: HousePage, language: str) -> list[HousePage]:
    """Return the guides in the order that the editors gave them."""
    return in_language(parent, Guide, language)


def current_notices(*, now: datetime, hidden: Sequence[int] = ()) -> list[Notice]:
    """Return the notices that are shown at this moment, what matters most first."""
    weight = {"stop": 0, "warn": 1}
    found = Notice.objects.current(now=now).exclude(pk__in=hidden)
    return sorted(found, key=lambda notice: weight.get(notice.tone, 2))


def all_notices() -> list[Notice]:
    """Return every notice, the newest first."""
    return list(Notice.objects.all())


@dataclass(frozen=True, slots=True)
class Week:
    """A place with seven of its days, and what holds now."""

    place: Place
    hours: opening.Hours
    days: Sequence[opening.Day]
    now: opening.Now


def weeks(monday: date, *, now: datetime) -> list[Week]:
    """Return the days from a Monday on for every place."""
    zone = timezone.get_default_timezone()
    return [Week(place, hours, hours.days(monday), hours.at(now, zone)) for place, hours in places()]


def special_days(*, since: date) -> list[SpecialDay]:
    """Return the days that differ, from a date on."""
    return list(SpecialDay.objects.filter(last_date__gte=since).select_related("place"))


def places() -> list[tuple[Place, opening.Hours]]:
    """Return the places with their hours, in their order (three SQL queries)."""
    everywhere = list(SpecialDay.objects.filter(place=None))
    found = Place.objects.prefetch_related("spans", "special_days")
    return [(place, hours(place, [*place.special_days.all(), *everywhere])) for place in found]


def hours(place: Place, special: Sequence[Any]) -> opening.Hours:
    """Return the hours of a place as the calendar reads them; of several rules for a day its own go before everyone's."""
    week = [opening.Slot(s.weekday, s.opens, s.closes) for s in place.spans.all()]
    days = [
        opening.Exceptional(d.first_date, d.last_date, d.opens, d.closes, d.reasons)
        for d in sorted(special, key=lambda d: (d.place_id is None, -d.pk))
    ]
    return opening.Hours(tuple(week), tuple(days))


def has_hours() -> bool:
    """Say whether the library said when it is open."""
    return Place.objects.exists()


def link_to(pk: int) -> str:
    """Return the beginning of a link to a page; none is made to a page that is gone or not live.

    The address is that of all its languages: which one is shown is the reader's business.
    """
    page = Page.objects.filter(pk=pk, live=True, depth__gt=2).first()
    return format_html('<a href="/{}">', page.url_path.split("/", 2)[2]) if page else "<a>"
