"""Faults: what is wrong with access to something, who told of it, who deals with it, and for how long it lasted."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lantai.apps.holdings.models import Database, PackageTitle, Platform
from lantai.catalog.models import Work
from lantai.core.faults.severity import Grade, Scope

from .names import CLASS_NAMES, GRADE_NAMES, KIND_NAMES, SCOPE_NAMES


class State(models.TextChoices):
    """Where a fault stands."""

    NEW = "new", pgettext_lazy("fault", "New")
    TRIAGED = "triaged", pgettext_lazy("fault", "Triaged")
    ASSIGNED = "assigned", pgettext_lazy("fault", "Assigned")
    WAITING = "waiting", pgettext_lazy("fault", "Waits for the vendor")
    FIXED = "fixed", pgettext_lazy("fault", "Fixed")
    VERIFIED = "verified", pgettext_lazy("fault", "Verified")
    CLOSED = "closed", pgettext_lazy("fault", "Closed")
    REOPENED = "reopened", pgettext_lazy("fault", "Reopened")


OPEN_STATES = (State.NEW, State.TRIAGED, State.ASSIGNED, State.WAITING, State.REOPENED)
"""Those in which readers are still kept out."""

_WORK = frozenset({State.TRIAGED, State.ASSIGNED, State.WAITING, State.FIXED, State.CLOSED})
MOVES: dict[State, frozenset[State]] = {
    State.NEW: _WORK,
    State.TRIAGED: _WORK - {State.TRIAGED},
    State.ASSIGNED: _WORK - {State.ASSIGNED},
    State.WAITING: _WORK - {State.WAITING},
    State.REOPENED: _WORK,
    State.FIXED: frozenset({State.VERIFIED, State.CLOSED, State.REOPENED}),
    State.VERIFIED: frozenset({State.CLOSED, State.REOPENED}),
    State.CLOSED: frozenset({State.REOPENED}),
}


class Origin(models.TextChoices):
    """Who found a fault."""

    READER = "reader", pgettext_lazy("origin", "Readers")
    CHECK = "check", pgettext_lazy("origin", "Link check")
    STAFF = "staff", pgettext_lazy("origin", "Staff")


class Resolution(models.TextChoices):
    """How it ended."""

    LINK_MENDED = "link_mended", _("Link mended")
    ACTIVATED = "activated", _("Access activated by the vendor")
    PROXY_SET = "proxy_set", _("Proxy or sign-in set up")
    VENDOR_FIXED = "vendor_fixed", _("Mended by the vendor")
    COVERAGE_MENDED = "coverage_mended", _("Years corrected")
    RECORD_MENDED = "record_mended", _("Record corrected")
    PAID = "paid", _("Paid or renewed")
    UNBLOCKED = "unblocked", _("Block lifted")
    EXPLAINED = "explained", _("Explained to the reader")
    RECOVERED = "recovered", _("Works again by itself")
    NOT_REPRODUCED = "not_reproduced", _("Could not be seen again")
    NOT_OURS = "not_ours", _("Not ours to mend")


class Fault(models.Model):
    """One cause that keeps readers out, however many told of it.

    ``label``: its class, by staff where ``labelled`` by them, else as ``guess``ed from words with ``confidence``. ``kind``: what a check
    saw. ``parent``: the fault of which this is another sign. ``title``: what it is about, in words; ``notes``: language -> words on the
    status page. Due times are by the service's hours; ``replied_at``: the first answer of staff, ``restored_at``: when readers could get in.
    """

    platform = models.ForeignKey(Platform, null=True, blank=True, on_delete=models.SET_NULL, related_name="faults")
    package_title = models.ForeignKey(PackageTitle, null=True, blank=True, on_delete=models.SET_NULL, related_name="faults")
    database = models.ForeignKey(Database, null=True, blank=True, on_delete=models.SET_NULL, related_name="faults")
    work = models.ForeignKey(Work, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="children")
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=35, blank=True)
    address = models.TextField(blank=True)
    label = models.CharField(max_length=20, choices=CLASS_NAMES.items())
    labelled = models.BooleanField(default=False)
    guess = models.CharField(max_length=20, blank=True, choices=CLASS_NAMES.items())
    confidence = models.FloatField(default=0)
    reasons = models.JSONField(default=list)
    kind = models.CharField(max_length=24, blank=True, choices=KIND_NAMES.items())
    scope = models.PositiveSmallIntegerField(choices=SCOPE_NAMES.items(), default=Scope.TITLE)
    severity = models.PositiveSmallIntegerField(choices=GRADE_NAMES.items(), default=Grade.LOW)
    state = models.CharField(max_length=10, choices=State, default=State.NEW)
    origin = models.CharField(max_length=6, choices=Origin, default=Origin.READER)
    resolution = models.CharField(max_length=20, blank=True, choices=Resolution)
    assignee = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    notes = models.JSONField(default=dict, blank=True)
    opened_at = models.DateTimeField()
    told_at = models.DateTimeField()
    replied_at = models.DateTimeField(null=True, blank=True)
    restored_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reply_due_at = models.DateTimeField(null=True, blank=True)
    restore_due_at = models.DateTimeField(null=True, blank=True)
    reopened_count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(parent=F("id")), name="fault_not_its_own_parent"),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | (~Q(state="closed") & Q(closed_at=None)),
                name="fault_closed_at",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "-severity", "opened_at"], name="fault_queue"),
            models.Index(fields=["platform", "told_at"], name="fault_of_platform"),
            models.Index(fields=["opened_at"], name="fault_opened"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def number(self) -> str:
        """Return by what number people speak of it."""
        return f"F{self.pk}"

    @property
    def is_open(self) -> bool:
        """Say whether readers are still kept out."""
        return self.state in OPEN_STATES


class Report(models.Model):
    """What one reader told. ``mail`` and ``sender`` (a digest) only while the fault is not closed; ``text`` for as long as the service keeps it."""

    fault = models.ForeignKey(Fault, on_delete=models.CASCADE, related_name="reports")
    text = models.TextField(blank=True)
    mail = models.EmailField(blank=True)
    language = models.CharField(max_length=20)
    page = models.CharField(max_length=500, blank=True)
    on_campus = models.BooleanField(null=True, blank=True)
    sender = models.CharField(max_length=64, blank=True, db_index=True)
    work = models.ForeignKey(Work, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    package_title = models.ForeignKey(PackageTitle, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    database = models.ForeignKey(Database, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    address = models.TextField(blank=True)
    made_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.text[:80]


class EventKind(models.TextChoices):
    """What happened to a fault."""

    OPENED = "opened", pgettext_lazy("event", "Opened")
    REPORTED = "reported", pgettext_lazy("event", "Reported again")
    MOVED = "moved", pgettext_lazy("event", "State")
    CLASSED = "classed", pgettext_lazy("event", "Class")
    GRADED = "graded", pgettext_lazy("event", "Severity")
    ASSIGNED = "assigned", pgettext_lazy("event", "Assigned to")
    JOINED = "joined", pgettext_lazy("event", "Joined to")
    PARTED = "parted", pgettext_lazy("event", "Parted from")
    WROTE = "wrote", pgettext_lazy("event", "Wrote to the vendor")
    NOTED = "noted", pgettext_lazy("event", "Note")
    CHECKED = "checked", pgettext_lazy("event", "Link check")


class Event(models.Model):
    """One line of a fault's history. ``before``, ``after``: codes; ``words``: what a person wrote."""

    fault = models.ForeignKey(Fault, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=8, choices=EventKind)
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40, blank=True)
    words = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.before} -> {self.after}"


