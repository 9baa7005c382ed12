"""Words and shapes of packages and lists: states, rules, reasons, years as stretches."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from lantai.apps.holdings.labels import FIELDS, REASONS, RULES
from lantai.apps.holdings.models import MatchState, PackageTitle, Run, RunState

register = template.Library()

TONES = {
    RunState.WAITING: "", RunState.CHECKED: "warn", RunState.APPLYING: "", RunState.APPLIED: "ok", RunState.DROPPED: "", RunState.FAILED: "stop",
    MatchState.MATCHED: "ok", MatchState.DECIDED: "ok", MatchState.QUEUED: "warn", MatchState.NEW: "",
}  # fmt: skip
ICONS = {"ok": "have", "warn": "care", "stop": "stop", "": "wait"}


@register.filter
def look(state: str) -> str:
    """Return the tone of a run's or title's state."""
    return TONES.get(state, "")


@register.filter
def shape(state: str) -> str:
    """Return the icon of a run's or title's state."""
    return ICONS[TONES.get(state, "")]


@register.filter
def rule(code: str) -> Any:
    """Return what a rule of lists says, its code where nobody has said."""
    return RULES.get(code, code)


@register.filter
def unsure(code: str) -> Any:
    """Return why a row waits for a person, the code where nobody has said."""
    return REASONS.get(code, code)


@register.filter
def reason(pair: Sequence[str]) -> SafeString:
    """Return why a title is tied, with what it hangs on."""
    code, detail = pair[0], pair[1] if len(pair) > 1 else ""
    said = REASONS.get(code, code)
    return format_html("{}: <bdi>{}</bdi>", said, detail) if detail else format_html("{}", said)


@register.filter
def field(name: str) -> Any:
    """Return what a column of a title is called."""
    return FIELDS.get(name, name)


@register.filter
def plain(value: Any) -> SafeString:
    """Return a value of a title, before or after: coverage as its stretches."""
    if isinstance(value, list):
        return stretches(value)
    if isinstance(value, dict):
        return format_html_join(", ", "<bdi>{}: {}</bdi>", value.items())
    return format_html("<bdi>{}</bdi>", value) if value not in (None, "") else format_html("–")


@register.filter
def years(title: PackageTitle) -> SafeString:
    """Return the coverage of a title in a line, with its embargo."""
    said = stretches(title.coverage)
    return format_html('{} <span class="sub"><bdi dir="ltr">{}</bdi></span>', said, title.embargo) if title.embargo else said


def stretches(coverage: Sequence[dict[str, str]]) -> SafeString:
    """Return statements as "1990–1994; 2000–"."""
    pairs = (
        ((each.get("first") or "…"), (each.get("last") or ""), f" {each['embargo']}" if each.get("embargo") else "")
        for each in coverage
    )
    return format_html_join("; ", '<bdi dir="ltr">{}–{}{}</bdi>', pairs)


@register.simple_tag
def summary(run: Run) -> str:
    """Return in a sentence what a list would change."""
    values = {"added": run.added, "gone": run.gone, "changed": run.changed, "coverage": run.coverage_changes}
    return _("%(added)s added, %(gone)s gone, %(changed)s changed (%(coverage)s in their years).") % values
