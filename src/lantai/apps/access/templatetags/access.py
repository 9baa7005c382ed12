"""How pages of access say states, shares, days and what happened."""

from datetime import datetime, timedelta

from django import template
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lantai.core.faults.kinds import LinkKind
from lantai.core.faults.proxies import build
from lantai.core.faults.severity import Grade

from ..models import CLASS_NAMES, GRADE_NAMES, KIND_NAMES, Event, EventKind, Fault, Origin, Proxy, State
from ..queries.status import Day, Standing

register = template.Library()


def ltr(value: object) -> SafeString:
    """Set a figure or a time from left to right, whatever stands around it."""
    return format_html('<bdi dir="ltr">{}</bdi>', value)


@register.simple_tag
def reader_words(notes: dict[str, str]) -> str:
    """Return what readers should know, in the page's language or one that there is."""
    language = get_language() or "en"
    return notes.get(language) or notes.get("en") or next(iter(notes.values()), "")


@register.filter
def percent(share: float | None) -> SafeString:
    """Say a share; one that is nearly all with two decimals: a day in a thousand is much."""
    if share is None:
        return ltr("–")
    return ltr(f"{share * 100:.2f} %" if 0.99 <= share < 1 else f"{share * 100:.0f} %")


@register.filter
def whole(value: float) -> int:
    """Return a whole number."""
    return round(value)


@register.filter
def whole_minutes(value: timedelta) -> int:
    """Return whole minutes."""
    return int(value.total_seconds() // 60)


@register.filter
def grade_tone(severity: int) -> str:
    """Return the tone of a severity."""
    return {Grade.CRITICAL: "stop", Grade.HIGH: "warn"}.get(Grade(severity), "far")


@register.filter
def grade_icon(severity: int) -> str:
    """Return the icon of a severity."""
    return {Grade.CRITICAL: "stop", Grade.HIGH: "care"}.get(Grade(severity), "note")


@register.filter
def kind_tone(kind: str) -> str:
    """Return the tone of what a link is."""
    return {"sound": "ok", "unknown": "far", "": "far", "moved": "warn"}.get(kind, "stop")


@register.filter
def kind_icon(kind: str) -> str:
    """Return the icon of what a link is."""
    return {"ok": "have", "far": "note", "warn": "care", "stop": "stop"}[kind_tone(kind)]


@register.filter
def kind_name(kind: str) -> str:
    """Say what a link is."""
    return str(KIND_NAMES.get(LinkKind(kind), kind)) if kind else "–"


@register.filter
def class_name(label: str) -> str:
    """Say a class of faults; "" is all."""
    return str(dict(CLASS_NAMES).get(label, "")) if label else _("all classes")  # type: ignore[call-overload]


@register.filter
def fault_url(fault: Fault) -> str:
    """Return the address of a fault's page."""
    return reverse("access:fault", args=[fault.pk])


@register.filter
def words_of(text: str) -> list[str]:
    """Return the words of a text."""
    return text.split()


@register.filter
def braced(name: str) -> str:
    """Write a place of a letter."""
    return f"{{{name}}}"


@register.simple_tag
def proxied(proxy: Proxy) -> str:
    """Return the test address through a proxy."""
    return build(proxy.template, proxy.test_address, entity=proxy.entity)


@register.simple_tag
def due(at: datetime | None, now: datetime) -> SafeString:
    """Say by when something is promised; that it is late with a mark, not by color alone."""
    if at is None:
        return SafeString("–")
    said = ltr(date_format(at, "Y-m-d H:i"))
    if at < now:
        return format_html('<span class="st stop"><b>{}</b> {}</span>', _("late, was due"), said)
    return format_html("{} {}", _("due"), said)


@register.simple_tag
def class_choice(label: str) -> SafeString:
    """Draw the choice of a class."""
    options = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((code, SafeString(" selected") if code == label else "", name) for code, name in CLASS_NAMES.items()),
    )
    return format_html('<select id="label" name="label">{}</select>', options)


@register.simple_tag
def event_words(event: Event) -> str:
    """Say between which states, classes or grades something went."""
    names: dict[str, object] = {
        EventKind.MOVED: dict(State.choices),
        EventKind.CLASSED: {str(code): name for code, name in CLASS_NAMES.items()},
        EventKind.GRADED: {str(int(code)): name for code, name in GRADE_NAMES.items()},
        EventKind.CHECKED: {str(code): name for code, name in KIND_NAMES.items()},
        EventKind.OPENED: dict(Origin.choices),
    }
    said = names.get(event.kind, {})
    before, after = (
        str(said.get(code, f"F{code}" if code.isdigit() else code)) if code else "" for code in (event.before, event.after)
    )  # type: ignore[attr-defined]
    return f"{before} → {after}" if before and after else after or before


@register.simple_tag
def bad_days(standing: Standing) -> list[Day]:
    """Return the days on which a platform was down, the latest first."""
    return [day for day in reversed(standing.days) if day.level]


@register.simple_tag
def day_bars(standing: Standing) -> SafeString:
    """Draw ninety days as bars: taller and hatched by class the worse a day was; the table says the same."""
    heights = (6, 12, 18, 24)
    bars = format_html_join(
        "",
        '<rect class="d{}" x="{}" y="{}" width="7" height="{}"><title>{} · {}</title></rect>',
        (
            (
                day.level,
                n * 9,
                26 - heights[day.level],
                heights[day.level],
                date_format(day.at, "Y-m-d"),
                _("%(n)s min") % {"n": whole_minutes(day.down)},
            )
            for n, day in enumerate(standing.days)
        ),
    )
    label = _("The last ninety days, one bar a day")
    return format_html(
        '<svg class="days" viewBox="0 0 {} 26" role="img" aria-label="{}">{}</svg>', len(standing.days) * 9, label, bars
    )
