"""How mail is sent: by the server that LANTAI_MAIL names, or not at all."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}


def mail(url: str, *, sender: str) -> dict[str, Any]:
    """Return Django's settings for the mail server that ``url`` names: ``smtp+tls://user:password@host:port``.

    ``smtp`` speaks in the clear, ``smtp+tls`` turns to TLS at once (STARTTLS), ``smtps`` begins with it; "" sends nothing.
    """
    parts = urlsplit(url)
    if url and (parts.scheme not in PORTS or not parts.hostname):
        raise ImproperlyConfigured(
            f"LANTAI_MAIL must read {'://HOST, '.join(PORTS)}://HOST, with user:password@ before and :port after"
        )
    host = parts.hostname or ""
    return {
        "EMAIL_HOST": host,
        "EMAIL_PORT": parts.port or PORTS.get(parts.scheme, 25),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 30,
        "DEFAULT_FROM_EMAIL": sender or f"lantai@{host or 'localhost'}",
    }
