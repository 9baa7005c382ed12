"""Agreements with publishers, their caps and members, and institutions as staff lists."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from lantai.apps.publishing import actions
from lantai.apps.publishing.forms.kept import amount, licenses_of
from lantai.apps.publishing.models import (
    ArticleType,
    Cap,
    Counts,
    Coverage,
    Institution,
    Membership,
    PublishingAgreement,
)
from lantai.core.measures.amounts import plain
from lantai.infra.lists import Column, Kind, StaffList, register
from lantai.infra.lists.naming import named, only
from lantai.infra.lists.words import gathered, words_column
from lantai.people.models import Account
from lantai.people.roles import Permission

LANGUAGES = {
    "identify": {
        "en": gettext_lazy("How authors are recognized, in English"),
        "zh-hans": gettext_lazy("How authors are recognized, in Chinese"),
        "ar": gettext_lazy("How authors are recognized, in Arabic"),
    },
    "steps": {
        "en": gettext_lazy("What authors do, in English"),
        "zh-hans": gettext_lazy("What authors do, in Chinese"),
        "ar": gettext_lazy("What authors do, in Arabic"),
    },
}


def _deal(values: Mapping[str, Any], row: PublishingAgreement) -> dict[str, Any]:
    said = gathered(values, row, "identify", "steps")
    for name in ("types", "countries"):
        if name in said:
            said[name] = list(said[name])
    if "licenses" in said:
        try:
            said["licenses"] = licenses_of("; ".join(said["licenses"]))
        except ValidationError as problem:
            raise ValidationError({"licenses": problem.messages}) from problem
    return said


def keep_agreement(*, by: Account, row: PublishingAgreement, values: Mapping[str, Any], now: datetime) -> PublishingAgreement:
    """Make or change an agreement from the cells of a line."""
    return actions.keep(by=by, row=row, said=_deal(values, row), now=now)


def keep_cap(*, by: Account, row: Cap, values: Mapping[str, Any], now: datetime) -> Cap:
    """Make or change a cap from the cells of a line."""
    said = {name: value for name, value in values.items() if name not in ("agreement", "amount")}
    if "agreement" in values:
        said["agreement"] = only(
            PublishingAgreement.objects.filter(reference=values["agreement"]), "agreement", values["agreement"]
        )
    said |= read_amount(row, values)
    return actions.keep(by=by, row=row, said={k: v for k, v in said.items() if not (k == "used_before" and v is None)}, now=now)


def read_amount(row: Any, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the minor units of a line's amount in its currency, or in the row's; {} where the line says neither."""
    if "amount" not in values and "currency" not in values:
        return {}
    currency = values.get("currency", row.currency)
    words = values.get("amount", plain(row.minor, row.currency) if row.minor is not None and row.currency else "")
    if not words:
        return {"minor": None}
    try:
        return {"minor": amount(str(words), currency or "")}
    except ValidationError as problem:
        raise ValidationError({"amount": problem.messages}) from problem


def amount_of(row: Any) -> str:
    """Return the amount of a row as a table has it."""
    return plain(row.minor, row.currency) if row.minor is not None and row.currency else ""


def keep_member(*, by: Account, row: Membership, values: Mapping[str, Any], now: datetime) -> Membership:
    """Make or change a membership from the cells of a line."""
    said = {name: value for name, value in values.items() if name not in ("agreement", "institution")}
    if "agreement" in values:
        said["agreement"] = only(
            PublishingAgreement.objects.filter(reference=values["agreement"]), "agreement", values["agreement"]
        )
    if "institution" in values:
        said["institution"] = only(Institution.objects.filter(name=values["institution"]), "institution", values["institution"])
    return actions.keep(by=by, row=row, said=said, now=now)


def keep_institution(*, by: Account, row: Institution, values: Mapping[str, Any], now: datetime) -> Institution:
    """Make or change an institution from the cells of a line."""
    said = dict(values)
    if "other_names" in said:
        said["other_names"] = list(said["other_names"])
    if "parent" in said:
        said["parent"] = named(Institution.objects.all(), "parent", said["parent"])
    return actions.keep(by=by, row=row, said=said, now=now)


