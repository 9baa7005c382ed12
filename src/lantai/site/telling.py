"""How the log is written, and from where figures may be asked for; read from the environment once."""

from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Any

from django.core.exceptions import ImproperlyConfigured

FORMS = {"plain": "lantai.infra.logs.Sentences", "json": "lantai.infra.logs.JsonLines"}


def logging_of(file: str, *, form: str, level: str, access: bool) -> dict[str, Any]:
    """Return Django's description of the log: into ``file`` (which may be rotated away) or to standard error.

    ``access``: whether each request gets a line. gunicorn's own lines come in the same form.
    """
    if form not in FORMS:
        raise ImproperlyConfigured(f"LANTAI_LOG_FORMAT is {form!r}; it may be 'plain' or 'json'")
    where = {"class": "logging.handlers.WatchedFileHandler", "filename": file} if file else {"class": "logging.StreamHandler"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"chosen": {"()": FORMS[form]}},
        "handlers": {"chosen": where | {"formatter": "chosen"}},
        "root": {"handlers": ["chosen"], "level": level.upper()},
        "loggers": {
            "lantai.access": {"level": "INFO" if access else "ERROR"},
            "gunicorn.error": {"handlers": ["chosen"], "propagate": False},
        },
    }


def networks(named: str) -> tuple[IPv4Network | IPv6Network, ...]:
    """Return the networks that are named, separated by commas; raise ImproperlyConfigured for what is none."""
    try:
        return tuple(ip_network(part.strip()) for part in named.split(",") if part.strip())
    except ValueError as problem:
        raise ImproperlyConfigured(f"LANTAI_METRICS_FROM: {problem}; e.g. 10.0.0.0/8,192.0.2.7") from problem
