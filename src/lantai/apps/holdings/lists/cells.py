"""What a cell of these lists names."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lantai.apps.holdings.models import Platform


def platform_of(words: object) -> Platform | None:
    """Return the platform of that name, None for no words; raise ValidationError under the column's name."""
    if not words:
        return None
    found = Platform.objects.filter(name=words).first()
    if found is None:
        raise ValidationError({"platform": _("There is no platform named “%(name)s”.") % {"name": words}})
    return found
