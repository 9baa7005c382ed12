"""What the worker does for access: checks links, mails letters, forgets."""

import time

from django.conf import settings
from django.utils import timezone

from lantai import __version__
from lantai.infra.courtesy import Courtesy
from lantai.infra.jobs import every, job

from . import actions
from .fetching import Fetcher, polite_client
from .queries.service import service

BUDGET_S = 40.0
"""How long one turn of checks lasts: shorter than the time between two, so that the worker has time for others."""


def fetcher() -> Fetcher:
    """Return what asks for links: named, with the library's contact, and nothing inside the house unless it is configured."""
    agent = f"LantaiLinkCheck/{__version__} (+{settings.CONTACT})"
    client = polite_client(agent=agent, inside=settings.LINK_HOSTS)
    return Fetcher(client, Courtesy(clock=time.monotonic, sleep=time.sleep))


@job("access.send_letter")
def send_letter(letter: int) -> None:
    """Mail a letter to a vendor."""
    actions.send_letter(letter=letter, now=timezone.now())


@job("access.check_links", attempts=1)
def check_links() -> None:
    """Check links that are due, politely, for a while."""
    actions.check_links(fetcher=fetcher(), clock=timezone.now, budget_s=BUDGET_S)


@every(60)
def start_checks() -> None:
    """Have links checked that are due, where the library wants that."""
    actions.start_checks(now=timezone.now(), wanted=service().checks and settings.CHECK_LINKS)


@every(3600)
def enroll() -> None:
    """Put new and changed addresses on the programme."""
    actions.enroll(now=timezone.now())


@every(3600)
def forget() -> None:
    """Forget from where reports came, and the words of readers whose faults were closed long ago."""
    now = timezone.now()
    actions.forget_senders(now=now)
    actions.forget_closed(now=now)
