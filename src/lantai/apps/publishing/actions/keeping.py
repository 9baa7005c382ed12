"""Rows that staff keep by hand: agreements, caps, members, institutions, waivers, funds. What staff changed of an agreement, registries change no more."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from lantai.apps.publishing.models import Coverage, Institution, Membership, PublishingAgreement, Waiver
from lantai.infra import audit
from lantai.people.models import Account

from .allowing import allow
from .telling import covered_otherwise

Row = TypeVar("Row", bound=models.Model)


@transaction.atomic
def keep(*, by: Account | None, row: Row, said: Mapping[str, Any], now: datetime) -> Row:
    """Make a row, or change one, to what is ``said``, field by field; raise ValidationError, by field where it can."""
    allow(by)
    is_new = row.pk is None
    if not is_new:
        row = type(row)._default_manager.select_for_update().get(pk=row.pk)
    for name, value in said.items():
        setattr(row, name, value)
    if isinstance(row, PublishingAgreement):
        row.kept_by_staff = True
        row.made_at = row.made_at or now
    if isinstance(row, Institution):
        _check_institution(row)
    if isinstance(row, Waiver):
        _check_waiver(row)
    row.full_clean()
    row.save()
    covered_otherwise(_agreement_of(row))
    audit.record(by=by, action="publishing.add" if is_new else "publishing.change", subject=row, now=now)
    return row


@transaction.atomic
def drop(*, by: Account | None, row: models.Model, now: datetime) -> None:
    """Take out a row that was kept by mistake; raise ValidationError where something needs it."""
    allow(by)
    audit.record(by=by, action="publishing.drop", subject=row, now=now)
    covered_otherwise(_agreement_of(row) if isinstance(row, Membership) else ())
    try:
        row.delete()
    except models.ProtectedError as problem:
        raise ValidationError(_("It is in use: requests or other rows name it.")) from problem


def _agreement_of(row: models.Model) -> tuple[int, ...]:
    """Return the agreement that a row changes, where it changes which papers it covers."""
    if isinstance(row, Membership):
        return (row.agreement_id,)
    return (row.pk,) if isinstance(row, PublishingAgreement) else ()


def _check_institution(row: Institution) -> None:
    """Let one institution be the library's own, and none be part of itself."""
    if row.is_own:
        Institution.objects.filter(is_own=True).exclude(pk=row.pk).update(is_own=False)
    seen, at = {row.pk}, row.parent
    while at is not None and row.pk:
        if at.pk in seen:
            raise ValidationError({"parent": _("These institutions would be part of each other in a circle.")})
        seen.add(at.pk)
        at = at.parent


def _check_waiver(row: Waiver) -> None:
    """Refuse a waiver that is for nobody, and a discount of which nobody says how much while it is said to be one."""
    if not (row.groups or row.countries):
        raise ValidationError({"countries": _("Name a group of countries, or countries.")})
    if row.discount is not None and row.covers != Coverage.DISCOUNT:
        raise ValidationError({"discount": _("A discount in percent is for what is waived in part.")})
