"""Policies and their versions kept; whoever watches a policy is told of a new version."""

from collections.abc import Mapping
from datetime import datetime
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
    """Add a version of a policy, or mend one. A new one ends the one before it, and is told to whoever watches; raise ValidationError."""
    allow(by, Permission.CHANGE_POLICIES)
    is_new = row.pk is None
    for name, value in said.items():
        setattr(row, name, value)
    row.made_at = row.made_at or now
    if is_new and row.from_date:
        _end_before(row)
    row.full_clean()
    row.save()
    policies_changed()
    audit.record(by=by, action="publishing.keep_version", subject=row, now=now)
    if is_new:
        _tell(row, now=now)
    return row


def _end_before(row: PolicyVersion) -> None:
    """Let the version before a new one end where the new one begins."""
    before = PolicyVersion.objects.filter(policy=row.policy_id, from_date__lt=row.from_date).order_by("-from_date").first()
    if before is not None and (before.until_date is None or before.until_date > row.from_date):
        before.until_date = row.from_date
        before.save(update_fields=["until_date"])
    after = PolicyVersion.objects.filter(policy=row.policy_id, from_date__gt=row.from_date).order_by("from_date").first()
    if after is not None and (row.until_date is None or row.until_date > after.from_date):
        row.until_date = after.from_date


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