register(
    StaffList(
        name="publishing.agreements",
        label=gettext_lazy("Agreements with publishers"),
        about=gettext_lazy("What staff change here, registries change no more."),
        permission=Permission.SEE_PUBLISHING,
        door="publishing",
        rows=lambda: PublishingAgreement.objects.annotate(institutions=Count("memberships__institution", distinct=True)),
        find=lambda rows, words: rows.filter(
            Q(name__icontains=words)
            | Q(reference__icontains=words)
            | Q(publisher__icontains=words)
            | Q(consortium__icontains=words)
        ),
        order="publisher",
        fresh=lambda: reverse("publishing:add", args=["agreement"]),
        fresh_label=gettext_lazy("Add an agreement with a publisher"),
        link=lambda row: reverse("publishing:desk_agreement", args=[row.pk]),
        columns=(
            Column("publisher", gettext_lazy("Publisher"), path="publisher", editable=True, required=True, longest=300),
            Column("consortium", gettext_lazy("Consortium"), path="consortium", editable=True, longest=400),
            Column("reference", gettext_lazy("Number"), path="reference", editable=True, required=True, longest=120),
            Column("from_date", pgettext_lazy("date", "From"), kind=Kind.DATE, path="from_date", editable=True),
            Column("until_date", gettext_lazy("Ends before"), kind=Kind.DATE, path="until_date", editable=True),
            Column(
                "covers",
                gettext_lazy("What it pays"),
                kind=Kind.CHOICE,
                path="covers",
                choices=lambda: [c for c in Coverage.choices if c[0]],
                editable=True,
            ),
            Column("institutions", gettext_lazy("Institutions"), kind=Kind.NUMBER, path="institutions"),
            Column("name", gettext_lazy("Name"), path="name", editable=True, shown=False, longest=400),
            Column(
                "countries",
                gettext_lazy("Countries"),
                kind=Kind.SEVERAL,
                path="countries",
                editable=True,
                shown=False,
                longest=5_000,
            ),
            Column(
                "annual_articles",
                gettext_lazy("Articles a year, as expected"),
                kind=Kind.NUMBER,
                path="annual_articles",
                editable=True,
                shown=False,
            ),
            Column(
                "discount", gettext_lazy("Discount in percent"), kind=Kind.NUMBER, path="discount", editable=True, shown=False
            ),
            Column(
                "types",
                gettext_lazy("Types of article"),
                kind=Kind.CODES,
                path="types",
                choices=lambda: ArticleType.choices,
                editable=True,
                shown=False,
            ),
            Column(
                "licenses",
                gettext_lazy("Licenses that it asks for"),
                kind=Kind.SEVERAL,
                path="licenses",
                editable=True,
                shown=False,
            ),
            Column(
                "counts_by",
                gettext_lazy("Which day counts"),
                kind=Kind.CHOICE,
                path="counts_by",
                choices=lambda: [c for c in Counts.choices if c[0]],
                editable=True,
                shown=False,
            ),
            Column(
                "corresponding",
                gettext_lazy("Corresponding author at the institution"),
                kind=Kind.TICK,
                path="corresponding",
                editable=True,
                shown=False,
            ),
            Column("opt_out", gettext_lazy("Authors may opt out"), kind=Kind.TICK, path="opt_out", editable=True, shown=False),
            Column(
                "members_whole",
                gettext_lazy("List of members is whole"),
                kind=Kind.TICK,
                path="members_whole",
                editable=True,
                shown=False,
            ),
            Column(
                "clause",
                gettext_lazy("Words of the contract"),
                kind=Kind.LONG,
                path="clause",
                editable=True,
                shown=False,
                lang=lambda row: row.clause_lang,
            ),
            Column(
                "clause_lang", gettext_lazy("Language of these words"), path="clause_lang", editable=True, shown=False, longest=12
            ),
            Column("link", gettext_lazy("Source"), kind=Kind.ADDRESS, path="link", editable=True, shown=False, longest=1_000),
            Column("source", gettext_lazy("According to"), path="source"),
            Column("said_date", gettext_lazy("As of"), kind=Kind.DATE, path="said_date"),
            Column("note", gettext_lazy("Note for staff"), kind=Kind.LONG, path="note", editable=True, shown=False),
            *(words_column(field, tag, label, long=True) for field, labels in LANGUAGES.items() for tag, label in labels.items()),
        ),
        change=keep_agreement,
        create=lambda *, by, values, now: keep_agreement(by=by, row=PublishingAgreement(), values=values, now=now),
        change_permission=Permission.CHANGE_PUBLISHING,
    )
)

