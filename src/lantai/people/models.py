"""Accounts of readers and staff."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Account(AbstractUser):
    """A person who signs in; ``language`` is the one that mail and pages use, "" for the browser's."""

    language = models.CharField(_("language"), max_length=12, choices=settings.LANGUAGES, blank=True, default="")

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    @property
    def is_librarian(self) -> bool:
        """Say whether this person sees the staff's pages."""
        return self.has_perm("catalog.view_harvest")
