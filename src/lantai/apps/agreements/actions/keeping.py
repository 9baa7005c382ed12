"""Rows made, changed and taken out: checked by the tables' own constraints, with the history of each value."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import ProtectedError, Q
from django.utils.translation import gettext as _

from lantai.apps.agreements.errors import InUse
from lantai.apps.agreements.life import GIVING
from lantai.apps.agreements.models import Agreement, AgreementPeriod, Contact, Cost, Entitlement, License, LicenseTerm, Member
from lantai.apps.agreements.terms import NUMBERED, values_of
from lantai.infra import audit
from lantai.people.models import Account

from .allowing import allow
from .following import follow
from .noting import agreement_of, note, values

Row = TypeVar("Row", bound=models.Model)


def keep(*, by: Account | None, row: Row, said: Mapping[str, Any], why: str = "", now: datetime) -> Row:
    """Make a row, or change one, to what is ``said``, field by field; raise ValidationError where it cannot be so.

    What readers have follows at once where a period or an entitlement of an agreement in service changes.
    """
    allow(by)
    with transaction.atomic():
        if row.pk:
            row = type(row).objects.select_for_update().get(pk=row.pk)
        before = values(row) if row.pk else {}
        many = {name: value for name, value in said.items() if name in {f.name for f in row._meta.many_to_many}}
        for name, value in said.items():
            if name not in many:
                setattr(row, name, value)
        if isinstance(row, Agreement) and not row.pk:
            row.made_at = now
        if isinstance(row, Agreement) and before and before.get("test_link") != row.test_link:
            row.test_ok, row.tested_at = None, None
        if isinstance(row, Agreement) and before and before["license"] != str(row.license or ""):
            row.rights_at = None
        _check(row)
        row.full_clean(exclude=[name for name in ("made_at",) if not hasattr(row, name)])
        row.save()
        for name, value in many.items():
            getattr(row, name).set(value)
        if note(row, before, values(row), by=by, why=why, now=now):
            audit.record(by=by, action="agreements.change" if before else "agreements.add", subject=row, now=now)
            _after(row, now=now)
    return row


def drop(*, by: Account | None, row: models.Model, why: str = "", now: datetime) -> None:
    """Take a row out that nothing needs; raise InUse, naming what does. Its last values stay in the history."""
    allow(by)
    try:
        with transaction.atomic():
            if isinstance(row, Entitlement | AgreementPeriod) and row.agreement.stage in GIVING and _holds_up(row):
                raise InUse([_("readers have it through this agreement now")])
            note(row, values(row), {}, by=by, why=why, now=now)
            audit.record(by=by, action="agreements.drop", subject=row, now=now)
            agreement = agreement_of(row)
            row.delete()
            if agreement is not None and not isinstance(row, Agreement):
                _stale(agreement)
                follow(agreement, now=now)
    except ProtectedError as problem:
        raise InUse(sorted({f"{each._meta.verbose_name}: {each}" for each in problem.protected_objects})) from problem


def _holds_up(row: Entitlement | AgreementPeriod) -> bool:
    return isinstance(row, Entitlement) or row.agreement.periods.count() == 1


def _check(row: models.Model) -> None:
    check = _CHECKS.get(type(row))
    if check is not None:
        check(row)


def _check_period(row: AgreementPeriod) -> None:
    others = AgreementPeriod.objects.filter(agreement=row.agreement).exclude(pk=row.pk)
    ends_later = Q(end_date=None) | Q(end_date__gt=row.start_date)
    begins_before = Q(start_date__lt=row.end_date) if row.end_date else Q()
    if row.start_date and (other := others.filter(ends_later & begins_before).first()):
        raise ValidationError({"start_date": _("It overlaps the period %(other)s.") % {"other": other}})


def _check_entitlement(row: Entitlement) -> None:
    before = Entitlement.objects.filter(pk=row.pk).first() if row.pk else None
    if row.package and row.package.status == "retired" and (before is None or before.package_id != row.package_id):
        raise ValidationError({"package": _("This package is no longer offered: nothing can be entitled to it.")})
    if row.package_title and row.package_title.removed_at and (before is None or before.package_title_id != row.package_title_id):
        raise ValidationError({"package_title": _("This title was removed from its package: nothing can be entitled to it.")})


def _check_term(row: LicenseTerm) -> None:
    if row.value not in values_of(row.name):
        possible = ", ".join(str(value.label) for value in values_of(row.name))
        raise ValidationError({"value": _("This term may be: %(possible)s.") % {"possible": possible}})
    if NUMBERED.get(row.name) == row.value and not row.number:
        raise ValidationError({"number": _("Say the number.")})


def _check_license(row: License) -> None:
    seen, at = {row.pk}, row.amends
    while at is not None and row.pk:
        if at.pk in seen:
            raise ValidationError({"amends": _("These licences would amend each other in a circle.")})
        seen.add(at.pk)
        at = at.amends


_CHECKS: dict[type, Callable[[Any], None]] = {
    AgreementPeriod: _check_period,
    Entitlement: _check_entitlement,
    LicenseTerm: _check_term,
    License: _check_license,
}


def _after(row: models.Model, *, now: datetime) -> None:
    """Let what depends on a row follow it."""
    if isinstance(row, Contact | Member | Cost):
        return
    if isinstance(row, Entitlement | AgreementPeriod):
        _stale(row.agreement)
        follow(row.agreement, now=now)
    elif isinstance(row, LicenseTerm | License):
        of = row if isinstance(row, License) else row.license
        Agreement.objects.filter(Q(license=of) | Q(license__amends=of)).exclude(stage="closed").update(rights_at=None)


def _stale(agreement: Agreement) -> None:
    """Forget that it is known what remains: what it depends on has changed."""
    Agreement.objects.filter(pk=agreement.pk).update(rights_at=None)
