"""What the worker does for people: mail, and forgetting."""

from django.utils import timezone

from lantai.infra.jobs import every, job

from . import actions
from .actions.invitations import mail_invitation


@job("people.send_invitation")
def send_invitation(link: int) -> None:
    """Mail an invitation."""
    mail_invitation(link=link, now=timezone.now())


@job("people.send_password_links")
def send_password_links(accounts: list[int]) -> None:
    """Mail links to those who forgot their password."""
    actions.send_password_links(accounts=accounts, now=timezone.now())


@job("people.mail_notice")
def mail_notice(notice: int) -> None:
    """Mail what a person was told."""
    actions.mail_notice(notice=notice, now=timezone.now())


@every(600)
def sweep() -> None:
    """Forget what is over: sessions, attempts, links."""
    actions.sweep(now=timezone.now())
    actions.forget_notices(now=timezone.now())
