"""Licences and their terms, one value a term; what a term means stands in terms.py."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantai.apps.agreements.terms import Term, Value
from lantai.apps.holdings.models import Platform


class LicenseStatus(models.TextChoices):
    """Where a licence stands."""

    DRAFT = "draft", pgettext_lazy("licence", "Being negotiated")
    SIGNED = "signed", pgettext_lazy("licence", "Signed")
    ENDED = "ended", pgettext_lazy("licence", "Ended")


class License(models.Model):
    """The terms on which something may be used. ``amends``: the licence that this one changes: its own terms count before that one's.

    ``archive``: the platform on which perpetual access is kept, where it is not the vendor's own.
    """

    name = models.CharField(_("name"), max_length=300)
    status = models.CharField(_("status"), max_length=6, choices=LicenseStatus, default=LicenseStatus.DRAFT)
    start_date = models.DateField(_("from"), null=True, blank=True)
    end_date = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The first day on which it no longer holds; empty: no end.")
    )
    amends = models.ForeignKey(
        "self", verbose_name=_("amends"), null=True, blank=True, on_delete=models.PROTECT, related_name="amendments"
    )
    archive = models.ForeignKey(
        Platform, verbose_name=_("perpetual access is kept at"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(start_date=None) | Q(end_date=None) | Q(start_date__lt=F("end_date")),
                name="license_ends_after_its_start",
                violation_error_message=_("The end must lie after the start."),
            ),
            models.CheckConstraint(
                condition=~Q(amends=F("id")),
                name="license_amends_another",
                violation_error_message=_("A licence cannot amend itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LicenseTerm(models.Model):
    """One term of a licence. ``words``: what readers are told beside the plain sentence; ``note``: for staff alone.

    ``number``: readers at a time, per cent, or the first year of publication that perpetual access is given for.
    """

    license = models.ForeignKey(License, on_delete=models.PROTECT, related_name="terms")
    name = models.CharField(_("term"), max_length=20, choices=Term)
    value = models.CharField(_("value"), max_length=12, choices=Value)
    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    words = models.TextField(_("words for readers"), blank=True)
    note = models.TextField(_("note for staff"), blank=True)
    public = models.BooleanField(_("shown to readers"), default=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["license", "name"],
                name="license_one_value_a_term",
                violation_error_message=_("This licence says something of that term already: change that."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_name_display()}: {self.get_value_display()}"
