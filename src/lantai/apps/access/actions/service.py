"""Setting up the service: its hours, promises and networks, who gets what, its letters."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lantai.apps.holdings.models import Platform
from lantai.core.faults.clocks import NotHours, read_hours
from lantai.core.faults.proxies import not_networks
from lantai.infra import audit
from lantai.people.models import Account

from ..letters import unknown_places
from ..models import Assignment, Service, Template
from ..queries.service import minutes
from .allowing import SET_UP, allow

FIELDS = frozenset({"hours", "closed", "networks", "reply_minutes", "restore_minutes", "kept_days", "checks"})


@transaction.atomic
def change_service(*, by: Account | None, values: Mapping[str, Any], now: datetime) -> Service:
    """Change settings; raise ValidationError by field, with the line that cannot be read."""
    allow(by, SET_UP)
    row = Service.objects.select_for_update().order_by("pk").first() or Service()
    for name in values.keys() & FIELDS:
        setattr(row, name, values[name])
    problems = _problems(row)
    if problems:
        raise ValidationError(problems)
    row.full_clean()
    row.save()
    audit.record(by=by, action="access.change_service", subject=row, now=now)
    return row


def _problems(row: Service) -> dict[str, str]:
    found: dict[str, str] = {}
    try:
        read_hours(row.hours)
    except NotHours as refused:
        found["hours"] = _("Line %(line)d, “%(text)s”: write days and hours as in “1-5 08:30-17:30”.") % {
            "line": refused.line,
            "text": refused.text,
        }
    for number, line in enumerate(row.closed.splitlines(), 1):
        try:
            date.fromisoformat(line.strip() or "2000-01-01")
        except ValueError:
            found["closed"] = _("Line %(line)d, “%(text)s”: write a day as in “2026-12-25”.") % {"line": number, "text": line}
    for number, line in not_networks(row.networks):
        found["networks"] = _("Line %(line)d, “%(text)s”: write a network as in “10.0.0.0/8”.") % {"line": number, "text": line}
    for name in ("reply_minutes", "restore_minutes"):
        try:
            minutes(getattr(row, name))
        except ValueError:
            found[name] = _("Write four numbers of minutes, from the least grave faults on.")
    return found


@transaction.atomic
def set_assignment(*, by: Account | None, label: str, platform: Platform | None, account: Account, now: datetime) -> Assignment:
    """Say who gets faults of a class and platform."""
    allow(by, SET_UP)
    row, _made = Assignment.objects.update_or_create(label=label, platform=platform, defaults={"account": account})
    audit.record(by=by, action="access.set_assignment", subject=row, now=now)
    return row


@transaction.atomic
def remove_assignment(*, by: Account, assignment: Assignment, now: datetime) -> None:
    """Take back who gets what."""
    allow(by, SET_UP)
    audit.record(by=by, action="access.remove_assignment", subject=assignment, now=now)
    assignment.delete()


@transaction.atomic
def keep_template(*, by: Account, label: str, language: str, subject: str, body: str, now: datetime) -> Template:
    """Keep a letter of the library's own in place of the one that comes with the system; raise ValidationError of unknown places."""
    allow(by, SET_UP)
    if unknown := unknown_places(subject + body):
        raise ValidationError({"body": _("There is no such place to fill: %(places)s") % {"places": ", ".join(unknown)}})
    row, _made = Template.objects.update_or_create(label=label, language=language, defaults={"subject": subject, "body": body})
    audit.record(by=by, action="access.keep_template", subject=row, now=now)
    return row


@transaction.atomic
def remove_template(*, by: Account, template: Template, now: datetime) -> None:
    """Go back to the letter that comes with the system."""
    allow(by, SET_UP)
    audit.record(by=by, action="access.remove_template", subject=template, now=now)
    template.delete()
