"""The service's settings, read into what the core counts with."""

from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone

from lantai.core.faults.clocks import Week, after, read_hours
from lantai.core.faults.severity import Grade

from ..models import Service

GRADES = (Grade.LOW, Grade.MIDDLE, Grade.HIGH, Grade.CRITICAL)


def service() -> Service:
    """Return the settings: as staff left them, or those that come with the system."""
    return Service.objects.order_by("pk").first() or Service()


def due(opened_at: datetime, severity: int, *, settings: Service) -> tuple[datetime, datetime]:
    """Return by when a fault wants a first answer, and by when it should work again."""
    week = week_of(settings.hours, settings.closed)
    local = timezone.localtime(opened_at)
    place = GRADES.index(Grade(severity))
    return tuple(  # type: ignore[return-value]
        after(local, minutes(said)[place], week) for said in (settings.reply_minutes, settings.restore_minutes)
    )


@lru_cache(maxsize=8)
def week_of(hours: str, closed: str) -> Week:
    """Return the week that settings describe; they were looked at when they were kept."""
    return Week(read_hours(hours), frozenset(date.fromisoformat(line.strip()) for line in closed.splitlines() if line.strip()))


def minutes(said: str) -> list[int]:
    """Return four numbers of minutes, from the least grave on; raise ValueError where it is something else."""
    found = [int(word) for word in said.split()]
    if len(found) != len(GRADES) or min(found) < 1:
        raise ValueError(said)
    return found
