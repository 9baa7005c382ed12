"""A list for the demo library: its own university with two peers that do not exist either."""

from datetime import datetime

from lantai.people.models import Account

from . import actions
from .models import InstitutionList
from .queries import choices

MEMBERS = ("Lantai Demo University (made up)", "East Lake Sample University (made up)")
PEERS = ("Muster-Universität (made up)", "University of Specimen (made up)", "Sample State University (made up)")
NAME = "Lantai universities (made up)"


def furnish(*, by: Account, now: datetime) -> None:
    """Make the list, unless there are lists; the store of papers must be there."""
    if InstitutionList.objects.exists():
        return
    known = choices.meant([*MEMBERS, *PEERS])
    members, peers = ([known[name] for name in names if name in known] for names in (MEMBERS, PEERS))
    if members:
        actions.make_list(by=by, name=NAME, note="", members=members, peers=peers, now=now)
