"""Who may do what with agreements, charges, requests and policies."""

from django.core.exceptions import PermissionDenied

from lantai.people.models import Account
from lantai.people.roles import Permission


def allow(by: Account | None, permission: Permission = Permission.CHANGE_PUBLISHING) -> None:
    """Raise PermissionDenied unless ``by`` has the permission; None is the server itself: a job or a command."""
    if by is not None and not by.has_perm(permission):
        raise PermissionDenied(permission)
