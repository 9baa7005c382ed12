"""Where classes lead by the library's own word; works that bear such a class are looked at again by a job."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from lantai.core.bib.first_level import MOST, catalogue, mappings
from lantai.infra import audit
from lantai.infra.jobs import enqueue
from lantai.people.models import Account

from ..classes import plain
from ..models import OwnMapping

CHANGE = "openaccess.change_ownmapping"
LONGEST = 40


@transaction.atomic
def map_class(*, by: Account, scheme: str, beginning: str, disciplines: Sequence[str], now: datetime) -> OwnMapping:
    """Say where classes that begin so lead, in the place of what was said before; no disciplines: to none. Raise ValidationError, naming the field."""
    _allow(by)
    wanted, codes = plain(scheme, beginning), list(dict.fromkeys(disciplines))
    if scheme not in mappings():
        raise ValidationError({"scheme": _("There is no such scheme.")})
    if not wanted or len(wanted) > LONGEST:
        raise ValidationError({"beginning": _("Give how the class begins: TP39, 1702.")})
    if len(codes) > MOST or any(code not in catalogue() or not catalogue()[code].broader for code in codes):
        raise ValidationError({"disciplines": _("Three disciplines at the most.")})
    given = {"disciplines": codes, "changed_at": now}
    made, _new = OwnMapping.objects.update_or_create(scheme=scheme, beginning=wanted, defaults=given)
    audit.record(by=by, action="openaccess.map_class", subject=made, now=now)
    enqueue("openaccess.touch_classes", scheme=scheme, beginning=wanted)
    return made


@transaction.atomic
def unmap_class(*, by: Account, mapping: OwnMapping, now: datetime) -> None:
    """Let a class lead again where Lantai's table says."""
    _allow(by)
    audit.record(by=by, action="openaccess.unmap_class", subject=mapping, now=now)
    enqueue("openaccess.touch_classes", scheme=mapping.scheme, beginning=mapping.beginning)
    mapping.delete()


def _allow(by: Account) -> None:
    if not by.has_perm(CHANGE):
        raise PermissionDenied(CHANGE)