register(
    StaffList(
        name="publishing.caps",
        label=gettext_lazy("Caps of agreements"),
        permission=Permission.SEE_PUBLISHING,
        door="publishing",
        rows=lambda: Cap.objects.select_related("agreement"),
        find=lambda rows, words: rows.filter(Q(agreement__publisher__icontains=words) | Q(agreement__reference__icontains=words)),
        order="-from_date",
        link=lambda row: reverse("publishing:desk_agreement", args=[row.agreement_id]),
        columns=(
            Column(
                "agreement",
                gettext_lazy("Number of the agreement"),
                path="agreement__reference",
                editable=True,
                required=True,
                longest=120,
            ),
            Column("publisher", gettext_lazy("Publisher"), path="agreement__publisher"),
            Column("from_date", pgettext_lazy("date", "From"), kind=Kind.DATE, path="from_date", editable=True, required=True),
            Column("until_date", gettext_lazy("Ends before"), kind=Kind.DATE, path="until_date", editable=True, required=True),
            Column("articles", gettext_lazy("Articles at most"), kind=Kind.NUMBER, path="articles", editable=True),
            Column(
                "used_before", gettext_lazy("Articles counted elsewhere"), kind=Kind.NUMBER, path="used_before", editable=True
            ),
            Column("amount", gettext_lazy("Amount"), value=amount_of, editable=True, figure=True),
            Column("currency", gettext_lazy("Currency"), path="currency", editable=True, longest=3),
        ),
        change=keep_cap,
        create=lambda *, by, values, now: keep_cap(by=by, row=Cap(), values=values, now=now),
        change_permission=Permission.CHANGE_PUBLISHING,
    )
)

register(
    StaffList(
        name="publishing.memberships",
        label=gettext_lazy("Who takes part in agreements"),
        permission=Permission.SEE_PUBLISHING,
        door="publishing",
        rows=lambda: Membership.objects.select_related("agreement", "institution"),
        find=lambda rows, words: rows.filter(
            Q(agreement__publisher__icontains=words)
            | Q(agreement__reference__icontains=words)
            | Q(institution__name__icontains=words)
        ),
        order="institution",
        link=lambda row: reverse("publishing:desk_agreement", args=[row.agreement_id]),
        columns=(
            Column(
                "institution", gettext_lazy("Institution"), path="institution__name", editable=True, required=True, longest=300
            ),
            Column(
                "agreement",
                gettext_lazy("Number of the agreement"),
                path="agreement__reference",
                editable=True,
                required=True,
                longest=120,
            ),
            Column("publisher", gettext_lazy("Publisher"), path="agreement__publisher"),
            Column("from_date", pgettext_lazy("date", "From"), kind=Kind.DATE, path="from_date", editable=True, required=True),
            Column("until_date", gettext_lazy("Ends before"), kind=Kind.DATE, path="until_date", editable=True),
            Column("source", gettext_lazy("According to"), path="source"),
        ),
        change=keep_member,
        create=lambda *, by, values, now: keep_member(by=by, row=Membership(), values=values, now=now),
        change_permission=Permission.CHANGE_PUBLISHING,
    )
)

register(
    StaffList(
        name="publishing.institutions",
        label=gettext_lazy("Institutions of authors"),
        permission=Permission.SEE_PUBLISHING,
        door="publishing",
        rows=lambda: Institution.objects.select_related("parent").annotate(deals=Count("memberships__agreement", distinct=True)),
        find=lambda rows, words: rows.filter(Q(name__icontains=words) | Q(other_names__icontains=words) | Q(ror=words)),
        order="name",
        fresh=lambda: reverse("publishing:add", args=["institution"]),
        fresh_label=gettext_lazy("Add an institution"),
        link=lambda row: reverse("publishing:change", args=["institution", row.pk]),
        columns=(
            Column("name", gettext_lazy("Name"), path="name", editable=True, required=True, longest=300),
            Column(
                "other_names", gettext_lazy("Other names"), kind=Kind.SEVERAL, path="other_names", editable=True, longest=2_000
            ),
            Column("ror", gettext_lazy("ROR"), path="ror", editable=True, longest=9),
            Column("country", gettext_lazy("Country"), path="country", editable=True, longest=2),
            Column("parent", gettext_lazy("Part of"), path="parent__name", editable=True, longest=300),
            Column("is_own", gettext_lazy("The library’s own"), kind=Kind.TICK, path="is_own", editable=True),
            Column("deals", gettext_lazy("Agreements"), kind=Kind.NUMBER, path="deals"),
        ),
        change=keep_institution,
        create=lambda *, by, values, now: keep_institution(by=by, row=Institution(), values=values, now=now),
        change_permission=Permission.CHANGE_PUBLISHING,
    )
)
