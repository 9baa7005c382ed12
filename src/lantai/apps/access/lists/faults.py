"""Faults as a staff list: the queue, and what is done with many of them at once."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lantai.apps.holdings.models import Database, Platform
from lantai.core.faults.kinds import FaultClass
from lantai.core.faults.severity import Scope
from lantai.infra.lists import Column, Kind, StaffList, register
from lantai.infra.lists.naming import named
from lantai.infra.lists.narrowing import YES
from lantai.people.models import Account

from .. import actions
from ..models import CLASS_NAMES, GRADE_NAMES, KIND_NAMES, OPEN_STATES, SCOPE_NAMES, Fault, Origin, Resolution, State
from ..queries import faults as queries

NAME = "access.faults"


def change_fault(*, by: Account, row: Fault, values: Mapping[str, Any], now: datetime) -> None:
    """Do with a fault what a line says: class, reach, who, then the state, with how it ended and a note."""
    try:
        if "label" in values:
            actions.classify_as(by=by, fault=row, label=FaultClass(values["label"]), now=now)
        if "scope" in values:
            actions.regrade(by=by, fault=row, scope=Scope(int(values["scope"])), now=now)
        if "assignee" in values:
            actions.assign(by=by, fault=row, to=_staff(values["assignee"]), now=now)
        ended = values.get("resolution") or row.resolution
        if "state" in values and Fault.objects.get(pk=row.pk).state != values["state"]:
            actions.move(by=by, fault=row, state=State(values["state"]), resolution=ended, words=values.get("note", ""), now=now)
        elif "resolution" in values:
            raise ValidationError({"resolution": _("How it ended is said with the state: fixed or closed.")})
        elif values.get("note"):
            actions.note(by=by, fault=row, words=values["note"], now=now)
    except actions.NotPossible as refused:
        raise ValidationError({"state" if "state" in values else next(iter(values)): str(refused)}) from refused


def _staff(number: str) -> Account:
    found = queries.staff().filter(pk=number or 0).first()
    if found is None:
        raise ValidationError({"assignee": _("Faults are given to staff.")})
    return found


def make_fault(*, by: Account, values: Mapping[str, Any], now: datetime) -> Fault:
    """Open a fault that staff saw, from a line of a file."""
    if not values.get("label"):
        raise ValidationError({"label": _("Say of what class it is.")})
    platform = named(Platform.objects.all(), "platform", values.get("platform"))
    database = named(Database.objects.all(), "database", values.get("database"))
    made = actions.open_by_staff(
        by=by, title=values.get("title", ""), label=FaultClass(values["label"]), platform=platform, database=database,
        words=values.get("note", ""), now=now,
    )  # fmt: skip
    if values.get("assignee"):
        actions.assign(by=by, fault=made, to=_staff(values["assignee"]), now=now)
    return made


def _find(rows: QuerySet[Fault], words: str) -> QuerySet[Fault]:
    number = words.upper().removeprefix("F")
    by_number = Q(pk=int(number)) if number.isdecimal() and len(number) < 18 else Q(pk=None)
    return rows.filter(by_number | Q(title__icontains=words) | Q(platform__name__icontains=words))


def _open(rows: QuerySet[Fault], text: str) -> QuerySet[Fault]:
    return rows.filter(state__in=OPEN_STATES) if text == YES else rows.exclude(state__in=OPEN_STATES)


def _coded(names: Any) -> Any:
    """Return choices whose codes are numbers as the lists want them."""
    return lambda: [(str(int(code)), name) for code, name in names.items()]


register(
    StaffList(
        name=NAME,
        label=gettext_lazy("Faults of access"),
        about=gettext_lazy("A change of state is a step in a fault’s history; it cannot be taken back but by the next step."),
        permission="access.view_fault",
        door="faults",
        rows=queries.listed,
        find=_find,
        order="-severity",
        link=lambda row: reverse("access:fault", args=[row.pk]),
        fresh=lambda: reverse("access:new_fault"),
        fresh_label=gettext_lazy("Open a fault"),
        columns=(
            Column(
                "title", gettext_lazy("What it is about"), path="title", editable=True, longest=300, lang=lambda row: row.language
            ),
            Column(
                "severity",
                gettext_lazy("Severity"),
                kind=Kind.CHOICE,
                path="severity",
                value=lambda row: str(row.severity),
                choices=_coded(GRADE_NAMES),
            ),
            Column("state", gettext_lazy("State"), kind=Kind.CHOICE, path="state", choices=lambda: State.choices, editable=True),
            Column(
                "open",
                gettext_lazy("Keeps readers out"),
                kind=Kind.TICK,
                value=lambda row: row.state in OPEN_STATES,
                narrow=_open,
                shown=False,
            ),
            Column("label", gettext_lazy("Class"), kind=Kind.CHOICE, path="label", choices=CLASS_NAMES.items, editable=True),
            Column("told", gettext_lazy("Reports"), kind=Kind.NUMBER, path="told"),
            Column("platform", gettext_lazy("Platform"), path="platform__name"),
            Column("database", gettext_lazy("Database"), path="database__name", shown=False),
            Column(
                "assignee",
                gettext_lazy("Who"),
                kind=Kind.CHOICE,
                path="assignee",
                value=lambda row: str(row.assignee_id or ""),
                choices=lambda: [(str(each.pk), str(each)) for each in queries.staff()],
                editable=True,
            ),
            Column("opened", gettext_lazy("Opened"), kind=Kind.MOMENT, path="opened_at"),
            Column("reply_due", gettext_lazy("First answer due"), kind=Kind.MOMENT, path="reply_due_at", shown=False),
            Column("restore_due", gettext_lazy("To work again by"), kind=Kind.MOMENT, path="restore_due_at", shown=False),
            Column("restored", gettext_lazy("Works again"), kind=Kind.MOMENT, path="restored_at", shown=False),
            Column(
                "resolution",
                gettext_lazy("How it ended"),
                kind=Kind.CHOICE,
                path="resolution",
                choices=lambda: Resolution.choices,
                shown=False,
                editable=True,
            ),
            Column(
                "scope",
                gettext_lazy("What is shut"),
                kind=Kind.CHOICE,
                path="scope",
                value=lambda row: str(row.scope),
                choices=_coded(SCOPE_NAMES),
                shown=False,
                editable=True,
            ),
            Column(
                "kind", gettext_lazy("What the check saw"), kind=Kind.CHOICE, path="kind", choices=KIND_NAMES.items, shown=False
            ),
            Column(
                "origin", gettext_lazy("Found by"), kind=Kind.CHOICE, path="origin", choices=lambda: Origin.choices, shown=False
            ),
            Column("sign_of", gettext_lazy("Sign of"), path="parent__title", shown=False),
            Column(
                "note",
                pgettext_lazy("event", "Note"),
                kind=Kind.LONG,
                value=lambda row: "",
                shown=False,
                editable=True,
            ),
        ),
        change=change_fault,
        create=make_fault,
        change_permission="access.change_fault",
    )
)
