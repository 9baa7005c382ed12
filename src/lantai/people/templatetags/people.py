"""What people are called in templates."""

from typing import Any

from django import template

from ..roles import NAMES, Role

register = template.Library()


@register.filter
def role_name(role: str) -> Any:
    """Return what a role is called, in the reader's language."""
    return NAMES[Role(role)]
