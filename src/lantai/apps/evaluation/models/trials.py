"""Trials: what is tried, by whom, from when until when, and everything that became of them."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantai.apps.holdings.models import Database, Package, Platform

from .questions import Questionnaire


class TrialState(models.TextChoices):
    """Where a trial stands. An open one is running, or will by its date."""

    PREPARED = "prepared", pgettext_lazy("trial", "Prepared")
    OPEN = "open", pgettext_lazy("trial", "Open to readers")
    ENDED = "ended", pgettext_lazy("trial", "Ended")
    SIGNED = "signed", pgettext_lazy("trial", "Report signed")
    CANCELLED = "cancelled", pgettext_lazy("trial", "Called off")


MOVES: dict[str, frozenset[str]] = {
    TrialState.PREPARED: frozenset({TrialState.OPEN, TrialState.CANCELLED}),
    TrialState.OPEN: frozenset({TrialState.ENDED, TrialState.CANCELLED}),
    TrialState.ENDED: frozenset({TrialState.OPEN, TrialState.SIGNED, TrialState.CANCELLED}),
    TrialState.SIGNED: frozenset(),
    TrialState.CANCELLED: frozenset(),
}


class Audience(models.TextChoices):
    """For whom a trial is. One for staff alone is not put on readers' lists."""

    ALL = "all", _("All readers")
    CAMPUS = "campus", _("Readers on campus")
    STAFF = "staff", _("Library staff alone")


class AccessMethod(models.TextChoices):
    """How readers get in."""

    ADDRESS = "ip", _("By the addresses of the campus network")
    PROXY = "proxy", _("Through the proxy or the campus sign-in")
    PASSWORD = "password", _("With a password, given by the library")
    ACCOUNT = "account", _("With an account of one’s own at the vendor’s")


class Trial(models.Model):
    """A trial of one package, database or platform, from ``from_date`` on, before ``until_date``.

    ``introductions``: language -> words for readers. ``contact``: whom to ask at the vendor's, for staff. ``access_note``: for readers, how
    to get in; never a password.
    """

    name = models.CharField(_("name"), max_length=300)
    vendor = models.CharField(_("vendor"), max_length=200, blank=True)
    contact = models.CharField(_("contact at the vendor’s"), max_length=300, blank=True)
    package = models.ForeignKey(Package, null=True, blank=True, on_delete=models.PROTECT, related_name="trials")
    database = models.ForeignKey(Database, null=True, blank=True, on_delete=models.PROTECT, related_name="trials")
    platform = models.ForeignKey(Platform, null=True, blank=True, on_delete=models.PROTECT, related_name="trials")
    from_date = models.DateField(_("first day"))
    until_date = models.DateField(_("ends before"))
    audience = models.CharField(_("for whom"), max_length=6, choices=Audience, default=Audience.ALL)
    method = models.CharField(_("how readers get in"), max_length=8, choices=AccessMethod, default=AccessMethod.ADDRESS)
    address = models.URLField(_("address"), max_length=1000, blank=True)
    access_note = models.TextField(_("note for readers on access"), blank=True)
    introductions = models.JSONField(default=dict, blank=True)
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="trials")
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="trials",
        verbose_name=_("in charge"),
    )
    state = models.CharField(max_length=9, choices=TrialState, default=TrialState.PREPARED)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-from_date", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(from_date__lt=F("until_date")), name="trial_lasts"),
            models.CheckConstraint(
                condition=Q(package__isnull=False, database=None, platform=None)
                | Q(package=None, database__isnull=False, platform=None)
                | Q(package=None, database=None, platform__isnull=False),
                name="trial_of_one_thing",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "until_date"], name="trial_ending")]

    def __str__(self) -> str:
        return self.name

    @property
    def target(self) -> Package | Database | Platform:
        """Return what is tried."""
        found = self.package or self.database or self.platform
        assert found is not None, "a trial is of one thing, by its constraint"
        return found

    def runs(self, on: date) -> bool:
        """Say whether readers can try it on a day."""
        return self.state == TrialState.OPEN and self.from_date <= on < self.until_date


class TrialChange(models.Model):
    """One thing that was done to a trial: which state it came to, who did it, and why. Never changed."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    before = models.CharField(max_length=9, choices=TrialState, blank=True)
    after = models.CharField(max_length=9, choices=TrialState)
    note = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.trial_id}: {self.before} > {self.after}"
