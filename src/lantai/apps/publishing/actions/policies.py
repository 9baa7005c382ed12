"""Policies and their versions kept; whoever watches a policy is told of a new version."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from lantai.apps.publishing.models import Policy, PolicyVersion, PolicyWatch
from lantai.infra import audit
from lantai.people.actions import notify
from lantai.people.models import Account
from lantai.people.roles import Permission

from .allowing import allow
from .telling import policies_changed


@transaction.atomic
def keep_policy(*, by: Account | None, row: Policy, said: Mapping[str, Any], now: datetime) -> Policy:
    """Make or change a policy; raise ValidationError."""
    allow(by, Permission.CHANGE_POLICIES)
    for name, value in said.items():
        setattr(row, name, value)
    row.made_at = row.made_at or now
    row.full_clean()
    row.save()
    policies_changed()
    audit.record(by=by, action="publishing.keep_policy", subject=row, now=now)
    return row


@transaction.atomic
def keep_version(*, by: Account | None, row: PolicyVersion, said: Mapping[str, Any], now: datetime) -> PolicyVersion:
    """Add a version of a policy, or mend one. Each ends where the next begins; a new one is told to whoever watches; raise ValidationError."""
    allow(by, Permission.CHANGE_POLICIES)
    is_new = row.pk is None
    began = None if is_new else PolicyVersion.objects.values_list("from_date", flat=True).get(pk=row.pk)
    for name, value in said.items():
        setattr(row, name, value)
    row.made_at = row.made_at or now
    if began and _ends_with_another(row):
        row.until_date = None
    row.full_clean()
    row.save()
    _follow_one_another(row.policy, left=began if began != row.from_date else None)
    row.refresh_from_db(fields=["until_date"])
    policies_changed()
    audit.record(by=by, action="publishing.keep_version", subject=row, now=now)
    if is_new:
        _tell(row, now=now)
    return row


@transaction.atomic
def drop_version(*, by: Account | None, row: PolicyVersion, now: datetime) -> None:
    """Take out a version that was kept by mistake: the one before it goes on."""
    allow(by, Permission.CHANGE_POLICIES)
    audit.record(by=by, action="publishing.drop_version", subject=row, now=now)
    row.delete()
    _follow_one_another(row.policy, left=row.from_date)
    policies_changed()


@transaction.atomic
def drop_policy(*, by: Account | None, row: Policy, now: datetime) -> None:
    """Take out a policy that was kept by mistake, with its versions."""
    allow(by, Permission.CHANGE_POLICIES)
    audit.record(by=by, action="publishing.drop_policy", subject=row, now=now)
    row.delete()
    policies_changed()


def _ends_with_another(row: PolicyVersion) -> bool:
    """Say whether a version that was moved behind its end ended there only because another begins on that day."""
    if row.until_date is None or row.from_date is None or row.from_date < row.until_date:
        return False
    return PolicyVersion.objects.filter(policy=row.policy_id, from_date=row.until_date).exclude(pk=row.pk).exists()


def _follow_one_another(policy: Policy, *, left: date | None) -> None:
    """Let each version end where the next begins, at the latest. ``left``: a day on which a version began and does not any more; what ended with it goes
    on to the next."""
    rows = list(policy.versions.order_by("from_date"))
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        until = None if row.until_date == left else row.until_date
        if after is not None and (until is None or until > after.from_date):
            until = after.from_date
        if until != row.until_date:
            row.until_date = until
            row.save(update_fields=["until_date"])


@transaction.atomic
def watch(*, by: Account, policy: Policy, wanted: bool) -> None:
    """Have oneself told of new versions of a policy, or no longer."""
    if not by.is_authenticated:
        raise ValidationError(_("Sign in first."))
    if wanted:
        PolicyWatch.objects.get_or_create(account=by, policy=policy)
    else:
        PolicyWatch.objects.filter(account=by, policy=policy).delete()


def _tell(row: PolicyVersion, *, now: datetime) -> None:
    watches = PolicyWatch.objects.filter(Q(policy=row.policy) | Q(policy=None)).select_related("account")
    said = {"name": row.policy.name, "body": row.policy.body, "day": f"{row.from_date:%Y-%m-%d}"}
    path = reverse("publishing:policy", args=[row.policy_id])
    for account in {one.account for one in watches}:
        notify(
            to=account, key=f"publishing.policy:{row.pk}", template="publishing/mail/policy.txt", said=said, path=path, now=now
        )
