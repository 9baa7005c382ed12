"""How the service works: its hours and promises, who gets which faults, and the letters it writes."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from lantai.apps.holdings.models import Platform

from .names import CLASS_NAMES


class Service(models.Model):
    """The one row of settings. ``hours``: lines such as "1-5 08:30-17:30"; ``closed``: dates, one a line; ``networks``: CIDR, one a line.

    ``reply_minutes``, ``restore_minutes``: of business hours, by severity 1..4, separated by spaces from the least grave on.
    ``kept_days``: for how long readers' words are kept after a fault is closed.
    """

    hours = models.TextField(_("Business hours"), default="1-5 08:00-18:00")
    closed = models.TextField(_("Days on which the service is closed"), blank=True)
    networks = models.TextField(_("Networks of the campus"), blank=True)
    reply_minutes = models.CharField(_("Minutes to the first answer, by severity"), max_length=60, default="960 480 240 60")
    restore_minutes = models.CharField(_("Minutes until it works again, by severity"), max_length=60, default="4800 2400 960 480")
    kept_days = models.PositiveIntegerField(_("Days for which readers’ words are kept after closing"), default=90)
    checks = models.BooleanField(_("Check links"), default=True)

    def __str__(self) -> str:
        return "service"


class Assignment(models.Model):
    """Who gets faults of a class ("" any) and platform (None any); the most exact one counts."""

    label = models.CharField(_("Class"), max_length=20, blank=True, choices=CLASS_NAMES.items())
    platform = models.ForeignKey(
        Platform, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("Platform")
    )
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("Who"))

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["label", "platform"], name="assignment_once"),
            models.UniqueConstraint(fields=["label"], condition=models.Q(platform=None), name="assignment_once_for_all"),
        ]

    def __str__(self) -> str:
        return f"{self.label or '*'} {self.platform or '*'}"


class Template(models.Model):
    """A letter to vendors in one language, in place of the one that comes with the system. ``label``: of which class of faults."""

    label = models.CharField(_("Class"), max_length=20, choices=CLASS_NAMES.items())
    language = models.CharField(_("Language"), max_length=20)
    subject = models.CharField(_("Subject"), max_length=200)
    body = models.TextField(_("Text"))

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["label", "language"], name="template_once")]

    def __str__(self) -> str:
        return self.subject
