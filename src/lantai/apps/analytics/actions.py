"""What staff do with lists of institutions."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lantai.infra import audit
from lantai.people.models import Account

from .models import MOST_PEERS, InstitutionList, ListMember, Role

Named = tuple[str, str]
"""Key and name of an institution in the store of papers."""


def make_list(
    *, by: Account, name: str, note: str, members: Sequence[Named], peers: Sequence[Named], now: datetime
) -> InstitutionList:
    """Make a list of institutions that are counted as one, with those that they are compared with; raise ValidationError."""
    _allow(by, "analytics.add_institutionlist")
    _check(members, peers)
    with transaction.atomic():
        made = InstitutionList.objects.create(name=name, note=note, made_at=now, changed_at=now)
        _fill(made, members, peers)
        audit.record(by=by, action="analytics.make_list", subject=made, now=now)
    return made


def change_list(
    *, by: Account, found: InstitutionList, name: str, note: str, members: Sequence[Named], peers: Sequence[Named], now: datetime
) -> None:
    """Change a list; raise ValidationError."""
    _allow(by, "analytics.change_institutionlist")
    _check(members, peers)
    with transaction.atomic():
        InstitutionList.objects.filter(pk=found.pk).update(name=name, note=note, changed_at=now)
        found.members.all().delete()
        _fill(found, members, peers)
        audit.record(by=by, action="analytics.change_list", subject=found, now=now)


def remove_list(*, by: Account, found: InstitutionList, now: datetime) -> None:
    """Remove a list; what it counted stays."""
    _allow(by, "analytics.delete_institutionlist")
    with transaction.atomic():
        audit.record(by=by, action="analytics.remove_list", subject=found, now=now)
        found.delete()


def _fill(found: InstitutionList, members: Sequence[Named], peers: Sequence[Named]) -> None:
    rows = {key: (name, Role.PEER) for key, name in peers} | {key: (name, Role.MEMBER) for key, name in members}
    ListMember.objects.bulk_create(
        ListMember(list=found, institution=key, name=name, role=role) for key, (name, role) in rows.items()
    )


def _check(members: Sequence[Named], peers: Sequence[Named]) -> None:
    if not members:
        raise ValidationError({"members": _("A list needs at least one institution that is counted.")})
    if len(peers) > MOST_PEERS:
        raise ValidationError({"peers": _("At most five institutions are compared with a list.")})


def _allow(by: Account, permission: str) -> None:
    if not by.has_perm(permission):
        raise PermissionDenied(permission)
