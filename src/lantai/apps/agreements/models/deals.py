"""Agreements with their periods, what they entitle to, their documents, and what remains after them."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantai.apps.holdings.models import Package, PackageTitle, Platform

from .licenses import License
from .vendors import Vendor


class Stage(models.TextChoices):
    """Where a resource stands in its life; which may follow which, and on what conditions, stands in life.py."""

    SUGGESTED = "suggested", pgettext_lazy("stage", "Suggested")
    SCREENING = "screening", pgettext_lazy("stage", "Screening")
    TRIAL = "trial", pgettext_lazy("stage", "Trial")
    EVALUATED = "evaluated", pgettext_lazy("stage", "Evaluated")
    NEGOTIATION = "negotiation", pgettext_lazy("stage", "Negotiation")
    APPROVED = "approved", pgettext_lazy("stage", "Approved")
    ORDERED = "ordered", pgettext_lazy("stage", "Ordered")
    ACTIVATED = "activated", pgettext_lazy("stage", "Activated")
    IN_SERVICE = "in_service", pgettext_lazy("stage", "In service")
    REVIEW_DUE = "review_due", pgettext_lazy("stage", "Review due")
    RENEWED = "renewed", pgettext_lazy("stage", "Renewed")
    CHANGED = "changed", pgettext_lazy("stage", "Changed")
    CANCELLED = "cancelled", pgettext_lazy("stage", "Cancelled")
    POST_CANCELLATION = "post", pgettext_lazy("stage", "After cancellation")
    CLOSED = "closed", pgettext_lazy("stage", "Closed")


class Method(models.TextChoices):
    """How readers are let in."""

    UNSAID = "", pgettext_lazy("access", "Not said")
    NETWORK = "network", _("By the addresses of the campus network")
    PROXY = "proxy", _("Through the library’s proxy")
    FEDERATED = "federated", _("By signing in at the university (federated)")
    PASSWORD = "password", _("By a shared password")
    OPEN = "open", _("Without signing in")


class Priority(models.IntegerChoices):
    """How much a renewal matters."""

    HIGH = 1, pgettext_lazy("renewal", "Must be renewed")
    USUAL = 2, pgettext_lazy("renewal", "To be reviewed")
    LOW = 3, pgettext_lazy("renewal", "May be given up")


class Agreement(models.Model):
    """One deal. ``lead_days``: how long before the cancellation deadline its review begins. ``test_link``: what must open before readers are let in;
    ``test_ok``: whether it did at ``tested_at``. ``ends_on``: first day without access, once cancelled. ``rights_at``: when what remains was
    last worked out. ``consortium``: who buys, where several libraries buy together.
    """

    name = models.CharField(_("name"), max_length=300)
    reference = models.CharField(_("number of the agreement"), max_length=100, unique=True)
    vendor = models.ForeignKey(Vendor, verbose_name=_("vendor"), on_delete=models.PROTECT, related_name="agreements")
    license = models.ForeignKey(
        License, verbose_name=_("licence"), null=True, blank=True, on_delete=models.PROTECT, related_name="agreements"
    )
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, default=Stage.SUGGESTED)
    priority = models.PositiveSmallIntegerField(_("renewal"), choices=Priority, default=Priority.USUAL)
    is_perpetual = models.BooleanField(_("bought for ever, nothing to renew"), default=False)
    lead_days = models.PositiveSmallIntegerField(_("days of review before the cancellation deadline"), default=90)
    method = models.CharField(_("how readers get in"), max_length=9, choices=Method, default=Method.UNSAID, blank=True)
    test_link = models.URLField(_("test link"), max_length=1000, blank=True)
    test_ok = models.BooleanField(null=True, blank=True, editable=False)
    tested_at = models.DateTimeField(null=True, blank=True, editable=False)
    consortium = models.CharField(_("consortium"), max_length=200, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("who looks after it"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )  # fmt: skip
    reason_closed = models.TextField(_("why it was closed"), blank=True)
    note = models.TextField(_("note"), blank=True)
    ends_on = models.DateField(null=True, blank=True, editable=False)
    rights_at = models.DateTimeField(null=True, blank=True, editable=False)
    made_at = models.DateTimeField(editable=False)

    class Meta:
        ordering: ClassVar = ["name", "pk"]
        indexes: ClassVar = [models.Index(fields=["stage", "name"], name="agreement_by_stage")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(reference=""), name="agreement_has_a_reference"),
        ]

    def __str__(self) -> str:
        return self.name


class AgreementPeriod(models.Model):
    """From ``start_date`` on, before ``end_date`` (None: no end). Periods of one agreement do not overlap: the database sees to it.

    ``cancellation_deadline``: the last day on which it can be cancelled.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="periods")
    start_date = models.DateField(_("from"))
    end_date = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The first day that is no longer in it; empty: no end.")
    )
    cancellation_deadline = models.DateField(_("last day to cancel"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering: ClassVar = ["start_date"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(end_date=None) | Q(start_date__lt=F("end_date")),
                name="period_ends_after_its_start",
                violation_error_message=_("The end must lie after the start."),
            ),
            models.CheckConstraint(
                condition=Q(cancellation_deadline=None) | Q(end_date=None) | Q(cancellation_deadline__lt=F("end_date")),
                name="period_deadline_before_its_end",
                violation_error_message=_("The last day to cancel must lie before the end."),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["cancellation_deadline"], name="period_deadlines")]

    def __str__(self) -> str:
        return f"{self.start_date} – {self.end_date or '…'}"


class Entitlement(models.Model):
    """What an agreement gives: a package, one title of one, or something described in words.

    ``coverage``: the deal's own years, before the title's: [[first, last]], each yyyy[-mm], "" to the present; empty: as listed.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="entitlements")
    package = models.ForeignKey(
        Package, verbose_name=_("package"), null=True, blank=True, on_delete=models.PROTECT, related_name="entitlements"
    )
    package_title = models.ForeignKey(
        PackageTitle, verbose_name=_("title"), null=True, blank=True, on_delete=models.PROTECT, related_name="entitlements"
    )
    description = models.CharField(_("description"), max_length=300, blank=True)
    active_from = models.DateField(_("from"), null=True, blank=True, help_text=_("Empty: as long as the agreement."))
    active_to = models.DateField(_("until"), null=True, blank=True, help_text=_("The first day without it."))
    coverage = models.JSONField(default=list, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(package__isnull=False, package_title=None)
                | Q(package=None, package_title__isnull=False)
                | (Q(package=None, package_title=None) & ~Q(description="")),
                name="entitlement_to_one_thing",
                violation_error_message=_("Name a package, or a title, or describe it in words: one of them."),
            ),
            models.CheckConstraint(
                condition=Q(active_from=None) | Q(active_to=None) | Q(active_from__lt=F("active_to")),
                name="entitlement_lasts",
                violation_error_message=_("The end must lie after the start."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.target or self.description)

    @property
    def target(self) -> Package | PackageTitle | None:
        """Return what of the shelf it gives."""
        return self.package or self.package_title

    @property
    def key(self) -> str:
        """Return by which key it activates."""
        return f"entitlement:{self.pk}"


class DocumentKind(models.TextChoices):
    """What a document is."""

    CONTRACT = "contract", pgettext_lazy("document", "Contract")
    MEMO = "memo", pgettext_lazy("document", "Decision memo")
    ORDER = "order", pgettext_lazy("document", "Order")
    INVOICE = "invoice", pgettext_lazy("document", "Invoice")
    LETTER = "letter", pgettext_lazy("document", "Letter")
    OTHER = "other", pgettext_lazy("document", "Other")


class Document(models.Model):
    """A file of an agreement, kept under its digest in the data directory; staff alone can fetch it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(_("kind"), max_length=8, choices=DocumentKind, default=DocumentKind.CONTRACT)
    title = models.CharField(_("title"), max_length=300)
    file_name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class RemainingRight(models.Model):
    """What stays readable of a title after the agreement: what was published from ``first_month`` on, before ``end_month`` (None: no bound)."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="rights")
    package_title = models.ForeignKey(PackageTitle, on_delete=models.PROTECT, related_name="remaining_rights")
    platform = models.ForeignKey(Platform, null=True, on_delete=models.PROTECT, related_name="+")
    first_month = models.DateField(null=True)
    end_month = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["package_title__sort_title", "pk"]

    def __str__(self) -> str:
        return f"{self.package_title_id}: {self.first_month} – {self.end_month}"
