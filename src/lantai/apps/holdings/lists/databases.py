"""Databases as a staff list."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lantai.apps.holdings import actions
from lantai.apps.holdings.az.databases import TYPES
from lantai.apps.holdings.models import Database, DatabaseOpenings, DatabaseStatus, Platform
from lantai.core.bib.disciplines import NAMES
from lantai.core.text import fold
from lantai.infra.lists import Column, Kind, StaffList, Value, register
from lantai.infra.lists.naming import named
from lantai.infra.lists.words import gathered, words_column


def change_database(*, by: Any, row: Database, values: Mapping[str, Value], now: datetime) -> None:
    """Give a database new values; its platform is named."""
    actions.change_database(by=by, database=row, values=_fields(values, row), now=now)


def make_database(*, by: Any, values: Mapping[str, Value], now: datetime) -> Database:
    """Make a database of a line; one without a reference gets one of its name and the day."""
    fields = _fields(values, Database())
    name = str(fields.get("name", ""))
    fields.setdefault("reference", f"{slugify(name) or fold.key(name)[:40] or 'database'}-{now:%Y%m%d%H%M%S%f}")
    return actions.make_database(by=by, values=fields, now=now)


def _fields(values: Mapping[str, Value], row: Database) -> dict[str, Any]:
    """Turn cells into the fields of a database: lists, words by language, no seats for none."""
    fields = {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in gathered(values, row, "names", "descriptions").items()
    }
    if "platform" in fields:
        fields["platform"] = named(Platform.objects.all(), "platform", fields["platform"])
    if isinstance(seats := fields.get("seats"), int) and seats < 1:
        raise ValidationError({"seats": gettext("At least one reader at a time, or nothing for no limit.")})
    return fields


def _rows() -> QuerySet[Database]:
    """Return all with how often readers opened each in the last twelve months (``opened``)."""
    lately = DatabaseOpenings.objects.lately(localdate()).filter(database=OuterRef("pk")).order_by()
    times = lately.values("database").annotate(n=Sum("times")).values("n")
    return Database.objects.select_related("platform", "package").annotate(opened=Coalesce(Subquery(times), 0))


def _find_databases(rows: QuerySet[Database], words: str) -> QuerySet[Database]:
    """Keep those that have the words in a name, description or provider, folded as readers' searches are."""
    wanted = fold.words(words)
    keep = []
    for pk, *said in rows.values_list("pk", "name", "provider", "reference", "names", "descriptions"):
        text = " ".join(fold.fold(" ".join(part.values()) if isinstance(part, dict) else str(part)) for part in said)
        if all(word in text for word in wanted):
            keep.append(pk)
    return rows.filter(pk__in=keep)


register(
    StaffList(
        name="holdings.databases",
        label=_("Databases"),
        about=_("What readers find under Databases A–Z, while an activation covers it."),
        permission="holdings.view_database",
        door="titles",
        rows=_rows,
        columns=(
            Column("name", _("Name"), path="name", editable=True, required=True, longest=300, lang=lambda row: row.language),
            Column("status", _("Status"), kind=Kind.CHOICE, path="status", choices=lambda: DatabaseStatus.choices, editable=True),
            Column(
                "subjects",
                _("Disciplines"),
                kind=Kind.CODES,
                path="subjects",
                choices=lambda: [(c, gettext(n)) for c, n in NAMES.items()],
                editable=True,
            ),
            Column("types", _("What it holds"), kind=Kind.CODES, path="types", choices=TYPES.items, editable=True),
            Column("languages", _("Languages"), kind=Kind.SEVERAL, path="languages", editable=True, longest=200),
            Column("provider", _("Provider"), path="provider", editable=True, longest=200),
            Column("platform", _("Platform"), path="platform__name", editable=True, shown=False, longest=200),
            Column("address", _("Address"), kind=Kind.ADDRESS, path="address", editable=True, longest=1_000),
            Column("seats", _("Readers at a time"), kind=Kind.NUMBER, path="seats", editable=True),
            Column("opened", _("Opened in a year"), kind=Kind.NUMBER, path="opened"),
            Column("guide", _("Guide"), kind=Kind.ADDRESS, path="guide", editable=True, shown=False, longest=1_000),
            Column("added_date", _("Added"), kind=Kind.DATE, path="added_date", editable=True, required=True),
            Column("language", _("Language of the name"), path="language", editable=True, shown=False, longest=35),
            Column("reference", _("Reference"), path="reference", shown=False),
            words_column("names", "en", _("Name in English")),
            words_column("names", "zh", _("Name in Chinese")),
            words_column("names", "ar", _("Name in Arabic")),
            words_column("descriptions", "en", _("Description in English"), long=True),
            words_column("descriptions", "zh", _("Description in Chinese"), long=True),
            words_column("descriptions", "ar", _("Description in Arabic"), long=True),
        ),
        find=_find_databases,
        link=lambda row: reverse("holdings:database", args=[row.pk]),
        order="name",
        change=change_database,
        create=make_database,
        change_permission="holdings.change_database",
    )
)
