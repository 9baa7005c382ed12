"""Small parts of the pages of trials."""

from datetime import timedelta
from decimal import Decimal

from django import forms, template
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lantai.apps.evaluation.models import Question, QuestionKind, Trial
from lantai.core.measures.usage_table import Refused, Why
from lantai.core.text.scripts import direction_of_text

register = template.Library()

LOOKS = {
    "prepared": ("far", "note"), "open": ("ok", "have"), "ended": ("warn", "wait"), "signed": ("ok", "have"), "cancelled": ("stop", "stop"),
}  # fmt: skip


@register.inclusion_tag("evaluation/state.html")
def trial_state(trial: Trial) -> dict[str, object]:
    """Show where a trial stands as shape, word and color."""
    look, shape = LOOKS[trial.state]
    return {"look": look, "shape": shape, "words": trial.get_state_display()}


@register.filter
def last_day(trial: Trial) -> str:
    """Return the last day on which readers have it."""
    return date_format(trial.until_date - timedelta(days=1))


@register.simple_tag
def introduction(trial: Trial) -> SafeString:
    """Show the words for readers in their language, else in another one that there is."""
    wanted = get_language() or "en"
    words = trial.introductions
    code = next((code for code in (wanted, "en", *words) if words.get(code)), "")
    if not code:
        return SafeString("")
    return format_html('<p class="prose"><bdi lang="{}" dir="{}">{}</bdi></p>', code, direction_of_text(words[code]), words[code])


@register.simple_tag
def asked(question: Question, field: forms.BoundField) -> SafeString:
    """Show one question with its answers: a row of buttons where one is chosen, a box for words."""
    words, code = question.said(get_language() or "en")
    said = format_html('<bdi lang="{}" dir="{}">{}</bdi>', code, direction_of_text(words), words)
    errors = format_html("{}", field.errors) if field.errors else ""
    if question.kind == QuestionKind.TEXT:
        return format_html('<div class="field"><label for="{}">{}</label>{}{}</div>', field.id_for_label, said, field, errors)
    hint = _("1 is poor, 5 is very good") if question.kind == QuestionKind.SCORE else ""
    boxes = SafeString("".join(f'<label class="tick">{radio.tag()}<span>{radio.choice_label}</span></label>' for radio in field))
    return format_html(
        '<fieldset class="field"><legend>{}</legend><p class="sub">{}</p><div class="acts">{}</div>{}</fieldset>',
        said,
        hint,
        boxes,
        errors,
    )


@register.simple_tag
def figure(value: int | Decimal | None, unit: str = "") -> SafeString:
    """Show a number, with its unit; a dash where there is none."""
    if value is None or value == "":
        return SafeString("–")
    shown = f"{value:,.2f}" if isinstance(value, Decimal) and unit else f"{value:,}"
    return format_html('<bdi dir="ltr" class="num">{}</bdi> {}', shown, unit)


@register.simple_tag
def refused_use(row: Refused) -> SafeString:
    """Say which cell of a table of use cannot be used, why, and what to do."""
    reasons = {
        Why.MONTH: _("A month is written 2026-10."),
        Why.METRIC: _("The name of what is counted is missing, or longer than 80 characters."),
        Why.VALUE: _("A count is a whole number, 0 or more."),
        Why.COLUMNS: _("The first row must name the columns month, metric and value, or metric and months."),
        Why.TOO_MANY: _("There are more rows than can be taken at once; divide the table."),
        Why.TWICE: _("This month and metric stand above already; the first one was kept."),
    }
    place = _("Line {line}").format(line=row.line)
    said = [format_html('<bdi dir="auto">{}</bdi>', part) for part in (row.column, row.value) if part]
    return format_html("{}: {} {}", place, SafeString(" · ".join(said)), reasons[row.why])
