"""What authors ask the library to pay, and everything that became of it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantai.apps.publishing.life import RequestState

from .charges import ChargeFund
from .deals import ArticleType, Institution, PublishingAgreement


class ChargeRequest(models.Model):
    """One article for which an author asks the library to pay, or to let it through under an agreement.

    ``author`` and staff alone see it. ``minor``: what is asked or invoiced in ``currency``, None not known yet. ``since_at``: since when it is in
    its state.
    """

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.SET_NULL,
        related_name="charge_requests",
        verbose_name=pgettext_lazy("request", "author"),
    )
    title = models.CharField(_("title of the article"), max_length=500)
    journal = models.CharField(_("journal"), max_length=300)
    issn = models.CharField("ISSN", max_length=9, blank=True)
    publisher = models.CharField(_("publisher"), max_length=300, blank=True)
    doi = models.CharField("DOI", max_length=300, blank=True)
    type = models.CharField(_("type of article"), max_length=10, choices=ArticleType, default=ArticleType.RESEARCH)
    institution = models.ForeignKey(
        Institution, null=True, blank=True, on_delete=models.PROTECT, related_name="requests", verbose_name=_("institution")
    )
    corresponding = models.BooleanField(_("the author is the corresponding author"), default=True)
    accepted_date = models.DateField(_("accepted on"), null=True, blank=True)
    agreement = models.ForeignKey(
        PublishingAgreement, null=True, blank=True, on_delete=models.PROTECT, related_name="requests", verbose_name=_("agreement")
    )
    fund = models.ForeignKey(
        ChargeFund, null=True, blank=True, on_delete=models.PROTECT, related_name="requests", verbose_name=_("fund")
    )
    minor = models.BigIntegerField(null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    license = models.CharField(_("license"), max_length=40, blank=True)
    is_hybrid = models.BooleanField(_("the journal is open only in part"), null=True, blank=True)
    invoice = models.CharField(_("invoice"), max_length=100, blank=True)
    paid_date = models.DateField(_("paid on"), null=True, blank=True)
    why = models.TextField(_("what the library should know"), blank=True)
    state = models.CharField(max_length=9, choices=RequestState, default=RequestState.DRAFT)
    made_at = models.DateTimeField()
    since_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(minor=None) | Q(minor__gte=0), name="publishing_request_is_no_credit"),
            models.CheckConstraint(condition=Q(minor=None) | ~Q(currency=""), name="publishing_request_in_a_currency"),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "since_at"], name="publishing_waiting")]

    def __str__(self) -> str:
        return self.title


class RequestChange(models.Model):
    """One thing that was done to a request: which state it came to, who did it, and why. Never changed."""

    request = models.ForeignKey(ChargeRequest, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    before = models.CharField(max_length=9, choices=RequestState, blank=True)
    after = models.CharField(max_length=9, choices=RequestState)
    note = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.before} > {self.after}"
