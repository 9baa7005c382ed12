"""What editors wrote, in templates: words in the language of their page, pictures, works, hours.

A page's words stand in an element that names their language and direction, so they need no ``<bdi>`` of their own.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from html import escape
from typing import Any
from urllib.parse import urlsplit

import msgspec
from django import template
from django.conf import settings
from django.template.context import Context
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, get_language_info
from wagtail.images import get_image_model

from lantai.apps.pages import blocks, languages, opening, queries
from lantai.apps.pages.forms import DAYS
from lantai.apps.pages.models import HousePage, NewsItem, Tone, Topic
from lantai.infra.panels import drawn

register = template.Library()

_LINK = re.compile(r'<a (?=[^>]*\blinktype="page")[^>]*?\bid="(\d{1,9})"[^>]*>')
"""A link as the editor keeps it. Wagtail's own way of resolving it would load the whole editor into readers' processes: 25 MB."""

WIDE, NARROW = "max-1400x1400|format-webp|webpquality-80", "max-700x900|format-webp|webpquality-80"


@register.simple_tag
def said(words: str) -> SafeString:
    """Show words of the page."""
    return SafeString(escape(str(words)))


@register.simple_tag
def rich(value: Any) -> SafeString:
    """Show running text, its links to pages of ours resolved; all else is kept as it is to be shown."""
    return SafeString(_LINK.sub(lambda found: queries.link_to(int(found[1])), value.source))


@register.filter
def direction(language: str) -> str:
    """Return "rtl" or "ltr" of a language of the site ("zh-hans" or "zh-Hans")."""
    try:
        return "rtl" if get_language_info(language.lower())["bidi"] else "ltr"
    except KeyError:
        return "ltr"


@register.filter
def anchor(heading: str) -> str:
    """Return what an address ends in to lead to this heading."""
    return blocks.anchor(heading)


@register.simple_tag
def versions(page: HousePage) -> list[queries.Version]:
    """Return the languages in which this page can be read."""
    return queries.versions(page)


@register.simple_tag(takes_context=True)
def page_links(context: Context, page: HousePage) -> SafeString:
    """Say to search engines which address is this version's and which are its translations'; of what is not translated, nothing."""
    there = queries.versions(page)
    base = settings.ADDRESS or context["request"].build_absolute_uri("/").rstrip("/")
    lines = [f'<link rel="canonical" href="{escape(base + page.get_url())}">']
    if len(there) > 1:
        lines += [f'<link rel="alternate" hreflang="{_bcp47(v.language)}" href="{escape(base + v.url)}">' for v in there]
        lines.append(f'<link rel="alternate" hreflang="x-default" href="{escape(base + page.address)}">')
    return SafeString("\n".join(lines))


def _bcp47(code: str) -> str:
    language, _, script = code.partition("-")
    return f"{language}-{script.title()}" if script else language


@register.simple_tag
def in_reader(texts: Mapping[str, str]) -> SafeString:
    """Show words that are kept by language: the reader's, else another's with its language said."""
    words, code = languages.named(dict(texts), get_language() or "en")
    return SafeString(f'<bdi lang="{_bcp47(code)}" dir="{direction(code)}">{escape(words)}</bdi>') if words else SafeString("")


@register.simple_tag
def picture(image: Any, alt: str) -> SafeString:
    """Show a picture in two sizes, re-encoded; its room is known before it comes, so nothing moves."""
    if image is None or not isinstance(image, get_image_model()):
        return SafeString("")
    made = image.get_renditions(WIDE, NARROW)
    wide, narrow = made[WIDE], made[NARROW]
    return SafeString(
        f'<img src="{escape(wide.url)}" srcset="{escape(narrow.url)} {narrow.width}w, {escape(wide.url)} {wide.width}w" '
        f'sizes="(width &lt; 48rem) 100vw, 46rem" width="{wide.width}" height="{wide.height}" alt="{escape(alt)}" loading="lazy">'
    )


@register.simple_tag(takes_context=True)
def found_works(context: Context, search: str, count: int) -> SafeString:
    """Show what a search finds today (drawn by discovery)."""
    return SafeString("".join(drawn("works.found", context["request"], (search, count))))


@register.simple_tag(takes_context=True)
def listed_works(context: Context, works: Any) -> SafeString:
    """Show works that an editor chose (drawn by discovery)."""
    chosen = [(int(item["work"]), item["note"]) for item in works if str(item["work"]).isdecimal()]
    return SafeString("".join(drawn("works.listed", context["request"], chosen)))


@register.simple_tag(takes_context=True)
def news_of(context: Context, page: HousePage) -> list[NewsItem]:
    """Return the news of a list, of the topic that the address names."""
    return queries.news(page, get_language() or "en", topic=context["request"].GET.get("topic", ""))


@register.simple_tag
def topics_of(page: HousePage) -> list[Topic]:
    """Return the topics that a list has news of."""
    return queries.topics_of(page, get_language() or "en")


@register.simple_tag
def guides_of(page: HousePage) -> list[HousePage]:
    """Return the guides of a list."""
    return queries.guides(page, get_language() or "en")


@register.simple_tag
def clock(moment: Any) -> SafeString:
    """Show a time of day: 09:00, from left to right in every language."""
    return SafeString(f'<bdi dir="ltr" class="num">{moment:%H:%M}</bdi>')


@register.filter
def today(day: opening.Day) -> bool:
    """Say whether this day is today in the library."""
    return day.date == timezone.localdate()


@register.filter
def is_today(moment: datetime) -> bool:
    """Say whether this moment, in the library's time, is today."""
    return moment.date() == timezone.localdate()


