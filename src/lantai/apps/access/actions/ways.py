"""Proxies, which platforms readers reach through them, and whether they work."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lantai.apps.holdings.models import Platform
from lantai.core.faults.facts import Expected, Verdict
from lantai.core.faults.judging import judge
from lantai.core.faults.proxies import EXAMPLES, ProxyKind, build, problems
from lantai.infra import audit
from lantai.people.models import Account

from ..fetching import Fetcher
from ..models import PlatformAccess, Proxy
from .allowing import SET_UP, NotPossible, allow

PROXY_FIELDS = frozenset({"name", "kind", "template", "entity", "test_address", "in_use", "everywhere"})
ACCESS_FIELDS = frozenset({"proxy", "direct", "hosts", "importance", "vendor_mail", "vendor_language", "on_status_page"})


@transaction.atomic
def keep_proxy(*, by: Account | None, proxy: Proxy | None, values: Mapping[str, Any], now: datetime) -> Proxy:
    """Make or change a proxy; raise ValidationError by field, naming what its template lacks."""
    allow(by, SET_UP)
    row = Proxy.objects.select_for_update().get(pk=proxy.pk) if proxy else Proxy()
    before = row.template
    for name in values.keys() & PROXY_FIELDS:
        setattr(row, name, values[name])
    if found := problems(ProxyKind(row.kind), row.template):
        raise ValidationError({"template": [_said(row.kind, code, detail) for code, detail in found]})
    if row.kind == ProxyKind.WAYFLESS and not row.entity:
        raise ValidationError({"entity": _("Give the identifier of the university’s sign-in (entityID).")})
    if row.template != before:
        row.tested_at, row.tested_kind, row.tested_reasons = None, "", []
    row.full_clean()
    row.save()
    audit.record(by=by, action="access.keep_proxy", subject=row, now=now)
    return row


def _said(kind: str, code: str, detail: str) -> str:
    words = {
        "not_an_address": _("The template must begin with https:// and have no spaces."),
        "unknown_place": _("There is no place named “%(detail)s”."),
        "brace": _("A brace is not closed or not opened."),
        "lacks": _("The template lacks %(detail)s; an example: %(example)s"),
        "free_host": _("The host must be that of your proxy: whoever fills the template could lead readers anywhere."),
    }
    return words[code] % {"detail": detail, "example": EXAMPLES[ProxyKind(kind)]}


@transaction.atomic
def remove_proxy(*, by: Account, proxy: Proxy, now: datetime) -> None:
    """Take a proxy away that no platform is reached through."""
    allow(by, SET_UP)
    if proxy.platforms.exists():
        raise NotPossible(_("Platforms are still reached through it."))
    audit.record(by=by, action="access.remove_proxy", subject=proxy, now=now)
    proxy.delete()


def test_proxy(*, by: Account | None, proxy: Proxy, fetcher: Fetcher, now: datetime) -> Verdict:
    """Ask for the test address through a proxy and keep what came: the sign-in of the proxy counts as working."""
    allow(by, SET_UP)
    if not proxy.test_address:
        raise NotPossible(_("Give an address to test it with."))
    came = fetcher.look(build(proxy.template, proxy.test_address, entity=proxy.entity))
    verdict = judge(came, Expected(kind="platform"))
    with transaction.atomic():
        reasons = [list(reason) for reason in verdict.reasons]
        Proxy.objects.filter(pk=proxy.pk).update(tested_at=now, tested_kind=verdict.kind, tested_reasons=reasons)
        audit.record(by=by, action="access.test_proxy", subject=proxy, now=now)
    return verdict


@transaction.atomic
def keep_access(*, by: Account | None, platform: Platform, values: Mapping[str, Any], now: datetime) -> PlatformAccess:
    """Say how a platform is reached, how important it is and where its vendor is told of faults."""
    allow(by, SET_UP)
    row = PlatformAccess.objects.select_for_update().filter(platform=platform).first() or PlatformAccess(platform=platform)
    for name in values.keys() & ACCESS_FIELDS:
        setattr(row, name, values[name])
    if not 1 <= row.importance <= 3:
        raise ValidationError({"importance": _("From 1 (hardly used) to 3 (indispensable).")})
    row.full_clean()
    row.save()
    audit.record(by=by, action="access.keep_access", subject=row, now=now)
    return row
