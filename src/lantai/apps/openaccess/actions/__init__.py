"""Every write of open access: a service's list of journals or of notices taken in."""

from lantai.core.openness.taken import ListError, OlderList, Taken, TooManyGone

from .journals import take_journals, touch_papers
from .notices import take_notices

__all__ = ["ListError", "OlderList", "Taken", "TooManyGone", "take_journals", "take_notices", "touch_papers"]
