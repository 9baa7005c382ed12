"""What readers have, from when until when; agreements and trials call this inside their own transactions."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from lantai.apps.holdings.models import Activation, Basis, Database, Package, PackageTitle
from lantai.apps.holdings.queries import works_of
from lantai.infra import audit, jobs
from lantai.people.models import Account

from .allowing import allow
from .shelving import touch

Target = Package | PackageTitle | Database


@transaction.atomic
def activate(
    *,
    by: Account | None,
    target: Target,
    basis: Basis,
    key: str = "",
    from_date: date | None = None,
    until_date: date | None = None,
    now: datetime,
) -> Activation:
    """Give readers a package, a title or a database from a day (None: ever) on, before another (None: no end).

    The same ``basis`` and ``key`` said again of the same target takes the place of what was said before. Raise ValidationError
    when it would end before it begins.
    """
    allow(by, "holdings.change_activation")
    if from_date and until_date and from_date >= until_date:
        raise ValidationError(_("It would end before it begins."))
    dates = {"from_date": from_date, "until_date": until_date, "in_force": _begins(from_date, until_date, now)}
    kept, made = Activation.objects.get_or_create(**_about(target), basis=basis, key=key, defaults={**dates, "made_at": now})
    if not made and (kept.from_date, kept.until_date) == (from_date, until_date):
        return kept
    if not made:
        Activation.objects.filter(pk=kept.pk).update(**dates)
        kept.refresh_from_db()
    audit.record(by=by, action="holdings.activate", subject=target, now=now)
    touch(works_of(Activation.objects.filter(pk=kept.pk)))
    _list_anew(target)
    return kept


@transaction.atomic
def deactivate(*, by: Account | None, target: Target, basis: Basis, key: str = "", from_date: date, now: datetime) -> int:
    """Take back, from a day on, what ``basis`` and ``key`` gave; return 0 when they gave nothing beyond that day, else 1.

    What had not begun by then goes altogether; what had stays with its end.
    """
    allow(by, "holdings.change_activation")
    given = Activation.objects.filter(**_about(target), basis=basis, key=key)
    rows = given.filter(Q(until_date=None) | Q(until_date__gt=from_date))
    if not rows:
        return 0
    works = works_of(rows)
    rows.filter(from_date__gte=from_date).delete()
    over = from_date <= localdate(now)
    given.filter(Q(until_date=None) | Q(until_date__gt=from_date)).update(
        until_date=from_date, **({"in_force": False} if over else {})
    )
    audit.record(by=by, action="holdings.deactivate", subject=target, now=now)
    touch(works)
    _list_anew(target)
    return 1


@transaction.atomic
def follow_the_day(*, now: datetime) -> int:
    """Have the index look at the works of what began or ended by the date alone since it last did; return how many."""
    in_force = Activation.objects.covering(localdate(now))
    begun = in_force.filter(in_force=False)
    ended = Activation.objects.filter(in_force=True).exclude(pk__in=in_force.values("pk"))
    works = works_of(begun) | works_of(ended)
    Activation.objects.filter(pk__in=list(ended.values_list("pk", flat=True))).update(in_force=False)
    begun.update(in_force=True)
    touch(works)
    return len(works)


def _list_anew(target: Target) -> None:
    """Have the readers' list of journals show it, and from when until when; databases are asked for as they are."""
    if isinstance(target, Package):
        jobs.enqueue("holdings.list_package", package=target.pk)
    elif isinstance(target, PackageTitle):
        jobs.enqueue("holdings.list_titles", titles=[target.pk])


def _begins(from_date: date | None, until_date: date | None, now: datetime) -> bool:
    today = localdate(now)
    return (from_date is None or from_date <= today) and (until_date is None or today < until_date)


def _about(target: Target) -> dict[str, Target | None]:
    names = {Package: "package", PackageTitle: "package_title", Database: "database"}
    return {name: target if isinstance(target, kind) else None for kind, name in names.items()}
