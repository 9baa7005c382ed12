"""What the machine proposes, made again at every rebuild; and what staff say about where it looks."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lantai.catalog.models import Work

from .scholars import Scholar


class Proposal(models.Model):
    """That a work, or another profile, may be a scholar's: how probably (0..1) and why, [code, points]. Derived; decided ones are not proposed."""

    scholar = models.ForeignKey(Scholar, on_delete=models.CASCADE, related_name="proposals")
    work = models.ForeignKey(Work, null=True, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Scholar, null=True, on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=300, blank=True)
    printed = models.CharField(max_length=300, blank=True)
    score = models.FloatField()
    reasons = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["-score", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(work__isnull=False, other=None) | Q(work=None, other__isnull=False), name="proposal_of_one_thing"
            ),
            models.UniqueConstraint(fields=["scholar", "work"], condition=Q(work__isnull=False), name="proposal_of_a_work_once"),
        ]

    def __str__(self) -> str:
        return f"{self.work_id or self.other_id} for scholar {self.scholar_id}"


class ProposedScholar(models.Model):
    """Contributions without an ORCID, at one of the library's own institutions, that may be one person's. Derived, but for ``dismissed_at``.

    ``digest``: of its members, by which it is known again. ``members``: [work, mark, name as printed].
    """

    digest = models.CharField(max_length=32, unique=True)
    name = models.CharField(max_length=300)
    members = models.JSONField(default=list)
    score = models.FloatField()
    reasons = models.JSONField(default=list)
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering: ClassVar = ["-score", "pk"]

    def __str__(self) -> str:
        return self.name


class HomeInstitution(models.Model):
    """A name under which the library's own university stands in affiliations. With any, only its people get profiles; without, whoever has an ORCID."""

    name = models.CharField(_("name in affiliations"), max_length=300, unique=True)

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name


class OrcidUpload(models.Model):
    """That an ORCID record was taken in: counts by outcome, and which works the library does not have, [title, year, doi]."""

    scholar = models.ForeignKey(Scholar, on_delete=models.CASCADE, related_name="uploads")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    is_fetched = models.BooleanField(default=False)
    counts = models.JSONField(default=dict)
    unknown = models.JSONField(default=list)
    refused = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"ORCID record of scholar {self.scholar_id}"
