"""What is known of a trial at its end: readers' answers, use, the librarian's judgement."""

from typing import ClassVar

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .trials import Trial


class Role(models.TextChoices):
    """As what somebody answers, where they say."""

    UNSAID = "", pgettext_lazy("role", "Not said")
    STUDENT = "student", _("Student")
    TEACHER = "teacher", _("Teacher or researcher")
    LIBRARIAN = "librarian", _("Subject librarian")
    OTHER = "other", pgettext_lazy("role", "Somebody else")


class Answer(models.Model):
    """What one reader thinks. Who it was is not kept, unless they gave a name or an address themselves.

    ``given``: number of the question -> 1..5, "yes", "perhaps", "no" or words. ``token``: a digest of the form as it was sent to the reader,
    so that one form is answered once. ``sender``: a digest of the address it came from, to tell many from one; blank after an hour.
    """

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="answers")
    given = models.JSONField(default=dict)
    comment = models.TextField(blank=True)
    language = models.CharField(max_length=20)
    role = models.CharField(max_length=9, choices=Role, default=Role.UNSAID, blank=True)
    name = models.CharField(max_length=200, blank=True)
    mail = models.EmailField(blank=True)
    token = models.CharField(max_length=64)
    sender = models.CharField(max_length=64, blank=True, db_index=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["made_at", "pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["trial", "token"], name="answer_once_a_form")]

    def __str__(self) -> str:
        return f"answer {self.pk} to trial {self.trial_id}"


class Usage(models.Model):
    """How often something was used in a month of a trial. ``month``: its first day."""

    trial = models.ForeignKey(Trial, on_delete=models.CASCADE, related_name="usage")
    month = models.DateField()
    metric = models.CharField(max_length=80)
    count = models.BigIntegerField(validators=[MinValueValidator(0)])

    class Meta:
        ordering: ClassVar = ["month", "metric"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["trial", "month", "metric"], name="usage_once_a_month"),
            models.CheckConstraint(condition=Q(count__gte=0), name="usage_is_a_count"),
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.month:%Y-%m}: {self.count}"


class Recommendation(models.TextChoices):
    """What the librarian in charge says should be done."""

    UNDECIDED = "", pgettext_lazy("recommendation", "Not decided yet")
    BUY = "buy", pgettext_lazy("recommendation", "Buy")
    NEGOTIATE = "negotiate", pgettext_lazy("recommendation", "Negotiate first")
    AGAIN = "again", pgettext_lazy("recommendation", "Try it longer")
    DECLINE = "decline", pgettext_lazy("recommendation", "Do not buy")


class Assessment(models.Model):
    """The librarian's own part of a report, and its signature.

    ``price``: of a year, in ``currency`` (ISO 4217). ``readers``: among how many it would be shared. Once signed, ``figures`` holds the whole
    report as it was signed, and nothing of it changes any more.
    """

    trial = models.OneToOneField(Trial, on_delete=models.CASCADE, related_name="assessment")
    price = models.DecimalField(
        _("price of a year"), max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    readers = models.PositiveIntegerField(_("readers it would serve"), null=True, blank=True)
    content = models.TextField(_("content"), blank=True)
    functions = models.TextField(_("functions of the platform"), blank=True)
    service = models.TextField(_("service of the vendor"), blank=True)
    recommendation = models.CharField(
        _("recommendation"), max_length=9, choices=Recommendation, default=Recommendation.UNDECIDED, blank=True
    )
    reasons = models.TextField(_("reasons"), blank=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    signed_name = models.CharField(max_length=200, blank=True)
    signed_role = models.CharField(max_length=200, blank=True)
    figures = models.JSONField(null=True, blank=True)

    class Meta:
        permissions: ClassVar = [("sign_assessment", "Can sign the report of a trial")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(signed_at=None, figures=None)
                | (Q(signed_at__isnull=False, figures__isnull=False) & ~Q(recommendation="")),
                name="assessment_signed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"assessment of trial {self.trial_id}"

    @property
    def is_signed(self) -> bool:
        """Say whether it stands."""
        return self.signed_at is not None
