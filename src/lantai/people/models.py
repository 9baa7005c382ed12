"""Accounts of readers and staff, where they are signed in, links that are good once, and counts of wrong attempts."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .roles import Permission, Role


class Account(AbstractUser):
    """A person who signs in; ``language`` is the one that mail and pages use, "" for the browser's.

    ``first_name`` holds the whole name as its bearer writes it; ``closed_at`` says since when a person who left is only a number.
    """

    language = models.CharField(_("language"), max_length=12, choices=settings.LANGUAGES, blank=True, default="")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta(AbstractUser.Meta):
        permissions: ClassVar = [("use_admin", "May look into the tables (Django's own admin)")]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @property
    def is_proven(self) -> bool:
        """Say whether this session has shown all that is asked of its owner: a second factor, where one is asked for.

        Outside of a request there is no session, and so nothing to show.
        """
        return not settings.SECOND_FACTOR or getattr(self, "otp_device", True) is not None

    def has_perm(self, perm: str, obj: models.Model | None = None) -> bool:
        """Say whether this person may do something; every right sleeps while the session lacks its second factor."""
        return self.is_proven and super().has_perm(perm, obj)

    def has_module_perms(self, app_label: str) -> bool:
        """Say whether this person may do anything at all in an area."""
        return self.is_proven and super().has_module_perms(app_label)

    @property
    def is_librarian(self) -> bool:
        """Say whether this person sees the staff's pages."""
        return self.has_perm(Permission.SEE_DESK)

    @cached_property
    def role(self) -> Role:
        """Return the role that may most of those this person has."""
        if self.is_superuser:
            return Role.ADMINISTRATOR
        return highest(group.name for group in self.groups.all())

    @property
    def works_here(self) -> bool:
        """Say whether this person is staff, whatever the session has shown; ``is_librarian`` says what is open now."""
        return self.role != Role.READER


def highest(names: Iterable[str]) -> Role:
    """Return the role that may most of those named; names of other groups count for nothing."""
    held = set(names)
    return next((role for role in reversed(Role) if role in held), Role.READER)


class Session(AbstractBaseSession):
    """A browser in which somebody is signed in, or a form was begun; ``browser`` is as coarse as "Firefox · Windows"."""

    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="sessions")
    begun_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField()
    browser = models.CharField(max_length=60, blank=True, default="")

    @classmethod
    def get_session_store_class(cls) -> type:
        """Return what reads and writes these rows."""
        from .sessions import SessionStore

        return SessionStore


class Purpose(models.TextChoices):
    """What a link is for."""

    INVITATION = "invitation", _("Invitation")
    PASSWORD = "password", _("New password")


class Link(models.Model):
    """Something that is good once, until a moment, for whoever holds its token; only a digest of that is kept."""

    purpose = models.CharField(max_length=10, choices=Purpose)
    digest = models.CharField(max_length=64, unique=True)
    email = models.EmailField(blank=True, default="")
    role = models.CharField(max_length=20, blank=True, default="")
    language = models.CharField(max_length=12, blank=True, default="")
    account = models.ForeignKey(Account, null=True, on_delete=models.CASCADE, related_name="links")
    by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"

    def is_open(self, *, now: datetime) -> bool:
        """Say whether it can still be used."""
        return self.used_at is None and now < self.expires_at


class Attempts(models.Model):
    """How often somebody failed to sign in of late: under one name, or from one address, of which only a keyed digest is kept."""

    key = models.CharField(max_length=64, unique=True)
    count = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name_plural = "attempts"

    def __str__(self) -> str:
        return f"{self.count} attempts"


class Notice(models.Model):
    """Something a person was told once: ``key`` says what ("agreements.deadline:7"), so that nobody is told it twice.

    ``said``: what the words of ``template`` are filled with; ``path``: the page that it is about. ``sent_at``: when it was mailed, where it was.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="notices")
    key = models.CharField(max_length=120)
    template = models.CharField(max_length=120)
    said = models.JSONField(default=dict)
    path = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["account", "key"], name="notice_once")]

    def __str__(self) -> str:
        return self.key
