"""Policies of open access: whose, and every version of their words with what it asks."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantai.core.openness.copies import Version


class BodyKind(models.TextChoices):
    """Whose a policy is."""

    FUNDER = "funder", pgettext_lazy("policy", "Funder")
    UNIVERSITY = "university", pgettext_lazy("policy", "University")
    COUNTRY = "country", pgettext_lazy("policy", "Country or union")
    PUBLISHER = "publisher", pgettext_lazy("policy", "Publisher")


class WantedVersion(models.TextChoices):
    """The least version that is enough."""

    NONE = "", _("Not said")
    SUBMITTED = Version.SUBMITTED.value, pgettext_lazy("version", "Submitted")
    ACCEPTED = Version.ACCEPTED.value, pgettext_lazy("version", "Accepted")
    PUBLISHED = Version.PUBLISHED.value, pgettext_lazy("version", "Published")


class Policy(models.Model):
    """A policy of a body. ``applies_here``: authors of this library are bound by it, so works are tested against it."""

    name = models.CharField(_("name"), max_length=300, unique=True)
    body = models.CharField(_("whose it is"), max_length=300)
    kind = models.CharField(_("kind"), max_length=10, choices=BodyKind, default=BodyKind.FUNDER)
    country = models.CharField(_("country"), max_length=2, blank=True)
    link = models.URLField(_("its page"), max_length=1000, blank=True)
    applies_here = models.BooleanField(_("binds authors of this library"), default=False)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["body", "name"]
        verbose_name_plural = "policies"

    def __str__(self) -> str:
        return self.name


class PolicyVersion(models.Model):
    """The words of a policy from a day on, and what they ask of works. ``until_date``: the first day on which it no longer holds; None open."""

    policy = models.ForeignKey(Policy, on_delete=models.CASCADE, related_name="versions")
    from_date = models.DateField(_("holds from"))
    until_date = models.DateField(_("holds until"), null=True, blank=True, help_text=_("The first day that is no longer in it."))
    text = models.TextField(_("words of the policy"))
    lang = models.CharField(_("language of these words"), max_length=12, default="en")
    link = models.URLField(_("source"), max_length=1000, blank=True)
    is_open = models.BooleanField(_("asks for a copy that anybody can read"), default=True)
    version = models.CharField(_("in which version at least"), max_length=9, choices=WantedVersion, default="", blank=True)
    embargo_months = models.PositiveSmallIntegerField(_("embargo of at most so many months"), null=True, blank=True)
    licenses = models.JSONField(_("under one of these licenses"), default=list, blank=True)
    place = models.CharField(_("where it is deposited"), max_length=300, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-from_date", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["policy", "from_date"], name="publishing_version_once_a_day",
                violation_error_message=_("There is a version from this day on already."),
            ),
            models.CheckConstraint(
                condition=Q(until_date=None) | Q(from_date__lt=F("until_date")), name="publishing_version_lasts",
                violation_error_message=_("The end must lie after the start."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.policy} · {self.from_date:%Y-%m-%d}"


class PolicyWatch(models.Model):
    """That somebody wants to be told of new versions; ``policy`` None: of any policy."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="policy_watches")
    policy = models.ForeignKey(Policy, null=True, blank=True, on_delete=models.CASCADE, related_name="watches")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["account", "policy"], name="publishing_watch_once"),
            models.UniqueConstraint(fields=["account"], condition=Q(policy=None), name="publishing_watch_all_once"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.policy_id or '*'}"
