"""Answers, reasons, amounts and states of publishing as pages show them."""

from datetime import date, timedelta
from html import escape
from typing import Any

from django import template
from django.forms import BoundField
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lantai.apps.publishing.life import RequestState
from lantai.core.measures.amounts import shown
from lantai.core.openness.publishing import asking, policies
from lantai.core.text import countries
from lantai.infra.icons import icon

register = template.Library()

ANSWERS = {"yes": ("ok", "have"), "partly": ("warn", "care"), "ask": ("far", "note"), "no": ("stop", "stop")}
WARNED = frozenset({asking.Reason.CAP_NEAR, asking.Reason.ENDS_SOON, asking.Reason.WAIVER_ENDS_SOON})
"""Reasons that change no answer and must be seen all the same."""

STATES = {
    RequestState.DRAFT: ("far", "far"), RequestState.SUBMITTED: ("warn", "wait"), RequestState.MORE_INFO: ("warn", "care"),
    RequestState.APPROVED: ("ok", "have"), RequestState.INVOICED: ("ok", "text"), RequestState.PAID: ("ok", "have"),
    RequestState.CLOSED: ("far", "far"), RequestState.REFUSED: ("stop", "stop"), RequestState.WITHDRAWN: ("far", "far"),
}  # fmt: skip


@register.simple_tag
def money(minor: int, currency: str) -> SafeString:
    """Show an amount: its currency by code, its digits from left to right on every page."""
    return SafeString(f'<bdi dir="ltr" class="num">{escape(shown(minor, currency, get_language() or "en"))}</bdi>')


@register.simple_tag
def boxes(field: BoundField) -> SafeString:
    """Show a choice of several as boxes to tick."""
    return SafeString("".join(f'<label class="tick">{box.tag()}<bdi>{escape(box.choice_label)}</bdi></label>' for box in field))


@register.simple_tag
def answer_mark(code: str) -> SafeString:
    """Show an answer as shape and word."""
    words = {"yes": _("Yes"), "partly": _("In part"), "ask": _("Ask the library"), "no": _("No")}
    return _mark(*ANSWERS[code], words[code])


@register.filter
def answer_tone(code: str) -> str:
    """Return the tone of a notice with an answer."""
    tone = ANSWERS[code][0]
    return "" if tone == "far" else tone


@register.simple_tag
def reason(code: str) -> SafeString:
    """Show a reason in words, with the sign of where it leads."""
    if code in WARNED:
        return _mark("warn", "care", _(asking.SAID[asking.Reason(code)]))
    look = {"no": ("stop", "stop"), "ask": ("far", "note"), "partly": ("warn", "care"), "open": ("warn", "care")}
    return _mark(*look.get(code.partition("-")[0], ("ok", "have")), _(asking.SAID[asking.Reason(code)]))


@register.simple_tag
def request_state(code: str) -> SafeString:
    """Show the state of a request."""
    return _mark(*STATES[RequestState(code)], str(RequestState(code).label))


@register.filter
def state_name(code: str) -> str:
    """Return what a state of a request is called."""
    return str(RequestState(code).label)


@register.simple_tag
def country_name(code: str) -> SafeString:
    """Show a country by its name in the language of the page."""
    return SafeString(f"<bdi>{escape(countries.name(code, get_language() or 'en'))}</bdi>")


@register.filter
def in_language(words: dict[str, str]) -> tuple[str, str]:
    """Return words by language in the reader's, else in one there is: (language, words)."""
    own = get_language() or "en"
    tag = next((code for code in (own, "en", *words) if words.get(code)), "")
    return tag, words.get(tag, "")


@register.filter
def last_day(until: date | None) -> str:
    """Return the last day of a half-open period."""
    return date_format(until - timedelta(days=1), "DATE_FORMAT") if until else ""


@register.filter
def percent(share: float) -> int:
    """Return a share as a whole percentage."""
    return round(100 * share)


@register.filter
def at_most_whole(share: float) -> float:
    """Return the width of a bar in percent, which is never wider than all of it."""
    return round(min(100.0, 100 * share), 1)


@register.simple_tag
def met(checked: policies.Checked) -> SafeString:
    """Show whether a work does what a policy asks."""
    looks = {"yes": ("ok", "have", _("done")), "no": ("stop", "stop", _("not done")), "": ("far", "far", _("not known"))}
    tone, shape, words = looks[checked.met]
    return SafeString(f"{escape(_(policies.DEMANDED[checked.demand]))} {_mark(tone, shape, words)}")


@register.simple_tag
def type_name(code: str) -> str:
    """Return what a type of article is called."""
    from lantai.apps.publishing.models import ArticleType

    return str(ArticleType(code).label) if code in ArticleType.values else code


@register.simple_tag
def demand_name(name: str) -> str:
    """Return what a field of a policy's demands is called."""
    from lantai.apps.publishing.models import PolicyVersion

    field: Any = PolicyVersion._meta.get_field(name)
    return str(field.verbose_name)


def _mark(tone: str, shape: str, words: str) -> SafeString:
    return SafeString(f'<span class="st {tone}">{icon(shape)}<span>{escape(words)}</span></span>')
