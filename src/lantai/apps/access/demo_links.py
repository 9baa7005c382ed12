"""What checks of the demo library's links saw: made up, since its addresses (``.example``) are nowhere, but judged and taken as any answer is."""

from datetime import datetime, timedelta
from html import escape

from lantai.core.faults.facts import Came, Problem
from lantai.core.faults.judging import judge
from lantai.core.faults.kinds import LinkKind

from . import actions
from .actions.checking import take
from .models import Link
from .queries.expected import expected_of

HTML = {"content-type": "text/html; charset=utf-8"}
ILL = (
    LinkKind.SOFT_404,
    LinkKind.DEAD_HOST,
    LinkKind.EXPIRED_CERTIFICATE,
    LinkKind.LOGIN_WALL,
    LinkKind.MAINTENANCE,
)
EVERY = 9
"""One link of so many has a fault, of each kind in turn."""
NEVER = timedelta(days=10_000)
"""Until when nobody asks for them: a real check would find a name that nobody has."""


def furnish_links(*, now: datetime) -> None:
    """Let every link of the demo have been checked, once: most are sound, some have had a fault for a day."""
    if Link.objects.exclude(checked_at=None).exists():
        return
    actions.enroll(now=now)
    links = Link.objects.select_related("package_title__package", "database__platform", "platform").order_by("pk")
    for n, link in enumerate(links):
        kind = ILL[n // EVERY % len(ILL)] if n % EVERY == EVERY - 1 and link.platform_id is None else LinkKind.SOUND
        for hours in (30, 24, 2) if kind != LinkKind.SOUND else (n % 160 + 1,):
            at = now - timedelta(hours=hours)
            came = _came(link, kind)
            take(link, came, judge(came, expected_of(link, now=at)), now=at)
    Link.objects.update(due_at=now + NEVER)


def _came(link: Link, kind: LinkKind) -> Came:
    """Return an answer as a vendor in that state gives it."""
    if kind == LinkKind.DEAD_HOST:
        return Came(link.address, problem=Problem.NAME, detail="Name or service not known")
    if kind == LinkKind.EXPIRED_CERTIFICATE:
        return Came(link.address, problem=Problem.CERTIFICATE_EXPIRED, detail="certificate has expired")
    if kind == LinkKind.LOGIN_WALL:
        page = _page("Sign in", "Please log in to continue. Sign in through your institution. <form><input type=password></form>")
        return Came(link.address, url=f"{link.address.rstrip('/')}/login", status=200, headers=HTML, body=page)
    if kind == LinkKind.MAINTENANCE:
        page = _page("Scheduled maintenance", "The site is down for scheduled maintenance. We will be back soon.")
        return Came(link.address, url=link.address, status=503, headers=HTML, body=page)
    if kind == LinkKind.SOFT_404:
        page = _page("Page not found", "Sorry, the page you requested could not be found.")
        return Came(link.address, url=link.address, status=200, headers=HTML, body=page)
    named = escape(link.name)
    numbers = escape(" ".join(_numbers(link)))
    page = _page(
        named,
        f"<h2>{named}</h2><p>{numbers}</p><p>All volumes and issues, full text (PDF). An imaginary page of the demo library.</p>",
    )
    return Came(link.address, url=link.address, status=200, headers=HTML, body=page)


def _numbers(link: Link) -> list[str]:
    title = link.package_title
    return [f"ISSN {number}" for number in (title.print_identifier, title.online_identifier) if number] if title else []


def _page(title: str, body: str) -> bytes:
    return f"<!doctype html><html lang=en><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>".encode()
