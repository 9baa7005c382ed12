"""What ``lantai check --production`` looks at besides: whether a library that others can reach is as safe as it can be made.

Each finding says what to do. One that a library has decided to live with is named with ``--except``.
"""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from .findings import Finding

OLDEST_BACKUP = timedelta(hours=36)
SHORTEST_KEY, SHORTEST_TOKEN = 40, 20
YEAR_S = 31_536_000
HANDY = ("lantai", "admin", "password", "library", "librarian", "changeme")
MOST_TRIED = 12
"""Accounts whose passwords are tried against HANDY: each try takes a third of a second, on purpose."""

NOT_OURS = {"security.W005", "security.W008", "security.W021"}
"""Django's advice that is for the web server in front: redirecting to https, other hosts of the domain, browsers' preload lists."""


def of_settings(directory: Path) -> Iterator[Finding]:
    """Yield what can be said before anything runs."""
    looks: tuple[Callable[[], Finding], ...] = (
        debug,
        address,
        cookies,
        engine,
        second_factor,
        django_advice,
        monitoring,
        whoever,
    )
    for look in looks:
        yield look()
    yield private(directory)
    yield secret(directory)


def of_running(directory: Path) -> Iterator[Finding]:
    """Yield what only the running library tells; the database answers."""
    yield backup(directory)
    yield staff()
    yield passwords()


def debug() -> Finding:
    """See that failures show nothing to strangers."""
    from django.conf import settings

    return Finding(
        "debug",
        "on" if settings.DEBUG else "off",
        "unset LANTAI_DEBUG: it shows the program's inside to everybody" * settings.DEBUG,
    )


def address() -> Finding:
    """See that the library has one address, encrypted, and answers to no other."""
    from django.conf import settings

    wild = [host for host in settings.ALLOWED_HOSTS if host.startswith((".", "*"))]
    if not settings.HTTPS:
        found = settings.ADDRESS or "none: only this machine is answered"
        return Finding(
            "address", found, "LANTAI_ADDRESS=https://library.example.edu, with a web server and a certificate in front"
        )
    if wild:
        return Finding("address", f"answers to {', '.join(wild)}", "name the hosts in LANTAI_HOSTS one by one")
    if settings.PROXIES == 0:
        return Finding(
            "address", settings.ADDRESS, "unset LANTAI_PROXIES, or set it to 1: else wrong passwords all come from one address"
        )
    return Finding("address", settings.ADDRESS)


def cookies() -> Finding:
    """See that cookies travel encrypted and out of scripts' reach, and that browsers stay with https."""
    from django.conf import settings

    lacking = [
        name for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY") if not getattr(settings, name)
    ]
    if settings.SECURE_HSTS_SECONDS < YEAR_S:
        lacking.append("HSTS for a year")
    return Finding(
        "cookies",
        f"lacking: {', '.join(lacking)}" if lacking else "encrypted only, HSTS",
        "LANTAI_ADDRESS with https brings them" * bool(lacking),
    )


def engine() -> Finding:
    """See that the engine is not the one for trials."""
    from django.conf import settings

    return Finding(
        "engine",
        settings.SEARCH_ENGINE,
        "unset LANTAI_ENGINE: the memory engine is for trials" * (settings.SEARCH_ENGINE == "memory"),
    )


def second_factor() -> Finding:
    """See that staff show a second factor."""
    from django.conf import settings

    if settings.DEMO:
        return Finding(
            "second factor",
            "off: a demonstration",
            "begin a library of its own; or remove demo-open, and the demonstration's account",
        )
    to_do = (
        ""
        if settings.SECOND_FACTOR
        else "unset LANTAI_SECOND_FACTOR, unless a single sign-on in front asks for one (then --except 'second factor')"
    )
    return Finding("second factor", "asked of staff" if settings.SECOND_FACTOR else "off", to_do)


