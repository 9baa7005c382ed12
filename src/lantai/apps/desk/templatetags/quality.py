"""The work list in templates: how pressing a rule is, what sort of row it is about, its trend drawn, where a finding leads."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantai.apps.desk.models import Check, Finding
from lantai.apps.desk.narrowing import Narrowing
from lantai.apps.desk.queries.checks import FindingRow, Point, RuleRow
from lantai.infra.rules import Severity

from .runs import duration

register = template.Library()

LEVELS: dict[str, Promise] = {
    "record": _("Descriptions"),
    "holding": _("Holdings"),
    "item": _("Items"),
    "trial": _("Trials"),
    "index": _("Search index"),
    "import": _("Imports"),
    "package": _("Packages"),
    "title": _("Titles in packages"),
}
"""Level -> the heading of its rules; another is shown by its code."""

TRAITS: dict[str, Promise] = {
    "source": _("Source"),
    "language": _("Language"),
    "kind": _("Kind"),
    "location": _("Location"),
}

SEVERITIES: dict[int, tuple[str, str, Promise]] = {
    Severity.URGENT: ("stop", "stop", pgettext_lazy("severity", "Urgent")),
    Severity.SOON: ("warn", "care", pgettext_lazy("severity", "Soon")),
    Severity.NOTE: ("far", "note", pgettext_lazy("severity", "When there is time")),
}
"""Severity -> tone, icon, word."""

LEADS = {"import": "desk:run", "refusal": "desk:refusal", "work": "discovery:work"}
"""What a subject begins with -> the page of such a row."""

WIDTH, HEIGHT, EDGE = 96, 22, 2
MOST_TITLE = 160


@register.filter
def severity_tone(severity: int) -> str:
    """Return the tone of a severity."""
    return SEVERITIES[severity][0]


@register.filter
def severity_icon(severity: int) -> str:
    """Return the icon of a severity."""
    return SEVERITIES[severity][1]


@register.filter
def severity_word(severity: int) -> Promise:
    """Name a severity."""
    return SEVERITIES[severity][2]


@register.filter
def level_name(level: str) -> Any:
    """Name what sort of row a rule is about."""
    return LEVELS.get(level, level)


@register.filter
def trait_name(trait: str) -> Promise:
    """Name what a list is narrowed by."""
    return TRAITS[trait]


@register.filter
def leads_to(finding: Finding) -> str:
    """Return the address of what a finding is about, "" where it has no page of its own."""
    if finding.url:
        return finding.url
    kind, _colon, number = finding.subject.partition(":")
    if kind in LEADS and number.isdecimal():
        return reverse(LEADS[kind], args=[int(number)])
    return reverse("discovery:work", args=[finding.work]) if finding.work else ""


@register.simple_tag
def spark(trend: Sequence[Point]) -> SafeString:
    """Draw how many findings stood at the end of each round; the same numbers stand in the table of the rule's page."""
    if len(trend) < 2:
        return SafeString("")
    places = _places(trend, WIDTH, HEIGHT)
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    x, y = places[-1]
    frame = f'<svg class="spark" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" aria-hidden="true" focusable="false">'
    return mark_safe(f'{frame}<polyline points="{line}"/><circle cx="{x:.1f}" cy="{y:.1f}" r="2"/></svg>')  # noqa: S308 (numbers)


@register.simple_tag
def trend_drawing(trend: Sequence[Point]) -> SafeString:
    """Draw the trend large: a line over a ground line, each round a point."""
    width, height = 640, 140
    places = _places(trend, width, height)
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    points = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in places)
    frame = f'<svg class="trend" viewBox="0 0 {width} {height}" aria-hidden="true" focusable="false">'
    ground = f'<path class="ground" d="M0 {height - EDGE}H{width}"/>'
    return mark_safe(f'{frame}{ground}<polyline points="{line}"/>{points}</svg>')  # noqa: S308 (numbers)


def _places(trend: Sequence[Point], width: int, height: int) -> list[tuple[float, float]]:
    """Return where each point stands: rounds evenly apart, the height from nothing to the most there ever was."""
    most = max((point.standing for point in trend), default=0) or 1
    step = (width - 2 * EDGE) / max(1, len(trend) - 1)
    return [(EDGE + n * step, height - EDGE - (height - 2 * EDGE) * p.standing / most) for n, p in enumerate(trend)]


@register.simple_tag
def percent(part: int, whole: int) -> str:
    """Return a share in percent as SVG takes it, whatever the page's language."""
    return f"{100 * part / whole if whole else 0:.2f}"


@register.filter
def took(check: Check) -> str:
    """Say how long a round of checks took."""
    return duration(check.finished_at - check.started_at) if check.finished_at and check.started_at else ""


@register.simple_tag
def chosen_of(form: Narrowing, trait: str) -> str:
    """Return by which value of a trait the list is narrowed."""
    return form.chosen.get(trait, "")


@register.simple_tag
def finding_title(row: FindingRow) -> SafeString:
    """Show what a finding is about: the title of its work, else what was found, else its name."""
    words = row.title or row.finding.detail or row.finding.subject
    if not row.title and row.finding.work:
        words = str(_("Untitled"))
    short = words if len(words) <= MOST_TITLE else f"{words[:MOST_TITLE]}…"
    return format_html('<bdi lang="{}" dir="auto">{}</bdi>', row.language if row.title else "", short)


@register.simple_tag
def save_query(row: RuleRow, form: Narrowing) -> str:
    """Return the filters under which this list is saved: the rule is one of them."""
    return urlencode({"rule": row.rule.code} | form.query)
