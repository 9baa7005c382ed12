"""A scholar's profile, and what is derived from records for it."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantai.catalog.models import Work


class Visibility(models.TextChoices):
    """Who sees a part of a profile. Campus: whoever is signed in to the library."""

    PUBLIC = "public", pgettext_lazy("seen by", "Everybody")
    CAMPUS = "campus", pgettext_lazy("seen by", "Whoever is signed in")
    PRIVATE = "private", pgettext_lazy("seen by", "Only I")


class Field(models.TextChoices):
    """The parts of a profile of which its scholar says who sees them."""

    NAMES = "names", _("Other forms of the name")
    ORCID = "orcid", _("ORCID iD")
    ABOUT = "about", _("About me")
    INSTITUTIONS = "institutions", _("Institutions")
    DISCIPLINES = "disciplines", _("Disciplines")
    WORKS = "works", _("Works")
    COLLABORATORS = "collaborators", _("Written together with")


FIELDS = tuple(Field.values)


class Proof(models.TextChoices):
    """How it was shown that an account is the scholar's."""

    NONE = "", pgettext_lazy("proof", "Not claimed")
    STAFF = "staff", _("The library looked at it")
    ORCID = "orcid", _("Signed in at ORCID")


class Scholar(models.Model):
    """A person who wrote works here. Its key is its public number.

    ``name``: as shown at the top; ``own_names``: forms that the scholar added, [text, language]; ``posts``: employments of the scholar's ORCID record,
    [institution, first year, last year]. ``portrait``: derived from the works
    (``portraits``). ``visibility``: part -> who sees it, where it is not everybody. ``joined``: the profile that this one was found to be; its
    works and decisions stay its own, so that parting them again is exact. ``hidden_at``: nobody but staff sees it, and no rebuild brings it back.
    """

    name = models.CharField(_("name"), max_length=300)
    language = models.CharField(max_length=35, blank=True)
    orcid = models.CharField(_("ORCID iD"), max_length=19, blank=True)
    account = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="scholar"
    )
    proof = models.CharField(max_length=5, choices=Proof, default=Proof.NONE, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    own_names = models.JSONField(default=list, blank=True)
    posts = models.JSONField(default=list, blank=True)
    about = models.TextField(_("about me"), blank=True)
    visibility = models.JSONField(default=dict, blank=True)
    has_died = models.BooleanField(_("has died"), default=False)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_why = models.TextField(blank=True)
    joined = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    portrait = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        permissions: ClassVar = [("decide_scholar", "Can decide on claims and proposals about scholars")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["orcid"], condition=~Q(orcid=""), name="scholar_one_an_orcid"),
            models.CheckConstraint(
                condition=Q(proof="", claimed_at=None, account=None) | (~Q(proof="") & Q(claimed_at__isnull=False)),
                name="scholar_claimed_with_proof",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_claimed(self) -> bool:
        """Say whether its scholar looks after it."""
        return self.account_id is not None

    def seen_by(self, field: str) -> str:
        """Return who sees a part of it."""
        return str(self.visibility.get(field, Visibility.PUBLIC))

    @property
    def is_wholly_public(self) -> bool:
        """Say whether nothing of it is kept back; only such a profile is offered to search engines."""
        return self.hidden_at is None and self.joined_id is None and all(self.seen_by(one) == Visibility.PUBLIC for one in FIELDS)


class ScholarName(models.Model):
    """A form of a scholar's name, to be found by. ``key``: its words folded, in order of the alphabet; ``heard``: its sounds, " skeleton skeleton ".

    Derived, from the works and from what the scholar added.
    """

    scholar = models.ForeignKey(Scholar, on_delete=models.CASCADE, related_name="names")
    text = models.CharField(max_length=300)
    language = models.CharField(max_length=35, blank=True)
    key = models.CharField(max_length=300, db_index=True)
    heard = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["scholar", "text"], name="scholar_name_once")]

    def __str__(self) -> str:
        return self.text


class ScholarListed(models.Model):
    """That a profile is listed under an institution or a discipline of its portrait; whether readers see that part is asked of the profile.

    ``kind``: Field.INSTITUTIONS or Field.DISCIPLINES; ``value``: the name of the institution, the code of the discipline. Derived with the portrait.
    """

    scholar = models.ForeignKey(Scholar, on_delete=models.CASCADE, related_name="listed")
    kind = models.CharField(max_length=12)
    value = models.CharField(max_length=300)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["scholar", "kind", "value"], name="scholar_listed_once")]
        indexes: ClassVar = [models.Index(fields=["kind", "value", "scholar"], name="scholar_listed_under")]

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"


class ScholarWork(models.Model):
    """That a work is a scholar's, or would be. ``by_orcid``: its record carries the ORCID. ``decided``: what a person said, "" nobody.

    ``mark``: the name as printed, folded (``reading.mark``), which tells who at the work is meant. ``is_shown``: what both come to. Derived: made again at
    every rebuild from the records and from WorkDecision.
    """

    scholar = models.ForeignKey(Scholar, on_delete=models.CASCADE, related_name="works")
    work = models.ForeignKey(Work, on_delete=models.CASCADE, related_name="scholars")
    mark = models.CharField(max_length=300, blank=True)
    printed = models.CharField(max_length=300, blank=True)
    year = models.IntegerField(null=True)
    by_orcid = models.BooleanField(default=False)
    decided = models.CharField(max_length=5, blank=True)
    is_shown = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["scholar", "work"], name="scholar_work_once")]
        indexes: ClassVar = [models.Index(fields=["scholar", "-year", "-work"], name="scholar_works_newest")]

    def __str__(self) -> str:
        return f"{self.work_id} of scholar {self.scholar_id}"
