"""Whom the library deals with."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lantai.apps.holdings.models import Platform


class Vendor(models.Model):
    """A publisher, aggregator or agent. ``platforms``: the sites on which it offers what it sells."""

    name = models.CharField(_("name"), max_length=200, unique=True)
    address = models.URLField(_("web address"), max_length=1000, blank=True)
    customer_number = models.CharField(_("our customer number"), max_length=100, blank=True)
    platforms = models.ManyToManyField(Platform, verbose_name=_("platforms"), blank=True, related_name="vendors")
    note = models.TextField(_("note"), blank=True)
    ended = models.BooleanField(_("no longer dealt with"), default=False)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """A person or a desk at a vendor."""

    vendor = models.ForeignKey(Vendor, on_delete=models.PROTECT, related_name="contacts")
    name = models.CharField(_("name"), max_length=200)
    role = models.CharField(_("what for"), max_length=200, blank=True)
    mail = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
