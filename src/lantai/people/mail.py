"""What people are told by mail: short, in their language, with one link to the library's own public address.

The address comes from LANTAI_ADDRESS alone, never from a request, whose Host anybody may write.
"""

from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from .models import Notice


def is_ready() -> bool:
    """Say whether mail can be sent: a server for it is named, and the address that links lead to."""
    return bool(settings.EMAIL_HOST and settings.ADDRESS)


def send(template: str, *, to: str, language: str, path: str, until: datetime) -> None:
    """Send ``people/mail/{template}.txt``, whose first line is the subject."""
    with translation.override(language or settings.LANGUAGE_CODE):
        text = render_to_string(f"people/mail/{template}.txt", {"link": settings.ADDRESS + path, "until": until, "to": to})
    subject, _, body = text.strip().partition("\n")
    send_mail(subject, body.strip() + "\n", None, [to])


def tell(notice: Notice) -> None:
    """Send what a person was told, in their language."""
    subject, body = words_of(notice, language=notice.account.language or settings.LANGUAGE_CODE)
    send_mail(subject, body + "\n", None, [notice.account.email])


def words_of(notice: Notice, *, language: str) -> tuple[str, str]:
    """Return the subject and the text of what a person was told."""
    with translation.override(language):
        link = settings.ADDRESS + notice.path if notice.path else ""
        text = render_to_string(notice.template, {**notice.said, "link": link})
    subject, _, body = text.strip().partition("\n")
    return subject.strip(), body.strip()


def invitation_path(token: str) -> str:
    """Return the path of the page that a token of an invitation opens."""
    return reverse("people:invitation", args=[token])


def password_path(token: str) -> str:
    """Return the path of the page that a token for a new password opens."""
    return reverse("people:new_password", args=[token])
