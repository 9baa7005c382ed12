"""What people are told by mail: short, in their language, with one link to the library's own public address.

The address comes from LANTAI_ADDRESS alone, never from a request, whose Host anybody may write.
"""

from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation


def is_ready() -> bool:
    """Say whether mail can be sent: a server for it is named, and the address that links lead to."""
    return bool(settings.EMAIL_HOST and settings.ADDRESS)


def send(template: str, *, to: str, language: str, path: str, until: datetime) -> None:
    """Send ``people/mail/{template}.txt``, whose first line is the subject."""
    with translation.override(language or settings.LANGUAGE_CODE):
        text = render_to_string(f"people/mail/{template}.txt", {"link": settings.ADDRESS + path, "until": until, "to": to})
    subject, _, body = text.strip().partition("\n")
    send_mail(subject, body.strip() + "\n", None, [to])


def invitation_path(token: str) -> str:
    """Return the path of the page that a token of an invitation opens."""
    return reverse("people:invitation", args=[token])


def password_path(token: str) -> str:
    """Return the path of the page that a token for a new password opens."""
    return reverse("people:new_password", args=[token])
