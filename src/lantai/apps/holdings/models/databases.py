"""Databases as the list of databases shows them to readers."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .shelf import Package, Platform


class DatabaseStatus(models.TextChoices):
    """Whether a database is shown to readers."""

    HIDDEN = "hidden", pgettext_lazy("database", "Not shown yet")
    SHOWN = "shown", pgettext_lazy("database", "Shown")
    ENDED = "ended", pgettext_lazy("database", "Ended")


class DatabaseQuerySet(models.QuerySet["Database"]):
    """Filters over databases."""

    def available(self, on: date) -> "DatabaseQuerySet":
        """Keep those shown that an activation of their own, or of their package, covers on a day."""
        from .activations import Activation

        covering = Activation.objects.covering(on)
        own = covering.filter(database__isnull=False).values("database")
        packages = covering.filter(package__isnull=False).values("package")
        return self.filter(status=DatabaseStatus.SHOWN).filter(models.Q(pk__in=own) | models.Q(package__in=packages))


class Database(models.Model):
    """A database under its name. ``names``, ``descriptions``, ``access_notes``: language -> words, beside the original ``name``.

    ``subjects``: notations or words of disciplines; ``types``: what it holds ("full_text", "abstracts", "data", …); ``languages``: BCP 47,
    of its content. ``seats``: readers at a time, None without a limit. ``guide``: address of a guide.
    """

    name = models.CharField(_("name"), max_length=300)
    language = models.CharField(_("language of the name"), max_length=35, blank=True)
    reference = models.CharField(_("reference"), max_length=200, unique=True)
    names = models.JSONField(default=dict, blank=True)
    descriptions = models.JSONField(default=dict, blank=True)
    address = models.URLField(_("address"), max_length=1000, blank=True)
    platform = models.ForeignKey(Platform, null=True, blank=True, on_delete=models.PROTECT, related_name="databases")
    package = models.ForeignKey(Package, null=True, blank=True, on_delete=models.PROTECT, related_name="databases")
    provider = models.CharField(_("provider"), max_length=200, blank=True)
    subjects = models.JSONField(default=list, blank=True)
    types = models.JSONField(default=list, blank=True)
    languages = models.JSONField(default=list, blank=True)
    access_notes = models.JSONField(default=dict, blank=True)
    seats = models.PositiveIntegerField(_("readers at a time"), null=True, blank=True)
    limits = models.JSONField(default=dict, blank=True)
    guide = models.URLField(_("guide"), max_length=1000, blank=True)
    status = models.CharField(_("status"), max_length=6, choices=DatabaseStatus, default=DatabaseStatus.SHOWN)
    added_date = models.DateField(_("added"))
    made_at = models.DateTimeField()

    objects = DatabaseQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
