"""When a backup is due."""

from datetime import datetime, timedelta

NIGHT = range(1, 6)
"""Hours at which few read."""

SOON, AT_THE_LATEST = timedelta(hours=18), timedelta(hours=30)


def is_due(last: datetime | None, *, now: datetime) -> bool:
    """Say whether to make one: at night, once; by day only where the last night brought none. ``now``: in the library's own time."""
    if last is None:
        return True
    since = now - last
    return since >= AT_THE_LATEST or (since >= SOON and now.hour in NIGHT)
