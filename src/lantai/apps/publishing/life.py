"""The life of a request as one table: which state may follow which, and who may move it there."""

from django.db import models
from django.utils.translation import pgettext_lazy


class RequestState(models.TextChoices):
    """Where a request stands."""

    DRAFT = "draft", pgettext_lazy("request", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("request", "Waits for the library")
    MORE_INFO = "more_info", pgettext_lazy("request", "Waits for the author")
    APPROVED = "approved", pgettext_lazy("request", "Approved")
    REFUSED = "refused", pgettext_lazy("request", "Refused")
    INVOICED = "invoiced", pgettext_lazy("request", "Invoiced")
    PAID = "paid", pgettext_lazy("request", "Paid")
    CLOSED = "closed", pgettext_lazy("request", "Closed")
    WITHDRAWN = "withdrawn", pgettext_lazy("request", "Withdrawn")


S = RequestState
MOVES: dict[str, frozenset[str]] = {
    S.DRAFT: frozenset({S.SUBMITTED, S.WITHDRAWN}),
    S.SUBMITTED: frozenset({S.MORE_INFO, S.APPROVED, S.REFUSED, S.WITHDRAWN}),
    S.MORE_INFO: frozenset({S.SUBMITTED, S.REFUSED, S.WITHDRAWN}),
    S.APPROVED: frozenset({S.INVOICED, S.CLOSED, S.WITHDRAWN}),
    S.INVOICED: frozenset({S.PAID, S.APPROVED}),
    S.PAID: frozenset({S.CLOSED}),
    S.REFUSED: frozenset({S.SUBMITTED}),
    S.CLOSED: frozenset(),
    S.WITHDRAWN: frozenset(),
}
"""An article under an agreement that pays itself is closed without an invoice; a refused request may be handed in again by its author."""

BY_AUTHOR = frozenset({S.SUBMITTED, S.WITHDRAWN})
BY_STAFF = frozenset({S.MORE_INFO, S.APPROVED, S.REFUSED, S.INVOICED, S.PAID, S.CLOSED})
EDITABLE = frozenset({S.DRAFT, S.MORE_INFO})
"""States in which the author may change what was said."""

OPEN = frozenset({S.DRAFT, S.SUBMITTED, S.MORE_INFO, S.APPROVED, S.INVOICED, S.PAID})
COUNTED = frozenset({S.APPROVED, S.INVOICED, S.PAID, S.CLOSED})
"""States that count against caps and funds."""
