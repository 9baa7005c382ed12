"""Signing in with the mail address in place of the name."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest

from .models import Account


class NameOrMail(ModelBackend):
    """Django's own backend, which also knows people by a mail address that only one of them has; a name goes before it."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_kept: Any
    ) -> Any:
        """Return whose name, or mail address, and password these are; as slow for nobody's as for somebody's."""
        if username and "@" in username and not Account.objects.filter(username=username).exists():
            names = Account.objects.filter(email__iexact=username).values_list("username", flat=True)[:2]
            username = names[0] if len(names) == 1 else username
        return super().authenticate(request, username=username, password=password)
