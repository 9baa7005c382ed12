"""What scholars say of themselves and who may see it; what they miss; and where the library looks for its scholars."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lantai.apps.scholars import authorship
from lantai.apps.scholars.models import FIELDS, HomeInstitution, MissingWork, Scholar, Visibility
from lantai.apps.scholars.portraits import chosen_name
from lantai.infra import audit, jobs
from lantai.people.models import Account

from .allowing import allow_own, allow_staff
from .deriving import language_of, name_again

MOST_NAMES, MOST_MISSING = 20, 50


@transaction.atomic
def describe(
    *,
    by: Account,
    scholar: Scholar,
    name: str,
    own_names: Sequence[str],
    about: str,
    visibility: Mapping[str, str],
    now: datetime,
) -> None:
    """Say what one is called, further forms of the name, a few words, and who sees which part. Raise ValidationError, naming the field."""
    allow_own(by, scholar)
    kept = Scholar.objects.select_for_update().get(pk=scholar.pk)
    before = (kept.name, kept.own_names, kept.visibility)
    forms = list(dict.fromkeys(form.strip() for form in own_names if form.strip()))
    if len(forms) > MOST_NAMES:
        raise ValidationError({"own_names": _("Twenty forms of the name at the most.")})
    wrong = [field for field, seen in visibility.items() if field not in FIELDS or seen not in Visibility.values]
    if wrong:
        raise ValidationError(_("There is no such choice: {field}.").format(field=wrong[0]))
    kept.name, kept.about = name, about
    kept.own_names = [[form[:300], ""] for form in forms if form != name]
    if name != chosen_name(kept.portrait.get("names", ()))[0]:
        kept.own_names.insert(0, [name, ""])  # chosen by a person: no rebuild gives another one
    kept.language = language_of(kept)
    kept.visibility = {field: seen for field, seen in visibility.items() if seen != Visibility.PUBLIC}
    kept.full_clean()
    kept.save()
    name_again(kept)
    if before != (kept.name, kept.own_names, kept.visibility):
        authorship.reach_all(kept)
    audit.record(by=by, action="scholars.describe", subject=kept, now=now)


@transaction.atomic
def miss(*, by: Account, scholar: Scholar, doi: str, words: str, now: datetime) -> MissingWork:
    """Say that the library lacks a work of one's own; staff see it. Raise ValidationError."""
    allow_own(by, scholar)
    if not (doi or words.strip()):
        raise ValidationError(_("Give a DOI, or say which work it is."))
    if scholar.missing.filter(closed_at=None).count() >= MOST_MISSING:
        raise ValidationError(_("Fifty works wait for the library already."))
    made = MissingWork.objects.create(scholar=scholar, doi=doi[:255], words=words.strip()[:2_000], made_at=now)
    audit.record(by=by, action="scholars.miss", subject=made, now=now)
    return made


@transaction.atomic
def close_missing(*, by: Account, missing: MissingWork, now: datetime) -> None:
    """Note that staff have looked at a work that was missed."""
    allow_staff(by)
    if MissingWork.objects.filter(pk=missing.pk, closed_at=None).update(closed_at=now, closed_by=by):
        audit.record(by=by, action="scholars.close_missing", subject=missing, now=now)


@transaction.atomic
def name_homes(*, by: Account | None, names: Sequence[str], now: datetime) -> None:
    """Say under which names the library's own university stands in affiliations; profiles are made again by it."""
    allow_staff(by)
    wanted = list(dict.fromkeys(name.strip()[:300] for name in names if name.strip()))
    HomeInstitution.objects.exclude(name__in=wanted).delete()
    kept = set(HomeInstitution.objects.values_list("name", flat=True))
    for name in wanted:
        if name not in kept:
            made = HomeInstitution.objects.create(name=name)
            audit.record(by=by, action="scholars.name_home", subject=made, now=now)
    ask_rebuild(by=by, now=now)


def ask_rebuild(*, by: Account | None, now: datetime) -> None:
    """Have all profiles made again by the worker."""
    allow_staff(by)
    if not jobs.Job.objects.filter(name="scholars.rebuild", state=jobs.JobState.WAITING).exists():
        jobs.enqueue("scholars.rebuild")
