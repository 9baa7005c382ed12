"""Proxies as a staff list, each with what its last test saw."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy

from lantai.infra.lists import Column, Kind, StaffList, register
from lantai.people.models import Account

from .. import actions
from ..models import KIND_NAMES, Proxy
from ..models.names import PROXY_NAMES


def change_proxy(*, by: Account, row: Proxy, values: Mapping[str, Any], now: datetime) -> None:
    """Give a proxy new values."""
    actions.keep_proxy(by=by, proxy=row, values=values, now=now)


def make_proxy(*, by: Account, values: Mapping[str, Any], now: datetime) -> Proxy:
    """Make a proxy from a line of a file."""
    return actions.keep_proxy(by=by, proxy=None, values=values, now=now)


register(
    StaffList(
        name="access.proxies",
        label=gettext_lazy("Proxies"),
        permission="access.view_proxy",
        door="faults",
        rows=lambda: Proxy.objects.all(),
        find=lambda rows, words: rows.filter(Q(name__icontains=words) | Q(template__icontains=words)),
        order="name",
        link=lambda row: reverse("access:proxy", args=[row.pk]),
        fresh=lambda: reverse("access:new_proxy"),
        fresh_label=gettext_lazy("A new proxy"),
        columns=(
            Column("name", gettext_lazy("Name"), path="name", editable=True, required=True, longest=120),
            Column("kind", gettext_lazy("Kind"), kind=Kind.CHOICE, path="kind", choices=PROXY_NAMES.items, editable=True),
            Column("template", gettext_lazy("Template"), path="template", editable=True, required=True, longest=500),
            Column(
                "entity",
                gettext_lazy("Identifier of the university’s sign-in"),
                path="entity",
                editable=True,
                shown=False,
                longest=300,
            ),
            Column(
                "test_address",
                gettext_lazy("Address to test it with"),
                kind=Kind.ADDRESS,
                path="test_address",
                editable=True,
                shown=False,
                longest=1_000,
            ),
            Column("in_use", gettext_lazy("In use"), kind=Kind.TICK, path="in_use", editable=True),
            Column(
                "everywhere",
                gettext_lazy("For all platforms that have no way of their own"),
                kind=Kind.TICK,
                path="everywhere",
                editable=True,
                shown=False,
            ),
            Column("tested", gettext_lazy("What the test saw"), kind=Kind.CHOICE, path="tested_kind", choices=KIND_NAMES.items),
            Column("tested_at", gettext_lazy("Tested"), kind=Kind.MOMENT, path="tested_at"),
        ),
        change=change_proxy,
        create=make_proxy,
        change_permission="access.change_service",
    )
)
