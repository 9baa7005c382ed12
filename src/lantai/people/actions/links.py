"""Making and taking links that are good once. Who may is for the actions that use them to say."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from ..errors import LinkGone
from ..models import Link, Purpose


def fresh_token(link: Link, *, lasting: timedelta, now: datetime) -> str:
    """Give a link a new token, which ends any before; return it: only its digest is kept.

    256 random bits need no slow digest, and looking one up by it tells nothing by its timing.
    """
    token = secrets.token_urlsafe(32)
    link.digest, link.expires_at = digest_of(token), now + lasting
    link.save()
    return token


def found(token: str, purpose: Purpose, *, now: datetime) -> Link:
    """Return the link of a token; raise LinkGone, whatever the reason is that it cannot be used."""
    link = Link.objects.select_related("account").filter(digest=digest_of(token), purpose=purpose).first()
    if link is None or not link.is_open(now=now):
        raise LinkGone
    return link


def take(token: str, purpose: Purpose, *, now: datetime) -> Link:
    """Use a link up, once: of two that come at the same time one has it. Inside the transaction of what it is for."""
    link = found(token, purpose, now=now)
    if not Link.objects.filter(pk=link.pk, used_at=None).update(used_at=now):
        raise LinkGone
    link.used_at = now
    return link


def digest_of(token: str) -> str:
    """Return what is kept of a token."""
    return sha256(token.encode()).hexdigest()
