"""How readers off campus get through to a platform, and what staff know of its vendor."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from lantai.apps.holdings.models import Platform
from lantai.core.faults.proxies import ProxyKind

from .names import KIND_NAMES, PROXY_NAMES


class Proxy(models.Model):
    """A way through. ``template``: core.faults.proxies says its places; ``entity``: identifier of the university's sign-in, for WAYFless ones.

    ``test_address``: what is asked for through it; ``tested_kind`` and ``tested_at``: what came the last time.
    """

    name = models.CharField(_("Name"), max_length=120, unique=True)
    kind = models.CharField(_("Kind"), max_length=10, choices=PROXY_NAMES.items(), default=ProxyKind.EZPROXY)
    template = models.CharField(_("Template"), max_length=500)
    entity = models.CharField(_("Identifier of the university’s sign-in"), max_length=300, blank=True)
    test_address = models.URLField(_("Address to test it with"), max_length=1000, blank=True)
    in_use = models.BooleanField(_("In use"), default=True)
    everywhere = models.BooleanField(_("For all platforms that have no way of their own"), default=False)
    tested_at = models.DateTimeField(null=True, blank=True)
    tested_kind = models.CharField(max_length=24, blank=True, choices=KIND_NAMES.items())
    tested_reasons = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name_plural = "proxies"

    def __str__(self) -> str:
        return self.name


class PlatformAccess(models.Model):
    """What counts for access to a platform. ``importance``: 1 hardly used … 3 indispensable; ``hosts``: names beside that of its address.

    ``proxy``: the way through; none and ``direct``: readers go straight (free, or the vendor knows them otherwise).
    """

    platform = models.OneToOneField(Platform, on_delete=models.CASCADE, related_name="access")
    proxy = models.ForeignKey(
        Proxy, null=True, blank=True, on_delete=models.SET_NULL, related_name="platforms", verbose_name=_("Proxy")
    )
    direct = models.BooleanField(_("Never through a proxy"), default=False)
    hosts = models.TextField(_("Other hosts, one a line"), blank=True)
    importance = models.PositiveSmallIntegerField(_("Importance, 1 to 3"), default=2)
    vendor_mail = models.EmailField(_("The vendor’s address for faults"), blank=True)
    vendor_language = models.CharField(_("Language to write to the vendor in"), max_length=20, blank=True)
    on_status_page = models.BooleanField(_("On the status page"), default=True)

    def __str__(self) -> str:
        return str(self.platform)
