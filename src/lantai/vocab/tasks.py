"""Work of vocab that comes round by itself."""

from django.utils import timezone

from lantai.infra import jobs

from . import actions


@jobs.every(3600)
def forget_senders() -> None:
    """Forget from where suggestions came, an hour after."""
    actions.forget_senders(now=timezone.now())
