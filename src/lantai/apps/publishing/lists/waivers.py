"""Waivers and groups of countries as staff lists, which go out and come in as tables."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from lantai.apps.publishing import actions
from lantai.apps.publishing.forms.waivers import READ
from lantai.apps.publishing.models import ArticleType, CountryGroup, Counts, Coverage, Giving, Waiver, Whose
from lantai.infra.lists import Column, Kind, StaffList, register
from lantai.infra.lists.words import gathered, words_column
from lantai.people.models import Account
from lantai.people.roles import Permission

from .deals import LANGUAGES

MANY = 5_000
"""Characters of a cell of countries or journals."""


def keep_waiver(*, by: Account, row: Waiver, values: Mapping[str, Any], now: datetime) -> Waiver:
    """Make or change a waiver from the cells of a line."""
    return actions.keep(by=by, row=row, said=_read(gathered(values, row, "steps")), now=now)


def keep_group(*, by: Account, row: CountryGroup, values: Mapping[str, Any], now: datetime) -> CountryGroup:
    """Make or change a list of a group of countries from the cells of a line."""
    return actions.keep(by=by, row=row, said=_read(dict(values)), now=now)


def _read(said: dict[str, Any]) -> dict[str, Any]:
    """Return the cells with those of several values read; raise ValidationError under the column's name."""
    for name, read in READ.items():
        if name in said:
            try:
                said[name] = read(said[name])
            except ValidationError as problem:
                raise ValidationError({name: problem.messages}) from problem
    if "types" in said:
        said["types"] = list(said["types"])
    return said


def _several(name: str, label: Any, *, shown: bool = False, required: bool = False) -> Column:
    return Column(name, label, kind=Kind.SEVERAL, path=name, editable=True, shown=shown, required=required, longest=MANY)


def _choice(name: str, label: Any, known: type[TextChoices], *, shown: bool = False) -> Column:
    given = [choice for choice in known.choices if choice[0]]
    return Column(name, label, kind=Kind.CHOICE, path=name, choices=lambda: given, editable=True, shown=shown)


register(
    StaffList(
        name="publishing.waivers",
        label=gettext_lazy("Waivers by country"),
        about=gettext_lazy("By which publishers take no charge, or a lower one, from authors of some countries."),
        permission=Permission.SEE_PUBLISHING,
        door="publishing",
        rows=lambda: Waiver.objects.all(),
        find=lambda rows, words: rows.filter(
            Q(publisher__icontains=words) | Q(reference__icontains=words) | Q(imprints__icontains=words)
        ),
        order="publisher",
        fresh=lambda: reverse("publishing:add", args=["waiver"]),
        fresh_label=gettext_lazy("Add a waiver"),
        link=lambda row: reverse("publishing:change", args=["waiver", row.pk]),
        columns=(
            Column("reference", gettext_lazy("Short name"), path="reference", editable=True, required=True, longest=120),
            Column("publisher", gettext_lazy("Publisher"), path="publisher", editable=True, required=True, longest=300),
            _several("groups", gettext_lazy("Groups of countries"), shown=True),
            _several("countries", gettext_lazy("Further countries"), shown=True),
            _choice("covers", gettext_lazy("What is waived"), Coverage, shown=True),
            Column("discount", gettext_lazy("Discount in percent"), kind=Kind.NUMBER, path="discount", editable=True),
            Column("from_date", pgettext_lazy("date", "From"), kind=Kind.DATE, path="from_date", editable=True),
            Column("until_date", gettext_lazy("Ends before"), kind=Kind.DATE, path="until_date", editable=True),
            Column("said_date", gettext_lazy("As of"), kind=Kind.DATE, path="said_date", editable=True),
            _choice("who", gettext_lazy("Whose country counts"), Whose),
            _choice("given", gettext_lazy("How it is given"), Giving),
            _choice("counts_by", gettext_lazy("Which day counts"), Counts),
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
                "open_only",
                gettext_lazy("Only wholly open journals"),
                kind=Kind.TICK,
                path="open_only",
                editable=True,
                shown=False,
            ),
            _several("imprints", gettext_lazy("Its other names and imprints")),
            _several("issns", gettext_lazy("Only these journals")),
            _several("except_issns", gettext_lazy("Not these journals")),
            Column(
                "clause",
                gettext_lazy("Words of the policy"),
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
            Column("note", gettext_lazy("Note for staff"), kind=Kind.LONG, path="note", editable=True, shown=False),
            *(words_column("steps", tag, label, long=True) for tag, label in LANGUAGES["steps"].items()),
        ),
        change=keep_waiver,
        create=lambda *, by, values, now: keep_waiver(by=by, row=Waiver(), values=values, now=now),
        change_permission=Permission.CHANGE_PUBLISHING,
    )
)

register(
    StaffList(
        name="publishing.groups",
        label=gettext_lazy("Groups of countries"),
        about=gettext_lazy("Each year’s list of a group is a row of its own: of those that have begun, the last counts."),
        permission=Permission.SEE_PUBLISHING,
        door="publishing",
        rows=lambda: CountryGroup.objects.all(),
        find=lambda rows, words: rows.filter(Q(code__icontains=words) | Q(name__icontains=words)),
        order="code",
        fresh=lambda: reverse("publishing:add", args=["group"]),
        fresh_label=gettext_lazy("Add a list of countries"),
        link=lambda row: reverse("publishing:change", args=["group", row.pk]),
        columns=(
            Column("code", gettext_lazy("Short name"), path="code", editable=True, required=True, longest=40),
            Column("name", gettext_lazy("Name"), path="name", editable=True, required=True, longest=200),
            Column("from_date", pgettext_lazy("date", "From"), kind=Kind.DATE, path="from_date", editable=True, required=True),
            Column("until_date", gettext_lazy("Ends before"), kind=Kind.DATE, path="until_date", editable=True),
            _several("countries", gettext_lazy("Countries"), shown=True, required=True),
            Column("link", gettext_lazy("Source"), kind=Kind.ADDRESS, path="link", editable=True, longest=1_000),
        ),
        change=keep_group,
        create=lambda *, by, values, now: keep_group(by=by, row=CountryGroup(), values=values, now=now),
        change_permission=Permission.CHANGE_PUBLISHING,
    )
)
