"""Money, stages and terms as pages show them; what the fields of histories are called."""

from html import escape
from typing import Any

from django import template
from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from lantai.apps.agreements.life import GIVING
from lantai.apps.agreements.models import Agreement, LicenseTerm, Stage, ValueChange
from lantai.apps.agreements.terms import look, sentence
from lantai.core.bib.disciplines import NAMES
from lantai.core.measures.amounts import shown

register = template.Library()

CALM, DUE = frozenset({Stage.CLOSED, Stage.POST_CANCELLATION, Stage.CANCELLED}), frozenset({Stage.REVIEW_DUE})
TONES = {"have": "ok", "stop": "stop", "care": "warn"}


@register.simple_tag
def money(minor: int, currency: str) -> SafeString:
    """Show an amount: its currency by code, its digits from left to right on every page."""
    return SafeString(f'<bdi dir="ltr" class="num">{escape(shown(minor, currency, get_language() or "en"))}</bdi>')


@register.simple_tag
def discipline_of(code: str) -> SafeString:
    """Show what a discipline is called; one that a library wrote in words stays so."""
    return SafeString(f'<bdi dir="auto">{escape(_(NAMES[code]) if code in NAMES else code)}</bdi>')


@register.inclusion_tag("agreements/mark.html")
def stage(code: str) -> dict[str, Any]:
    """Show a stage as shape and word."""
    if code in DUE:
        tone, shape = "warn", "wait"
    elif code in GIVING:
        tone, shape = "ok", "have"
    elif code in CALM:
        tone, shape = "far", "far"
    else:
        tone, shape = "", "note"
    return {"tone": tone, "shape": shape, "word": Stage(code).label}


@register.inclusion_tag("agreements/mark.html")
def term_value(term: LicenseTerm) -> dict[str, Any]:
    """Show what a licence says of a term, with whether it allows."""
    shape = look(term.value)
    return {"tone": TONES[shape], "shape": shape, "word": term.get_value_display(), "number": term.number}


@register.simple_tag
def plain_term(term: LicenseTerm) -> str:
    """Return what a term means for readers."""
    return sentence(term.name, term.value, term.number)


def _field(change: ValueChange) -> models.Field[Any, Any] | None:
    label = change.subject.partition(":")[0]
    try:
        return apps.get_model(label)._meta.get_field(change.field)
    except (LookupError, ValueError, FieldDoesNotExist):  # "funds", "allocation": kept beside the row's own fields
        return None


@register.simple_tag
def changed_field(change: ValueChange) -> str:
    """Return what a changed value is called."""
    found = _field(change)
    return str(_FIELDS.get(change.field) or getattr(found, "verbose_name", change.field))


@register.simple_tag
def changed_value(change: ValueChange, value: str) -> SafeString:
    """Show a value as it was kept, codes by their names."""
    found = _field(change)
    if isinstance(found, models.BooleanField) and value:
        value = _("yes") if value == "True" else _("no")
    named = dict(found.flatchoices).get(_coded(found, value), value) if found is not None and found.choices else value
    return SafeString(f'<bdi dir="auto">{escape(str(named) or "—")}</bdi>')


def _coded(field: Any, value: str) -> Any:
    return int(value) if value.isdigit() and isinstance(field, models.IntegerField) else value


@register.simple_tag
def sort_of(change: ValueChange) -> str:
    """Return what sort of row a change is about."""
    try:
        model = apps.get_model(change.subject.partition(":")[0])
    except (LookupError, ValueError):
        return change.subject
    return "" if model is Agreement else str(SORT_NAMES.get(model._meta.model_name, model._meta.verbose_name))


@register.filter
def stage_name(code: str) -> str:
    """Return what a stage is called."""
    return str(Stage(code).label)


_FIELDS = {
    "funds": gettext_lazy("Funds that bear it"),
    "allocation": gettext_lazy("Shared out"),
    "test_ok": gettext_lazy("Test link opens"),
    "tested_at": gettext_lazy("Test link opened"),
    "ends_on": gettext_lazy("First day without access"),
    "minor": gettext_lazy("Amount"),
    "net": gettext_lazy("Amount without tax"),
    "tax": gettext_lazy("Tax"),
    "fee": gettext_lazy("Service fee"),
    "whole": gettext_lazy("Amount of the consortium"),
    "rate": gettext_lazy("Exchange rate"),
    "rate_date": gettext_lazy("Rate of"),
    "rate_source": gettext_lazy("Source of the rate"),
    "coverage": gettext_lazy("Years of the deal"),
    "rights_at": gettext_lazy("What remains was worked out"),
}
SORT_NAMES: dict[str, Any] = {
    "agreementperiod": gettext_lazy("Period"),
    "entitlement": gettext_lazy("Entitlement"),
    "document": gettext_lazy("Document"),
    "cost": gettext_lazy("Cost"),
    "member": gettext_lazy("Member of the consortium"),
    "license": gettext_lazy("Licence"),
    "licenseterm": gettext_lazy("Term"),
    "vendor": gettext_lazy("Vendor"),
    "contact": gettext_lazy("Contact"),
    "fund": pgettext_lazy("money", "Fund"),
    "budget": gettext_lazy("Budget"),
    "exchangerate": gettext_lazy("Exchange rate"),
}
