"""What was paid for articles and books, at this library and elsewhere, and the money there is for it: amounts in whole minor units (cents)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Charge(models.Model):
    """One payment as OpenAPC has it. ``minor``: euro cents, None where the agreement ``reference`` paid. ``issn``: the ISSN-L of the journal.

    ``key``: by which it is known again: its DOI, else its address or number, with the institution and the year. ``row``: heading -> cell, as it stood.
    """

    kind = models.CharField(max_length=7, default="article")
    key = models.CharField(max_length=64, unique=True)
    institution = models.CharField(max_length=300, db_index=True)
    year = models.PositiveSmallIntegerField()
    minor = models.BigIntegerField(null=True)
    doi = models.CharField("DOI", max_length=300, blank=True, db_index=True)
    is_hybrid = models.BooleanField(null=True)
    publisher = models.CharField(max_length=300, blank=True)
    title = models.TextField(blank=True)
    issn = models.CharField("ISSN-L", max_length=20, blank=True, db_index=True)
    license = models.CharField(max_length=300, blank=True)
    url = models.TextField(blank=True)
    reference = models.CharField(max_length=120, blank=True, db_index=True)
    opted_out = models.BooleanField(null=True)
    source = models.CharField(max_length=20)
    said_date = models.DateField()
    row = models.JSONField(default=dict)
    digest = models.CharField(max_length=32)

    class Meta:
        ordering: ClassVar = ["-year", "pk"]

    def __str__(self) -> str:
        return self.doi or self.title


class ChargeFund(models.Model):
    """Money for charges in a period."""

    code = models.CharField(pgettext_lazy("fund", "code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    currency = models.CharField(_("currency"), max_length=3)
    minor = models.BigIntegerField()
    from_date = models.DateField(pgettext_lazy("date", "from"))
    until_date = models.DateField(pgettext_lazy("date", "until"), help_text=_("The first day that is no longer in it."))

    class Meta:
        ordering: ClassVar = ["-from_date", "code"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(from_date__lt=F("until_date")), name="publishing_fund_lasts",
                violation_error_message=_("The end must lie after the start."),
            ),
            models.CheckConstraint(condition=Q(minor__gte=0), name="publishing_fund_is_no_debt"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"


class TakenFile(models.Model):
    """A file that staff sent in, and what came of it. ``refused``: the first refused rows as [line, column, why]; ``problem``: why none was taken.

    ``stored``: where it lies until it is read, "" afterwards. ``on_date``: the day that it speaks of.
    """

    name = models.CharField(max_length=255)
    stored = models.CharField(max_length=255, blank=True)
    on_date = models.DateField()
    confirmed = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    kind = models.CharField(max_length=20, blank=True)
    counts = models.JSONField(default=dict)
    refused = models.JSONField(default=list)
    problem = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.name