class LetterState(models.TextChoices):
    """Where a letter stands."""

    WAITING = "waiting", pgettext_lazy("letter", "Waits to be sent")
    SENT = "sent", pgettext_lazy("letter", "Sent")
    FAILED = "failed", pgettext_lazy("letter", "Could not be sent")


class Letter(models.Model):
    """What was written to a vendor about a fault, as it was sent."""

    fault = models.ForeignKey(Fault, on_delete=models.CASCADE, related_name="letters")
    to = models.EmailField()
    language = models.CharField(max_length=20)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    state = models.CharField(max_length=8, choices=LetterState, default=LetterState.WAITING)
    error = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.subject


class Downtime(models.Model):
    """When something was, is or will be shut. ``planned``: told beforehand by the vendor; ``notes``: language -> words for readers."""

    platform = models.ForeignKey(Platform, null=True, blank=True, on_delete=models.CASCADE, related_name="downtimes")
    database = models.ForeignKey(Database, null=True, blank=True, on_delete=models.CASCADE, related_name="downtimes")
    fault = models.ForeignKey(Fault, null=True, blank=True, on_delete=models.SET_NULL, related_name="downtimes")
    from_at = models.DateTimeField()
    until_at = models.DateTimeField(null=True, blank=True)
    planned = models.BooleanField(default=False)
    notes = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until_at=None) | Q(until_at__gt=F("from_at")), name="downtime_lasts"),
            models.CheckConstraint(condition=Q(platform__isnull=False) | Q(database__isnull=False), name="downtime_of_something"),
        ]
        indexes: ClassVar = [models.Index(fields=["platform", "from_at"], name="downtime_of_platform")]

    def __str__(self) -> str:
        return f"{self.platform or self.database} {self.from_at:%Y-%m-%d %H:%M}"
