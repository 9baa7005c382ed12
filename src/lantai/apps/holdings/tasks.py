"""What holdings does by itself."""

from django.utils import timezone

from lantai.infra.jobs import every

from .actions import follow_the_day

HOUR = 3_600


@every(HOUR)
def begin_and_end() -> None:
    """Have discovery follow what began or ended by the date alone."""
    follow_the_day(now=timezone.now())
