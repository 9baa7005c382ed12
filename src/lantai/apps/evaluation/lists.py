"""Trials as a staff list: which run, which wait for a report, and several set beside each other."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lantai.apps.holdings.models import Database, Package, Platform
from lantai.infra.lists import Column, Kind, StaffList, register
from lantai.infra.lists.naming import named
from lantai.infra.lists.words import gathered, words_column
from lantai.people.models import Account

from . import actions, queries
from .models import AccessMethod, Assessment, Audience, Questionnaire, Recommendation, Trial, TrialState

TARGETS: tuple[tuple[str, type[Package | Database | Platform], str], ...] = (
    ("package", Package, "reference"), ("database", Database, "reference"), ("platform", Platform, "name"),
)  # fmt: skip
"""What may be tried, and by which of its fields a line names it."""

LANGUAGES = {
    "en": gettext_lazy("Words for readers in English"),
    "zh-hans": gettext_lazy("Words for readers in Chinese"),
    "ar": gettext_lazy("Words for readers in Arabic"),
}


def _named(name: str, field: str) -> Any:
    return lambda row: getattr(getattr(row, name), field, "")


def _fields(values: Mapping[str, Any], row: Trial) -> dict[str, Any]:
    """Turn cells into the fields of a trial: what they name, and words by language."""
    fields = gathered(values, row, "introductions")
    for name, model, field in TARGETS:
        if name in fields:
            fields[name] = named(model._default_manager.all(), name, fields[name], by=field)
    if "questionnaire" in fields:
        fields["questionnaire"] = named(Questionnaire.objects.all(), "questionnaire", fields["questionnaire"])
    return fields


def change_trial(*, by: Account, row: Trial, values: Mapping[str, Any], now: datetime) -> None:
    """Give a trial new values; it is opened, given longer and called off on its own page."""
    actions.change_trial(by=by, trial=row, values=_fields(values, row), now=now)


def make_trial(*, by: Account, values: Mapping[str, Any], now: datetime) -> Trial:
    """Prepare a trial of a line; without a questionnaire the first one is asked."""
    fields = _fields({name: value for name, value in values.items() if value}, Trial())
    if fields.get("questionnaire") is None:
        fields["questionnaire"] = Questionnaire.objects.order_by("pk").first()
    if fields["questionnaire"] is None:
        raise ValidationError({"questionnaire": _("There are no questions yet: write some first.")})
    return actions.make_trial(by=by, values=fields | {"responsible": by}, now=now)


def _recommended(row: Trial) -> str:
    made: Assessment | None = getattr(row, "assessment", None)
    return made.recommendation if made else ""


register(
    StaffList(
        name="evaluation.trials",
        label=gettext_lazy("Trials"),
        about=gettext_lazy("A trial is opened, given longer, called off and signed on its own page."),
        permission="evaluation.view_trial",
        door="trials",
        rows=lambda: queries.trials().select_related("questionnaire", "assessment"),
        find=lambda rows, words: rows.filter(
            Q(name__icontains=words)
            | Q(vendor__icontains=words)
            | Q(package__name__icontains=words)
            | Q(database__name__icontains=words)
            | Q(platform__name__icontains=words)
        ),
        order="-from_date",
        fresh=lambda: reverse("evaluation:make"),
        fresh_label=gettext_lazy("Prepare a trial"),
        link=lambda row: reverse("evaluation:trial", args=[row.pk]),
        beside=lambda: reverse("evaluation:compare"),
        columns=(
            Column("name", gettext_lazy("Trial"), path="name", editable=True, required=True, longest=300),
            Column("vendor", gettext_lazy("Vendor"), path="vendor", editable=True, longest=200),
            Column("state", gettext_lazy("Where it stands"), kind=Kind.CHOICE, path="state", choices=lambda: TrialState.choices),
            Column("from_date", gettext_lazy("From"), kind=Kind.DATE, path="from_date", editable=True, required=True),
            Column("until_date", gettext_lazy("Ends before"), kind=Kind.DATE, path="until_date", editable=True, required=True),
            Column("answers", gettext_lazy("Answers"), kind=Kind.NUMBER, path="answer_count"),
            Column(
                "recommendation",
                gettext_lazy("Recommendation"),
                kind=Kind.CHOICE,
                path="assessment__recommendation",
                value=_recommended,
                choices=lambda: [each for each in Recommendation.choices if each[0]],
            ),
            Column(
                "audience",
                gettext_lazy("For whom"),
                kind=Kind.CHOICE,
                path="audience",
                choices=lambda: Audience.choices,
                editable=True,
                shown=False,
            ),
            Column(
                "method",
                gettext_lazy("How readers get in"),
                kind=Kind.CHOICE,
                path="method",
                choices=lambda: AccessMethod.choices,
                editable=True,
                shown=False,
            ),
            Column(
                "address", gettext_lazy("Address"), kind=Kind.ADDRESS, path="address", editable=True, shown=False, longest=1_000
            ),
            Column(
                "access_note",
                gettext_lazy("Note for readers on access"),
                kind=Kind.LONG,
                path="access_note",
                editable=True,
                shown=False,
            ),
            Column("contact", gettext_lazy("Contact at the vendor’s"), path="contact", editable=True, shown=False, longest=300),
            Column(
                "responsible",
                pgettext_lazy("trial", "In charge"),
                path="responsible__username",
                value=lambda row: str(row.responsible or ""),
                shown=False,
            ),
            Column(
                "questionnaire", gettext_lazy("Questions"), path="questionnaire__name", editable=True, shown=False, longest=200
            ),
            *(
                Column(
                    name,
                    label,
                    path=f"{name}__{field}",
                    value=_named(name, field),
                    editable=True,
                    shown=False,
                    longest=300,
                )
                for (name, _model, field), label in zip(
                    TARGETS,
                    (
                        gettext_lazy("Reference of the package"),
                        gettext_lazy("Reference of the database"),
                        gettext_lazy("Platform"),
                    ),
                    strict=True,
                )
            ),
            *(words_column("introductions", tag, label, long=True) for tag, label in LANGUAGES.items()),
        ),
        change=change_trial,
        create=make_trial,
        change_permission="evaluation.change_trial",
    )
)
