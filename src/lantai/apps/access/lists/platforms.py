"""Platforms as a staff list: how readers reach each, how much they need it, and where its vendor is told of faults."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lantai.apps.holdings.models import Platform
from lantai.infra.lists import Column, Kind, StaffList, register
from lantai.infra.lists.naming import named
from lantai.people.models import Account

from .. import actions
from ..forms import LANGUAGE_NAMES
from ..models import PlatformAccess, Proxy


def change_way(*, by: Account, row: Platform, values: Mapping[str, Any], now: datetime) -> None:
    """Say how a platform is reached; the proxy is named."""
    said = dict(values)
    if "proxy" in said:
        said["proxy"] = named(Proxy.objects.all(), "proxy", said["proxy"])
    if said.get("importance", 2) is None:
        raise ValidationError({"importance": _("From 1 (hardly used) to 3 (indispensable).")})
    actions.keep_access(by=by, platform=row, values=said, now=now)


def _way(name: str, otherwise: Any) -> Any:
    def value(row: Platform) -> Any:
        way: PlatformAccess | None = getattr(row, "access", None)
        return otherwise if way is None else getattr(way, name)

    return value


def _proxy(row: Platform) -> str:
    way: PlatformAccess | None = getattr(row, "access", None)
    return str(way.proxy) if way is not None and way.proxy is not None else ""


register(
    StaffList(
        name="access.platforms",
        label=gettext_lazy("Platforms and how they are reached"),
        permission="access.view_platformaccess",
        door="faults",
        rows=lambda: Platform.objects.select_related("access__proxy"),
        find=lambda rows, words: rows.filter(
            Q(name__icontains=words) | Q(provider__icontains=words) | Q(address__icontains=words)
        ),
        order="name",
        link=lambda row: reverse("access:way", args=[row.pk]),
        columns=(
            Column("name", gettext_lazy("Platform"), path="name"),
            Column("address", gettext_lazy("Address"), kind=Kind.ADDRESS, path="address"),
            Column("proxy", gettext_lazy("Proxy"), path="access__proxy__name", value=_proxy, editable=True, longest=120),
            Column(
                "direct",
                gettext_lazy("Never through a proxy"),
                kind=Kind.TICK,
                path="access__direct",
                value=_way("direct", False),
                editable=True,
            ),
            Column(
                "importance",
                gettext_lazy("Importance, 1 to 3"),
                kind=Kind.NUMBER,
                path="access__importance",
                value=_way("importance", 2),
                editable=True,
            ),
            Column(
                "vendor_mail",
                gettext_lazy("The vendor’s address for faults"),
                path="access__vendor_mail",
                value=_way("vendor_mail", ""),
                editable=True,
                longest=254,
            ),
            Column(
                "vendor_language",
                gettext_lazy("Language to write to the vendor in"),
                kind=Kind.CHOICE,
                path="access__vendor_language",
                value=_way("vendor_language", ""),
                choices=lambda: LANGUAGE_NAMES,
                editable=True,
                shown=False,
            ),
            Column(
                "hosts",
                gettext_lazy("Other hosts, one a line"),
                kind=Kind.LONG,
                path="access__hosts",
                value=_way("hosts", ""),
                editable=True,
                shown=False,
            ),
            Column(
                "on_status_page",
                gettext_lazy("On the status page"),
                kind=Kind.TICK,
                path="access__on_status_page",
                value=_way("on_status_page", True),
                editable=True,
                shown=False,
            ),
        ),
        change=change_way,
        change_permission="access.change_service",
    )
)
