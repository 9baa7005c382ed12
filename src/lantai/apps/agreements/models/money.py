"""What is paid, from which funds, in which currency, and how it is shared out: all amounts in whole minor units (cents)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantai.apps.holdings.models import PackageTitle

from .deals import Agreement, AgreementPeriod


class Fund(models.Model):
    """Money for a purpose, in one currency."""

    code = models.CharField(pgettext_lazy("fund", "code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    currency = models.CharField(_("currency"), max_length=3)
    closed = models.BooleanField(_("no longer in use"), default=False)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering: ClassVar = ["code"]

    def __str__(self) -> str:
        return f"{self.code} · {self.name}"


class Budget(models.Model):
    """What a fund has from ``start_date`` on, before ``end_date``; ``minor`` in the fund's currency."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="budgets")
    start_date = models.DateField(_("from"))
    end_date = models.DateField(_("until"), help_text=_("The first day that is no longer in it."))
    minor = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["-start_date"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(start_date__lt=F("end_date")),
                name="budget_ends_after_its_start",
                violation_error_message=_("The end must lie after the start."),
            ),
            models.CheckConstraint(condition=Q(minor__gte=0), name="budget_is_no_debt"),
        ]

    def __str__(self) -> str:
        return f"{self.start_date} – {self.end_date}"


class ExchangeRate(models.Model):
    """How much of ``target`` one of ``base`` was on a day, and who said so."""

    base = models.CharField(_("one of"), max_length=3)
    target = models.CharField(_("is so much of"), max_length=3)
    on_date = models.DateField(_("on"))
    rate = models.DecimalField(_("rate"), max_digits=20, decimal_places=10)
    source = models.CharField(_("source"), max_length=200)

    class Meta:
        ordering: ClassVar = ["-on_date", "base", "target"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["base", "target", "on_date", "source"], name="rate_once_a_day_and_source"),
            models.CheckConstraint(condition=Q(rate__gt=0), name="rate_above_nothing"),
        ]

    def __str__(self) -> str:
        return f"1 {self.base} = {self.rate.normalize():f} {self.target}"


class CostKind(models.TextChoices):
    """What is paid for."""

    SUBSCRIPTION = "subscription", pgettext_lazy("cost", "Subscription")
    PURCHASE = "purchase", pgettext_lazy("cost", "Purchase")
    PLATFORM = "platform", pgettext_lazy("cost", "Platform fee")
    PUBLISHING = "publishing", pgettext_lazy("cost", "Publishing fees")
    OTHER = "other", pgettext_lazy("cost", "Other")


class CostState(models.TextChoices):
    """Where a cost stands."""

    PLANNED = "planned", pgettext_lazy("cost", "Planned")
    COMMITTED = "committed", pgettext_lazy("cost", "Committed")
    PAID = "paid", pgettext_lazy("cost", "Paid")


class Cost(models.Model):
    """One cost of an agreement, in the currency of the contract: ``net``, ``tax`` and service ``fee`` in its minor units.

    ``whole``: what a consortium pays together (net), of which ``net`` is our part; None where we buy alone. ``rate``: how much of the funds' currency one
    of this is, by ``rate_source`` on ``rate_date``. ``booked_on``: the day that says which budget it is taken from.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="costs")
    period = models.ForeignKey(
        AgreementPeriod, verbose_name=_("period"), null=True, blank=True, on_delete=models.PROTECT, related_name="costs"
    )
    kind = models.CharField(_("what for"), max_length=12, choices=CostKind, default=CostKind.SUBSCRIPTION)
    state = models.CharField(_("state"), max_length=9, choices=CostState, default=CostState.PLANNED)
    currency = models.CharField(_("currency"), max_length=3)
    whole = models.BigIntegerField(null=True, blank=True)
    net = models.BigIntegerField()
    tax = models.BigIntegerField(default=0)
    fee = models.BigIntegerField(default=0)
    rate = models.DecimalField(max_digits=20, decimal_places=10)
    rate_date = models.DateField()
    rate_source = models.CharField(max_length=200)
    booked_on = models.DateField(_("counts on"))
    invoice = models.CharField(_("invoice"), max_length=100, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        ordering: ClassVar = ["-booked_on", "-pk"]
        constraints: ClassVar = [models.CheckConstraint(condition=Q(rate__gt=0), name="cost_rate_above_nothing")]
        indexes: ClassVar = [models.Index(fields=["booked_on"], name="cost_by_day")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.booked_on:%Y-%m-%d}"

    @property
    def total(self) -> int:
        """Return what is paid in all, in minor units of its currency."""
        return self.net + self.tax + self.fee


class CostShare(models.Model):
    """What a fund bears of a cost: ``weight`` of all weights, ``minor`` in the fund's currency."""

    cost = models.ForeignKey(Cost, on_delete=models.CASCADE, related_name="shares")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="shares")
    weight = models.PositiveIntegerField()
    minor = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["cost", "fund"], name="cost_share_once_a_fund")]

    def __str__(self) -> str:
        return f"{self.fund_id}: {self.minor}"


class AllocationMethod(models.TextChoices):
    """By what a cost is shared out."""

    LIST_PRICE = "list", _("By list price")
    EQUAL = "equal", _("Equal parts")
    MANUAL = "manual", _("By hand")
    USAGE = "usage", _("By use")


class Allocation(models.Model):
    """A cost shared out once, kept for good; the highest ``version`` counts. The parts are the cost's total to the cent."""

    cost = models.ForeignKey(Cost, on_delete=models.PROTECT, related_name="allocations")
    version = models.PositiveIntegerField()
    method = models.CharField(_("method"), max_length=6, choices=AllocationMethod)
    total = models.BigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["cost", "version"], name="allocation_versions")]

    def __str__(self) -> str:
        return f"{self.get_method_display()} {self.version}"


class AllocationPart(models.Model):
    """The part of one title or discipline, in the cost's currency."""

    allocation = models.ForeignKey(Allocation, on_delete=models.CASCADE, related_name="parts")
    package_title = models.ForeignKey(PackageTitle, null=True, on_delete=models.PROTECT, related_name="cost_parts")
    discipline = models.CharField(max_length=100, blank=True)
    weight = models.PositiveBigIntegerField()
    minor = models.BigIntegerField()

    class Meta:
        ordering: ClassVar = ["-minor", "pk"]

    def __str__(self) -> str:
        return f"{self.package_title_id or self.discipline}: {self.minor}"


class ListPrice(models.Model):
    """What a vendor asks of one library for one title in a year."""

    package_title = models.ForeignKey(PackageTitle, on_delete=models.CASCADE, related_name="list_prices")
    year = models.PositiveSmallIntegerField()
    currency = models.CharField(max_length=3)
    minor = models.BigIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["package_title", "year", "currency"], name="list_price_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.package_title_id} {self.year}: {self.minor} {self.currency}"


class Member(models.Model):
    """A library that buys in a consortium, with its share (any unit); ``ours``: this library."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="members")
    name = models.CharField(_("library"), max_length=200)
    weight = models.PositiveIntegerField(_("share"), help_text=_("In any unit: per cent, readers, points."))
    ours = models.BooleanField(_("this library"), default=False)

    class Meta:
        ordering: ClassVar = ["-ours", "name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["agreement", "name"], name="member_once"),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(ours=True),
                name="member_ours_once",
                violation_error_message=_("This library is already named among the members."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