def django_advice() -> Finding:
    """Ask Django what it has to say of these settings."""
    from django.core import checks

    said = [m for m in checks.run_checks(include_deployment_checks=True) if m.level >= checks.WARNING and m.id not in NOT_OURS]
    return Finding(
        "Django", "; ".join(f"{m.id}: {m.msg}" for m in said)[:600] or "nothing to object", "see what it says" * bool(said)
    )


def monitoring() -> Finding:
    """See that a token cannot be guessed, and that not everybody may ask."""
    from django.conf import settings

    if settings.METRICS_TOKEN and len(settings.METRICS_TOKEN) < SHORTEST_TOKEN:
        return Finding("metrics", "a short token", f"LANTAI_METRICS_TOKEN of {SHORTEST_TOKEN} characters or more, by chance")
    if any(network.prefixlen == 0 for network in settings.METRICS_FROM):
        return Finding("metrics", "everybody may ask", "name networks of your own in LANTAI_METRICS_FROM")
    return Finding("metrics", "for named networks and this machine")


def whoever() -> Finding:
    """See that it runs as a user who may do little."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return Finding("user", "root" if root else "not root", "run it as a user of its own: docs/operate/install.md" * root)


def private(directory: Path) -> Finding:
    """See that nobody else on this machine reads the library's files."""
    open_ = [
        path for path in (directory, *directory.glob("*.sqlite3*"), directory / "files", directory / "uploads") if path.exists()
    ]
    open_ = [path for path in open_ if path.stat().st_mode & 0o007]
    inside = directory.stat().st_mode & 0o077 == 0
    to_do = "" if inside or not open_ else f"chmod o-rwx {' '.join(map(str, open_))}"
    return Finding("files", f"{directory}: mode {directory.stat().st_mode & 0o777:o}", to_do)


def secret(directory: Path) -> Finding:
    """See that the key is long, and nobody else's."""
    from django.conf import settings

    mode = (directory / "secret-key").stat().st_mode & 0o777
    short = len(settings.SECRET_KEY) < SHORTEST_KEY
    to_do = (
        f"chmod 600 {directory / 'secret-key'}"
        if mode & 0o077
        else "remove secret-key and start again: a new one is made, everybody signs in again" * short
    )
    return Finding("key", f"{len(settings.SECRET_KEY)} characters, mode {mode:o}", to_do)


def backup(directory: Path) -> Finding:
    """See that there is a backup of late, on another disk."""
    from django.utils import timezone

    from lantai.infra import backup as backups

    made = backups.last(directory)
    if made is None:
        return Finding("backup", "none was ever made", "LANTAI_BACKUP_TO=/backup/lantai, or lantai backup --to DIR")
    age = timezone.now() - made.begun
    saying = f"{made.begun:%Y-%m-%d %H:%M} at {made.to}"
    if age > OLDEST_BACKUP:
        return Finding(
            "backup",
            saying,
            f"it is {age.days * 24 + age.seconds // 3600} hours old: lantai backup, and see why none was made since",
        )
    if not Path(made.to).exists():
        return Finding("backup", f"{saying}, which is gone", "lantai backup")
    if os.stat(made.to).st_dev == os.stat(directory).st_dev:
        return Finding(
            "backup", f"{saying}, on the disk of the library itself", "keep it on another disk, better on another machine"
        )
    return Finding("backup", saying)


def staff() -> Finding:
    """Say who of the staff has no second factor yet."""
    from lantai.people import queries

    without, count = queries.staff_without_factor()
    names = ", ".join(without[:5]) + (" …" if len(without) > 5 else "")
    return Finding("staff", f"{count} accounts" + (f", without a second factor: {names}" if without else ""))


def passwords() -> Finding:
    """Try the passwords that everybody would try on the accounts that may do most."""
    from lantai.people import queries

    weak = [
        account.username
        for account in queries.administrators()[:MOST_TRIED]
        if any(map(account.check_password, (*HANDY, account.username)))
    ]
    return Finding(
        "passwords",
        f"easily guessed: {', '.join(weak)}" if weak else "none of the handy ones",
        "lantai user password NAME" * bool(weak),
    )
