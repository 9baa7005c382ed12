"""When a backup is due."""

from datetime import UTC, datetime, timedelta

import pytest

from lantai.site.nightly import is_due

NIGHT, DAY = datetime(2026, 11, 28, 2, tzinfo=UTC), datetime(2026, 11, 28, 14, tzinfo=UTC)


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (None, DAY, True),
        (NIGHT - timedelta(hours=24), NIGHT, True),
        (NIGHT - timedelta(hours=1), NIGHT, False),
        (DAY - timedelta(hours=20), DAY, False),
        (DAY - timedelta(hours=31), DAY, True),
    ],
)
def test_one_is_made_each_night_and_by_day_only_where_the_night_brought_none(last, now, due):
    assert is_due(last, now=now) is due
