"""What of the desk's own work needs attention this week: imports that stopped, refused rows, pairs, what the rules found."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lantai.infra.attention import Attention, Pressing, attention

from .queries.today import Waiting, waiting
from .templatetags.today import waiting_words

REASONS: dict[str, Promise] = {
    "halted": _("What was not read is not in the library yet."),
    "refused": _("These rows of files are not in the library until they are mended and sent again."),
    "pairs": _("Only people can say whether these are the same."),
    "rule": _("An urgent rule of data quality found them."),
    "new_findings": _("The rules of data quality found them in their last round."),
}
PRESSING = {"halted": Pressing.NOW, "refused": Pressing.NOW, "rule": Pressing.NOW, "new_findings": Pressing.TO_KNOW}


def _said(each: Waiting) -> Attention:
    pressing = PRESSING.get(each.name, Pressing.SOON)
    label = str(waiting_words(each))
    return Attention(count=each.count, label=label, reason=REASONS[each.name], url=each.url, since=each.since, pressing=pressing)


@attention("desk.rows", permission="catalog.view_harvest")
def rows(now: datetime) -> Iterable[Attention]:
    """Say what became of files that somebody must look at, and what the rules found."""
    allowed = "catalog.view_harvest"
    return [_said(each) for each in waiting(allowed=lambda permission: permission == allowed, now=now) if each.name in REASONS]


@attention("desk.pairs", permission="catalog.change_judgement")
def pairs(now: datetime) -> Iterable[Attention]:
    """Say how many pairs of records wait for a decision."""
    allowed = "catalog.change_judgement"
    return [_said(each) for each in waiting(allowed=lambda permission: permission == allowed, now=now) if each.name == "pairs"]
