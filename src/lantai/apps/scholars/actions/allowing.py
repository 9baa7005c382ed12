"""Who may do what with profiles."""

from django.core.exceptions import PermissionDenied

from lantai.apps.scholars.models import Scholar
from lantai.people.models import Account

DECIDE = "scholars.decide_scholar"


def allow_staff(by: Account | None) -> None:
    """Raise PermissionDenied unless ``by`` decides on scholars; None is the server itself: a job or a command."""
    if by is not None and not by.has_perm(DECIDE):
        raise PermissionDenied(DECIDE)


def allow_own(by: Account, scholar: Scholar) -> bool:
    """Raise PermissionDenied unless the profile is ``by``'s own, or ``by`` decides on scholars; return whether it is their own."""
    is_own = scholar.account_id == by.pk
    if not is_own:
        allow_staff(by)
    return is_own
