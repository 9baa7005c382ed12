"""Waivers: by which publishers do not take their charge, or lower it, from authors of some countries; and the groups of countries that they name.

Periods are half-open: ``until_date`` is the first day that is no longer in it.
"""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .deals import Counts, Coverage


class CountryGroup(models.Model):
    """The countries of a group from a day on, by their ISO 3166 codes, as whoever keeps the group lists them.

    ``code``: by which waivers name it; several rows of one code are its lists of several years: of those that have begun on a day, and not ended,
    the last counts.
    """

    code = models.SlugField(
        _("short name"), max_length=40, help_text=_("By which waivers name it: r4l-a. Each year’s list is a row of its own.")
    )
    name = models.CharField(_("name"), max_length=200)
    countries = models.JSONField(_("countries"), default=list)
    from_date = models.DateField(pgettext_lazy("date", "from"))
    until_date = models.DateField(
        pgettext_lazy("date", "until"), null=True, blank=True, help_text=_("The first day that is no longer in it.")
    )
    link = models.URLField(_("source"), max_length=1000, blank=True)

    class Meta:
        ordering: ClassVar = ["code", "-from_date"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["code", "from_date"], name="publishing_group_once_a_day",
                violation_error_message=_("There is a list of this group from this day on already."),
            ),
            models.CheckConstraint(
                condition=Q(until_date=None) | Q(from_date__lt=F("until_date")), name="publishing_group_lasts",
                violation_error_message=_("The end must lie after the start."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Whose(models.TextChoices):
    """Whose country counts."""

    CORRESPONDING = "corresponding", _("The corresponding author’s")
    ALL = "all", _("Those of all authors")
    ANY = "any", _("Any author’s")
    UNKNOWN = "", _("Not said")


class Giving(models.TextChoices):
    """How a waiver is given."""

    AUTOMATIC = "automatic", _("By itself")
    ON_REQUEST = "request", _("To whoever asks for it")
    BY_CASE = "case", _("As the publisher decides each time")
    UNKNOWN = "", _("Not said")


class Waiver(models.Model):
    """A publisher's policy by which authors of some countries pay nothing, or less.

    ``reference``: by which staff and tables name it. ``imprints``: other names under which the publisher's journals stand. ``groups``: codes of
    CountryGroup; ``countries``: further ones by their ISO 3166 codes. ``issns``: the only journals it holds for, [] all of the publisher; ``except_issns``:
    those it does not hold for. ``types``: ArticleType values, [] all. ``discount``: percent. ``steps``: language -> words for authors. ``clause``: the
    words of the policy in ``clause_lang``.
    """

    reference = models.SlugField(_("short name"), max_length=120, unique=True)
    publisher = models.CharField(_("publisher"), max_length=300)
    imprints = models.JSONField(_("its other names and imprints"), default=list, blank=True)
    groups = models.JSONField(_("groups of countries"), default=list, blank=True)
    countries = models.JSONField(_("countries"), default=list, blank=True)
    issns = models.JSONField(_("only these journals"), default=list, blank=True)
    except_issns = models.JSONField(_("not these journals"), default=list, blank=True)
    open_only = models.BooleanField(_("only journals that are wholly open"), default=False)
    covers = models.CharField(_("what is waived"), max_length=8, choices=Coverage, default=Coverage.UNKNOWN, blank=True)
    discount = models.PositiveSmallIntegerField(_("discount in percent"), null=True, blank=True)
    who = models.CharField(_("whose country counts"), max_length=13, choices=Whose, default=Whose.UNKNOWN, blank=True)
    given = models.CharField(_("how it is given"), max_length=9, choices=Giving, default=Giving.UNKNOWN, blank=True)
    types = models.JSONField(_("types of article"), default=list, blank=True)
    counts_by = models.CharField(_("which day counts"), max_length=10, choices=Counts, default=Counts.UNKNOWN, blank=True)
    from_date = models.DateField(pgettext_lazy("date", "from"), null=True, blank=True)
    until_date = models.DateField(
        pgettext_lazy("date", "until"), null=True, blank=True, help_text=_("The first day that is no longer in it.")
    )
    steps = models.JSONField(_("what to do"), default=dict, blank=True)
    clause = models.TextField(_("words of the policy"), blank=True)
    clause_lang = models.CharField(_("language of these words"), max_length=12, blank=True)
    link = models.URLField(_("source"), max_length=1000, blank=True)
    said_date = models.DateField(_("as of"), null=True, blank=True)
    note = models.TextField(_("note for staff"), blank=True)

    class Meta:
        ordering: ClassVar = ["publisher", "reference"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(from_date=None) | Q(until_date=None) | Q(from_date__lt=F("until_date")), name="publishing_waiver_lasts",
                violation_error_message=_("The end must lie after the start."),
            ),
            models.CheckConstraint(
                condition=Q(discount=None) | Q(discount__lte=100), name="publishing_waived_is_a_part",
                violation_error_message=_("A discount has at most 100 percent."),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.publisher} · {self.reference}"
