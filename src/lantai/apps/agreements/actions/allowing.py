"""Who may change agreements."""

from django.core.exceptions import PermissionDenied

from lantai.people.models import Account
from lantai.people.roles import Permission


def allow(by: Account | None) -> None:
    """Raise PermissionDenied unless ``by`` may change agreements; None is the server itself."""
    if by is not None and not by.has_perm(Permission.CHANGE_AGREEMENTS):
        raise PermissionDenied(Permission.CHANGE_AGREEMENTS)
