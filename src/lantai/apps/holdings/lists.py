"""What staff work with in lists: the databases, and the titles of packages (infra.lists)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from lantai.core.bib.disciplines import NAMES
from lantai.core.text import fold
from lantai.infra.lists import Column, Kind, StaffList, Value, register

from . import actions
from .az import coverage
from .az.databases import TYPES
from .models import Access, Database, DatabaseStatus, MatchState, PackageTitle, TitleKind

LANGUAGES = {"en": _("English"), "zh": _("Chinese"), "ar": _("Arabic")}
"""Languages in which databases are named and described in lists; others are kept as they are."""


def _words(field: str, tag: str, label: Any, *, long: bool = False) -> Column:
    """Return the column of one language of a field of words by language."""
    return Column(
        f"{field}.{tag}".replace(".", "_"),
        label,
        kind=Kind.LONG if long else Kind.WORDS,
        value=lambda row: getattr(row, field).get(tag, ""),
        narrow=lambda rows, text: rows.filter(**{f"{field}__{tag}__icontains": text}),
        shown=False,
        editable=True,
        lang=tag,
    )


def _change_database(*, by: Any, row: Database, values: Mapping[str, Value], now: datetime) -> None:
    actions.change_database(by=by, database=row, values=_fields(values, row), now=now)


def _make_database(*, by: Any, values: Mapping[str, Value], now: datetime) -> Database:
    fields = _fields(values, Database())
    name = str(fields.get("name", ""))
    fields.setdefault("reference", f"{slugify(name) or fold.key(name)[:40] or 'database'}-{now:%Y%m%d%H%M%S%f}")
    return actions.make_database(by=by, values=fields, now=now)


def _fields(values: Mapping[str, Value], row: Database) -> dict[str, Any]:
    """Turn cells into the fields of a database: lists, words by language, no seats for none."""
    fields: dict[str, Any] = {}
    for name, value in values.items():
        field, _mark, tag = name.rpartition("_")
        if tag in LANGUAGES and field in ("names", "descriptions"):
            words = fields.setdefault(field, dict(getattr(row, field)))
            words[tag] = value
            fields[field] = {key: said for key, said in words.items() if said}
        elif isinstance(value, tuple):
            fields[name] = list(value)
        else:
            fields[name] = value
    if isinstance(seats := fields.get("seats"), int) and seats < 1:
        raise ValidationError({"seats": gettext("At least one reader at a time, or nothing for no limit.")})
    return fields


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
        rows=lambda: Database.objects.select_related("platform", "package"),
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
            Column("platform", _("Platform"), path="platform__name"),
            Column("address", _("Address"), kind=Kind.ADDRESS, path="address", editable=True, longest=1_000),
            Column("seats", _("Readers at a time"), kind=Kind.NUMBER, path="seats", editable=True),
            Column("guide", _("Guide"), kind=Kind.ADDRESS, path="guide", editable=True, shown=False, longest=1_000),
            Column("added_date", _("Added"), kind=Kind.DATE, path="added_date", editable=True, required=True),
            Column("language", _("Language of the name"), path="language", editable=True, shown=False, longest=35),
            Column("reference", _("Reference"), path="reference", shown=False),
            _words("names", "en", _("Name in English")),
            _words("names", "zh", _("Name in Chinese")),
            _words("names", "ar", _("Name in Arabic")),
            _words("descriptions", "en", _("Description in English"), long=True),
            _words("descriptions", "zh", _("Description in Chinese"), long=True),
            _words("descriptions", "ar", _("Description in Arabic"), long=True),
        ),
        find=_find_databases,
        link=lambda row: reverse("holdings:database", args=[row.pk]),
        order="name",
        change=_change_database,
        create=_make_database,
        change_permission="holdings.change_database",
    )
)


def _find_titles(rows: QuerySet[PackageTitle], words: str) -> QuerySet[PackageTitle]:
    plain = words.replace("-", "").strip()
    if len(plain) in (8, 10, 13) and plain[:-1].isdecimal():
        either = {words.strip(), plain, f"{plain[:4]}-{plain[4:]}"}
        return rows.filter(Q(print_identifier__in=either) | Q(online_identifier__in=either))
    for word in words.split()[:8]:
        rows = rows.filter(title__icontains=word)
    return rows


def _years(row: PackageTitle) -> str:
    return ", ".join(f"{span.first or ''}–{span.last or ''}" for span in coverage.spans(row.coverage))


register(
    StaffList(
        name="holdings.titles",
        label=_("Titles in packages"),
        about=_("Titles come and change by the lists of their providers; what is no longer listed is kept and marked."),
        permission="holdings.view_packagetitle",
        door="titles",
        rows=lambda: PackageTitle.objects.select_related("package", "platform"),
        columns=(
            Column("title", _("Title"), path="title"),
            Column("package", _("Package"), path="package__name"),
            Column("platform", _("Platform"), path="platform__name", shown=False),
            Column("kind", _("Kind"), kind=Kind.CHOICE, path="kind", choices=lambda: TitleKind.choices),
            Column("print_identifier", _("Print ISSN or ISBN"), path="print_identifier"),
            Column("online_identifier", _("Online ISSN or ISBN"), path="online_identifier"),
            Column("years", _("Years"), value=_years),
            Column("embargo", _("Embargo"), path="embargo"),
            Column(
                "access",
                pgettext_lazy("title", "Access"),
                kind=Kind.CHOICE,
                path="access",
                choices=lambda: [c for c in Access.choices if c[0]],
            ),
            Column("publisher", _("Publisher"), path="publisher", shown=False),
            Column("url", _("Address"), kind=Kind.ADDRESS, path="url", shown=False),
            Column("state", _("Match"), kind=Kind.CHOICE, path="state", choices=lambda: MatchState.choices),
            Column("added", _("Added"), kind=Kind.MOMENT, path="added_at", shown=False),
            Column("changed", _("Changed"), kind=Kind.MOMENT, path="changed_at", shown=False),
            Column("removed", _("Removed"), kind=Kind.MOMENT, path="removed_at"),
        ),
        find=_find_titles,
        order="title",
    )
)
