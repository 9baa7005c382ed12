"""What holdings knows of works: that readers have them online today."""

from collections.abc import Collection

from django.utils.timezone import localdate

from lantai.catalog.documents import Facts, facts

from .models import Activation
from .queries import available_works, works_with_kept_years

ONLINE = {"availability": ("online",)}


@facts("holdings")
def online(works: Collection[int]) -> Facts:
    """Tell which works have a title that an activation covers today, with all its years or those that were kept."""
    today = localdate()
    if not Activation.objects.covering(today).exists():
        return {}  # asked for every few hundred works of an import
    return dict.fromkeys(available_works(works, on=today) | works_with_kept_years(works, on=today), ONLINE)
