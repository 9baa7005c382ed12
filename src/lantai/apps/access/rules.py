"""Rules of the work list about access: links that do not work, faults that wait too long, proxies that fail their test."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lantai.apps.holdings.models import Platform, PlatformStatus
from lantai.core.faults.kinds import LinkKind
from lantai.infra.rules import Finding, Severity, rule

from .models import KIND_NAMES, Downtime, Link, PlatformAccess, Proxy
from .queries import faults

SEE = "access.view_fault"
MOST = 5_000
LONG = timedelta(days=30)


def _links(*kinds: str) -> Iterable[Finding]:
    rows = Link.objects.filter(kind__in=kinds).select_related(
        "package_title__package", "package_title__instance", "database", "platform"
    )
    for link in rows.order_by("since_at")[:MOST]:
        title = link.package_title
        work = (title.instance.work_id or 0) if title is not None and title.instance is not None else 0
        detail = f"{link.name}: {KIND_NAMES[LinkKind(link.kind)]}"
        yield Finding(f"link:{link.pk}", work=work, url=reverse("access:link", args=[link.pk]), detail=detail[:300])


@rule(
    "access.link_dead", level="link", severity=Severity.URGENT, permission=SEE, label=_("Link that does not lead to the resource"),
    why=_("Readers who follow it find nothing, and think that the library has lied."),
    remedy=_("Look at what the check saw; correct the address, or write to the vendor."),
)  # fmt: skip
def link_dead(now: datetime) -> Iterable[Finding]:
    """Find links whose page is not there or whose host does not answer."""
    return _links(
        LinkKind.DEAD_HOST, LinkKind.SOFT_404, LinkKind.DOI_UNRESOLVED, LinkKind.EXPIRED_CERTIFICATE, LinkKind.WRONG_TITLE
    )


@rule(
    "access.link_shut", level="link", severity=Severity.URGENT, permission=SEE, label=_("Link that does not let entitled readers in"),
    why=_("The library pays for it, and readers are asked to pay or to sign in."),
    remedy=_("Check the entitlement and the proxy; have the vendor activate it."),
)  # fmt: skip
def link_shut(now: datetime) -> Iterable[Finding]:
    """Find links that ask for money, a sign-in or a proxy, or show other years."""
    return _links(
        LinkKind.PAYWALL, LinkKind.LOGIN_WALL, LinkKind.PROXY_NOT_CONFIGURED, LinkKind.BLOCKED_IP, LinkKind.WRONG_COVERAGE
    )


@rule(
    "access.link_moved", level="link", severity=Severity.SOON, permission=SEE, label=_("Link to an old address"),
    why=_("It still leads on, but not for ever."), remedy=_("Take over the new address that the check saw."),
)  # fmt: skip
def link_moved(now: datetime) -> Iterable[Finding]:
    """Find links that moved for good."""
    return _links(LinkKind.MOVED)


@rule(
    "access.fault_late", level="fault", severity=Severity.URGENT, permission=SEE, label=_("Fault later than promised"),
    why=_("Readers wait for an answer, or to get in again, longer than the library says."),
    remedy=_("Answer, ask the vendor, or say on the status page how it stands."),
)  # fmt: skip
def fault_late(now: datetime) -> Iterable[Finding]:
    """Find open faults of which a promise was broken."""
    for fault in faults.late(now=now)[:MOST]:
        yield Finding(f"fault:{fault.pk}", url=reverse("access:fault", args=[fault.pk]), detail=fault.title)


@rule(
    "access.proxy_failing", level="proxy", severity=Severity.URGENT, permission=SEE, label=_("Proxy that fails its test"),
    why=_("Readers off campus cannot get through to any platform behind it."), remedy=_("Test it again; correct its template or its configuration."),
)  # fmt: skip
def proxy_failing(now: datetime) -> Iterable[Finding]:
    """Find proxies in use whose last test did not reach them."""
    good = ("", LinkKind.SOUND, LinkKind.LOGIN_WALL, LinkKind.MOVED)
    for proxy in Proxy.objects.filter(in_use=True).exclude(tested_kind__in=good):
        yield Finding(f"proxy:{proxy.pk}", url=reverse("access:proxy", args=[proxy.pk]), detail=proxy.name)


@rule(
    "access.platform_without_mail", level="platform", severity=Severity.NOTE, permission=SEE, label=_("Platform without an address for faults"),
    why=_("When it is down, nobody knows whom to write to."), remedy=_("Give the vendor’s address for faults."),
)  # fmt: skip
def platform_without_mail(now: datetime) -> Iterable[Finding]:
    """Find platforms in use whose vendor cannot be written to from here."""
    known = PlatformAccess.objects.exclude(vendor_mail="").values("platform")
    for platform in Platform.objects.filter(status=PlatformStatus.IN_USE).exclude(pk__in=known)[:MOST]:
        yield Finding(f"platform:{platform.pk}", url=reverse("access:way", args=[platform.pk]), detail=platform.name)


@rule(
    "access.downtime_forgotten", level="downtime", severity=Severity.SOON, permission=SEE, label=_("Shut for more than a month"),
    why=_("The status page shows it as down; perhaps only nobody said that it is over."), remedy=_("Fix or close the fault."),
)  # fmt: skip
def downtime_forgotten(now: datetime) -> Iterable[Finding]:
    """Find downtimes without an end that began long ago."""
    for row in Downtime.objects.filter(until_at=None, from_at__lt=now - LONG, fault__isnull=False).select_related(
        "platform", "database"
    ):
        since = timezone.localdate(row.from_at).isoformat()
        yield Finding(
            f"downtime:{row.pk}",
            url=reverse("access:fault", args=[row.fault_id]),
            detail=f"{row.database or row.platform} ({since})",
        )
