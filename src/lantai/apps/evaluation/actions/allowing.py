"""Who may do what with trials."""

from django.core.exceptions import PermissionDenied

from lantai.people.models import Account


def allow(by: Account | None, permission: str) -> None:
    """Raise PermissionDenied unless ``by`` has the permission; None is the server itself: a job or a command."""
    if by is not None and not by.has_perm(permission):
        raise PermissionDenied(permission)
