"""What holdings knows of works: that readers have them online today."""

from collections.abc import Collection

from django.utils.timezone import localdate

from lantai.catalog.documents import Facts, facts

from .queries import available_works

ONLINE = {"availability": ("online",)}


@facts("holdings")
def online(works: Collection[int]) -> Facts:
    """Tell which works have a title that an activation covers today."""
    return dict.fromkeys(available_works(works, on=localdate()), ONLINE)