@register.filter
def is_tomorrow(moment: datetime) -> bool:
    """Say whether this moment, in the library's time, is tomorrow."""
    return (moment.date() - timezone.localdate()).days == 1


@register.simple_tag
def hours_data(weeks: list[queries.Week]) -> SafeString:
    """Return the hours for machines (schema.org): data, which no browser runs."""
    graph = [_library(week) for week in weeks]
    text = msgspec.json.encode({"@context": "https://schema.org", "@graph": graph}).decode()
    safe = text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
    return SafeString(f'<script type="application/ld+json">{safe}</script>')


@register.simple_tag
def tone_word(tone: str) -> str:
    """Return how much a notice matters, in the language of the page."""
    return str(Tone(tone).label)


@register.simple_tag
def weekday(number: int) -> str:
    """Return the name of a weekday, 0 Monday, in the language of the page."""
    return str(DAYS[number])


@register.filter
def host(url: str) -> str:
    """Return whose site an address belongs to."""
    return urlsplit(url).hostname or ""


@register.simple_tag
def linked_page(page: Any) -> HousePage | None:
    """Return the page that a link means in the reader's language, None where it is not live in any."""
    return queries.find(page.url_path.split("/", 2)[2], get_language() or "en")


SCHEMA_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _library(week: queries.Week) -> dict[str, Any]:
    name, language = languages.named(week.place.names, get_language() or "en")
    address, _ = languages.named(week.place.addresses, language)
    pattern = [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"https://schema.org/{SCHEMA_DAYS[s.weekday]}",
            **_times(s.opens, s.closes),
        }
        for s in week.hours.week
    ]
    special = [
        {
            "@type": "OpeningHoursSpecification",
            "validFrom": e.first.isoformat(),
            "validThrough": e.last.isoformat(),
            **_times(e.opens, e.closes),
        }
        for e in week.hours.exceptions
    ]
    more = {"address": address} if address else {}
    return {
        "@type": "Library",
        "name": name,
        **more,
        "openingHoursSpecification": pattern,
        "specialOpeningHoursSpecification": special,
    }


def _times(opens: Any, closes: Any) -> dict[str, str]:
    """Return a span as schema.org has it: closed is the same hour twice."""
    if opens is None:
        return {"opens": "00:00", "closes": "00:00"}
    return {"opens": f"{opens:%H:%M}", "closes": "23:59" if opens == closes else f"{closes:%H:%M}"}
