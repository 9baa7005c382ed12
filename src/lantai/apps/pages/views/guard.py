"""Who gets in: nobody signed in is sent to sign in, anybody else without the permission is told 403."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpResponse

View = Callable[..., HttpResponse]


def needs(permission: str) -> Callable[[View], View]:
    """Let in who is signed in and has the permission."""
    return lambda view: login_required(permission_required(permission, raise_exception=True)(view))
